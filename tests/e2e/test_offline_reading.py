"""Lessons are read, and notes written, without a connection; nobody sees what another kept."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import Visitors
from tests.support.servers import LiveServer

LESSON = "/course/why-sales-management"
OTHER = "/course/what-is-project-sales"
MOST_SECONDS = 30
PAGES = "caches.keys().then((names) => names.filter((name) => name.startsWith('reading-pages')))"
PART = "why-sales-management what-is-project-sales goals-and-strategy"


@pytest.fixture
def reader(live_server: LiveServer, browser: Browser) -> Iterator[Visitors]:
    """Opens pages. Going offline makes requests fail, which is no problem here."""
    expect.set_options(timeout=MOST_SECONDS * 1000)
    yield Visitors(browser, live_server.url)
    expect.set_options(timeout=5000)
    for context in browser.contexts:
        context.close()


def kept_paths(page: Page) -> set[str]:
    """Every page that lies in this browser, whoever kept it."""
    return set(
        page.evaluate(
            """async () => {
                const found = [];
                for (const name of await caches.keys()) {
                    if (!name.startsWith("reading-pages")) continue;
                    const keys = await (await caches.open(name)).keys();
                    found.push(...keys.map((request) => new URL(request.url).pathname));
                }
                return found;
            }"""
        )
    )


def wait_for_kept(page: Page, is_wanted: Callable[[set[str]], bool]) -> None:
    """Wait until what lies in this browser is as wanted."""
    deadline = time.monotonic() + MOST_SECONDS
    while not is_wanted(kept_paths(page)):
        assert time.monotonic() < deadline, kept_paths(page)
        page.wait_for_timeout(50)


def wait_until_kept(page: Page, path: str) -> None:
    """Wait until the worker keeps a page, and those that come with it."""
    wait_for_kept(page, lambda paths: paths >= {path, "/course/offline", "/glossary"})


def sign_in(reader: Visitors, email: str, **options: Any) -> Page:
    """A new visitor, whom nothing hurries: the worker fetches while the page is looked at."""
    page = reader.sign_in(email, **options)
    page.context.set_default_timeout(MOST_SECONDS * 1000)
    return page


def go_offline(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("#reading-offline")).to_be_visible()


def write_note(page: Page, text: str) -> None:
    page.locator("#note").fill(text)


def test_a_lesson_is_read_and_noted_offline(reader: Visitors) -> None:
    page = sign_in(reader, "chen.siyuan@demo.example", locale="en")
    page.goto(LESSON)
    expect(page.locator("#reading-offline")).to_be_hidden()
    wait_until_kept(page, LESSON)
    write_note(page, "Written at the desk.")
    expect(page.locator("#note-state")).to_contain_text("Saved on")
    wait_for_kept(page, lambda paths: f"{LESSON}/notes" in paths)

    go_offline(page)
    page.reload()
    expect(page.locator(".lesson-section")).to_have_count(7)
    expect(page.locator("#reading-offline")).to_contain_text("You are reading offline.")
    expect(page.locator("#reading-copy")).to_be_visible()
    expect(page.locator("#note")).to_have_value("Written at the desk.")
    reader.check(page)

    write_note(page, "Written on the train.")
    expect(page.locator("#note-away")).to_be_visible()
    page.locator("main form button", has_text="Take the quiz").click()
    expect(page.locator("#reading-needs")).to_be_visible()
    page.locator(".term-word").first.click()
    expect(page).to_have_url(re.compile(r"/glossary#term-"))
    page.goto(OTHER)
    expect(page.locator("#reading-stranger")).to_be_visible()

    page.goto(LESSON)
    expect(page.locator("#note")).to_have_value("Written on the train.")
    page.context.set_offline(False)
    expect(page.locator("#note-state")).to_contain_text("Saved on")
    expect(page.locator("#note-away")).to_be_hidden()
    page.locator("#reading-back a").click()
    expect(page.locator("#reading-offline")).to_be_hidden()
    expect(page.locator("#note")).to_have_value("Written on the train.")


def test_a_note_from_the_train_overwrites_none_from_the_desk(reader: Visitors) -> None:
    page = sign_in(reader, "wang.yutong@demo.example", locale="en")
    page.goto(LESSON)
    wait_until_kept(page, LESSON)
    go_offline(page)
    write_note(page, "From the train.")
    page.reload()

    desk = sign_in(reader, "wang.yutong@demo.example", locale="en")
    desk.goto(LESSON)
    write_note(desk, "From the desk.")
    expect(desk.locator("#note-state")).to_contain_text("Saved on")

    page.context.set_offline(False)
    expect(page.locator("#note-state .note-other")).to_have_text("From the desk.")
    expect(page.locator("#note")).to_have_value("From the train.")
    page.goto("/course")
    expect(page.locator("#reading-unsent a")).to_have_attribute("href", f"{LESSON}#notes")
    page.locator("#reading-unsent a").click()
    page.locator("#note-state button").click()
    expect(page.locator("#note-state")).to_contain_text("Saved on")
    desk.reload()
    expect(desk.locator("#note")).to_have_value("From the train.")


def test_a_whole_part_is_kept_and_goes_with_its_reader(reader: Visitors) -> None:
    page = sign_in(reader, "trainee@demo.example", locale="zh-CN", width=390)
    page.goto("/scenarios")
    page.goto("/course")
    box = page.locator(f'[data-keep="{PART}"]')
    box.locator("[data-keep-start]").click()
    expect(box.locator("[data-keep-drop]")).to_be_visible()
    lessons = {f"/course/{slug}" for slug in PART.split()}
    assert lessons <= kept_paths(page)
    assert not any(path.startswith("/scenarios") for path in kept_paths(page))

    go_offline(page)
    for path in lessons:
        page.goto(path)
        expect(page.locator(".lesson-section")).to_have_count(7)
        reader.check_nothing_sticks_out(page)
    page.goto("/course")
    expect(page.locator(".course-lessons a.is-not-kept").first).to_be_visible()

    page.context.set_offline(False)
    page.goto("/course")
    page.locator("summary:visible").last.click()
    page.locator("form[action='/logout'] button:visible").click()
    page.wait_for_url("**/login")
    wait_for_kept(page, lambda paths: not paths)


def test_nobody_reads_what_another_person_kept(reader: Visitors) -> None:
    page = sign_in(reader, "chen.siyuan@demo.example", locale="en")
    page.goto(LESSON)
    wait_until_kept(page, LESSON)
    page.context.clear_cookies()  # The session ends, and nobody has signed out.
    page.goto("/login")
    page.locator("#email").fill("wang.yutong@demo.example")
    page.locator("#password").fill("dealwright")
    page.locator("#password").press("Enter")
    page.wait_for_url("**/scenarios")
    page.goto(OTHER)
    wait_until_kept(page, OTHER)
    assert LESSON not in kept_paths(page)
    assert len(page.evaluate(PAGES)) == 1
    go_offline(page)
    page.goto(OTHER)
    expect(page.locator(".lesson-section")).to_have_count(7)
