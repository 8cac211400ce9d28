"""Accounts in a browser: signing in by hand, every page of the area, links shown once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import Visitors

SECRET = "paper-lantern-47-river"


@pytest.mark.parametrize("width", [1280, 390])
def test_who_mistypes_the_password_is_told_and_goes_on(visitors: Visitors, width: int) -> None:
    page = visitors.open("/admin/groups", width=width, tolerated_status=422)
    visitors.check(page)
    page.get_by_label("邮箱").fill("admin@demo.example")
    page.get_by_label("密码").fill("wrong")
    page.get_by_label("密码").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("邮箱或密码不正确，或者账号已停用。")
    visitors.check(page)

    page.get_by_label("密码").fill("dealwright")
    page.get_by_role("button", name="登录", exact=True).click()

    expect(page).to_have_url(f"{visitors.base_url}/admin/groups")


@pytest.mark.parametrize(("login", "javascript"), [("qian.jiayi", True), ("luo.jun", False)])
def test_a_link_for_a_forgotten_password(visitors: Visitors, login: str, javascript: bool) -> None:
    page = visitors.sign_in("admin@demo.example", javascript=javascript)
    page.goto(f"/admin/people?q={login}")
    page.locator("tbody a").click()
    page.get_by_role("button", name="生成链接").click()
    field = page.get_by_label(f"发给 {login}@demo.example 的链接")
    copy = page.get_by_role("button", name="复制链接")
    expect(copy).to_be_visible(visible=javascript)
    if javascript:
        visitors.check(page)
        copy.click()
        expect(page.get_by_role("status")).to_have_text("已复制")

    guest = visitors.open(field.input_value(), javascript=javascript, width=390)
    if javascript:
        visitors.check(guest)
    guest.get_by_label("新密码", exact=True).fill(SECRET)
    guest.get_by_label("再次输入新密码").fill(SECRET)
    guest.get_by_role("button", name="保存并登录").click()

    expect(guest.locator(".alert-success")).to_contain_text("密码已修改")
