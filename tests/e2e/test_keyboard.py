"""The deal room is played with nothing but a keyboard."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from app.play.answers import CHOICE_FIELD, units_field
from simengine.journal import AnswerValue
from simengine.program import Program
from tests.support.browser import Visitors
from tests.support.playing import Game, expect_step

MOST_TABS = 120
STEPS = 6


def tab_to(target: Locator) -> None:
    """Press Tab until the target has the focus, and see that it shows."""
    for _ in range(MOST_TABS):
        if target.evaluate("target => target === document.activeElement"):
            break
        target.page.keyboard.press("Tab")
    expect(target).to_be_focused()
    assert target.evaluate("target => target.matches(':focus-visible')")


def choose(page: Page, option: str) -> None:
    """Walk into the radio buttons and along them."""
    form = page.locator("form[data-decision]")
    radios = form.locator(f'[name="{CHOICE_FIELD}"]:enabled')
    tab_to(radios.first)
    page.keyboard.press("Space")
    for _ in range(radios.count()):
        if form.locator(f'[value="{option}"]').is_checked():
            return
        page.keyboard.press("ArrowDown")


def answer_by_keyboard(page: Page, value: AnswerValue) -> None:
    """Enter an answer and send it."""
    form = page.locator("form[data-decision]")
    if isinstance(value, str):
        choose(page, value)
    elif isinstance(value, dict):
        for option, units in value.items():
            tab_to(form.locator(f'[name="{units_field(option)}"]'))
            page.keyboard.press("Control+A")
            page.keyboard.type(str(units))
    elif isinstance(value, tuple):
        for option in value:
            tab_to(form.locator(f'[value="{option}"]'))
            page.keyboard.press("Space")
    else:
        tab_to(form.locator(f'[name="{CHOICE_FIELD}"]'))
        page.keyboard.type(f"{value:.10g}")
    tab_to(form.locator("button[type=submit]"))
    page.keyboard.press("Enter")


def test_from_signing_in_to_a_few_decisions(visitors: Visitors, flagship: Program) -> None:
    page = visitors.open("/login", locale="en")
    for field, text in (("#email", "he.wenting@demo.example"), ("#password", "dealwright")):
        tab_to(page.locator(field))
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/scenarios")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page.locator("a.btn[href='/scenarios/smart-factory']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/smart-factory")
    tab_to(page.locator("#seed"))
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attempts/*")

    game = Game(flagship, 7, page.url)
    for step in range(STEPS):
        expect_step(page, step)
        if step:
            expect(page.locator("#question-title")).to_be_focused()
        answer = game.find_answer("cautious")
        assert answer is not None
        answer_by_keyboard(page, answer.value)
        game.answers.append(answer)
    expect_step(page, STEPS)

    tabs = page.get_by_role("tab")
    tab_to(tabs.first)
    page.keyboard.press("End")
    expect(tabs.last).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel")).to_have_count(1)
