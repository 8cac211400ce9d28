"""Who may enter: every route says so, and a request to one that does not is refused.

Put exactly one of these decorators under the route::

    @bp.get("/insights")
    @allow("manager", "admin")
    def insights(): ...

Which rows of a page a person may see (own, own group) is the service's affair; this is the door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.errors import Forbidden

Role = Literal["trainee", "trainer", "manager", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

LOGIN_ENDPOINT = "accounts.login"

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Right:
    """The door of one route: open to everybody, or to signed-in people of ``roles``."""

    is_public: bool
    roles: frozenset[Role]


PUBLIC = Right(is_public=True, roles=frozenset())
SIGNED_IN = Right(is_public=False, roles=frozenset(ROLES))


def public(view: View) -> View:
    """Declare that anybody may enter, signed in or not."""
    return _declare(view, PUBLIC)


def signed_in(view: View) -> View:
    """Declare that everybody who is signed in may enter."""
    return _declare(view, SIGNED_IN)


def allow(*roles: Role) -> Callable[[View], View]:
    """Declare that signed-in people of one of ``roles`` may enter.

    Raises ValueError for an unknown role or none at all.
    """
    unknown = set(roles) - set(ROLES)
    if unknown or not roles:
        raise ValueError(f"allow{roles!r}: name one or more of {ROLES}")
    right = Right(is_public=False, roles=frozenset(roles))
    return lambda view: _declare(view, right)


def find_right(app: Flask, endpoint: str) -> Right | None:
    """What the view of ``endpoint`` declares."""
    if endpoint == "static":
        return PUBLIC
    return getattr(app.view_functions[endpoint], "right", None)


def check_all_declared(app: Flask) -> None:
    """Raise RuntimeError naming every route that does not say who may enter."""
    endpoints = sorted({rule.endpoint for rule in app.url_map.iter_rules()})
    silent = [endpoint for endpoint in endpoints if find_right(app, endpoint) is None]
    if silent:
        raise RuntimeError(
            "These routes do not say who may enter: "
            + ", ".join(silent)
            + ". Put @public, @signed_in or @allow(...) under the route (app/rights.py)."
        )


def init_app(app: Flask) -> None:
    """Guard every request to ``app``."""

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # No such page: the 404 handler answers.
        right = find_right(app, request.endpoint)
        if right is None:
            raise RuntimeError(f"{request.endpoint} does not say who may enter")
        if right.is_public:
            return None
        if not current_user.is_authenticated:
            return _ask_to_sign_in()
        if current_user.role not in right.roles:
            raise Forbidden()
        return None


def _ask_to_sign_in() -> ResponseReturnValue:
    """Send an anonymous visitor to the sign-in page, and back here afterwards if that is safe."""
    here = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    target = url_for(LOGIN_ENDPOINT, next=here)
    if request.headers.get("HX-Request") == "true":
        return "", 401, {"HX-Redirect": url_for(LOGIN_ENDPOINT)}
    return redirect(target)


def _declare(view: View, right: Right) -> View:
    if getattr(view, "right", None) is not None:
        raise ValueError(f"{view.__qualname__} declares its right twice")
    view.right = right  # type: ignore[attr-defined]
    return view
