"""Search in three languages."""

from __future__ import annotations

import pytest
from flask import Flask

from app.curriculum.course import read_course
from app.curriculum.search.find import Passage, Wording, find
from app.curriculum.search.words import to_simplified, words_of
from app.i18n import to_traditional
from tests.app.curriculum.conftest import Readers

HANS = "先算机会成本。客户的关键人看重回款周期，不看价格。投标之前问清楚。"
EN = "Bid or not: first the cost. What stakeholders weigh is the days to pay. Forbidden words."
PASSAGES = [
    Passage(
        "lesson", "bidding", "idea", "idea",
        {
            "zh_Hans": Wording("投标", HANS),
            "zh_Hant": Wording("投標", to_traditional(HANS)),
            "en": Wording("Bidding", EN),
        },
    ),
]  # fmt: skip
CHINESE = ["zh_Hans", "zh_Hant", "en"]


def sentence_of(query: str, locales: list[str]) -> str | None:
    """The sentence that is shown, with what was found in brackets."""
    hits = find(query, PASSAGES, locales)
    if not hits:
        return None
    return "".join(f"[{piece}]" if is_hit else piece for piece, is_hit in hits[0].sentence)


@pytest.mark.parametrize(
    ("query", "locales", "expected"),
    [
        ("回款", CHINESE, "客户的关键人看重[回款]周期，不看价格。"),
        ("收款", ["zh_Hans"], "客户的关键人看重[回款]周期，不看价格。"),
        ("关键人 价格", CHINESE, "客户的[关键人]看重回款周期，不看[价格]。"),
        ("算", CHINESE, "先[算]机会成本。"),
        ("回款价格", CHINESE, None),
        ("回款周期长", CHINESE, None),
        ("關鍵人物", ["zh_Hans"], "客户的[关键人]看重回款周期，不看价格。"),
        ("機會", ["zh_Hans"], "先算[机会]成本。"),
        ("机会", ["zh_Hant"], "先算[機會]成本。"),
        ("bid", ["en"], "[Bid] or not: first the cost."),
        ("stake", ["en"], "What [stake]holders weigh is the days to pay."),
        ("bidden", ["en"], None),
        ("COST pay", ["en"], "Bid or not: first the [cost]."),
        ("ＣＯＳＴ", ["en"], "Bid or not: first the [cost]."),
        (".*", ["en"], None),
        ("   ", CHINESE, None),
    ],
)
def test_the_hit_is_shown_in_its_sentence(
    query: str, locales: list[str], expected: str | None
) -> None:
    assert sentence_of(query, locales) == expected


def test_longer_words_are_found_by_their_pairs_when_they_stand_nowhere() -> None:
    assert sentence_of("机会成本客户", CHINESE) is None
    assert find("关键人看重回款", PASSAGES, CHINESE)
    assert find("回款周", PASSAGES, CHINESE)


def test_long_sentences_are_cut_around_the_hit() -> None:
    long = Passage(
        "term", "x", "", "", {"en": Wording("x", "word " * 60 + "needle " + "hay " * 90)}
    )
    (hit,) = find("needle", [long], ["en"])
    shown = "".join(piece for piece, _ in hit.sentence)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "needle" in shown
    assert len(shown) < 200


def test_a_title_weighs_more_than_a_text() -> None:
    text = Passage("lesson", "a", "", "", {"en": Wording("Other", "margin margin")})
    title = Passage("lesson", "b", "", "", {"en": Wording("On margin", "x")})
    exact = Passage("term", "c", "", "", {"en": Wording("margin", "x")})
    keys = [hit.passage.key for hit in find("margin", [text, title, exact], ["en"])]
    assert keys == ["c", "b", "a"]


def test_spellings_go_both_ways() -> None:
    assert to_simplified("軟體專案") == "软件项目"
    (word,) = words_of("软件")
    assert word.pattern.search("軟體")


def two_character_words() -> set[str]:
    """Every two characters of the names of terms and lessons."""
    course = read_course()
    names = [entry.term.term["zh-Hans"] for entry in course.glossary.values()]
    names += [lesson.head.title["zh-Hans"] for lesson in course.lessons.values()]
    return {
        name[place : place + 2]
        for name in names
        for place in range(len(name) - 1)
        if all("\u4e00" <= character <= "\u9fff" for character in name[place : place + 2])
    }


def test_every_word_of_two_characters_is_found(reading_app: Flask) -> None:
    from app.curriculum.search.corpus import passages

    with reading_app.test_request_context():
        everything = passages()
        missing = [word for word in two_character_words() if not find(word, everything, CHINESE)]
    assert missing == []


@pytest.mark.parametrize("locale", ["zh_Hans", "zh_Hant", "en"])
@pytest.mark.parametrize("query", ["客户", "客戶", "margin"])
def test_each_reader_finds_in_each_script(readers: Readers, locale: str, query: str) -> None:
    page = readers[locale].get("/search", query_string={"q": query}).get_data(as_text=True)
    assert "<mark>" in page


def test_a_query_is_shown_as_text(readers: Readers) -> None:
    page = readers["en"].get("/search", query_string={"q": "<script>x"}).get_data(as_text=True)
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
