"""The demo's certificate: the trainee has completed the first part of the course."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from app import clock
from app.accounts import demo as people
from app.accounts import service as accounts
from app.curriculum import demo as curriculum_demo
from app.curriculum import service as curriculum
from app.learning import service

_DAYS_AGO = 6


def seed() -> list[str]:
    """Let the trainee complete the first part of the course and take the certificate."""
    person = accounts.find_person_by_email(people.TRAINEE.email)
    if person is None or service.certificates_of_people([person.id])[person.id]:
        return []
    part = curriculum.course().parts[0]
    began = clock.now() - timedelta(days=_DAYS_AGO)
    curriculum_demo.complete(person, part.id, Random(part.id), began=began)
    service.issue(person.id, part.id, now=began + timedelta(days=1))
    return []
