"""Message catalogues: from the areas' ``.po`` files to the ``messages.mo`` that Flask-Babel reads.

Each area keeps its own ``translations/zh_Hans/<area>.po``. They are merged into one catalogue for
Simplified Chinese; the one for Traditional Chinese is converted from it. The results are build
products: not committed, and rebuilt when a source is newer.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.i18n import GLOSSARY, TRANSLATIONS, to_traditional

SOURCES = TRANSLATIONS / "zh_Hans"


def source_paths() -> list[Path]:
    """The areas' catalogues, in a fixed order."""
    return sorted(SOURCES.glob("*.po"))


def read_area(path: Path) -> Catalog:
    """The messages of one area. Raises ValueError for a fuzzy message: it would not be compiled."""
    with path.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")
    for message in catalog:
        if message.id and message.fuzzy:
            raise ValueError(f"{path}:{message.lineno}: fuzzy message {message.id!r}; confirm it")
    return catalog


def merge_areas() -> Catalog:
    """All areas' messages in one catalogue.

    Raises ValueError when two areas translate one message differently.
    """
    merged = Catalog(locale="zh_Hans", domain="messages", fuzzy=False)
    for path in source_paths():
        for message in read_area(path):
            if not message.id:
                continue
            known = merged.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise ValueError(
                    f"{path}:{message.lineno}: {message.id!r} is {message.string!r} here "
                    f"and {known.string!r} in another area; use one of them in both"
                )
            merged.add(message.id, message.string, context=message.context)
    return merged


def to_traditional_catalogue(simplified: Catalog) -> Catalog:
    """The same messages in Traditional Chinese."""
    converted = Catalog(locale="zh_Hant", domain="messages", fuzzy=False)
    for message in simplified:
        if message.id:
            converted.add(message.id, _convert(message), context=message.context)
    return converted


def compile_catalogues() -> list[Path]:
    """Write both ``messages.mo`` and return their paths."""
    simplified = merge_areas()
    built = []
    for catalog in (simplified, to_traditional_catalogue(simplified)):
        path = target_path(str(catalog.locale))
        _write_whole(catalog, path)
        built.append(path)
    return built


def compile_if_stale() -> None:
    """Compile when a source is newer than what was made from it, or nothing was made yet."""
    targets = [target_path("zh_Hans"), target_path("zh_Hant")]
    sources = [*source_paths(), SOURCES, GLOSSARY]
    newest = max(source.stat().st_mtime_ns for source in sources)
    if any(not target.exists() or target.stat().st_mtime_ns < newest for target in targets):
        compile_catalogues()


def target_path(locale: str) -> Path:
    """Where the compiled catalogue of ``locale`` lies."""
    return TRANSLATIONS / locale / "LC_MESSAGES" / "messages.mo"


def _convert(message: Message) -> str | tuple[str, ...]:
    if isinstance(message.string, str):
        return to_traditional(message.string)
    return tuple(to_traditional(form) for form in message.string or ())


def _write_whole(catalog: Catalog, path: Path) -> None:
    # Several test processes may compile at once: each writes its own file and moves it in place.
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".mo")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalog)
    os.replace(draft, path)
