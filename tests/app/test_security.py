"""Headers of every answer, and how static files are served."""

from pathlib import Path

import pytest
from flask import Flask, request

from app.assets import STATIC, tree_digest
from app.security import CONTENT_SECURITY_POLICY, HEADERS
from app.vendoring import VENDOR, read_manifest, sha256_of
from tests.support.probe import make_probe_app


@pytest.mark.parametrize(
    "path", ["/probe/page", "/healthz", "/no-such-page", "/probe/fails/403", "/probe/crashes"]
)
def test_every_answer_is_guarded(probe: Flask, path: str) -> None:
    answer = probe.test_client().get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Strict-Transport-Security" not in answer.headers


def test_the_policy_allows_nothing_inline_and_nothing_foreign() -> None:
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'; ")
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY


def test_over_https_cookies_and_browsers_stay_there(tmp_path: Path) -> None:
    app = make_probe_app(tmp_path, https=True)
    answer = app.test_client().get("/probe/page")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-dealwright=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_only_the_names_of_the_site_are_answered(tmp_path: Path) -> None:
    app = make_probe_app(tmp_path, hosts="deals.example.com, localhost")
    browser = app.test_client()
    assert browser.get("/probe/page", base_url="https://deals.example.com").status_code == 200
    refused = browser.get("/probe/page", base_url="https://evil.example")
    assert refused.status_code == 400
    assert "evil.example" not in refused.text


def test_behind_a_proxy_the_readers_address_is_its_word(tmp_path: Path) -> None:
    headers = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
    for hops, scheme in ((0, "http"), (1, "https")):
        app = make_probe_app(tmp_path, trusted_proxies=hops)
        with app.test_client() as browser:
            browser.get("/probe/public", headers=headers)
            assert request.scheme == scheme


def test_static_files_are_kept_for_ever_under_the_digest_of_their_content(probe: Flask) -> None:
    page = probe.test_client().get("/probe/page").text
    address = f"/static/{tree_digest(STATIC)}/css/tokens.css"
    assert f'href="{address}"' in page

    answer = probe.test_client().get(address)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_the_digest_follows_content_and_names(tmp_path: Path) -> None:
    file = tmp_path / "a.css"
    file.write_text("a {}")
    first = tree_digest(tmp_path)
    file.write_text("b {}")
    second = tree_digest(tmp_path)
    file.rename(tmp_path / "b.css")
    assert len({first, second, tree_digest(tmp_path)}) == 3


def test_in_development_static_files_are_not_kept(tmp_path: Path) -> None:
    app = make_probe_app(tmp_path, development=True)
    answer = app.test_client().get("/static/dev/css/tokens.css")
    assert answer.headers["Cache-Control"] == "max-age=0, public"
    answer.close()


def test_third_party_files_are_those_of_the_manifest() -> None:
    listed = {
        file["to"]: file["sha256"]
        for package in read_manifest()["packages"]
        for file in package["files"]
    }
    found = {
        path.relative_to(VENDOR).as_posix(): sha256_of(path)
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found == listed, "edit manifest.json and run: make vendor"


def test_third_party_packages_name_version_and_licence() -> None:
    for package in read_manifest()["packages"]:
        assert all(package[key] for key in ("name", "version", "licence")), package


def test_third_party_packages_bring_their_licence_text() -> None:
    for package in read_manifest()["packages"]:
        (text,) = (
            (VENDOR / file["to"]).read_text(encoding="utf-8")
            for file in package["files"]
            if file["to"].endswith(".LICENSE.txt")
        )
        assert "Permission" in text, package
        for name, version in package.get("with", {}).items():
            assert f"{name} {version}\n" in text
