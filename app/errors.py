"""What can go wrong, and the page that says so.

Code below the views raises one of these errors with a translated sentence that holds the offending
value and the way out. One table maps each to its HTTP status; pages, HTMX fragments and JSON are
made from the same words.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from flask import Flask, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from app.database import db
from app.extensions import login_manager

log = structlog.get_logger(__name__)


class DealwrightError(Exception):
    """Base of all errors that a person may see. ``message`` is a whole translated sentence."""

    def __init__(self, message: str | LazyString = "") -> None:
        super().__init__(message)
        self.message = message


class Invalid(DealwrightError):
    """What was asked for makes no sense: an unknown option, a value out of range."""


class Forbidden(DealwrightError):
    """The person is known and may not do this."""


class NotFound(DealwrightError):
    """There is no such thing, or this person may not know that there is."""


class Conflict(DealwrightError):
    """It made sense once, but things have moved on: a step already decided, a deal finished."""


class TooLarge(DealwrightError):
    """More was sent than is accepted."""


class Unavailable(DealwrightError):
    """This installation lacks something that the request needs; the message says what."""


STATUS: dict[type[DealwrightError], int] = {
    DealwrightError: 500,
    Invalid: 400,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    TooLarge: 413,
    Unavailable: 503,
}


@dataclass(frozen=True)
class ErrorPage:
    """The words of one error page."""

    title: LazyString
    text: LazyString


PAGES: dict[int, ErrorPage] = {
    400: ErrorPage(
        _("This request could not be understood"),
        _("Nothing was changed. Go back, check what you entered and send it again."),
    ),
    403: ErrorPage(
        _("You may not open this page"),
        _("Your account has no right to it. If you think it should, ask your administrator."),
    ),
    404: ErrorPage(
        _("There is no such page"),
        _("The address may be mistyped, or what it led to is gone."),
    ),
    405: ErrorPage(
        _("This address cannot be opened in this way"),
        _("Go back to the page you came from and use its buttons."),
    ),
    409: ErrorPage(
        _("Things have moved on"),
        _("What you sent belongs to an earlier state. Reload the page to see where things stand."),
    ),
    413: ErrorPage(
        _("That is too large"),
        _("Nothing was saved. Send a smaller file or a shorter text."),
    ),
    429: ErrorPage(
        _("Too many attempts"),
        _("Wait a minute, then try again."),
    ),
    500: ErrorPage(
        _("Something went wrong on our side"),
        _("What you had already saved is safe. Try again; if it happens again, tell your "
          "administrator the number below."),
    ),
    503: ErrorPage(
        _("The service is not available right now"),
        _("What you had already saved is safe. Try again in a minute."),
    ),
}  # fmt: skip

CSRF_PAGE = ErrorPage(
    _("The page was open for too long"),
    _("To protect your account, nothing was changed. Go back, reload the page and send it again; "
      "cookies must be allowed for this site."),
)  # fmt: skip


def status_of(error: DealwrightError) -> int:
    """The HTTP status of ``error``, by its nearest class in the table."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def respond(status: int, page: ErrorPage, message: str | LazyString = "") -> ResponseReturnValue:
    """The answer that says ``page``, in the form that the reader's client asked for."""
    facts = {
        "status": status,
        "title": str(page.title),
        "text": str(message or page.text),
        "reference": getattr(g, "request_id", ""),
    }
    if request.headers.get("HX-Request") == "true":
        return render_template("errors/fragment.html", **facts), status
    accepted = request.accept_mimetypes
    if accepted.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify(facts), status
    return render_template("errors/page.html", **facts), status


def init_app(app: Flask) -> None:
    """Answer every error of ``app`` with a page in the reader's language."""

    @app.errorhandler(DealwrightError)
    def on_domain_error(error: DealwrightError) -> ResponseReturnValue:
        db.session.rollback()
        status = status_of(error)
        return respond(status, PAGES[status], error.message)

    @app.errorhandler(CSRFError)
    def on_csrf_error(_error: CSRFError) -> ResponseReturnValue:
        return respond(400, CSRF_PAGE)

    @app.errorhandler(HTTPException)
    def on_http_error(error: HTTPException) -> ResponseReturnValue:
        if isinstance(error, SecurityError):
            return "", 400  # A name that is not ours: no address of ours can be written for it.
        if error.response is not None:
            return error.get_response()  # Whoever raised it said it in their own words.
        status = error.code or 500
        answer = app.make_response(respond(status, PAGES.get(status, _nearest(status))))
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                answer.headers[name] = value
        return answer

    @app.errorhandler(DBAPIError)
    def on_database_error(error: DBAPIError) -> ResponseReturnValue:
        is_down = isinstance(error, OperationalError) or error.connection_invalidated
        if app.testing and not is_down:
            raise error
        db.session.rollback()
        # The page must not ask the database who the reader is.
        g._login_user = login_manager.anonymous_user()
        log.error("database_error", exc_info=error)
        status = 503 if is_down else 500
        return respond(status, PAGES[status])

    @app.errorhandler(Exception)
    def on_unexpected_error(error: Exception) -> ResponseReturnValue:
        if app.testing:
            raise error
        db.session.rollback()
        log.error("unexpected_error", exc_info=error)
        return respond(500, PAGES[500])


def _nearest(status: int) -> ErrorPage:
    return PAGES[400] if status < 500 else PAGES[500]
