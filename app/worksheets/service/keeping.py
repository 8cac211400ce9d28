"""A person's own worksheets: made, saved without losing anything, copied, deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ScalarSelect, func, select
from sqlalchemy import delete as delete_from
from sqlalchemy.exc import IntegrityError

from app.database import commit, db, update_over
from app.errors import Conflict, Invalid, NotFound
from app.worksheets.catalogue import get_tool
from app.worksheets.contents import Contents, from_json, tidy
from app.worksheets.models import (
    NAME_MAX_LENGTH,
    Worksheet,
    WorksheetComment,
    WorksheetShare,
)

MOST_WORKSHEETS = 500


@dataclass(frozen=True)
class Listed:
    """A worksheet in a list, with how many trainers see it and how much was said about it."""

    worksheet: Worksheet
    shares: int
    comments: int


class MovedOn(Conflict):
    """Another window saved the worksheet since this one was opened.

    `name` and `mine` were not saved; `theirs` is what stands.
    """

    def __init__(self, name: str, mine: Contents, theirs: Worksheet) -> None:
        super().__init__(_("This worksheet was changed in another window. Yours is not saved yet."))
        self.name = name
        self.mine = mine
        self.theirs = theirs


def list_own(person_id: int, kind: str | None = None) -> list[Listed]:
    """A person's worksheets, of one kind or all, the last changed first."""
    shares = _count_of(WorksheetShare)
    comments = _count_of(WorksheetComment)
    query = (
        select(Worksheet, shares, comments)
        .where(Worksheet.person_id == person_id)
        .order_by(Worksheet.changed_at.desc(), Worksheet.id.desc())
    )
    if kind is not None:
        query = query.where(Worksheet.kind == kind)
    return [Listed(*row) for row in db.session.execute(query)]


def get_own(worksheet_id: int, person_id: int) -> Worksheet:
    """A person's own worksheet. Raises NotFound, also for somebody else's."""
    worksheet = db.session.get(Worksheet, worksheet_id)
    if worksheet is None or worksheet.person_id != person_id:
        raise NotFound(_("You have no worksheet with the number %(id)s.", id=worksheet_id))
    return worksheet


def create(
    person_id: int,
    kind: str,
    name: str,
    contents: Contents,
    *,
    form_token: str | None = None,
    now: datetime,
) -> Worksheet:
    """Keep a new worksheet. `form_token` marks the form that asks: sent twice, it gets the same.

    Raises NotFound for an unknown kind, Invalid for a name that cannot be, and Conflict when the
    person has as many as can be kept.
    """
    tool = get_tool(kind)
    made = _find_of_form(person_id, form_token)
    if made is not None:
        return made
    _check_room(person_id)
    worksheet = Worksheet(
        person_id=person_id,
        kind=kind,
        name=tidy_name(name) or str(tool.title),
        contents=tidy(tool, contents).as_json(),
        form_token=form_token,
        created_at=now,
        changed_at=now,
    )
    db.session.add(worksheet)
    try:
        commit()
    except IntegrityError:
        # The same form, sent twice at the same moment.
        db.session.rollback()
        made = _find_of_form(person_id, form_token)
        if made is None:
            raise
        return made
    return worksheet


def save(
    worksheet_id: int,
    person_id: int,
    name: str,
    contents: Contents,
    revision: int,
    *,
    now: datetime,
) -> Worksheet:
    """Keep what was typed over `revision`. The same again is no change.

    Raises MovedOn when it has been changed since, NotFound, Invalid and TooLarge.
    """
    worksheet = get_own(worksheet_id, person_id)
    tool = get_tool(worksheet.kind)
    contents = tidy(tool, contents)
    name = tidy_name(name) or worksheet.name
    if worksheet.name == name and from_json(worksheet.contents) == contents:
        return worksheet
    changed = update_over(
        Worksheet,
        revision,
        Worksheet.id == worksheet_id,
        name=name,
        contents=contents.as_json(),
        changed_at=now,
    )
    commit()
    db.session.expire_all()
    stored = get_own(worksheet_id, person_id)
    if changed is None:
        raise MovedOn(name, contents, stored)
    return stored


def copy(
    worksheet_id: int,
    person_id: int,
    *,
    contents: Contents | None = None,
    form_token: str | None = None,
    now: datetime,
) -> Worksheet:
    """A second worksheet like this one, or with other contents; nobody else sees it.

    Raises NotFound, and Conflict when there is no room.
    """
    worksheet = get_own(worksheet_id, person_id)
    name = _("Copy of %(name)s", name=worksheet.name)[:NAME_MAX_LENGTH]
    return create(
        person_id,
        worksheet.kind,
        name,
        from_json(worksheet.contents) if contents is None else contents,
        form_token=form_token,
        now=now,
    )


def delete(worksheet_id: int, person_id: int) -> None:
    """Delete a worksheet with everything that was said about it. Raises NotFound."""
    get_own(worksheet_id, person_id)
    db.session.execute(
        delete_from(Worksheet).where(Worksheet.id == worksheet_id, Worksheet.person_id == person_id)
    )
    commit()


def tidy_name(name: str) -> str:
    """The name with its white space in order; "" for none. Raises Invalid for a bad one."""
    name = " ".join(name.split())
    if len(name) > NAME_MAX_LENGTH:
        raise Invalid(_("A name has at most %(count)s characters.", count=NAME_MAX_LENGTH))
    if not name.isprintable():
        raise Invalid(_("This name holds characters that cannot be shown."))
    return name


def _find_of_form(person_id: int, form_token: str | None) -> Worksheet | None:
    if form_token is None:
        return None
    return db.session.scalar(
        select(Worksheet).where(
            Worksheet.person_id == person_id, Worksheet.form_token == form_token
        )
    )


def _check_room(person_id: int) -> None:
    count = db.session.scalar(
        select(func.count()).select_from(Worksheet).where(Worksheet.person_id == person_id)
    )
    if count is not None and count >= MOST_WORKSHEETS:
        raise Conflict(
            _("You keep %(count)s worksheets, and no more fit. Delete some first.", count=count)
        )


def _count_of(model: type[WorksheetShare] | type[WorksheetComment]) -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(model.worksheet_id == Worksheet.id)
        .correlate(Worksheet)
        .scalar_subquery()
    )
