"""Files of lessons coming in and going out."""

from __future__ import annotations

import io
import zipfile

import pytest
from werkzeug.datastructures import FileStorage

from app.curriculum.own import FILES, read_own
from app.errors import Invalid, TooLarge
from app.teaching.files import MOST_BYTES, pack, read_starter, read_uploads, tidy_text
from tests.app.teaching.writing import HEAD, lesson_files
from tests.support.deals import NOON


def upload(name: str, content: bytes) -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def test_files_are_known_by_their_names_whatever_the_folder() -> None:
    found = read_uploads(
        [upload("C:\\lessons\\en.md", b"\xef\xbb\xbfA\r\nB\n\n"), upload("x/quiz.yaml", b"[]")]
    )
    assert found == {"en.md": "A\nB\n", "quiz.yaml": "[]\n"}


@pytest.mark.parametrize(
    ("uploads", "said"),
    [
        ([("picture.png", b"")], "picture.png"),
        ([("en.md", b"a"), ("en.md", b"b")], "twice"),
        ([("en.md", b"a\n\xff")], "line 2"),
        ([("en.md", b"a\n\0")], "Line 2"),
        ([("", b"a")], "Choose a file"),
    ],
)
def test_what_cannot_be_taken_says_why(uploads: list[tuple[str, bytes]], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_uploads([upload(*one) for one in uploads])


def test_a_file_has_its_limit() -> None:
    with pytest.raises(TooLarge, match="200 kB"):
        read_uploads([upload("en.md", b"x" * (MOST_BYTES + 1))])
    with pytest.raises(TooLarge):
        tidy_text("价" * MOST_BYTES, "zh-Hans.md")


def test_what_is_downloaded_can_be_uploaded_again() -> None:
    files = lesson_files(english="")
    archive = zipfile.ZipFile(io.BytesIO(pack("own-review", files, now=NOON)))
    assert archive.namelist() == [f"own-review/{name}" for name in FILES if files[name]]
    again = read_uploads([upload(name, archive.read(name)) for name in archive.namelist()])
    assert again == {name: text for name, text in files.items() if text}


def test_the_starter_is_a_lesson_in_order() -> None:
    starter = read_starter(["zh-Hans"])
    reading = read_own("own-new", {"lesson.yaml": HEAD, **starter})
    assert (reading.problems, list(reading.lesson.documents)) == ((), ["zh-Hans"])
