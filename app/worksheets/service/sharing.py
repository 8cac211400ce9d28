"""Who else may read a worksheet: trainers who teach its owner and were asked to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts import service as accounts
from app.accounts.models import Person
from app.database import commit, db, insert_if_new
from app.errors import Invalid, NotFound
from app.worksheets.models import Worksheet, WorksheetShare
from app.worksheets.service.keeping import get_own


@dataclass(frozen=True)
class Sharing:
    """With whom a worksheet is shared, and with whom else it could be, by name.

    `past` are those who were chosen once and teach its owner no longer; they see nothing.
    """

    present: tuple[Person, ...]
    possible: tuple[Person, ...]
    past: tuple[Person, ...]


def sharing_of(worksheet: Worksheet) -> Sharing:
    """With whom a worksheet is and could be shared."""
    teachers = accounts.teachers_of(worksheet.person_id)
    query = (
        select(WorksheetShare)
        .where(WorksheetShare.worksheet_id == worksheet.id)
        .options(joinedload(WorksheetShare.trainer))
    )
    chosen = [share.trainer for share in db.session.scalars(query)]
    return Sharing(
        present=tuple(person for person in teachers if person in chosen),
        possible=tuple(person for person in teachers if person not in chosen),
        past=tuple(person for person in chosen if person not in teachers),
    )


def share(worksheet_id: int, person_id: int, trainer_id: int, *, now: datetime) -> Person:
    """Let a trainer of one's own read a worksheet and comment on it; twice is once.

    Raises NotFound for the worksheet, Invalid for anybody who does not teach its owner.
    """
    worksheet = get_own(worksheet_id, person_id)
    for person in accounts.teachers_of(worksheet.person_id):
        if person.id == trainer_id:
            insert_if_new(
                WorksheetShare, worksheet_id=worksheet.id, trainer_id=trainer_id, shared_at=now
            )
            commit()
            return person
    raise Invalid(_("A worksheet can be shared only with a trainer of one of your groups."))


def unshare(worksheet_id: int, person_id: int, trainer_id: int) -> None:
    """Let a trainer no longer read it; nothing happens if they could not. Raises NotFound."""
    worksheet = get_own(worksheet_id, person_id)
    db.session.execute(
        delete(WorksheetShare).where(
            WorksheetShare.worksheet_id == worksheet.id, WorksheetShare.trainer_id == trainer_id
        )
    )
    commit()


def shared_with(trainer: Person) -> list[Worksheet]:
    """The worksheets that a trainer was asked to read, the last changed first."""
    if trainer.role != "trainer":
        return []
    query = (
        select(Worksheet)
        .join(WorksheetShare, WorksheetShare.worksheet_id == Worksheet.id)
        .join(Worksheet.person)
        .where(
            WorksheetShare.trainer_id == trainer.id,
            Worksheet.person_id.in_(accounts.select_visible_person_ids(trainer)),
        )
        .options(contains_eager(Worksheet.person))
        .order_by(Worksheet.changed_at.desc(), Worksheet.id.desc())
    )
    return list(db.session.scalars(query))


def get_readable(worksheet_id: int, viewer: Person) -> Worksheet:
    """A worksheet that is the viewer's own, or was shared with them by somebody they teach.

    Raises NotFound for any other: nobody learns what others keep.
    """
    worksheet = db.session.get(Worksheet, worksheet_id)
    if worksheet is not None and worksheet.person_id == viewer.id:
        return worksheet
    if worksheet is not None and any(shared.id == worksheet.id for shared in shared_with(viewer)):
        return worksheet
    raise NotFound(
        _("There is no worksheet with the number %(id)s that is yours or shared with you.",
          id=worksheet_id)
    )  # fmt: skip
