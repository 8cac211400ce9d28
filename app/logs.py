"""Logging: one line an event, with the number of the request that it belongs to."""

from __future__ import annotations

import logging
import secrets
import sys

import structlog
from flask import Flask, Response, g

from config import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Set up structlog, and give every request a number."""
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.log_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )

    @app.before_request
    def number_request() -> None:
        g.request_id = secrets.token_hex(6)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=g.request_id)

    @app.after_request
    def return_number(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        return response
