"""The main navigation: each area adds its own entries, and each role sees those it may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from flask import Flask, current_app, request, url_for
from flask_babel.speaklater import LazyString
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from app.database import db
from app.rights import ROLES, Role, find_right

log = structlog.get_logger(__name__)

_ITEMS_KEY = "dealwright.navigation"


@dataclass(frozen=True)
class NavItem:
    """One entry. Who sees it follows from the right that its route declares; `roles` narrows it
    to those whose daily work it is, where others reach the page from another.

    `count` says how many things wait there for the current person. It is asked on every page, so
    it must be cheap.
    """

    label: LazyString
    endpoint: str
    icon: str
    order: int
    roles: tuple[Role, ...] = ROLES
    count: Callable[[], int] | None = None


@dataclass(frozen=True)
class NavLink:
    """An entry as one person sees it on one page."""

    label: str
    url: str
    icon: str
    is_current: bool
    count: int = 0


def add_nav_item(app: Flask, item: NavItem) -> None:
    """Add an entry; entries are shown by ``order``, lowest first."""
    app.extensions.setdefault(_ITEMS_KEY, []).append(item)


def visible_nav_items() -> list[NavLink]:
    """The entries that the current person may open."""
    if not current_user.is_authenticated:
        return []
    items: list[NavItem] = current_app.extensions.get(_ITEMS_KEY, [])
    return [
        _build_link(item)
        for item in sorted(items, key=lambda item: item.order)
        if current_user.role in item.roles and _may_open(item.endpoint)
    ]


def _may_open(endpoint: str) -> bool:
    right = find_right(current_app, endpoint)
    return right is not None and (right.is_public or current_user.role in right.roles)


def _build_link(item: NavItem) -> NavLink:
    url = url_for(item.endpoint)
    is_current = request.path == url or request.path.startswith(url.rstrip("/") + "/")
    return NavLink(str(item.label), url, item.icon, is_current, _count(item))


def _count(item: NavItem) -> int:
    """What waits at an entry. An error page has its navigation too: it must come without the
    number where the database does not give one."""
    if item.count is None:
        return 0
    try:
        return item.count()
    except SQLAlchemyError:
        db.session.rollback()
        log.warning("navigation_count_failed", endpoint=item.endpoint, exc_info=True)
        return 0
