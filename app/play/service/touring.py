"""Being shown around the deal room: begun, ended, and begun again as often as one likes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from app.database import commit, db
from app.play.models import Tour

FIRST_DEAL = "whose-project"
"""The scenario that newcomers begin with."""


def find_open_tour(person_id: int) -> Tour | None:
    """The tour that a person is on."""
    tour = db.session.get(Tour, person_id)
    return tour if tour is not None and tour.ended_at is None else None


def begin_tour(person_id: int, *, now: datetime) -> None:
    """Show a person around from the first step on, whether or not they have been before."""
    tour = db.session.get(Tour, person_id)
    if tour is None:
        db.session.add(Tour(person_id=person_id, begun_at=now))
    else:
        tour.begun_at, tour.ended_at = now, None
    try:
        commit()
    except IntegrityError:
        # Begun in two tabs at once: it has begun.
        db.session.rollback()


def end_tour(person_id: int, *, now: datetime) -> None:
    """End the tour that a person is on, if any."""
    tour = find_open_tour(person_id)
    if tour is not None:
        tour.ended_at = now
        commit()
