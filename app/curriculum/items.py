"""The six kinds of quiz items, as ``quiz.yaml`` has them."""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.curriculum.shapes import Text, shared_languages
from simengine.errors import N_, SimError
from simengine.scenario.parts import Part, SkillId, Slug

Kind = Literal["single", "multiple", "order", "match", "number", "case"]


class Option(Part):
    """An answer that can be chosen, and why it is right or wrong."""

    text: Text
    right: bool = False
    why: Text


class Pair(Part):
    """Two things that belong together."""

    left: Text
    right: Text


class Mistake(Part):
    """A wrong number that people come to, and what went wrong on the way."""

    answer: float
    why: Text


def _has_one_right(options: tuple[Option, ...]) -> tuple[Option, ...]:
    count = sum(option.right for option in options)
    if count != 1:
        raise ValueError(
            SimError(N_("%(count)s options are right; exactly one must be"), {"count": count})
        )
    return options


def _has_right(options: tuple[Option, ...]) -> tuple[Option, ...]:
    if not any(option.right for option in options):
        raise ValueError(SimError(N_("no option is right; mark one or more with `right: true`")))
    return options


def _are_distinct(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    for side in ("left", "right"):
        sides = [getattr(pair, side) for pair in pairs]
        for language in shared_languages(sides):
            texts = [text[language] for text in sides]
            for text in texts:
                if texts.count(text) > 1:
                    raise ValueError(
                        SimError(
                            N_("“%(text)s” stands in two pairs; make every side different"),
                            {"text": text[:60]},
                        )
                    )
    return pairs


class _Item(Part):
    id: Slug
    skill: SkillId
    difficulty: int = Field(ge=1, le=3)
    ask: Text

    @property
    def digest(self) -> str:
        """What this very wording is known by: another digest is another question."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


class Single(_Item):
    """One of several options is right."""

    kind: Literal["single"]
    options: Annotated[
        tuple[Option, ...], Field(min_length=2, max_length=8), AfterValidator(_has_one_right)
    ]


class Multiple(_Item):
    """One or more of several options are right."""

    kind: Literal["multiple"]
    options: Annotated[
        tuple[Option, ...], Field(min_length=3, max_length=8), AfterValidator(_has_right)
    ]


class Case(_Item):
    """A short story, then one of several options is right."""

    kind: Literal["case"]
    story: Text
    options: Annotated[
        tuple[Option, ...], Field(min_length=2, max_length=8), AfterValidator(_has_one_right)
    ]


class Order(_Item):
    """Steps to be put into their order; they stand here in the right one."""

    kind: Literal["order"]
    steps: tuple[Text, ...] = Field(min_length=4, max_length=6)
    why: Text


class Match(_Item):
    """Things to be paired."""

    kind: Literal["match"]
    pairs: Annotated[
        tuple[Pair, ...], Field(min_length=3, max_length=6), AfterValidator(_are_distinct)
    ]
    why: Text


class Number(_Item):
    """A number to be worked out; right within the tolerance."""

    kind: Literal["number"]
    answer: float
    tolerance: float = Field(ge=0)
    unit: Text
    why: Text
    mistakes: tuple[Mistake, ...] = Field(min_length=1)


Item = Single | Multiple | Case | Order | Match | Number

ITEM_TYPES: dict[str, type[Item]] = {
    "single": Single,
    "multiple": Multiple,
    "case": Case,
    "order": Order,
    "match": Match,
    "number": Number,
}
