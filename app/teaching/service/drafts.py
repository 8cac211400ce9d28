"""Drafts of lessons: begun, opened, saved. A draft is kept whether it is in order or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.accounts.models import Person
from app.curriculum import service as curriculum
from app.curriculum.checks.own import Verdict, check_own
from app.curriculum.own import FILES, HEAD, Reading, languages_of, read_own
from app.curriculum.shapes import Written
from app.errors import Conflict, NotFound
from app.lessons import service as lessons
from app.lessons.models import OWN_PREFIX, OwnLesson, OwnLessonVersion
from app.lessons.service import DraftFile
from app.library import service as library
from app.teaching.files import read_starter, tidy_text
from app.teaching.head import Head, write_head
from simengine.scenario.parts import Language
from simengine.scenario.problems import Problem

# A text that is wrong throughout has thousands of problems; nobody mends more than these at once.
MOST_SHOWN = 200


@dataclass(frozen=True)
class Finding:
    """A problem in the reader's language; `path` is "" where it is the whole file's."""

    file: str
    line: int
    path: str
    message: str


@dataclass(frozen=True)
class Practice:
    """A scenario on offer, and the titles of its decisions by their ids."""

    scenario: str
    title: Mapping[Language, str]
    decisions: Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True)
class OpenLesson:
    """A lesson in the editor: its draft with all that can be said of it, and what is published."""

    entry: OwnLesson
    files: Mapping[str, DraftFile]
    newest: OwnLessonVersion | None
    reading: Reading
    verdict: Verdict

    @property
    def slug(self) -> str:
        """Under which name the lesson is known."""
        return self.entry.slug

    @property
    def texts(self) -> dict[str, str]:
        """What the draft says, file by file."""
        return {name: file.text for name, file in self.files.items()}

    @property
    def languages(self) -> tuple[Written, ...]:
        """The languages in which it has a text."""
        return languages_of(self.texts)

    @property
    def is_changed(self) -> bool:
        """Whether the draft says something else than what is published."""
        return self.newest is None or self.newest.files != self.texts

    @property
    def can_be_published(self) -> bool:
        """Whether it is in order and says something new."""
        return self.is_changed and not self.verdict.errors

    @property
    def errors(self) -> list[Finding]:
        """What must be mended before it is published; the first of it, if it is very much."""
        return _findings(self.verdict.errors)

    @property
    def advice(self) -> list[Finding]:
        """What lessons of the core course do otherwise."""
        return _findings(self.verdict.advice)


def open_lesson(slug: str, by: Person) -> OpenLesson:
    """The lesson as it stands in the editor. Raises NotFound."""
    entry = lessons.get_own_entry(slug, by)
    stored = lessons.draft_of(entry.id)
    files = {name: stored.get(name, DraftFile(name)) for name in FILES}
    reading = read_own(slug, {name: file.text for name, file in files.items()})
    linked = {edition.slug for edition in lessons.editions_visible_to(by)}
    decisions = {practice.scenario: tuple(practice.decisions) for practice in practices()}
    verdict = check_own(reading, curriculum.course(), decisions, linked)
    return OpenLesson(entry, files, lessons.newest_version(entry.id), reading, verdict)


def practices() -> list[Practice]:
    """The decisions of every scenario on offer."""
    return [
        Practice(
            offer.slug,
            offer.scenario.title,
            {key: decision.title for key, decision in offer.scenario.decisions.items()},
        )
        for offer in library.catalogue()
    ]


def begin(name: str, head: Head, *, by: Person, now: datetime) -> OwnLesson:
    """A new lesson with a text to write over in each language of its title.

    Raises Refused for a bad or taken name.
    """
    languages = [language for language in head.title if head.title[language]]
    files = {HEAD: write_head(head), **read_starter(languages)}
    return lessons.begin(OWN_PREFIX + name, files, by=by, now=now)


def save(
    slug: str, name: str, text: str, revision: int, *, by: Person, now: datetime
) -> tuple[DraftFile, bool]:
    """Keep the text of a file, in order or not, in the place of `revision`; return what is kept
    now, and whether it is this. Raises NotFound, Invalid and TooLarge."""
    entry = lessons.get_own_entry(slug, by)
    if name not in FILES:
        raise NotFound(_("A lesson has no file “%(name)s”.", name=name[:80]))
    return lessons.save_file(entry.id, name, tidy_text(text, name), revision, now=now)


def save_head(
    slug: str, head: Head, revision: int, *, by: Person, now: datetime
) -> tuple[DraftFile, bool]:
    """As :func:`save`, for what the form says that stands for ``lesson.yaml``."""
    entry = lessons.get_own_entry(slug, by)
    before = lessons.draft_of(entry.id).get(HEAD, DraftFile(HEAD))
    text = tidy_text(write_head(head, before.text), HEAD)
    return lessons.save_file(entry.id, HEAD, text, revision, now=now)


def take_uploads(
    slug: str,
    texts: Mapping[str, str],
    revisions: Mapping[str, int],
    *,
    by: Person,
    now: datetime,
) -> None:
    """Put uploaded texts in the place of those that the author saw: all of them, or none.

    Raises NotFound, and Conflict when one has been changed since.
    """
    entry = lessons.get_own_entry(slug, by)
    stored = lessons.draft_of(entry.id)
    for name, text in texts.items():
        there = stored.get(name, DraftFile(name))
        if there.text != text and there.revision != revisions.get(name):
            raise Conflict(
                _("%(name)s has been changed in another window since this page was opened. Nothing "
                  "was replaced; look at it, then upload again.", name=name)
            )  # fmt: skip
    for name, text in texts.items():
        lessons.save_file(entry.id, name, text, revisions.get(name, 0), now=now)


def discard(slug: str, *, by: Person, now: datetime) -> bool:
    """Go back to what is published; a lesson of which nothing is disappears (False)."""
    entry = lessons.get_own_entry(slug, by)
    newest = lessons.newest_version(entry.id)
    if newest is None:
        lessons.remove(slug, by=by)
        return False
    lessons.reset_draft(entry.id, newest.files, now=now)
    return True


def _findings(problems: tuple[Problem, ...]) -> list[Finding]:
    return [
        Finding(problem.source, problem.line, problem.path, problem.message(_))
        for problem in problems[:MOST_SHOWN]
    ]
