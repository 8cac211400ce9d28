"""Walks a site by its links, as somebody who is signed in and clicks on everything."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.support.html_pages import HtmlPage, read_page
from tests.support.visits import Visitor

MOST_OF_ONE_ROUTE = 5
"""Pages of one route differ by their data alone, so a few of them stand for all."""


@dataclass(frozen=True)
class Met:
    """A page that was met. `page` is None for what is not HTML, such as a download."""

    path: str
    endpoint: str
    status: int
    page: HtmlPage | None


def crawl(visitor: Visitor, routes: MapAdapter, start: str = "/") -> Iterator[Met]:
    """Every page that links lead to from `start`, a few of each route."""
    waiting, seen, met = deque([start]), {start}, Counter[str]()
    while waiting:
        path = waiting.popleft()
        endpoint = endpoint_of(routes, path)
        if endpoint == "static" or met[endpoint] >= MOST_OF_ONE_ROUTE:
            continue
        found = meet(visitor, routes, path)
        # One download stands for all: some take long to make.
        met[endpoint] += 1 if found.page is not None else MOST_OF_ONE_ROUTE
        yield found
        for link in found.page.links if found.page else ():
            target = inner_path(path, link)
            if target is not None and target not in seen:
                seen.add(target)
                waiting.append(target)


def meet(visitor: Visitor, routes: MapAdapter, path: str) -> Met:
    """One page."""
    answer = visitor.get(path)
    is_html = answer.headers.get_content_type() == "text/html"
    page = read_page(answer.text) if is_html else None
    return Met(path, endpoint_of(routes, path), answer.status, page)


def inner_path(path: str, link: str) -> str | None:
    """Path and query that a link on this page leads to; None when it leads elsewhere."""
    parts = urlsplit(urljoin(f"http://site{path}", link))
    if parts.netloc != "site" or parts.scheme != "http":
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def endpoint_of(routes: MapAdapter, path: str) -> str:
    """The route that answers a GET of this path; "" when none does."""
    try:
        endpoint, _values = routes.match(urlsplit(path).path, method="GET")
    except HTTPException:
        return ""
    return str(endpoint)
