"""Every instrument explains itself: in the room and on the page of help, in the same words."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale

from app.play.explain import INSTRUMENTS, Instrument
from config import ROOT

FOLDER = ROOT / "app" / "templates" / "play" / "instruments"


def test_no_instrument_is_without_an_explanation() -> None:
    assert {one.id for one in INSTRUMENTS} == {path.stem for path in FOLDER.glob("*.html")}


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.id)
def test_an_explanation_has_three_short_parts_in_each_language(
    speaker: Flask, instrument: Instrument
) -> None:
    for locale in ("en", "zh_Hans", "zh_Hant"):
        with speaker.test_request_context(), force_locale(locale):
            parts = [str(part) for part in (instrument.shows, instrument.reading, instrument.use)]
        assert all(20 < len(part) < 200 for part in parts) or locale != "en"
        assert all(part.endswith((".", "。")) for part in parts)
        assert len(set(parts)) == 3
