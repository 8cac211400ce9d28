"""From a draft to a version: tried, compared, published, taken off offer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.accounts.models import Person
from app.authoring.checks import BotRun, Check, check_text, rehearse
from app.authoring.diff import Comparison, compare
from app.authoring.service.drafts import OpenDraft, open_draft
from app.database import release
from app.errors import Conflict, Invalid
from app.library import service as library
from app.library.models import ScenarioVersion


@dataclass(frozen=True)
class Proof:
    """A draft as it would be published: what is wrong with it, how bots play it, what it changes.

    ``changes`` compares it with the newest version, None when there is none; ``is_news`` is false
    when only comments and layout differ.
    """

    draft: OpenDraft
    check: Check
    runs: tuple[BotRun, ...]
    changes: Comparison | None
    is_news: bool

    @property
    def can_be_published(self) -> bool:
        """Whether it is valid, says something new, carries its own name and every bot got on."""
        program = self.check.program
        return (
            program is not None
            and self.is_news
            and program.scenario.id == self.draft.slug
            and all(run.failure is None for run in self.runs)
        )


def prove(slug: str, *, by: Person) -> Proof:
    """Look at a draft before it is published. Raises NotFound and Forbidden."""
    draft = open_draft(slug, by)
    newest = draft.newest
    published = library.source_of(newest.digest) if newest else None
    release()
    check = check_text(draft.text)
    return Proof(
        draft,
        check,
        runs=rehearse(check.program) if check.program else (),
        changes=None if published is None else compare(published, draft.text),
        is_news=_is_news(check, newest),
    )


def publish(slug: str, *, base: str, by: Person, now: datetime) -> ScenarioVersion:
    """Make the draft that is called ``base`` the newest version, and have its par searched for, so
    that its first attempts can be reviewed at once.

    Raises Conflict when it is another draft by now, or says nothing new; ScenarioInvalid or
    Invalid when it can't be played; NotFound and Forbidden.
    """
    draft = open_draft(slug, by)
    if draft.base != base:
        raise Conflict(
            _("The draft has changed since you looked at it. Look at the changes, then publish.")
        )
    check = check_text(draft.text)
    if check.program is None:
        raise Invalid(_("The draft has problems. Mend them first, then publish."))
    if not _is_news(check, draft.newest):
        raise Conflict(_("There is nothing to publish: the draft says the same as the version."))
    version = library.publish(slug, draft.text, by, now=now)
    library.ask_for_par(version.digest, asker=f"version:{version.id}", now=now)
    return version


def _is_news(check: Check, newest: ScenarioVersion | None) -> bool:
    return check.program is None or newest is None or newest.digest != check.program.scenario.digest
