"""Scenarios on offer, with a person's own record at each."""

from __future__ import annotations

from dataclasses import dataclass

from app.library import service as library
from app.library.service import Offer
from app.play import service
from app.play.models import Attempt
from simengine.scenario.deal import PHASES, Phase
from simengine.scenario.model import Scenario


@dataclass(frozen=True)
class Book:
    """A scenario and what this person has made of it so far, in any of its versions."""

    offer: Offer
    attempts: tuple[Attempt, ...]

    @property
    def scenario(self) -> Scenario:
        """What its author wrote."""
        return self.offer.scenario

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases that it leads through."""
        present = {stage.phase for stage in self.scenario.stages.values()}
        return tuple(phase for phase in PHASES if phase in present)

    @property
    def best_score(self) -> float | None:
        """The best score of all finished attempts."""
        return max((a.score for a in self.attempts if a.score is not None), default=None)

    @property
    def open_attempts(self) -> tuple[Attempt, ...]:
        """What can be gone on with, the last played first."""
        return tuple(attempt for attempt in self.attempts if attempt.status == "open")

    @property
    def assessment(self) -> Attempt | None:
        """The assessed attempt at the newest version."""
        return next(
            (
                attempt
                for attempt in self.attempts
                if attempt.mode == "assessed" and attempt.version_id == self.offer.version.id
            ),
            None,
        )


def shelf(person_id: int) -> list[Book]:
    """Everything on offer, the easiest first."""
    attempts = service.attempts_of(person_id)
    return [_book(offer, attempts) for offer in library.catalogue()]


def shelf_of(slug: str, person_id: int) -> Book:
    """One scenario on offer. Raises NotFound."""
    version = library.current_version(slug)
    offer = Offer(slug, version, library.get_program(version.digest))
    return _book(offer, service.attempts_of(person_id))


def _book(offer: Offer, attempts: list[Attempt]) -> Book:
    entry_id = offer.version.entry_id
    return Book(offer, tuple(attempt for attempt in attempts if attempt.entry_id == entry_id))
