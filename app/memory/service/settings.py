"""How much somebody wants to review in a day."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select, update

from app.database import commit, db, insert_if_new
from app.errors import Invalid
from app.memory.models import MemorySettings

MOST_NEW = 50
LEAST_REVIEWS = 5
MOST_REVIEWS = 500


@dataclass(frozen=True)
class Limits:
    """At most so many cards in a day: new ones, and known ones that come again."""

    new_per_day: int = 10
    reviews_per_day: int = 100


def limits_of(person_id: int) -> Limits:
    """What a person has chosen, or what everybody gets."""
    row = db.session.execute(
        select(MemorySettings.new_per_day, MemorySettings.reviews_per_day).where(
            MemorySettings.person_id == person_id
        )
    ).one_or_none()
    return Limits() if row is None else Limits(*row)


def set_limits(person_id: int, limits: Limits) -> None:
    """Choose one's own limits. Raises Invalid for what is too little or too much."""
    if not (
        0 <= limits.new_per_day <= MOST_NEW
        and LEAST_REVIEWS <= limits.reviews_per_day <= MOST_REVIEWS
    ):
        raise Invalid(
            _("A day takes 0 to %(new)s new cards and %(least)s to %(most)s reviews.",
              new=MOST_NEW, least=LEAST_REVIEWS, most=MOST_REVIEWS)
        )  # fmt: skip
    values = {"new_per_day": limits.new_per_day, "reviews_per_day": limits.reviews_per_day}
    insert_if_new(MemorySettings, person_id=person_id, **values)
    db.session.execute(
        update(MemorySettings)
        .where(MemorySettings.person_id == person_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    commit()
