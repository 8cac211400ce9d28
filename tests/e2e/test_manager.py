"""A manager reads the scores of a group, and a finished deal as it was played."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import Visitors


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 390)])
def test_from_the_group_to_a_single_decision(
    visitors: Visitors, javascript: bool, width: int
) -> None:
    page = visitors.sign_in(
        "manager@demo.example", locale="zh-CN", javascript=javascript, width=width
    )
    expect(page).to_have_url(f"{visitors.base_url}/insights")
    row = page.get_by_role("row").filter(has_text="陈思远")
    score = row.get_by_role("cell").nth(1).inner_text().split()[0]

    page.get_by_role("link", name="陈思远").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("陈思远")
    page.get_by_role("row").filter(has_text=score).get_by_role("link").first.click()

    expect(page).to_have_url(re.compile(r"/attempts/\d+/debrief$"))
    expect(page.locator(".verdict-number")).to_have_text(score)
    # A manager may have the deal reviewed, and change nothing of it.
    expect(page.locator("main form:not([action$='/review'])")).to_have_count(0)

    page.locator("#decisions > summary").click()
    page.locator(".step-told summary").first.click()
    page.locator(".step-told a").first.click()
    expect(page).to_have_url(re.compile(r"/attempts/\d+\?step=0$"))
    form = page.locator("form[data-decision]")
    expect(form.locator("button[type=submit]")).to_have_count(0)
    expect(form.locator("fieldset input:enabled")).to_have_count(0)


def test_an_open_deal_and_another_group_stay_closed(visitors: Visitors) -> None:
    trainee = visitors.sign_in("liu.haoran@demo.example", locale="en")
    trainee.goto("/scenarios/smart-factory")
    trainee.get_by_role("button", name="Start practising").click()
    trainee.wait_for_url("**/attempts/*")
    manager = visitors.sign_in("manager@demo.example", locale="en", tolerated_status=403)

    manager.goto(trainee.url)
    expect(manager.get_by_role("heading", level=1)).to_have_text("You may not open this page")

    manager.goto("/insights")
    expect(manager.get_by_role("main")).to_contain_text("华东项目销售一组")
    expect(manager.get_by_role("main")).not_to_contain_text("华南项目销售组")
