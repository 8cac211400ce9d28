"""One spelling of each e-mail address."""

import pytest

from app.accounts.emails import normalise_email


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("wang@example.com", "wang@example.com"),
        ("  Wang.Wei@Example.COM ", "wang.wei@example.com"),
        ("ｗａｎｇ＠example.com", "wang@example.com"),
        ("admin@localhost", "admin@localhost"),
        ("王伟@例子.中国", "王伟@例子.中国"),
        ("a" * 250 + "@b.c", "a" * 250 + "@b.c"),
    ],
)
def test_an_address_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert normalise_email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "wang", "@example.com", "wang@", "a@b@c", "wang wei@example.com", "wang@exa mple",
        "wang\0@example.com", "wang@example.com\n<script>", "a" * 251 + "@b.c",
    ],
)  # fmt: skip
def test_what_is_not_an_address_is_refused(typed: str) -> None:
    assert normalise_email(typed) is None
