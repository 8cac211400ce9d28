"""A trainee fills in worksheets that calculate while they type, and shares one."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.support.browser import Visitors

SCRIPT = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"


def begin(page: Page, kind: str, name: str, *, example: bool = False) -> str:
    """Keep a new worksheet; its path."""
    page.goto(f"/tools/{kind}")
    page.get_by_label("Name of the worksheet").fill(name)
    page.get_by_role("button", name="Fill in the example" if example else "New worksheet").click()
    page.wait_for_url("**/worksheets/*")
    return page.url.removeprefix("http://").partition("/")[2]


def test_results_follow_while_somebody_types(visitors: Visitors) -> None:
    page = visitors.sign_in("trainee@demo.example", locale="en")
    begin(page, "network-plan", "Qinghe")
    usual = page.get_by_label("Most likely, row 1", exact=True)

    page.get_by_label("Task, with a result that can be seen, row 1").fill("Blueprint")
    usual.fill("many")
    expect(page.locator("#sheet-results")).to_contain_text("“many” is not a number")
    expect(usual).to_have_attribute("aria-invalid", "true")
    usual.fill("13")
    expect(page.locator("#sheet-results")).to_contain_text("Length of the plan")
    expect(usual).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#r-tasks-1-finish")).to_have_text("13")

    page.get_by_label("Task, with a result that can be seen, row 5").fill("Training")
    page.get_by_role("button", name="Add a row").focus()
    page.keyboard.press("Enter")
    added = page.get_by_label("Task, with a result that can be seen, row 6")
    expect(added).to_be_focused()
    added.fill("Software")
    page.get_by_label("Waits for, row 6").fill("A")
    page.get_by_label("Most likely, row 6", exact=True).fill("30")
    expect(page.locator("#r-tasks-6-finish")).to_have_text("")  # Row 5 has no days yet.
    page.get_by_label("Most likely, row 5", exact=True).fill("2")
    expect(page.locator("#r-tasks-6-finish")).to_have_text("43")
    page.get_by_role("button", name="Move up: row 6").click()
    expect(page.get_by_label("Task, with a result that can be seen, row 5")).to_have_value(
        "Software"
    )

    page.reload()
    expect(page.locator("#sheet-results")).to_contain_text("A → F")
    visitors.check(page)
    page.set_viewport_size({"width": 390, "height": 900})
    visitors.check(page)


def test_what_is_typed_is_never_run(visitors: Visitors) -> None:
    trainee = visitors.sign_in("trainee@demo.example", locale="en")
    path = "/" + begin(trainee, "five-forces", SCRIPT[:80])
    trainee.get_by_label("Figure and source, Buyers").fill(SCRIPT)
    trainee.get_by_label("First score, Buyers").select_option("4")
    trainee.get_by_label("Firm, row 1").fill(SCRIPT)
    trainee.get_by_label("Share by amount, row 1").fill("60")
    trainee.get_by_label("Firm, row 2").fill(SCRIPT)
    trainee.get_by_label("Share by amount, row 2").fill("40")
    expect(trainee.locator("#sheet-drawings")).to_contain_text("<img src=x")
    trainee.get_by_role("button", name="Share it").click()
    expect(trainee.get_by_text("can read it now and comment")).to_be_visible()
    trainee.get_by_role("textbox", name="Comment").fill(SCRIPT)
    trainee.get_by_role("button", name="Send the comment").click()
    expect(trainee.locator(".sheet-comment")).to_have_text(SCRIPT)

    trainer = visitors.sign_in("trainer@demo.example", locale="en")
    for page, address in (
        (trainee, path),
        (trainee, "/tools"),
        (trainer, "/tools"),
        (trainer, path),
    ):
        page.goto(address)
        expect(page.locator("main")).to_contain_text(SCRIPT[:20])
        assert page.title().endswith(" · Dealwright")
        assert page.locator("img[src=x]").count() == 0
    visitors.check(trainer)


def test_two_tabs_lose_nothing(visitors: Visitors) -> None:
    page = visitors.sign_in("trainee@demo.example", locale="en")
    path = "/" + begin(page, "raci", "Who does what")
    other = visitors.open_tab(page, path, tolerated_status=422)
    page.get_by_label("Person or department, row 1").fill("Purchasing")
    expect(page.locator("#sheet-save")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith(path) and answer.ok):
        page.keyboard.press("Tab")

    other.get_by_label("Person or department, row 1").fill("Engineering")
    expect(other.locator("#sheet-state")).to_contain_text("changed in another window")
    with other.expect_response(lambda answer: answer.status == 409):
        other.get_by_role("button", name="Compare both").click()
    expect(other.locator("main")).to_contain_text("Purchasing")
    expect(other.locator("main")).to_contain_text("Engineering")
    visitors.check(other)
    other.get_by_role("button", name="Keep both: mine as a copy").click()
    expect(other.get_by_label("Person or department, row 1")).to_have_value("Engineering")
    page.reload()
    expect(page.get_by_label("Person or department, row 1")).to_have_value("Purchasing")
    # Chromium complains of the page that shows both; it is the one that is wanted.
    visitors.problems[:] = [text for text in visitors.problems if "status of 409" not in text]
