"""Every page that a person of the demo can reach by links, in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page
from werkzeug.routing import MapAdapter

from app import create_app
from config import Settings
from tests.support.browser import Visitors
from tests.support.crawl import Met, crawl, meet
from tests.support.gallery import Gallery
from tests.support.servers import LiveServer, demo_server
from tests.support.visits import Visitor

ROLES = ("anonymous", "trainee", "trainer", "manager", "admin")
TAGS = {"zh-CN": "zh-Hans", "zh-TW": "zh-Hant", "en": "en"}

# What no link leads to: links that are sent to people, a page behind a button or a search, how far
# work is that nobody has asked for, a script, no page at all.
UNLINKED = {
    "accounts.invitation",
    "accounts.password_link",
    "authoring.publish",
    "curriculum.reading_worker",
    "curriculum.search",
    "health.healthz",
    "jobs.status",
    "static",
}

# Chinese text may name a product or quote a key, but a run of words is a forgotten translation.
ENGLISH_RUN = re.compile(r"(?:[A-Za-z][A-Za-z'’-]*[\s,;:.]+){3,}[A-Za-z'’-]+")

# Frequent in any Chinese text and written one way only.
ONLY_SIMPLIFIED = set("这们为时说会对还从应请让进过发")
ONLY_TRADITIONAL = set("這們為時說會對還從應請讓進過發")
MISSPELT = {"zh-Hans": ONLY_TRADITIONAL, "zh-Hant": ONLY_SIMPLIFIED}

# Width and whether dark: each page is seen in another two of them in another language.
LOOKS = ((1280, False), (390, True), (1280, True), (390, False))

Walk = Callable[[str, str], tuple[Met, ...]]


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory, template: Path) -> Iterator[LiveServer]:
    """The demo as it comes, without what other tests add to it."""
    with demo_server(tmp_path_factory.mktemp("demo"), template) as server:
        yield server


@pytest.fixture
def gallery(request: pytest.FixtureRequest) -> Iterator[Gallery | None]:
    """Where pictures are kept, if any shall be; hung when the test is over."""
    folder = request.config.getoption("--pictures")
    gallery = Gallery(Path(folder)) if folder else None
    yield gallery
    if gallery and gallery.folder.exists():
        gallery.hang()


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> MapAdapter:
    """The map of addresses."""
    app = create_app(Settings(instance_path=tmp_path_factory.mktemp("map"), database_url=""))
    return app.url_map.bind("site")


@pytest.fixture(scope="module")
def walk(live_server: LiveServer, routes: MapAdapter) -> Walk:
    """What somebody of this role meets who reads this language; walked once."""

    @cache
    def walked(role: str, language: str) -> tuple[Met, ...]:
        visitor = Visitor(live_server.url, language)
        if role == "anonymous":
            return tuple(crawl(visitor, routes, "/login"))
        visitor.sign_in(f"{role}@demo.example")
        return tuple(crawl(visitor, routes))

    return walked


@pytest.fixture(scope="module")
def look(live_server: LiveServer, routes: MapAdapter) -> Callable[[str, str, str], Met]:
    """One page, as somebody of this role meets it who reads this language."""

    @cache
    def visitor_of(role: str, language: str) -> Visitor:
        visitor = Visitor(live_server.url, language)
        visitor.sign_in(f"{role}@demo.example")
        return visitor

    return lambda role, language, path: meet(visitor_of(role, language), routes, path)


@pytest.mark.parametrize("language", TAGS)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_whole(
    walk: Walk, look: Callable[[str, str, str], Met], role: str, language: str
) -> None:
    """Whoever comes first to a route sees all that is met there, the others one page of their own
    language: most pages are the same for all roles, and walking takes its time."""
    if role in ("anonymous", "trainee") or language == "en":
        pages = list(walk(role, language))
    else:
        pages = [look(role, language, path) for path in _first_of_each_route(walk, role).values()]

    assert [flaw for met in pages for flaw in _flaws(met, TAGS[language])] == []


def test_every_page_is_linked(walk: Walk, routes: MapAdapter) -> None:
    known = {rule.endpoint for rule in routes.map.iter_rules() if "GET" in (rule.methods or ())}
    met = {met.endpoint for role in ROLES for met in walk(role, "en")}

    assert known - met == UNLINKED


@pytest.mark.parametrize("language", TAGS)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_accessible_and_fits(
    visitors: Visitors, walk: Walk, gallery: Gallery | None, role: str, language: str
) -> None:
    """Traditional Chinese pages differ from the simplified ones by their characters alone, so axe,
    which takes longest, has nothing to find in them that it does not find there. With
    `make pictures` each page is also photographed in every look."""
    paths = _first_of_each_route(walk, role)
    if role == "anonymous":
        page = visitors.open("/login", locale=language)
    else:
        page = visitors.sign_in(f"{role}@demo.example", locale=language)

    for number, (endpoint, path) in enumerate(paths.items(), list(TAGS).index(language)):
        _put_on(page, *LOOKS[number % len(LOOKS)])
        page.goto(path)
        visitors.check_nothing_sticks_out(page)
        if language != "zh-TW":
            visitors.check_accessibility(page)
        if gallery:
            for width, dark in LOOKS:
                _put_on(page, width, dark)
                look = f"{TAGS[language]}-{width}-{'dark' if dark else 'light'}"
                gallery.take(page, endpoint, look)


def _put_on(page: Page, width: int, dark: bool) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if dark else "light")


def _first_of_each_route(walk: Walk, role: str) -> dict[str, str]:
    """A page of every route that people of no earlier role have met, by the route."""
    earlier = ROLES[: ROLES.index(role)]
    seen = {met.endpoint for other in earlier for met in walk(other, "en")}
    paths = {}
    for met in walk(role, "en"):
        if met.page is not None and met.endpoint not in seen and met.endpoint not in paths:
            paths[met.endpoint] = met.path
    return paths


def _flaws(met: Met, lang: str) -> list[str]:
    flaws = [] if met.status == 200 else [f"answers {met.status}"]
    page = met.page
    if page is not None:
        if page.lang != lang:
            flaws.append(f"lang is {page.lang!r}")
        if len(page.headings) != 1 or not page.headings[0]:
            flaws.append(f"first headings: {page.headings}")
        if not re.fullmatch(r"\S.* · Dealwright", page.title.strip()):
            flaws.append(f"title is {page.title!r}")
        if lang != "en":
            flaws += [f"English: {text}" for text in page.words if ENGLISH_RUN.search(text)]
            flaws += [f"other script: {text}" for text in page.words if MISSPELT[lang] & set(text)]
    return [f"{met.path}: {flaw}" for flaw in flaws]
