"""Files of lessons as they come in from a browser and go out again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Protocol

from flask_babel import gettext as _

from app.curriculum.own import FILES, HEAD, QUIZ
from app.curriculum.shapes import Written
from app.errors import Invalid, TooLarge

MOST_BYTES = 200_000
"""A core lesson's largest file has a tenth of it."""

_STARTERS = Path(__file__).parent / "starters"
_NEW_LINE = re.compile(r"\r\n?")


class Upload(Protocol):
    """A file that a browser sent."""

    filename: str | None

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes."""

    def close(self) -> None:
        """Let go of the file."""


def read_starter(languages: Iterable[Written]) -> dict[str, str]:
    """The texts of a lesson that is begun, all but its head."""
    names = {f"{language}.md" for language in languages} | {QUIZ}
    return {
        name: (_STARTERS / name).read_text(encoding="utf-8") if name in names else ""
        for name in FILES
        if name != HEAD
    }


def read_uploads(uploads: Iterable[Upload]) -> dict[str, str]:
    """The texts of uploaded files by the name of the lesson's file that each is.

    Raises Invalid for another name, kind or encoding or one that comes twice, and TooLarge.
    """
    found: dict[str, str] = {}
    for upload in uploads:
        name = _bare_name(upload.filename or "")
        if not name:
            continue
        if name not in FILES:
            raise Invalid(
                _("“%(name)s” is no file of a lesson. Its files are called %(names)s.",
                  name=name[:80], names=", ".join(FILES))
            )  # fmt: skip
        if name in found:
            raise Invalid(_("“%(name)s” was sent twice. Choose one of them.", name=name))
        found[name] = _read(upload, name)
    if not found:
        raise Invalid(_("Choose a file first."))
    return found


def tidy_text(text: str, name: str) -> str:
    """The text of a file with plain line ends and one at its end, as it is kept; "" for a blank
    one.

    Browsers send ``\\r\\n`` whatever was written. Raises Invalid for a character that no database
    can keep and TooLarge.
    """
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Invalid(_("Line %(line)s of %(name)s holds a NUL character. Remove it.",
                        line=line, name=name))  # fmt: skip
    text = _NEW_LINE.sub("\n", text).rstrip()
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise _too_large(name)
    return text + "\n" if text else ""


def pack(slug: str, files: Mapping[str, str], *, now: datetime) -> bytes:
    """A zip file that holds the lesson's files in a folder of its slug."""
    packed = io.BytesIO()
    moment = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            if text := files.get(name, ""):
                archive.writestr(zipfile.ZipInfo(f"{slug}/{name}", moment), text.encode("utf-8"))
    return packed.getvalue()


def _bare_name(filename: str) -> str:
    # Some browsers send the whole path; only what the file is called counts.
    return PureWindowsPath(PurePosixPath(filename).name).name


def _read(upload: Upload, name: str) -> str:
    with closing(upload):
        content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Invalid(
            _("%(name)s is not in UTF-8: line %(line)s cannot be read. Save it as UTF-8 in your "
              "editor and upload it again.", name=name, line=line)
        ) from error  # fmt: skip
    return tidy_text(text, name)


def _too_large(name: str) -> TooLarge:
    return TooLarge(
        _("%(name)s is larger than %(most)s kB. Make it shorter; nothing was changed.",
          name=name, most=MOST_BYTES // 1000)
    )  # fmt: skip
