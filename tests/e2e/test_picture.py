"""The picture in the README is a picture of the product: this test takes it.

`make picture` keeps what it takes; a plain run only sees that the room still fits one screen.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.browser import Visitors

PICTURE = Path(__file__).parent / "pictures" / "deal-room.png"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def test_the_deal_room_makes_a_picture(visitors: Visitors, request: pytest.FixtureRequest) -> None:
    page = visitors.sign_in("trainee@demo.example", locale="en")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/attempts")
    page.locator("main a[href^='/attempts/']", has_not_text="Debrief").first.click()
    page.wait_for_url(re.compile(r"/attempts/\d+$"))
    page.wait_for_load_state("networkidle")

    assert page.locator("form[data-decision]").is_visible()
    picture = page.screenshot()

    assert picture.startswith(PNG_SIGNATURE)
    if request.config.getoption("--keep-picture"):
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(picture)
