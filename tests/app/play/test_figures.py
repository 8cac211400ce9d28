"""Figures, ranges and names of the state in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from app.i18n import LOCALES
from app.play.figures import RangeBar, figure, plain, range_bar, short_date, shown_figure
from app.play.state_names import describe
from app.play.texts import Sender, Texts, initials
from config import ROOT
from simengine.library import load_file, load_text
from simengine.names import PASSING
from simengine.view import Shown
from tests.support.deals import MINI


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (5_100_000, "money", "CNY 5,100,000", "¥5,100,000"),
        (12.5, "percent", "12.5%", "12.5%"),
        (34, "percent", "34%", "34%"),
        (0.25, "share", "25%", "25%"),
        (12.34, "points", "12.3", "12.3"),
        (3, "count", "3", "3"),
        (1, "days", "1 working day", "1 个工作日"),
        (2.5, "days", "2.5 working days", "2.5 个工作日"),
        (1.5, "times", "1.50×", "1.50 倍"),
        (1, "flag", "Yes", "是"),
        (0, "flag", "No", "否"),
        (40.2, "day", "Day 40", "第 40 天"),
        (0, "day", "–", "–"),
    ],
)
def test_a_figure_has_its_unit(
    speaker: Flask, value: float, unit: str, english: str, chinese: str
) -> None:
    found = {}
    for locale in ("en", "zh_Hans"):
        with speaker.test_request_context(), force_locale(locale):
            found[locale] = figure(value, unit, "CNY").replace("\u00a0", " ")  # type: ignore[arg-type]

    assert found == {"en": english, "zh_Hans": chinese}


@pytest.mark.parametrize(
    ("shown", "unit", "text"),
    [
        (Shown(None, None), "points", "Unknown"),
        (Shown(40.0, 40.0), "points", "40"),
        (Shown(40.4, 60.6), "points", "40 to 61"),
        (Shown(40.1, 40.3), "points", "40"),
        (Shown(4.66e6, 5.7e6), "money", "CNY 4.7M to CNY 5.7M"),
        (Shown(0.1, 0.4), "days", "0 working days"),
    ],
)
def test_a_range_pretends_no_decimals(speaker: Flask, shown: Shown, unit: str, text: str) -> None:
    with speaker.test_request_context(), force_locale("en"):
        assert shown_figure(shown, unit, "CNY").replace("\u00a0", " ") == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (Shown(None, None), None),
        (Shown(20.0, 45.0), RangeBar(20.0, 25.0, None)),
        (Shown(30.0, 30.0), RangeBar(30.0, 0.0, 30.0)),
        (Shown(-10.0, 120.0), RangeBar(0.0, 100.0, None)),
    ],
)
def test_a_range_has_its_place(shown: Shown, expected: RangeBar | None) -> None:
    assert range_bar(shown, 0.0, 100.0) == expected


def test_a_scale_without_length_shows_nothing() -> None:
    assert range_bar(Shown(1.0, 2.0), 5.0, 5.0) is None


def test_dates_are_short(speaker: Flask) -> None:
    found = {}
    for locale in ("en", "zh_Hans"):
        with speaker.test_request_context(), force_locale(locale):
            found[locale] = short_date(date(2026, 5, 22))

    assert found == {"en": "May 22", "zh_Hans": "5月22日"}


@pytest.mark.parametrize(("value", "text"), [(4e6, "4000000"), (0.25, "0.25"), (-3.0, "-3")])
def test_numbers_for_controls_are_plain(value: float, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("name", "expected"),
    [("陈立", "陈"), ("Chen Li", "CL"), ("Lin", "L"), ("Anna van der Berg", "AB"), ("", "")],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_senders_have_colours_of_their_own(speaker: Flask) -> None:
    texts = Texts(load_text(MINI).scenario)
    with speaker.test_request_context(), force_locale("en"):
        found = [texts.sender(key) for key in ("buyer", "hua", "boss")]

    assert found == [
        Sender("buyer", "Wu", "Buyer", "W", 1),
        Sender("hua", "Hua Pumps", "", "HP", 3),
        Sender("boss", "Lin", "Sales director", "L", 4),
    ]


def test_names_of_elements(speaker: Flask) -> None:
    texts = Texts(load_text(MINI).scenario)
    with speaker.test_request_context(), force_locale("en"):
        named = {
            key: texts.name(key)
            for key in ("visit", "handover", "port.mitigate", "port.gone", "chat", "nothing")
        }

    assert named == {
        "visit": "Visit",
        "handover": "Handover",
        "port.mitigate": "Early",
        "port.gone": "gone",
        "chat": "chat",
        "nothing": "nothing",
    }


@pytest.mark.parametrize(
    ("name", "label", "unit", "scale"),
    [
        ("money.left", "Money left", "money", (None, None)),
        ("insight", "Insight", "points", (0.0, 100.0)),
        ("price", "Our price", "money", (None, None)),
        ("attitude.buyer", "Attitude of Wu", "points", (0.0, 100.0)),
        ("rivals.hua.price", "Hua Pumps: Price", "money", (None, None)),
        ("rivals.hua.risk", "Hua Pumps: Safety", "points", (0.0, 100.0)),
        ("team.sales.free", "Sales: free", "count", (None, None)),
        ("team.sales.fatigue", "Sales: fatigue", "share", (0.0, 1.0)),
        ("risks.strike.avoided", "Port strike: Avoid", "flag", (None, None)),
        ("chose.how_deep.visit", "Depth: Visit", "flag", (None, None)),
        ("chose.crew.helpers", "Crew: Helpers", "count", (None, None)),
        ("answers.price_bid", "Price", "money", (None, None)),
        ("asked.crew", "Crew: times decided", "count", (None, None)),
        ("milestone.handover.late", "Handover: late by", "days", (None, None)),
    ],
)
def test_names_of_the_state(
    speaker: Flask, name: str, label: str, unit: str, scale: tuple[float | None, float | None]
) -> None:
    program = load_text(MINI)
    with speaker.test_request_context(), force_locale("en"):
        found = describe(program, Texts(program.scenario), name)

    assert (found.label, found.unit, (found.low, found.high)) == (label, unit, scale)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_name_of_every_scenario_has_words(speaker: Flask, locale: str) -> None:
    small = [ROOT / "tests" / "simengine" / name for name in ("mini.yaml", "quarter.yaml")]
    paths = [*small, *(ROOT / "scenarios").glob("*/*.yaml")]
    for path in paths:
        program = load_file(path)
        texts = Texts(program.scenario)
        with speaker.test_request_context(), force_locale(locale):
            for name in program.names:
                if name.name != "answer" and not name.name.startswith(PASSING):
                    assert describe(program, texts, name.name).label


@pytest.mark.parametrize("folder", sorted((ROOT / "scenarios").glob("*/scenario.yaml")))
def test_what_is_shown_at_a_decision_has_a_name_for_people(folder: Path) -> None:
    scenario = load_file(folder).scenario
    shown = {name for decision in scenario.decisions.values() for name in decision.shows}
    assert not [
        name for name in shown & scenario.variables.keys() if not scenario.variables[name].label
    ]
