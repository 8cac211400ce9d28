"""Scenario texts as they come in: from a file, from a browser's text box, from a starter."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Protocol

from flask_babel import gettext as _

from app.errors import Invalid, TooLarge
from simengine.scenario.parts import SLUG_PATTERN
from simengine.scenario.source import MOST_BYTES

STARTER = Path(__file__).parent / "starters" / "drill.yaml"
SUFFIXES = (".yaml", ".yml")

_NEW_LINE = re.compile(r"\r\n?")
_ID_LINE = re.compile(r"^id:[^\n#]*?([ \t]*#[^\n]*)?$", re.MULTILINE)
_ID = re.compile(r"^id:[ \t]*[\"']?([a-z][a-z0-9-]{0,63})[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


class Upload(Protocol):
    """A file that a browser sent."""

    filename: str | None

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes."""

    def close(self) -> None:
        """Let go of the file."""


def read_upload(upload: Upload) -> str:
    """The text of an uploaded scenario file.

    Its name only says what kind of file it is meant to be and is not used for anything else.
    Raises Invalid for another kind or encoding and TooLarge.
    """
    if not (upload.filename or "").lower().endswith(SUFFIXES):
        raise Invalid(_("This is no scenario file. Choose one that ends in .yaml or .yml."))
    with closing(upload):
        content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooLarge(_("The file is larger than 1 MB. Make it smaller and upload it again."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Invalid(
            _("The file is not in UTF-8: line %(line)s cannot be read. Save it as UTF-8 in your "
              "editor and upload it again.", line=line)
        ) from error  # fmt: skip
    return tidy_text(text)


def tidy_text(text: str) -> str:
    """The text with plain line ends and one at its end, as it is kept.

    Browsers send ``\\r\\n`` whatever was written. Raises Invalid for a character that no database
    can keep and TooLarge.
    """
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Invalid(_("Line %(line)s holds a NUL character. Remove it.", line=line))
    text = _NEW_LINE.sub("\n", text).rstrip("\n") + "\n"
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise TooLarge(_("The text is larger than 1 MB. Make it shorter; nothing was saved."))
    return text


def read_starter() -> str:
    """A small scenario that is valid, to begin from."""
    return STARTER.read_text(encoding="utf-8")


def with_id(text: str, slug: str) -> str:
    """The text with its ``id`` line saying ``slug``; unchanged if it has none."""
    return _ID_LINE.sub(lambda found: f"id: {slug}{found[1] or ''}", text, count=1)


def find_id(text: str) -> str | None:
    """What the ``id`` line says, whether or not the rest of the text is valid."""
    found = _ID.search(text)
    return found[1] if found else None


def is_slug(text: str) -> bool:
    """Whether the text can be the address of a scenario."""
    return re.fullmatch(SLUG_PATTERN, text) is not None
