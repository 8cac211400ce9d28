"""An administrator invites somebody, gives them another role and shuts them out."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.support.browser import Visitors

EMAIL = "lu.qing@customer.example"
SECRET = "marble-canyon-58-drift"


def test_from_an_invitation_to_the_end_of_a_session(visitors: Visitors) -> None:
    admin = visitors.sign_in("admin@demo.example", locale="en")
    expect(admin).to_have_url(f"{visitors.base_url}/admin/people")
    visitors.check(admin)

    admin.get_by_role("link", name="Invite somebody").click()
    visitors.check(admin)
    admin.get_by_label("E-mail address").fill(EMAIL)
    admin.get_by_label("Role").select_option("trainer")
    admin.get_by_role("button", name="Make the link").click()
    expect(admin.get_by_role("heading", level=1)).to_have_text("Invitation link")
    visitors.check(admin)
    link = admin.locator("input[readonly]").input_value()

    guest = visitors.open(link, locale="zh-CN", width=390)
    expect(guest.get_by_role("heading", level=1)).to_have_text("接受邀请")
    visitors.check(guest)
    guest.locator("#name").fill("陆青")
    guest.locator("#password").fill(SECRET)
    guest.locator("#repeated").fill(SECRET)
    guest.locator("#repeated").press("Enter")
    expect(guest.locator(".alert-success")).to_contain_text("陆青")
    guest.goto("/account")
    expect(guest.locator("dd").first).to_have_text("讲师")

    admin.goto("/admin/people?q=lu.qing")
    admin.get_by_role("link", name="陆青").click()
    visitors.check(admin)
    admin.get_by_label("Role").select_option("manager")
    admin.get_by_role("button", name="Change role").click()
    expect(admin.locator(".alert-success")).to_have_text("The role of 陆青 is changed.")

    guest.reload()
    expect(guest).to_have_url(f"{visitors.base_url}/login?next=/account")
    guest.locator("#email").fill(EMAIL)
    guest.locator("#password").fill(SECRET)
    guest.locator("#password").press("Enter")
    expect(guest.locator("dd").first).to_have_text("主管")

    admin.get_by_role("button", name="Deactivate").click()
    expect(admin.locator(".alert-success")).to_have_text("陆青 can no longer sign in.")
    guest.reload()
    expect(guest).to_have_url(f"{visitors.base_url}/login?next=/account")


def test_an_invitation_works_once(visitors: Visitors) -> None:
    admin = visitors.sign_in("admin@demo.example", locale="en", javascript=False)
    admin.goto("/admin/people/invite")
    admin.get_by_label("E-mail address").fill("once@customer.example")
    admin.get_by_role("button", name="Make the link").click()
    link = admin.locator("input[readonly]").input_value()
    guest = visitors.open(link, locale="en", javascript=False)
    for field, text in (("name", "Once"), ("password", SECRET), ("repeated", SECRET)):
        guest.locator(f"#{field}").fill(text)
    guest.get_by_role("button", name="Make my account").click()
    expect(guest.locator(".alert-success")).to_contain_text("Once")

    late = visitors.open(link, locale="en", tolerated_status=404)

    expect(late.get_by_role("heading", level=1)).to_have_text("There is no such page")
