"""A scenario with one fault of nearly every kind, quick to play."""

from typing import Any

from tests.simengine.making import as_text, make_scenario

MAIL = {"from": "boss", "subject": {"en": "Words"}, "text": {"en": "Words"}}
NEVER = "points > 1000"

STAGES = {
    "work": {"gate": "day >= 30"},
    "beyond": {"gate": f"{NEVER} and day >= 35"},
    "last": {"gate": "day >= 40"},
}

DECISIONS: dict[str, Any] = {
    "sure": {"at": "work.start", "options": {"good": {"then": ["points += 30"]}, "bad": {}}},
    "empty": {"day": 1, "options": {"one": {}, "two": {}}},
    "trap": {
        "day": 2,
        "shows": ["wear"],
        "options": {
            "repair": {"then": ["points += 20 if wear >= 50 else 0"]},
            "wait": {"then": ["points += 20 if wear < 50 else 0"]},
            "panic": {"then": ["points -= 5"]},
            "grey": {"when": NEVER, "start": ["idle"]},
            "dear": {"cost": 1000000, "then": ["points -= 5"]},
        },
    },
    "extras": {
        "day": 4,
        "answer": "several",
        "at_most": 2,
        "options": {
            "helps": {"then": ["points += 10"]},
            "harms": {"then": ["points -= 10"]},
            "depends": {"then": ["points += 4 if wear >= 50 else -4"]},
        },
    },
    "never": {"day": 5, "when": NEVER, "options": {"yes": {}, "no": {}}},
    "amount": {
        "day": 6,
        "answer": "amount",
        "amount": {"min": 0, "max": 10, "step": 1},
        "then": ["points += 2 * answer"],
    },
    "rare": {"day": 7, "when": "points < 5", "options": {"yes": {}, "no": {}}},
}

KPIS = {
    "result": {"value": "points", "worst": -20, "target": 100, "weight": 8},
    "again": {"value": "points * 2", "worst": -20, "target": 300, "weight": 1},
    "constant": {"value": 7, "worst": 0, "target": 10, "weight": 1},
    "gift": {"value": "40 if points < 5 else 90", "worst": 0, "target": 80, "weight": 1},
}


def faulty_scenario(**parts: Any) -> str:
    """The text of the scenario; `parts` replace its parts."""
    contents: dict[str, Any] = {
        "cast": {"boss": {}},
        "variables": {
            "points": {"known": 0},
            "wear": {"hidden": "uniform(0, 100)", "shown_within": "10", "min": 0, "max": 100},
        },
        "stages": STAGES,
        "tasks": {"idle": {"days": 3}},
        "risks": {"flood": {"chance": 0, "between": [1, 5]}},
        "events": {"comet": {"day": 3, "when": NEVER, "mail": MAIL}},
        "decisions": DECISIONS,
        "kpis": KPIS,
    }
    return as_text(make_scenario(**{**contents, **parts}))
