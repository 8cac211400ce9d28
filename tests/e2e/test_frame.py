"""The frame of every page, in a browser."""

import pytest

from tests.support.browser import Visitors


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True])
def test_an_error_page_is_accessible(visitors: Visitors, width: int, dark: bool) -> None:
    page = visitors.open("/no-such-page", width=width, dark=dark, tolerated_status=404)

    visitors.check_accessibility(page)
    visitors.check_nothing_sticks_out(page)
    assert page.locator("h1").inner_text() == "页面不存在"


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(("width", "summary"), [(1280, "English"), (390, "Menu")])
def test_the_language_is_switched(
    visitors: Visitors, javascript: bool, width: int, summary: str
) -> None:
    page = visitors.open(
        "/no-such-page?a=1",
        locale="en-GB",
        width=width,
        javascript=javascript,
        tolerated_status=404,
    )

    page.locator("summary:visible", has_text=summary).click()
    page.get_by_role("button", name="繁體中文").click()

    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    assert page.locator("h1").inner_text() == "頁面不存在"
    assert page.url.endswith("/no-such-page?a=1")
