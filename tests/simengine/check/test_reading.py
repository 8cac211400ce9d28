import pytest

from simengine.check.reading import minutes_of_play, seconds_of, seconds_to_read
from simengine.check.runs import Played
from simengine.library import load_text
from simengine.run import Answer
from tests.simengine.making import as_text, make_scenario


def words(count: int) -> dict[str, str]:
    return {"en": " ".join(["word"] * count)}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        (" ".join(["word"] * 240), 60),
        ("字" * 350, 60),
        ("字" * 35 + "，ERP 500 " + "字" * 35, 12.5),
        ("It's 1,500.50 CNY", 0.75),
    ],
)
def test_a_text_takes_its_time(text: str, seconds: float) -> None:
    assert seconds_to_read(text) == pytest.approx(seconds)


PROGRAM = load_text(
    as_text(
        make_scenario(
            languages=["en"],
            summary=words(120),
            briefing=words(120),
            cast={"boss": {}},
            events={"hello": {"day": 0, "mail": {"from": "boss", "subject": words(20),
                                                 "text": words(40)}}},
            decisions={
                "go": {
                    "at": "work.start",
                    "title": words(8),
                    "ask": words(8),
                    "brief": words(8),
                    "options": {
                        "yes": {"label": words(4), "detail": words(8)},
                        "no": {"label": words(4)},
                    },
                },
                "price": {"day": 3, "title": words(4), "ask": words(4), "answer": "amount",
                          "amount": {"min": 0, "max": 9, "step": 1}},
            },
        )
    )
)  # fmt: skip


def test_a_decision_is_read_with_its_options() -> None:
    assert seconds_of(PROGRAM.scenario, PROGRAM.scenario.decisions["go"]) == pytest.approx(10)


def test_the_time_of_play_is_reading_and_thinking() -> None:
    answers = (Answer("go", "yes"), Answer("go", "no"), Answer("price", 1.0))
    runs = [
        Played(1, "par", answers=answers, met=frozenset({"events.hello.mail", "events.hello"})),
        Played(2, "par", answers=answers[:1]),
    ]
    # Read: 60 s at first, then 15 + 10 + 2 and 10. Thought: 36 + 36 + 52 and 36.
    seconds = 60 + (15 + 10 + 2 + 10 + 36 + 36 + 52 + 36) / 2
    assert minutes_of_play(PROGRAM, runs) == {"en": pytest.approx(seconds / 60)}
