"""A test client whose requests are as separate from the test as those of a real browser."""

from __future__ import annotations

from typing import Any

from flask.globals import _cv_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class Client(FlaskClient):
    """Gives each request an application context of its own, even inside that of the test.

    Flask would share the test's: ``g`` would remember who was signed in from one request to the
    next, and the request would see the test's unsaved rows. What a request changed is seen by the
    test after ``db.session.rollback()``, which forgets what was loaded before.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request."""
        token = _cv_app.set(None)  # type: ignore[arg-type]
        try:
            return super().open(*args, **kwargs)
        finally:
            _cv_app.reset(token)
