"""The debrief in the browser: its story, its folds, its paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Visitors

MATE = "wang.yutong@demo.example"


def open_debrief(page: Page) -> None:
    """Go to the debrief of the deal that was finished last."""
    page.goto("/attempts")
    page.locator("main a[href$='/debrief']").first.click()
    page.wait_for_url(re.compile(r"/attempts/\d+/debrief$"))


@pytest.mark.parametrize(
    ("locale", "width", "dark"), [("zh-CN", 1280, False), ("en", 390, True), ("zh-TW", 1280, True)]
)
def test_the_debrief_fits_and_is_accessible_with_all_its_folds_open(
    visitors: Visitors, locale: str, width: int, dark: bool
) -> None:
    page = visitors.sign_in(MATE, locale=locale, width=width, dark=dark)
    open_debrief(page)
    visitors.check(page)

    page.evaluate("for (const d of document.querySelectorAll('main details')) d.open = true")

    visitors.check(page)


def test_a_decision_on_the_timeline_opens_its_row(visitors: Visitors) -> None:
    page = visitors.sign_in(MATE, locale="en")
    open_debrief(page)
    row = page.locator("#step-3 > details")
    expect(row).not_to_be_visible()

    page.locator(".timeline a[href='#step-3']").focus()
    page.keyboard.press("Enter")

    expect(row).to_have_attribute("open", "")
    expect(row.locator("summary").first).to_be_focused()


def test_without_scripts_the_folds_open_all_the_same(visitors: Visitors) -> None:
    page = visitors.sign_in(MATE, locale="en", javascript=False)
    open_debrief(page)

    page.locator("#decisions > summary").click()
    page.locator("#step-1 summary").first.click()

    expect(page.locator("#step-1 .step-brief-body")).to_be_visible()


def test_a_manager_keeps_it_as_a_pdf(visitors: Visitors) -> None:
    page = visitors.sign_in("manager@demo.example", locale="zh-CN")
    page.get_by_role("link", name="王雨桐").click()
    page.locator("main a[href$='/debrief']").first.click()

    with page.expect_download() as kept:
        page.get_by_role("link", name="保存为 PDF").click()

    assert re.fullmatch(r"smart-factory-\d+\.pdf", kept.value.suggested_filename)
    assert kept.value.path().read_bytes().startswith(b"%PDF")


def test_on_paper_nothing_is_left_to_press(visitors: Visitors) -> None:
    page = visitors.sign_in(MATE, locale="zh-CN")
    open_debrief(page)

    page.emulate_media(media="print")

    expect(page.locator(".debrief-headline")).to_be_visible()
    pressed = page.locator("main .btn:visible, main form:visible, #decisions:visible")
    expect(pressed).to_have_count(0)
