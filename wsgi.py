"""The WSGI application, for granian and ``flask --app wsgi``."""

from app import create_app
from app.jobs.embedded import embed

app = create_app()
embed(app, "wsgi")
