"""A newcomer's first minutes: two clicks to the room, and shown around while playing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from app.play.explain import INSTRUMENTS
from app.play.service import FIRST_DEAL
from simengine.library import BUNDLED, load_file
from simengine.policies import play
from simengine.program import Program
from simengine.run import Answer
from tests.e2e.test_keyboard import answer_by_keyboard, tab_to
from tests.support.browser import Visitors
from tests.support.playing import enter_answer, expect_step, press_decide

ROOM = re.compile(r"/attempts/\d+$")
NEWCOMER = "newcomer@demo.example"
SPOT = ".guide-spot"

COVERED = """() => {
  const [guide, part] = ["#guide", ".guide-spot"].map(
    (name) => document.querySelector(name).getBoundingClientRect());
  // A part that is taller than the window cannot be seen whole with or without a tour.
  const bottom = Math.min(part.bottom, part.top + 120);
  const width = Math.min(guide.right, part.right) - Math.max(guide.left, part.left);
  const height = Math.min(guide.bottom, bottom) - Math.max(guide.top, part.top);
  return width > 0 && height > 0;
}"""


@pytest.fixture(scope="module")
def drill() -> Program:
    """What newcomers play first."""
    return load_file(BUNDLED / FIRST_DEAL)


def habits(drill: Program) -> tuple[Answer, ...]:
    """Answers that can be given whatever the luck."""
    return play(drill, 1, "default").answers


def step(page: Page) -> Locator:
    """The step that is shown."""
    return page.locator(".guide-step:visible")


def is_covered(page: Page) -> bool:
    """Whether the box stands before what it explains, once the page has come to rest."""
    page.wait_for_timeout(600)
    return bool(page.evaluate(COVERED))


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_two_clicks_and_a_tour_that_goes_on_by_doing(
    visitors: Visitors, drill: Program, width: int, dark: bool
) -> None:
    page = visitors.open("/login", locale="en", width=width, dark=dark)
    if width == 1280:
        # In the demo signing in is a click, and the room is the next one.
        page.locator("form", has_text=NEWCOMER).get_by_role("button").click()
        page.locator(".first-deal button").click()
    else:
        page = visitors.sign_in("admin@demo.example", locale="en", width=width, dark=dark)
        page.goto("/help")
        page.locator("main .help-again button").click()
    page.wait_for_url(ROOM)
    answer = enter_first(page, drill) if width == 1280 else None

    count = page.locator(".guide-step").count()
    for number in range(1, count + 1):
        expect(page.locator(".guide-progress")).to_have_text(f"{number} of {count}")
        expect(page.locator(SPOT)).to_be_in_viewport()
        assert not is_covered(page), step(page).get_attribute("data-step")
        visitors.check(page)
        until = step(page).get_attribute("data-until")
        if until == "open":
            page.locator(f"#{step(page).get_attribute('data-part')}").click()
        elif until == "choose":
            choose_something(page, answer)
        elif until == "decide":
            press_decide(page)
        elif number < count:
            page.get_by_role("button", name="Next step").click()
    page.get_by_role("button", name="Finish the tour").click()

    expect(page.locator("#guide")).to_have_count(0)
    expect(page.locator(SPOT)).to_have_count(0)
    page.reload()
    expect(page.locator("#room")).to_be_visible()
    expect(page.locator("#guide")).to_have_count(0)


def enter_first(page: Page, drill: Program) -> Answer:
    """What can be answered to the first decision of the drill."""
    answer = habits(drill)[0]
    expect(page.locator("form[data-decision]")).to_have_attribute("data-decision", answer.decision)
    return answer


def choose_something(page: Page, answer: Answer | None) -> None:
    """Answer as given, else with the first that there is."""
    if answer is not None:
        enter_answer(page, answer.value)
        return
    control = page.locator("#options input:enabled:visible").first
    if control.get_attribute("type") in ("radio", "checkbox"):
        control.check()
    else:
        control.fill("1")


def test_the_whole_drill_by_keyboard_alone(visitors: Visitors, drill: Program) -> None:
    page = visitors.sign_in("manager@demo.example", locale="zh-CN")
    page.goto("/scenarios")
    tab_to(page.locator(".first-deal button"))
    page.keyboard.press("Enter")
    page.wait_for_url(ROOM)
    expect(page.locator("#guide")).to_be_focused()
    answers = habits(drill)

    while step(page).get_attribute("data-until") != "open":
        press(page, "下一步")
        expect(page.locator("#guide")).to_be_focused()
    press(page, "上一步")
    expect(page.locator("#guide")).to_be_focused()
    press(page, "下一步")
    tab = page.locator(f"#{step(page).get_attribute('data-part')}")
    follow_to(page, tab)
    page.keyboard.press("Enter")
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(page.locator("#guide")).to_be_focused()

    while step(page).get_attribute("data-until") != "choose":
        press(page, "下一步")
    tab_to(page.locator(".guide-link:visible"))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#options') !== null")
    # The box goes on by itself, and leaves the focus to who is answering.
    answer_by_keyboard(page, answers[0].value)
    expect_step(page, 1)
    expect(page.locator("#guide")).to_be_focused()
    expect(step(page)).to_have_attribute("data-step", "after")

    page.keyboard.press("Escape")
    expect(page.locator("#guide")).to_have_count(0)
    for number, answer in enumerate(answers[1:], 1):
        expect_step(page, number)
        answer_by_keyboard(page, answer.value)
    page.wait_for_url("**/debrief")


def press(page: Page, name: str) -> None:
    """Press a button of the tour with the keyboard."""
    tab_to(page.locator("#guide").get_by_role("button", name=name))
    page.keyboard.press("Enter")


def follow_to(page: Page, goal: Locator) -> None:
    """Follow the link of the step that is shown."""
    tab_to(page.locator(".guide-link:visible"))
    page.keyboard.press("Enter")
    expect(goal).to_be_focused()


def test_the_whole_drill_without_javascript(visitors: Visitors, drill: Program) -> None:
    page = visitors.sign_in("liang.xiaowen@demo.example", locale="en", width=390, javascript=False)
    page.goto(f"/scenarios/{FIRST_DEAL}")
    page.locator("#practice-title").locator("xpath=ancestor::section").get_by_role("button").click()
    page.wait_for_url(ROOM)
    expect(page.locator("#guide")).to_have_count(0)
    page.get_by_role("button", name="Show me around").and_(page.locator(".strip button")).click()

    steps = page.locator(".guide-step")
    for link in page.locator(".guide-link").all():
        expect(link).to_be_visible()
        part = (link.get_attribute("href") or "").removeprefix("#")
        expect(page.locator(f'[id="{part}"]')).to_have_count(1)
    expect(steps.first).to_be_visible()
    visitors.check_nothing_sticks_out(page)

    answers = habits(drill)
    enter_answer(page, answers[0].value)
    press_decide(page)
    expect_step(page, 1)
    expect(page.locator("#guide")).to_be_visible()
    page.get_by_role("button", name="End the tour").click()
    expect(page.locator("#guide")).to_have_count(0)
    for number, answer in enumerate(answers[1:], 1):
        expect_step(page, number)
        enter_answer(page, answer.value)
        press_decide(page)
    page.wait_for_url("**/debrief")


def test_the_tour_is_repeated_and_goes_on_where_it_was(visitors: Visitors) -> None:
    page = visitors.sign_in("chen.siyuan@demo.example", locale="zh-TW")
    page.goto("/scenarios/smart-factory")
    page.locator("#seed").fill("7")
    page.locator("#seed").press("Enter")
    page.wait_for_url(ROOM)
    room = page.url

    for _ in range(2):
        page.locator(".strip .show-around button").click()
        expect(page.locator(".guide-progress")).to_contain_text("1")
        page.locator("[data-move='next']").click()
        second = step(page).get_attribute("data-step")
        page.reload()
        expect(step(page)).to_have_attribute("data-step", second or "")
        page.locator("[data-move='next']").focus()
        page.keyboard.press("Escape")
        expect(page.locator("#guide")).to_have_count(0)

    page.locator("details.menu-wide summary").last.click()
    page.locator("details.menu-wide[open] button", has_text="新手").click()
    expect(page).to_have_url(room)
    expect(page.locator("#guide")).to_be_visible()


def test_every_instrument_explains_itself(visitors: Visitors) -> None:
    page = visitors.sign_in("trainee@demo.example", locale="zh-CN")
    page.goto("/attempts")
    page.locator("main a[href^='/attempts/']").first.click()
    page.wait_for_url(ROOM)

    for tab in page.get_by_role("tab").all():
        tab.click()
        panel = page.get_by_role("tabpanel")
        explanation = panel.locator(".explain-text")
        expect(explanation).to_be_hidden()
        panel.locator(".explain summary").click()
        expect(explanation).to_be_visible()
    visitors.check(page)


@pytest.mark.parametrize(
    ("locale", "width", "dark"),
    [("zh-CN", 1280, False), ("zh-TW", 390, True), ("en", 1280, True)],
)
def test_the_page_of_help(visitors: Visitors, locale: str, width: int, dark: bool) -> None:
    page = visitors.sign_in("manager@demo.example", locale=locale, width=width, dark=dark)
    page.locator("footer a[href='/help']").click()

    expect(page.locator(".help-picture")).to_have_count(len(INSTRUMENTS))
    # Nothing in a picture takes the focus.
    page.locator(".help-instrument").last.locator("h3").click()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.help-picture')") is None
    visitors.check(page)
