"""``/styleguide`` shows all there is."""

import re

from flask import Flask

from app import styleguide
from app.assets import STATIC
from tests.support.people import make_person, signed_in_as


def test_every_colour_and_measure_has_its_look() -> None:
    css = (STATIC / "css" / "styleguide.css").read_text(encoding="utf-8")
    shown = set(re.findall(r"fill: var\(--([a-z0-9-]+)\)", css))

    assert {name for family in styleguide.families() for name in family.names} == shown
    assert all(f".guide-{space} {{" in css for space in styleguide.spaces())


def test_trainers_see_it(app: Flask) -> None:
    with app.app_context():
        page = signed_in_as(app, make_person(role="trainer")).get("/styleguide").text

    assert page.count('class="swatch ') == sum(len(f.names) for f in styleguide.families())
    assert len(styleguide.icons()) > 50
