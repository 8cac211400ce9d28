"""What newcomers are offered: the first deal, guided."""

from __future__ import annotations

from dataclasses import dataclass

from flask_login import current_user

from app.errors import NotFound
from app.library import service as library
from app.play import service
from app.play.forms import PracticeForm
from simengine.scenario.model import Scenario


@dataclass(frozen=True)
class FirstDeal:
    """The scenario to begin with, and the form that starts it."""

    scenario: Scenario
    form: PracticeForm


def first_deal() -> FirstDeal | None:
    """What the current person may begin with; None for who has played, or if it is not on offer."""
    if service.attempts_of(current_user.id, with_uncounted=True):
        return None
    try:
        version = library.current_version(service.FIRST_DEAL)
    except NotFound:
        return None
    return FirstDeal(library.get_program(version.digest).scenario, PracticeForm())
