"""Rules of the house that no linter knows. Each says why it is one."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import app
from app.vendoring import VENDOR, read_manifest
from config import ROOT

TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app",
    "config.py",
    "migrations",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "scenarios",
    "simengine",
    "tests",
    "wsgi.py",
}
TEMPLATES = sorted((ROOT / "app" / "templates").rglob("*.html"))
SOURCES = sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "simengine").rglob("*.py")])
STYLESHEETS = sorted((ROOT / "app" / "static" / "css").glob("*.css"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Where a pattern stands, as ``file:line: text``."""
    expression = re.compile(pattern)
    return [
        f"{relative(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if expression.search(line)
    ]


def dotted_names(path: Path) -> Iterator[tuple[int, str]]:
    """Every dotted name that a module uses, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.lineno, ast.unparse(node)


def test_the_top_level_stays_as_it_is() -> None:
    """People find their way by it; what is new belongs in one of the rooms."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} <= TOP_LEVEL


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_by_hash_and_name_no_address(lock: str) -> None:
    """They must install from whatever index the installation trusts, and nothing else."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"\w+://\S*|--(?:index|extra|find|trusted)\S*|@ file\S*", text) == []
    requirements = re.split(r"\n(?=\w)", text.strip())
    assert [line for line in requirements if "==" not in line or "--hash=sha256:" not in line] == []


def test_the_locks_agree() -> None:
    """What is tested is what is run."""

    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.M))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_only_the_settings_read_the_environment() -> None:
    """A setting that is read elsewhere is one that nobody finds."""
    assert lines_with(r"\bos\.(environ|getenv)\b|^from os import.*environ", SOURCES) == []


def test_only_the_clock_reads_the_time() -> None:
    """A test, a replay and the demo set the time; what asks the machine escapes them."""
    forbidden = re.compile(
        r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime))$"
    )
    found = [
        f"{relative(path)}:{line}: {name}"
        for path in SOURCES
        if relative(path) != "app/clock.py"
        for line, name in dotted_names(path)
        if forbidden.search(name)
    ]
    assert found == []


def test_templates_hold_no_style_or_script() -> None:
    """The content security policy refuses them: the page would silently lack them."""
    inline = r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:"
    assert lines_with(inline, TEMPLATES) == []


def test_templates_trust_no_text() -> None:
    """Text marked safe is the way in for a script."""
    assert lines_with(r"\|\s*safe\b|autoescape\s+false", TEMPLATES) == []


def test_every_form_that_writes_is_guarded() -> None:
    """Without the token another site could send it in the reader's name."""
    unguarded = []
    for path in TEMPLATES:
        for form in re.findall(r"<form\b.*?</form>", path.read_text(encoding="utf-8"), re.S):
            writes = re.search(r"method=.post|hx-(post|put|patch|delete)", form, re.I)
            if writes and not re.search(r"csrf_token|csrf\(\)|hidden_tag\(\)", form):
                unguarded.append(f"{relative(path)}: {form.splitlines()[0]}")
    assert unguarded == []


def test_the_application_hides_none_of_its_areas() -> None:
    """`from app.play import views as play` would make `app.play` a module of views to everybody."""
    hidden = [
        name
        for name, module in vars(app).items()
        if isinstance(module, ModuleType) and module is not sys.modules.get(f"app.{name}", module)
    ]
    assert hidden == []


def used_icons() -> set[str]:
    """The names given to the icon macro and to everything that takes an icon."""
    calls = r"""\bicon(?:_name)?(?:\(|=)\s*["']([a-z0-9-]+)["']"""
    sources = [path.read_text(encoding="utf-8") for path in [*TEMPLATES, *SOURCES]]
    return {name for source in sources for name in re.findall(calls, source)}


def test_every_icon_that_is_used_is_in_the_sprite() -> None:
    """A missing icon is an empty square that no error tells of."""
    sprite = (VENDOR / "icons.svg").read_text(encoding="utf-8")
    assert used_icons() <= set(re.findall(r'<symbol id="([^"]+)"', sprite))


def test_the_sprite_holds_what_the_manifest_lists() -> None:
    """Otherwise the next `make vendor` would take an icon away."""
    (icons,) = (package["icons"] for package in read_manifest()["packages"] if "icons" in package)
    sprite = (VENDOR / "icons.svg").read_text(encoding="utf-8")
    assert re.findall(r'<symbol id="([^"]+)"', sprite) == sorted(icons)


def test_stylesheets_use_only_names_that_are_defined() -> None:
    """A mistyped custom property silently falls back to nothing."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in STYLESHEETS)
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", text))
    assert used <= set(re.findall(r"(--[a-z0-9-]+)\s*:", text))


def test_colours_stand_in_the_palette_alone() -> None:
    """Light, dark and print differ in one file; a colour elsewhere is wrong in two of them."""
    others = [path for path in STYLESHEETS if path.name != "tokens.css"]
    assert lines_with(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", others) == []
