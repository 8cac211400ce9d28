"""Settings of an installation. This is the only module that reads the environment.

Every setting can be given as an environment variable with the prefix ``DEALWRIGHT_``, for example
``DEALWRIGHT_DATABASE_URL``. None of them needs to be: the defaults make a private installation on
one machine, with its data and its secret key in ``instance/``.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent


class Settings(BaseSettings):
    """What an installation may choose. Frozen: read once, when the application is made."""

    model_config = SettingsConfigDict(env_prefix="DEALWRIGHT_", frozen=True)

    instance_path: Path = ROOT / "instance"
    """Folder of the SQLite database and the secret key."""

    database_url: str = ""
    """SQLAlchemy address of the database; empty means SQLite in the instance folder."""

    redis_url: str = ""
    """Where request counts are kept when several web processes share them; empty: in memory."""

    secret_key: SecretStr | None = None
    """Signs sessions. Empty means a key generated once into ``instance/secret_key``."""

    https: bool = False
    """Set it when people reach the site over HTTPS: secure cookies and HSTS."""

    hosts: str = ""
    """Names by which people reach the site, with commas between; empty: any name is answered."""

    trusted_proxies: int = 0
    """How many reverse proxies in front of the site set ``X-Forwarded-*``."""

    timezone: str = "Asia/Shanghai"
    """The zone in which dates and times are shown."""

    max_request_bytes: int = 2 * 1024 * 1024
    """The largest request body that is read."""

    job_processes: int = Field(default=2, ge=0)
    """Processes over which background work is split; 0: none in the server (`flask jobs work`)."""

    demo: bool = False
    """Show the demo accounts on the sign-in page. Only for data that ``flask demo`` made."""

    development: bool = False
    """Reload templates and assets when they change on disk."""

    testing: bool = False
    """Let exceptions through and recompile stale translations, for the test suite."""

    log_json: bool = False
    """Write the log as one JSON object a line instead of text."""

    @property
    def resolved_database_url(self) -> str:
        """The database address in use, with the driver named."""
        if not self.database_url:
            return f"sqlite:///{self.instance_path.resolve() / 'dealwright.sqlite3'}"
        for plain in ("postgres://", "postgresql://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url

    def resolved_secret_key(self) -> str:
        """The key given in the environment, or the one of this installation."""
        if self.secret_key is not None and self.secret_key.get_secret_value():
            return self.secret_key.get_secret_value()
        return read_or_create_secret(self.instance_path / "secret_key")


def read_or_create_secret(path: Path) -> str:
    """Return the secret kept in ``path``, which is made with mode 0600 if it is missing.

    Several processes may start at once: a complete file is linked into place, and whoever comes
    second reads the first one's.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < 32:
        raise ValueError(f"{path} holds no usable secret; delete it and a new one is made")
    return secret
