"""The whole scenario, frozen."""

from __future__ import annotations

import datetime
import hashlib
import json
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from simengine.scenario.deal import (
    Award,
    Budget,
    Character,
    Competitor,
    Contract,
    Event,
    Kpi,
    Pool,
    Risk,
    Score,
    Stage,
    Stakeholder,
    Task,
)
from simengine.scenario.decisions import Decision
from simengine.scenario.parts import MOST_DAYS, Id, Language, Part, Quantity, SkillId, Slug, Text
from simengine.scenario.pipeline import Pipeline

CURRENCY_PATTERN = r"^[A-Z]{3}$"


class Scenario(Part):
    """A scenario as its author wrote it, checked and frozen.

    Days are working days from `start`; money is in `currency`.
    """

    schema_version: Literal[1] = Field(alias="schema", description="Version of this language.")
    id: Slug = Field(description="Its name in addresses: letters, digits and hyphens.")
    kind: Literal["drill", "deal", "pipeline"] = Field(
        description="A drill has one to three decisions; a pipeline is many deals at once."
    )
    languages: tuple[Language, ...] = Field(
        ("zh-Hans", "en"),
        min_length=1,
        description="Every text is there in each of them; zh-Hant can be made from zh-Hans.",
    )
    title: Text
    summary: Text = Field(description="What the deal is about, in two sentences.")
    briefing: Text = Field(description="What the trainee reads before the first day.")
    role: Text = Field(description="Who the trainee is.")
    difficulty: int = Field(ge=1, le=5, description="1 for beginners, 5 for experts.")
    minutes: int = Field(gt=0, le=600, description="Playing time.")
    skills: dict[SkillId, Text] = Field(min_length=1, description="Skills that it trains, by id.")
    lessons: tuple[Slug, ...] = Field((), description="Lessons that belong to it.")
    start: datetime.date = Field(
        ge=datetime.date(2000, 1, 1), le=datetime.date(2099, 12, 31), description="Day 0."
    )
    holidays: tuple[datetime.date, ...] = Field((), description="Weekdays without work.")
    horizon: float = Field(gt=0, le=MOST_DAYS, description="Last working day.")
    currency: str = Field(pattern=CURRENCY_PATTERN, description="Three letters, as CNY.")
    project_factor: float = Field(
        0.17,
        ge=0,
        le=1,
        description="Sd of the log of the factor that all tasks of a run share (CESAW: 0.17).",
    )
    money: Budget = Field(description="The budgets.")
    variables: dict[Id, Quantity] = Field(
        default_factory=dict, description="The author's own numbers, by id."
    )
    cast: dict[Id, Character] = Field(default_factory=dict, description="Other people, by id.")
    stages: dict[Id, Stage] = Field(min_length=1, description="In their order, by id.")
    team: dict[Id, Pool] = Field(default_factory=dict, description="Our people, by id of the pool.")
    stakeholders: dict[Id, Stakeholder] = Field(
        default_factory=dict, description="The buying centre, by id."
    )
    competitors: dict[Id, Competitor] = Field(default_factory=dict, description="By id.")
    tasks: dict[Id, Task] = Field(default_factory=dict, max_length=300, description="By id.")
    risks: dict[Id, Risk] = Field(default_factory=dict, description="The risk register, by id.")
    events: dict[Id, Event] = Field(default_factory=dict, description="By id.")
    decisions: dict[Id, Decision] = Field(min_length=1, description="By id.")
    award: Award | None = Field(None, description="Who wins; none: there is no contest.")
    contract: Contract | None = Field(None, description="What is signed; none: nothing.")
    pipeline: Pipeline | None = Field(
        None, description="Many deals at once; only with the kind `pipeline`."
    )
    kpis: dict[Id, Kpi] = Field(min_length=1, description="What the score is made of, by id.")
    score: Score = Field(Score(), description="Pass mark and grades.")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the scenario's meaning: layout and comments of the file do not count."""
        tree: dict[str, Any] = self.model_dump(mode="json", by_alias=True)
        # What came later: a scenario without it keeps the digest under which it was published.
        pipeline = tree["pipeline"] or {"drops": None, "sellers": {}}
        later = [
            (tree, "pipeline"),
            (pipeline, "drops"),
            *((seller, "pace") for seller in pipeline["sellers"].values()),
            *((risk, "rating") for risk in tree["risks"].values()),
        ]
        for part, key in later:
            if part[key] is None:
                del part[key]
        text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
