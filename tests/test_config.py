"""Settings of an installation."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from config import ROOT, Settings, read_or_create_secret


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "instance" / "secret_key"

    first = read_or_create_secret(path)

    assert read_or_create_secret(path) == first
    assert len(first) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_processes_that_start_together_get_the_same_secret(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(lambda _: read_or_create_secret(path), range(64)))
    assert len(secrets) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_an_empty_secret_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(ValueError, match="holds no usable secret; delete it"):
        read_or_create_secret(tmp_path / "secret_key")


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    first = Settings(instance_path=tmp_path / "a").resolved_secret_key()
    assert first != Settings(instance_path=tmp_path / "b").resolved_secret_key()


def test_the_environment_may_bring_the_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEALWRIGHT_SECRET_KEY", "from the environment")
    settings = Settings(instance_path=tmp_path)
    assert settings.resolved_secret_key() == "from the environment"
    assert "from the environment" not in repr(settings)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "resolved"),
    [
        ("", "sqlite:////data/dealwright.sqlite3"),
        ("postgres://me@host/deals", "postgresql+psycopg://me@host/deals"),
        ("postgresql://me@host/deals", "postgresql+psycopg://me@host/deals"),
        ("sqlite:////tmp/a.sqlite3", "sqlite:////tmp/a.sqlite3"),
    ],
)
def test_the_database_address_names_its_driver(given: str, resolved: str) -> None:
    settings = Settings(instance_path=Path("/data"), database_url=given)
    assert settings.resolved_database_url == resolved


def test_settings_do_not_change(tmp_path: Path) -> None:
    settings = Settings(instance_path=tmp_path)
    with pytest.raises(ValidationError, match="frozen"):
        settings.https = True


def test_every_setting_is_in_the_readme() -> None:
    documented = set(re.findall(r"`DEALWRIGHT_([A-Z_]+)`", (ROOT / "README.md").read_text()))
    assert documented == {name.upper() for name in Settings.model_fields} - {"TESTING"}
