"""Runs as plain data: what is written down of them, and answers read back."""

from __future__ import annotations

import json
from typing import Any

from simengine.errors import N_
from simengine.journal import AnswerValue, as_json
from simengine.run import ENGINE, Answer, Snapshot
from simengine.world.decisions import AnswerError


def run_record(snapshot: Snapshot) -> dict[str, Any]:
    """Return a run as plain data. The same run gives the same record, to the last digit."""
    scenario = snapshot.program.scenario
    card = snapshot.scorecard
    return {
        "scenario": scenario.id,
        "digest": scenario.digest,
        "engine": ENGINE,
        "seed": snapshot.seed,
        "answers": answers_as_json(snapshot.answers),
        "status": snapshot.status,
        "outcome": snapshot.outcome,
        "day": snapshot.day,
        "score": card.score,
        "passed": card.passed,
        "grade": card.grade,
        "kpis": {
            kpi.id: {"value": kpi.value, "points": kpi.points, "share": kpi.share}
            for kpi in card.kpis
        },
        "journal": as_json(snapshot.journal),
    }


def answers_as_json(answers: tuple[Answer, ...]) -> list[dict[str, Any]]:
    """Return the answers as plain data that `read_answers` reads back."""
    return [{"decision": a.decision, "value": _plain(a.value)} for a in answers]


def answers_from_json(data: Any) -> tuple[Answer, ...]:
    """Return the answers from plain data. Raise AnswerError if it is not a list of answers."""
    if not isinstance(data, (list, tuple)):
        raise AnswerError(N_("answers are a list, each with `decision` and `value`"))
    answers = []
    for place, item in enumerate(data, 1):
        if not isinstance(item, dict) or set(item) != {"decision", "value"}:
            raise AnswerError(
                N_("answer %(place)s must have `decision` and `value`, and nothing else"),
                {"place": place},
            )
        value: AnswerValue = item["value"]
        answers.append(Answer(str(item["decision"]), value))
    return tuple(answers)


def read_answers(text: str) -> tuple[Answer, ...]:
    """Return the answers in a JSON text: a run as printed, or its list of answers alone."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise AnswerError(N_("this is not JSON: %(detail)s"), {"detail": str(error)}) from None
    if isinstance(data, dict):
        data = data.get("answers")
    return answers_from_json(data)


def _plain(value: AnswerValue) -> Any:
    return list(value) if isinstance(value, tuple) else value
