"""Reading without a connection: the browser's worker, and the page that says what it keeps."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from app.curriculum import service
from app.curriculum.offline import readable_offline, worker_script
from app.curriculum.views import bp
from app.rights import public, signed_in


@bp.get("/reading-worker.js")
@public
def reading_worker() -> ResponseReturnValue:
    """The worker; it stands at the root of the site because that is as far as it sees."""
    response = Response(worker_script(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/course/offline")
@signed_in
@readable_offline
def offline() -> ResponseReturnValue:
    """What is kept in this browser, and what stands in for a page that is not."""
    return render_template("curriculum/offline.html", course=service.course())
