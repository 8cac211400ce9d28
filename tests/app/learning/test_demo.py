"""The demo's certificate."""

from __future__ import annotations

from flask_sqlalchemy import SQLAlchemy

from app.accounts import demo as people
from app.accounts import service as accounts
from app.curriculum import service as curriculum
from app.learning import demo, service


def test_the_trainee_has_a_certificate_and_keeps_it(db: SQLAlchemy) -> None:
    assert demo.seed() == []  # Without people there is nothing to do.
    people.seed()

    for _ in range(2):
        demo.seed()

    trainee = accounts.find_person_by_email(people.TRAINEE.email)
    assert trainee is not None
    (certificate,) = service.certificates_of_people([trainee.id])[trainee.id]
    assert (certificate.name, certificate.subject) == (
        people.TRAINEE.name,
        curriculum.course().parts[0].id,
    )
    assert 0.7 <= certificate.points <= 1
    assert curriculum.progress_of(trainee.id).parts[0].is_complete
