"""A trainee plays the flagship in the browser, from the catalogue to the debrief."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from simengine.program import Program
from simengine.run import Answer
from tests.support.browser import Visitors
from tests.support.playing import Game, enter_answer, expect_step, find_seed, press_decide

SLUG = "smart-factory"
ANSWER_KINDS = {"choice", "several", "allocation", "amount"}


def start(page: Page, program: Program, seed: int) -> Game:
    """Begin to practise from the briefing."""
    page.goto(f"/scenarios/{SLUG}")
    page.locator("#seed").fill(str(seed))
    page.locator("#seed").press("Enter")
    page.wait_for_url(re.compile(r"/attempts/\d+$"))
    return Game(program, seed, page.url)


def decide(page: Page, game: Game, policy: str = "cautious") -> Answer:
    """Decide the step at hand, and wait for what comes next."""
    answer = game.find_answer(policy)
    assert answer is not None
    enter_answer(page, answer.value)
    press_decide(page)
    game.answers.append(answer)
    if game.find_answer(policy) is None:
        page.wait_for_url("**/debrief")
    else:
        expect_step(page, len(game.answers))
    return answer


def test_a_whole_deal(visitors: Visitors, flagship: Program) -> None:
    page = visitors.sign_in("liang.xiaowen@demo.example", locale="zh-CN")
    expect(page).to_have_url(f"{visitors.base_url}/scenarios")
    page.get_by_role("link", name=flagship.scenario.title["zh-Hans"], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(flagship.scenario.title["zh-Hans"])
    game = start(page, flagship, find_seed(flagship, "cautious", "closed"))

    kinds_met = set()
    while (answer := game.find_answer("cautious")) is not None:
        asked = page.locator("form[data-decision]")
        expect(asked).to_have_attribute("data-decision", answer.decision)
        kind = flagship.scenario.decisions[answer.decision].answer
        expect(asked).to_have_attribute("data-answer", kind)
        if kind not in kinds_met:
            page.set_viewport_size({"width": 390 if len(kinds_met) % 2 else 1280, "height": 900})
            visitors.check(page)
            kinds_met.add(kind)
        decide(page, game)

    assert kinds_met == ANSWER_KINDS
    visitors.check(page)
    score = f"{game.stand().score:.1f}"
    expect(page.locator(".verdict-number")).to_have_text(score)
    expect(page.locator(".step-told")).to_have_count(len(game.answers))
    page.goto("/attempts")
    expect(page.get_by_role("row").nth(1)).to_contain_text(score)


def test_leaving_and_coming_back(visitors: Visitors, flagship: Program) -> None:
    page = visitors.sign_in("deng.guohua@demo.example", locale="zh-CN", width=390)
    game = start(page, flagship, 7)
    for _ in range(3):
        decide(page, game)

    page.goto("/scenarios")
    page.get_by_role("link", name="继续").first.click()
    expect_step(page, 3)

    again = visitors.sign_in("deng.guohua@demo.example", locale="zh-CN")
    again.goto(game.room)
    expect_step(again, 3)

    decide(page, game)
    again.reload()
    expect_step(again, 4)


def test_giving_up(visitors: Visitors, flagship: Program) -> None:
    page = visitors.sign_in("ou.yangfei@demo.example", locale="zh-TW", width=390)
    game = start(page, flagship, 7)
    decide(page, game)

    page.get_by_role("link", name="放棄").click()
    visitors.check(page)
    page.get_by_role("button").and_(page.locator("main .btn-danger")).click()

    expect(page).to_have_url(f"{visitors.base_url}/attempts")
    visitors.check(page)
    page.goto(game.room)
    expect(page.locator("form[data-decision] button[type=submit]")).to_have_count(0)
    expect(page.locator("form[data-decision] fieldset input:enabled")).to_have_count(0)
    visitors.check(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_language_changes_in_the_midst(
    visitors: Visitors, flagship: Program, javascript: bool
) -> None:
    page = visitors.sign_in("zhao.min@demo.example", locale="zh-CN", javascript=javascript)
    page.goto("/account")
    page.locator("#locale").select_option("zh_Hans")
    page.locator("main form button[type=submit]").click()
    game = start(page, flagship, 7)
    decide(page, game)
    decide(page, game)
    title = flagship.scenario.decisions[next_decision(game)].title
    expect(page.locator("#question-title")).to_have_text(title["zh-Hans"])

    page.locator("summary:visible", has_text="简体中文").click()
    page.get_by_role("button", name="English").click()

    expect(page).to_have_url(game.room)
    expect_step(page, 2)
    expect(page.locator("#question-title")).to_have_text(title["en"])
    decide(page, game)


def test_back_button_double_click_and_a_second_tab(visitors: Visitors, flagship: Program) -> None:
    page = visitors.sign_in("huang.weijie@demo.example", locale="en")
    game = start(page, flagship, 7)
    decide(page, game)

    page.go_back()
    page.go_forward()
    expect_step(page, 1)

    answer = game.find_answer("cautious")
    assert answer is not None
    enter_answer(page, answer.value)
    page.locator("form[data-decision] button[type=submit]").dblclick()
    game.answers.append(answer)
    expect_step(page, 2)
    page.wait_for_load_state("networkidle")
    page.reload()
    expect_step(page, 2)

    stale = visitors.open_tab(page, game.room, tolerated_status=409)
    expect_step(stale, 2)
    other = game.find_answer("default")
    mine = decide(page, game, "greedy")
    assert other is not None
    assert other != mine
    enter_answer(stale, other.value)
    press_decide(stale)
    expect_step(stale, 3)
    expect(stale.locator(".alert-warning")).to_contain_text("has been decided already")
    visitors.check(stale)


def test_without_javascript(visitors: Visitors, flagship: Program) -> None:
    page = visitors.sign_in(
        "sun.zhiqiang@demo.example", locale="en", width=390, javascript=False, tolerated_status=422
    )
    seed = find_seed(flagship, "greedy", "lost")
    game = start(page, flagship, seed)
    stale = visitors.open_tab(page, game.room, tolerated_status=409)

    kinds_met = set()
    while (answer := game.find_answer("greedy")) is not None:
        kind = flagship.scenario.decisions[answer.decision].answer
        if kind == "allocation" and kind not in kinds_met:
            refuse_too_many(page, len(game.answers))
        kinds_met.add(kind)
        decide(page, game, "greedy")

    assert kinds_met == ANSWER_KINDS
    expect(page.locator(".verdict-number")).to_have_text(f"{game.stand().score:.1f}")
    visitors.check_nothing_sticks_out(page)
    stale.locator("form[data-decision] [name=answer]").last.check()
    press_decide(stale)
    expect(stale.get_by_role("heading", level=1)).to_have_text("Things have moved on")


def refuse_too_many(page: Page, step: int) -> None:
    """Give out more than there is, and be told so."""
    for box in page.locator("form[data-decision] input[type=number]").all():
        box.evaluate("box => box.removeAttribute('max')")
        box.fill("99")
    press_decide(page)
    expect(page.locator("#answer-error")).to_be_visible()
    expect_step(page, step)
    expect(page.locator("form[data-decision] input[type=number]").first).to_have_value("99")


def next_decision(game: Game) -> str:
    """What is asked next."""
    answer = game.find_answer("cautious")
    assert answer is not None
    return answer.decision
