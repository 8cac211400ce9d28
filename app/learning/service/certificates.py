"""Issuing certificates, looking them up, and taking them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import structlog
from flask_babel import gettext as _
from sqlalchemy import select, update

from app.accounts import service as accounts
from app.accounts.models import Person
from app.curriculum import service as curriculum
from app.curriculum.service import PartProgress
from app.database import commit, db, insert_if_new
from app.errors import Conflict, Invalid, NotFound
from app.i18n import LOCALES, language_tag, pick_in
from app.learning.earning import WHOLE, earned_subjects
from app.learning.models import REASON_LENGTH, Certificate
from app.learning.numbers import new_number, read_number

log = structlog.get_logger(__name__)


def issue(person_id: int, subject: str, *, now: datetime) -> Certificate:
    """The certificate of a person for a part or the whole course; made if there is none yet.

    Raises NotFound for a subject that there is not, Conflict for one that was not earned and for
    a certificate that was revoked.
    """
    if subject != WHOLE:
        curriculum.get_part(subject)
    certificate = _find_of(person_id, subject)
    if certificate is None:
        facts = _facts(person_id, subject)
        # A number that was given out before, if chance ever brings one, makes no row either.
        while certificate is None:
            insert_if_new(Certificate, number=new_number(), issued_at=now, **facts)
            commit()
            certificate = _find_of(person_id, subject)
    if not certificate.is_valid:
        raise Conflict(
            _("This certificate was revoked. If that was a mistake, ask your administrator.")
        )
    return certificate


def certificates_of_people(person_ids: Collection[int]) -> dict[int, list[Certificate]]:
    """The certificates of each of these people, the first issued first."""
    query = (
        select(Certificate)
        .where(Certificate.person_id.in_(person_ids))
        .order_by(Certificate.issued_at, Certificate.id)
    )
    found: dict[int, list[Certificate]] = {person_id: [] for person_id in person_ids}
    for certificate in db.session.scalars(query):
        found[certificate.person_id].append(certificate)
    return found


def find_certificate(typed: str) -> Certificate | None:
    """The certificate of a number, however it was typed."""
    number = read_number(typed)
    if number is None:
        return None
    return db.session.scalar(select(Certificate).where(Certificate.number == number))


def get_visible_certificate(number: str, viewer: Person) -> Certificate:
    """The certificate, for its person and those who may see that person. Raises NotFound."""
    certificate = find_certificate(number)
    if certificate is None or not accounts.can_see_person(viewer, certificate.person_id):
        raise _no_such(number)
    return certificate


def revoke(number: str, admin_id: int, reason: str, *, now: datetime) -> Certificate:
    """Take a certificate back. Raises NotFound, Invalid without a reason, and Conflict when that
    has been done already: the first reason stays."""
    reason = reason.strip()
    if not reason:
        raise Invalid(_("Say why the certificate is revoked."))
    if len(reason) > REASON_LENGTH:
        raise Invalid(
            _("The reason has %(length)s characters; at most %(most)s are kept.",
              length=len(reason), most=REASON_LENGTH)
        )  # fmt: skip
    facts = {"revoked_at": now, "revoked_by_id": admin_id, "revoked_reason": reason}
    certificate, is_changed = _change(number, facts, is_revoked=False)
    if not is_changed:
        raise Conflict(_("This certificate has been revoked already."))
    log.info("certificate_revoked", number=certificate.number, by=admin_id)
    return certificate


def restore(number: str, admin_id: int) -> Certificate:
    """Let a revoked certificate hold again; one that holds stays as it is. Raises NotFound."""
    facts = {"revoked_at": None, "revoked_by_id": None, "revoked_reason": None}
    certificate, is_changed = _change(number, facts, is_revoked=True)
    if is_changed:
        log.info("certificate_restored", number=certificate.number, by=admin_id)
    return certificate


def _change(number: str, facts: dict[str, Any], *, is_revoked: bool) -> tuple[Certificate, bool]:
    """The certificate, and whether it was as it had to be to be changed."""
    certificate = find_certificate(number)
    if certificate is None:
        raise _no_such(number)
    state = Certificate.revoked_at.is_not(None) if is_revoked else Certificate.revoked_at.is_(None)
    changed = db.session.execute(
        update(Certificate)
        .where(Certificate.id == certificate.id, state)
        .values(**facts)
        .execution_options(synchronize_session=False)
        .returning(Certificate.id)
    ).first()
    commit()
    db.session.refresh(certificate)
    return certificate, changed is not None


def _find_of(person_id: int, subject: str) -> Certificate | None:
    return db.session.scalar(
        select(Certificate).where(
            Certificate.person_id == person_id, Certificate.subject == subject
        )
    )


def _facts(person_id: int, subject: str) -> dict[str, Any]:
    """What is written on the certificate. Raises Conflict unless it was earned."""
    progress = curriculum.progress_of(person_id)
    if subject not in earned_subjects(progress):
        raise Conflict(
            _("This certificate has not been earned yet: it takes every lesson read, every quiz "
              "passed and the final test passed.")
        )  # fmt: skip
    parts = [part for part in progress.parts if subject in (WHOLE, part.part.id)]
    lessons = [one.lesson for part in parts for one in part.lessons]
    return {
        "person_id": person_id,
        "subject": subject,
        "name": accounts.get_person(person_id).name,
        "title": {language_tag(locale): _title(parts, subject, locale) for locale in LOCALES},
        "points": sum(part.best or 0.0 for part in parts) / len(parts),
        "lessons": len(lessons),
        "minutes": sum(lesson.head.minutes for lesson in lessons),
        "edition": curriculum.edition_of(None if subject == WHOLE else subject),
    }


def _title(parts: Sequence[PartProgress], subject: str, locale: str) -> str:
    """The title of the course, followed by that of the part unless it is for the whole."""
    whole = pick_in(curriculum.course().title, locale)
    if subject == WHOLE:
        return whole
    between = ": " if locale == "en" else "："
    return between.join((whole, pick_in(parts[0].part.title, locale)))


def _no_such(number: str) -> NotFound:
    return NotFound(
        _("There is no certificate “%(number)s”, or it is none of those you may see.",
          number=number[:40])
    )  # fmt: skip
