"""A trainer writes in the browser, in two windows, and arranges a course by keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.support.browser import Visitors

FILE = "/teaching/lessons/own-bid-review/files/zh-Hans.md"


def type_at_top(page: Page, text: str) -> None:
    """Write something before all that stands in the editor."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text(text)


def test_a_text_is_saved_checked_and_shown_as_it_is_written(visitors: Visitors) -> None:
    page = visitors.sign_in("trainer@demo.example", locale="en", tolerated_status=422)
    page.goto(FILE)
    expect(page.locator("#problems-title")).to_have_text("No problem was found.")
    other = visitors.open_tab(page, FILE, tolerated_status=409)

    type_at_top(page, "## New {#new}\n\n[[nichts]]\n\n")
    expect(page.locator("#problems-title")).to_have_text("1 problem")
    expect(page.locator("#look")).to_contain_text("New")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    page.locator("[data-problem-severity=error] a").click()
    page.keyboard.insert_text("[[go-no-go]]")
    expect(page.locator("#problems-title")).to_have_text("No problem was found.")
    page.reload()
    assert page.locator("#lesson-text").input_value().startswith("## New {#new}\n\n[[go-no-go]]\n")

    # The other window still has the old text: it is told, and nothing of either is lost.
    type_at_top(other, "## Other {#other}\n\nWords.\n\n")
    other.get_by_role("button", name="Check and save").click()
    expect(other.locator("#lesson-text")).to_have_value(re.compile(r"^## Other"))
    expect(other.locator(".diff-removed").first).to_contain_text("## New")


def test_a_course_is_arranged_by_keyboard(visitors: Visitors) -> None:
    page = visitors.sign_in("trainer@demo.example", locale="en")
    page.goto("/teaching")
    page.get_by_role("link", name="华南项目销售组", exact=True).click()
    lessons = page.locator(".arrange-lessons li")
    expect(lessons.last).to_have_id("lesson-bidding")
    page.locator("#title-0").fill("The first steps")
    page.locator("#up-bidding").focus()
    page.keyboard.press("Enter")
    expect(lessons.last).to_have_id("lesson-own-bid-review")
    # The focus is where it was, so the next press goes on.
    expect(page.locator("#up-bidding")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#part-0 .arrange-lessons li").last).to_have_id("lesson-bidding")
    expect(page.locator("#title-0")).to_have_value("The first steps")

    member = visitors.sign_in("deng.guohua@demo.example", locale="en")
    member.goto("/course")
    expect(member.locator(".course-part").first).to_contain_text("The first steps")
    expect(member.locator(".course-part").first).to_contain_text("Bidding")
    member.get_by_role("button", name="The whole core course").click()
    expect(member.locator(".course-part").first).to_contain_text("Foundations")
