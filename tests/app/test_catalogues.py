"""From the areas' catalogues to the compiled ones."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from app import catalogues

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Empty sources, compiled somewhere else than the application's own."""
    folder = tmp_path / "zh_Hans"
    folder.mkdir()
    monkeypatch.setattr(catalogues, "SOURCES", folder)
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    return folder


def write(folder: Path, area: str, body: str) -> None:
    (folder / f"{area}.po").write_text(HEAD + body, encoding="utf-8")


def read_compiled(locale: str) -> dict[str, object]:
    """Messages by their id, plural ones by the ids of their forms joined with a bar."""
    with catalogues.target_path(locale).open("rb") as file:
        messages = [message for message in read_mo(file) if message.id]
    return {
        message.id if isinstance(message.id, str) else "|".join(message.id): message.string
        for message in messages
    }


def test_areas_are_merged_and_converted(sources: Path) -> None:
    write(sources, "play", 'msgid "Bid"\nmsgstr "投标"\n')
    write(
        sources,
        "core",
        'msgid "%(n)s deal"\nmsgid_plural "%(n)s deals"\nmsgstr[0] "%(n)s 个项目"\n',
    )

    catalogues.compile_catalogues()

    plural = "%(n)s deal|%(n)s deals"
    assert read_compiled("zh_Hans") == {"Bid": "投标", plural: ["%(n)s 个项目"]}
    assert read_compiled("zh_Hant") == {"Bid": "投標", plural: ["%(n)s 個專案"]}


def test_areas_that_disagree_are_refused(sources: Path) -> None:
    write(sources, "core", 'msgid "Price"\nmsgstr "价格"\n')
    write(sources, "play", 'msgid "Price"\nmsgstr "报价"\n')
    with pytest.raises(ValueError, match=r"play\.po:4: 'Price' is '报价' here and '价格'"):
        catalogues.merge_areas()


def test_a_fuzzy_message_is_refused(sources: Path) -> None:
    write(sources, "core", '#, fuzzy\nmsgid "Price"\nmsgstr "价格"\n')
    with pytest.raises(ValueError, match="fuzzy message 'Price'; confirm it"):
        catalogues.merge_areas()


def test_only_stale_catalogues_are_compiled(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(sources, "core", 'msgid "Price"\nmsgstr "价格"\n')
    catalogues.compile_if_stale()
    assert read_compiled("zh_Hans") == {"Price": "价格"}

    def fail() -> None:
        raise AssertionError("nothing has changed")

    with monkeypatch.context() as unchanged:
        unchanged.setattr(catalogues, "compile_catalogues", fail)
        catalogues.compile_if_stale()

    write(sources, "play", 'msgid "Bid"\nmsgstr "投标"\n')
    catalogues.compile_if_stale()
    assert read_compiled("zh_Hant") == {"Price": "價格", "Bid": "投標"}
