"""Scenario texts as they come in, hostile ones among them."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage

from app.authoring.texts import find_id, is_slug, read_starter, read_upload, tidy_text, with_id
from app.errors import Invalid, TooLarge
from simengine.library import load_text
from simengine.policies import POLICIES, play

pytestmark = pytest.mark.usefixtures("english_request")


def upload(content: bytes, name: str | None = "deal.yaml") -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


@pytest.mark.parametrize("name", ["deal.yaml", "DEAL.YML", "../../etc/passwd\0.yaml", "交易.yml"])
def test_a_file_is_read_whatever_it_is_called(name: str) -> None:
    assert (
        read_upload(upload("\ufeffid: a\r\n标题: 好\r\n\r\n".encode(), name)) == "id: a\n标题: 好\n"
    )


@pytest.mark.parametrize("name", [None, "", "deal.exe", "deal.yaml.html", ".yaml/"])
def test_another_kind_of_file_is_refused(name: str | None) -> None:
    with pytest.raises(Invalid, match=r"Choose one that ends in \.yaml or \.yml\."):
        read_upload(upload(b"id: a\n", name))


def test_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(Invalid, match=r"line 3 cannot be read\. Save it as UTF-8"):
        read_upload(upload("id: a\nkind: deal\n标题: 好\n".encode("gbk")))


def test_a_file_that_is_too_large_is_refused() -> None:
    assert len(read_upload(upload(b"a" * 999_999))) == 1_000_000
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        read_upload(upload(b"a" * 1_000_001))


def test_a_text_that_is_too_large_is_refused() -> None:
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        tidy_text("好" * 400_000)


def test_a_nul_character_is_refused_with_its_line() -> None:
    with pytest.raises(Invalid, match="Line 2 holds a NUL character"):
        tidy_text("id: a\nb\0")


def test_line_ends_are_made_plain() -> None:
    assert tidy_text("a\r\nb\rc\n\n\n") == "a\nb\nc\n"
    assert tidy_text("") == "\n"


def test_the_id_line_is_rewritten_and_its_comment_kept() -> None:
    text = "# id: no\nschema: 1\nid: old-name   # the name\nx: {id: other}\n"
    assert with_id(text, "new") == "# id: no\nschema: 1\nid: new   # the name\nx: {id: other}\n"
    assert with_id("kind: deal\n", "new") == "kind: deal\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("schema: 1\nid: pump-station\n", "pump-station"),
        ("id: 'quoted'  # why\n", "quoted"),
        ("  id: inner\n", None),
        ("id: ../../etc\n", None),
        ("id: Großes\n", None),
        ("id:\nkind: deal\n", None),
        ("", None),
    ],
)
def test_the_id_is_found_in_a_text_that_may_be_invalid(text: str, found: str | None) -> None:
    assert find_id(text) == found


@pytest.mark.parametrize("slug", ["a", "pump-station", "a" * 64])
def test_slugs(slug: str) -> None:
    assert is_slug(slug)


@pytest.mark.parametrize("slug", ["", "-a", "A", "a/b", "a\n", "a" * 65, "好"])
def test_what_is_no_slug(slug: str) -> None:
    assert not is_slug(slug)


def test_the_starter_can_be_won_and_lost() -> None:
    program = load_text(read_starter())
    outcomes = {play(program, seed, bot).outcome for seed in range(6) for bot in POLICIES}
    assert outcomes == {"closed", "lost"}
