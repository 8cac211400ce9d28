"""The web application of Dealwright."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import (
    assets,
    cli,
    database,
    errors,
    formats,
    health,
    home,
    i18n,
    language,
    logs,
    navigation,
    rights,
    security,
    styleguide,
)
from app.accounts import views as accounts_views
from app.authoring import views as authoring_views
from app.catalogues import compile_if_stale
from app.curriculum import views as curriculum_views
from app.extensions import babel, compress, csrf, limiter, login_manager, migrate
from app.insights import views as insights_views
from app.jobs import kinds as job_kinds
from app.jobs import views as jobs_views
from app.learning import views as learning_views
from app.library.service.kinds import CHECK, SOLVE
from app.memory import views as memory_views
from app.play import views as play_views
from app.play.service.kinds import REVIEW
from app.teaching import views as teaching_views
from app.worksheets import views as worksheets_views
from config import ROOT, Settings

# Every page of the site comes from one of these, in the order of the areas in the design.
BLUEPRINTS = (
    home.bp,
    health.bp,
    language.bp,
    accounts_views.bp,
    curriculum_views.bp,
    worksheets_views.bp,
    play_views.bp,
    learning_views.bp,
    memory_views.bp,
    authoring_views.bp,
    teaching_views.bp,
    insights_views.bp,
    jobs_views.bp,
    styleguide.bp,
)

# Every kind of background work, from the areas that it serves.
JOB_KINDS: tuple[job_kinds.Kind, ...] = (REVIEW, SOLVE, CHECK)


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application. Raises RuntimeError when a route does not say who may enter."""
    settings = settings or Settings()
    # Nobody else on the machine may read the database or the secret key.
    settings.instance_path.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask(
        __name__,
        instance_path=str(settings.instance_path.resolve()),
        static_url_path=assets.static_url_path(settings),
    )
    configure(app, settings)
    logs.init_app(app, settings)
    if settings.development or settings.testing:
        compile_if_stale()

    # First of all, so that it sees an answer last.
    compress.init_app(app)
    database.db.init_app(app)
    with app.app_context():
        database.prepare_engine(database.db.engine)
    migrate.init_app(app, database.db, directory=str(ROOT / "migrations"))
    login_manager.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=i18n.select_locale)

    errors.init_app(app)
    security.init_app(app, settings)
    rights.init_app(app)
    formats.init_app(app)
    cli.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    job_kinds.register(app, JOB_KINDS)
    rights.check_all_declared(app)

    app.jinja_env.globals.update(
        LANGUAGE_NAMES=i18n.LANGUAGE_NAMES,
        current_locale=i18n.current_locale,
        foreign_tag=i18n.foreign_tag,
        language_tag=i18n.language_tag,
        pick=i18n.pick,
        said=i18n.said,
        visible_nav_items=navigation.visible_nav_items,
    )
    assets.serve(app, settings)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Put what the extensions read into ``app.config``."""
    url = settings.resolved_database_url
    app.config.update(
        SECRET_KEY=settings.resolved_secret_key(),
        TESTING=settings.testing,
        DEMO=settings.demo,
        JOB_PROCESSES=settings.job_processes,
        TEMPLATES_AUTO_RELOAD=settings.development,
        MAX_CONTENT_LENGTH=settings.max_request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_request_bytes,
        SQLALCHEMY_DATABASE_URI=url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(url),
        TRUSTED_HOSTS=[host.strip() for host in settings.hosts.split(",") if host.strip()] or None,
        # Cookies know no ports: another site on this machine may call its own "session".
        SESSION_COOKIE_NAME="__Host-dealwright" if settings.https else "dealwright",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=settings.https,
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
        # Without Redis each process counts for itself until it is back.
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(settings.redis_url),
        # What a page says of its reader could be guessed from its length if something secret and
        # constant stood beside it. Nothing does: a CSRF token is signed anew every second.
        COMPRESS_ALGORITHM=["br", "gzip"],
        BABEL_DEFAULT_LOCALE=i18n.DEFAULT_LOCALE,
        BABEL_DEFAULT_TIMEZONE=settings.timezone,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
