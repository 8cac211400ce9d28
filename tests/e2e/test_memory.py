"""The daily review is done with nothing but a keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.test_keyboard import tab_to
from tests.support.browser import Visitors

CARDS = 5


def answer_by_keyboard(page: Page) -> None:
    """Give some answer to the card that is asked."""
    form = page.locator("form[data-memory]")
    if form.locator("input[type=radio], input[type=checkbox]").count():
        expect(page.locator("#ask-0")).to_be_focused()
        page.keyboard.press("1")
        expect(form.locator("input:checked")).to_have_count(1)
        page.keyboard.press("Enter")
    elif form.locator("select").count():
        for select in form.locator("select").all():
            tab_to(select)
            page.keyboard.press("ArrowDown")
        tab_to(form.locator("button[type=submit]"))
        page.keyboard.press("Enter")
    else:
        expect(form.locator("input.form-control")).to_be_focused()
        page.keyboard.type("1")
        page.keyboard.press("Enter")


def test_from_the_navigation_through_a_few_cards(visitors: Visitors) -> None:
    page = visitors.sign_in("wang.yutong@demo.example", locale="en")
    tab_to(page.locator(".site-nav a[href='/memory']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/memory")
    tab_to(page.locator("a.btn-primary"))
    page.keyboard.press("Enter")

    for number in range(1, CARDS + 1):
        page.wait_for_url("**/memory/session")
        expect(page.locator(".memory-number")).to_have_text(re.compile(rf"^Card {number} of \d+$"))
        if number == 1:
            visitors.check(page)
        answer_by_keyboard(page)
        page.wait_for_url("**/memory/reviews/*")
        expect(page.locator("#verdict")).to_be_focused()
        if number == 1:
            visitors.check(page)
        is_right = page.locator(".memory-ratings").count() > 0
        page.keyboard.press("4" if is_right else "Enter")

    page.wait_for_url("**/memory/session")
    tab_to(page.get_by_role("link", name="Stop here"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/memory")
    expect(page.get_by_text(f"answered today: {CARDS}")).to_be_visible()
