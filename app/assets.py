"""Static files: served by WhiteNoise under a path that names their content.

The path holds a digest of the whole folder, so a browser may keep every file for ever and relative
links between stylesheets, fonts and scripts still work.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from config import Settings

STATIC = Path(__file__).parent / "static"


def static_url_path(settings: Settings) -> str:
    """The path under which the static files are found."""
    return "/static/dev" if settings.development else f"/static/{tree_digest(STATIC)}"


def tree_digest(folder: Path) -> str:
    """A short digest of the names and contents of all files below ``folder``."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def serve(app: Flask, settings: Settings) -> None:
    """Let WhiteNoise answer for the static files before Flask sees the request."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(STATIC),
        prefix=f"{app.static_url_path}/".lstrip("/"),
        autorefresh=settings.development,
        max_age=0,
        immutable_file_test=lambda _path, _url: not settings.development,
        add_headers_function=_add_headers,
    )


def _add_headers(headers: object, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"  # type: ignore[index]
