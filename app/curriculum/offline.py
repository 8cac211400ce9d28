"""What may be read without a connection, and by whom: the word on which the browser keeps a page.

``static/js/reading-worker.js`` keeps a page if, and only if, it carries this header. Its value
names the person and the language, so that nobody is shown what was kept for somebody else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from flask import Response, current_app, make_response
from flask_login import current_user

from app.assets import STATIC, tree_digest
from app.curriculum.course import CONTENT
from app.curriculum.freshness import stamp
from app.i18n import current_locale

READER_HEADER = "Reading-For"

View = TypeVar("View", bound=Callable[..., Any])


def readable_offline(view: View) -> View:
    """Let the browser of whoever reads this page keep it. Stands under the route's right."""

    @wraps(view)
    def kept(*args: Any, **kwargs: Any) -> Response:
        response = make_response(view(*args, **kwargs))
        response.headers[READER_HEADER] = reader_key()
        return response

    return kept  # type: ignore[return-value]


def reader_key() -> str:
    """The person and the language for whom a page is made."""
    return f"{current_user.id}.{current_locale()}"


def worker_script() -> str:
    """The browser's worker. A change of the static files or the course makes it another one, and
    the browser then fetches anew what it has kept."""
    source = (STATIC / "js" / "reading-worker.js").read_text(encoding="utf-8")
    looks = str(current_app.static_url_path).rpartition("/")[2]
    return f'const VERSION = "{looks}-{_course_digest(stamp())}";\n{source}'


@lru_cache(maxsize=1)
def _course_digest(_stamp: object) -> str:
    return tree_digest(CONTENT)
