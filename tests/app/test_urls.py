"""Addresses that come from a request."""

import pytest

from app.urls import safe_next


@pytest.mark.parametrize("target", ["/", "/attempts/3?tab=people#risks", "/a//b"])
def test_a_path_of_this_site_is_followed(target: str) -> None:
    assert safe_next(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "attempts",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/a\nSet-Cookie: x",
    ],
)
def test_anything_else_leads_home(target: str | None) -> None:
    assert safe_next(target, default="/home") == "/home"
