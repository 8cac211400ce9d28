"""Drafts: begun, opened, saved. A draft is kept whether it is valid or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.accounts.models import Person
from app.accounts.service import Refused
from app.authoring.checks import fingerprint
from app.authoring.texts import find_id, is_slug, read_starter, tidy_text, with_id
from app.errors import Conflict
from app.library import service as library
from app.library.models import ScenarioEntry, ScenarioVersion


@dataclass(frozen=True)
class OpenDraft:
    """A scenario in the editor: its draft, or its newest version where nothing has been changed.

    ``base`` names exactly this text; whoever saves says from which text they began.
    """

    entry: ScenarioEntry
    newest: ScenarioVersion | None
    text: str
    has_draft: bool

    @property
    def slug(self) -> str:
        """Under which name the scenario is known."""
        return self.entry.slug

    @property
    def base(self) -> str:
        """What this text is called when the next one is saved over it."""
        return fingerprint(self.text)


class DraftMovedOn(Conflict):
    """Somebody saved another draft in the meantime. ``mine`` was not saved, ``theirs`` stands."""

    def __init__(self, mine: str, theirs: OpenDraft) -> None:
        super().__init__(_("The draft has been saved by somebody else since you opened it."))
        self.mine = mine
        self.theirs = theirs


def open_draft(slug: str, by: Person) -> OpenDraft:
    """The scenario as it stands in the editor. Raises NotFound and Forbidden."""
    entry = library.get_entry(slug)
    library.check_may_write(by, entry)
    return _opened(entry)


def begin(slug: str, *, copy_of: str | None, by: Person, now: datetime) -> OpenDraft:
    """A new scenario from the starter, or from the newest version of another one.

    Raises Refused for a bad or taken name, NotFound when there is nothing to copy.
    """
    if not is_slug(slug):
        raise Refused(
            "slug",
            _("“%(slug)s” cannot name a scenario: use small letters, digits and hyphens, and begin "
              "with a letter.", slug=slug[:80]),
        )  # fmt: skip
    if library.find_entry(slug) is not None:
        raise Refused("slug", _("There is already a scenario “%(slug)s”.", slug=slug))
    source = read_starter() if copy_of is None else _published_text(copy_of)
    return _opened(library.save_draft(slug, with_id(source, slug), by=by, now=now))


def take_upload(text: str, *, by: Person, now: datetime) -> OpenDraft:
    """Keep an uploaded text as the draft of the scenario that its ``id`` line names.

    Raises Refused when it names none, Forbidden when it is somebody else's and DraftMovedOn when
    that scenario has another draft: neither text may be lost.
    """
    slug = find_id(text)
    if slug is None:
        raise Refused(
            "file",
            _("The file does not say which scenario it is. Write “id: a-short-name” in a line of "
              "its own and upload it again."),
        )  # fmt: skip
    entry = library.find_entry(slug)
    if entry is None:
        return _opened(library.save_draft(slug, text, by=by, now=now))
    library.check_may_write(by, entry)
    opened = _opened(entry)
    if opened.has_draft and opened.text != text:
        raise DraftMovedOn(text, opened)
    return save(slug, text, base=opened.base, by=by, now=now)


def save(slug: str, text: str, *, base: str, by: Person, now: datetime) -> OpenDraft:
    """Keep a text as the draft, valid or not, in the place of the one that is called ``base``.

    Raises DraftMovedOn when another one has been saved since; NotFound and Forbidden.
    """
    text = tidy_text(text)
    opened = open_draft(slug, by)
    if opened.text == text:
        return opened
    if opened.base != base:
        raise DraftMovedOn(text, opened)
    seen = opened.text if opened.has_draft else None
    try:
        return _opened(library.save_draft(slug, text, over=seen, by=by, now=now))
    except Conflict:
        raise DraftMovedOn(text, open_draft(slug, by)) from None


def discard(slug: str, *, by: Person) -> ScenarioEntry | None:
    """Throw the draft away; None when the scenario went with it because nothing was published."""
    library.discard_draft(slug, by=by)
    return library.find_entry(slug)


def _opened(entry: ScenarioEntry) -> OpenDraft:
    versions = library.versions_of(entry.id)
    newest = versions[0] if versions else None
    if entry.draft_text is not None:
        return OpenDraft(entry, newest, entry.draft_text, has_draft=True)
    text = library.source_of(newest.digest) if newest else ""
    return OpenDraft(entry, newest, text, has_draft=False)


def _published_text(slug: str) -> str:
    """The newest published text of a scenario. Raises Refused when there is none."""
    entry = library.find_entry(slug)
    versions = library.versions_of(entry.id) if entry else []
    if not versions:
        raise Refused("copy_of", _("There is nothing published of “%(slug)s”.", slug=slug[:80]))
    return library.source_of(versions[0].digest)
