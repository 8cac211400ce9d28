"""The deal room in a browser: one screen to decide on, and time that passes visibly."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from simengine.program import Program
from tests.support.browser import Visitors
from tests.support.playing import Game, enter_answer, expect_step, press_decide

SEED = 7
FIRST_BYTES = 500_000
LATER_BYTES = 60_000


def start(page: Page) -> None:
    page.goto("/scenarios/smart-factory")
    page.fill("#seed", str(SEED))
    page.locator("form[action$='/practice'] button").click()
    page.wait_for_url(re.compile(r"/attempts/\d+$"))


def decide(page: Page, game: Game) -> None:
    """Answer the step at hand."""
    answer = game.find_answer("cautious")
    assert answer is not None
    enter_answer(page, answer.value)
    press_decide(page)
    game.answers.append(answer)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_nobody_scrolls_to_decide(visitors: Visitors, flagship: Program, locale: str) -> None:
    page = visitors.sign_in("he.wenting@demo.example", locale=locale)
    page.set_viewport_size({"width": 1280, "height": 800})
    start(page)
    game = Game(flagship, SEED, page.url)

    for step in range(12):
        expect_step(page, step)
        page.evaluate("scrollTo(0, 0)")
        expect(page.locator("#question-title")).to_be_in_viewport(ratio=1)
        expect(page.locator("form[data-decision] button[type=submit]")).to_be_in_viewport(ratio=1)
        expect(page.locator(".instrument:visible")).to_be_in_viewport()
        decide(page, game)


def test_time_passes_and_can_be_skipped(visitors: Visitors, flagship: Program) -> None:
    page = visitors.sign_in("he.wenting@demo.example", locale="en", still=False)
    start(page)
    game = Game(flagship, SEED, page.url)
    passing = page.locator("#passing")

    shown = skipped = 0
    for step in range(9):
        expect_step(page, step)
        before = page.locator("#room").get_attribute("data-day")
        decide(page, game)
        expect_step(page, step + 1)
        if page.locator("#room").get_attribute("data-day") == before:
            expect(passing).to_be_hidden()
        elif shown == 0:
            expect(passing).to_be_visible()
            expect(passing.locator("li").first).to_be_visible()
            shown += 1
        elif passing.is_visible():
            page.keyboard.press("Escape")
            skipped += 1
        expect(passing).to_be_hidden()
        expect(page.locator("#question-title")).to_be_focused()
    assert shown == 1


def test_those_who_prefer_less_motion_see_none(visitors: Visitors, flagship: Program) -> None:
    page = visitors.sign_in("he.wenting@demo.example", locale="en")
    start(page)
    game = Game(flagship, SEED, page.url)
    page.evaluate(
        """() => {
            window.shown = 0;
            new MutationObserver(() => {
                const panel = document.getElementById("passing");
                if (panel && !panel.hidden) window.shown += 1;
            }).observe(document.body, {subtree: true, childList: true, attributes: true});
        }"""
    )

    for step in range(6):
        decide(page, game)
        expect_step(page, step + 1)

    assert page.evaluate("window.shown") == 0
    assert float(page.locator("#room").get_attribute("data-day") or 0) > 0


def test_the_room_is_light(visitors: Visitors) -> None:
    """What goes over the wire: everything at first, then only what changes."""
    page = visitors.sign_in("trainee@demo.example", locale="en")
    page.goto("/attempts")
    path = page.locator("main a[href^='/attempts/']", has_not_text="Debrief").first.get_attribute(
        "href"
    )
    assert path is not None
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda sent: sizes.append(int(sent["encodedDataLength"])))

    wire.send("Network.clearBrowserCache")
    page.goto(path, wait_until="networkidle")
    first = sum(sizes)
    sizes.clear()
    page.goto(path, wait_until="networkidle")

    assert 10_000 < first <= FIRST_BYTES
    assert 1_000 < sum(sizes) <= LATER_BYTES
