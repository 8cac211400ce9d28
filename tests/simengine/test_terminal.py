import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from simengine.library import load_file
from simengine.policies import play
from simengine.program import Program
from simengine.records import answers_as_json
from simengine.terminal import play_in_terminal, sender_name
from tests.simengine.making import make_program

MINI = Path(__file__).parent / "mini.yaml"


@pytest.fixture(scope="module")
def mini() -> Program:
    return load_file(MINI)


def play_typed(
    program: Program, *typed: str, seed: int = 4, language: str = "en", save: Path | None = None
) -> str:
    """Return what is printed when this is typed; what is missing is Enter."""
    lines: Iterator[str] = iter(typed)
    out = io.StringIO()
    console = Console(file=out, width=100, color_system=None)
    play_in_terminal(
        program, seed, language, save, console=console, ask=lambda prompt: next(lines, "")
    )
    return out.getvalue()


def test_enter_all_the_way_plays_what_is_usual(mini: Program, tmp_path: Path) -> None:
    save = tmp_path / "answers.json"
    text = play_typed(mini, save=save)
    run = play(mini, 4, "default")
    assert f"{run.score:.1f}" in text
    assert json.loads(save.read_text("utf-8")) == json.loads(
        json.dumps(answers_as_json(run.answers))
    )


def test_the_first_screen_says_what_it_is_about(mini: Program) -> None:
    text = play_typed(mini, "q")
    for words in ("A pump station", "Sell two pumps.", "How deep?", "quick", "Read only", "visit"):
        assert words in text


def test_hidden_numbers_are_shown_as_ranges(mini: Program) -> None:
    text = play_typed(mini, "q")
    line = next(line for line in text.splitlines() if "Hua Pumps" in line)
    assert "…" in line
    assert "?" in line


def test_an_answer_that_is_not_in_order_is_asked_again(mini: Program) -> None:
    text = play_typed(mini, "fly", "q")
    assert "there is no option “fly” here; choose one of: quick, visit" in text
    assert text.count("How deep?") == 2


def test_a_number_that_can_not_be_read_is_asked_again(mini: Program) -> None:
    text = play_typed(mini, "quick", "many", "700,000", seed=4)
    assert "this answer can't be read; type it as the line above says" in text


def test_units_and_lists_are_typed_as_words(mini: Program, tmp_path: Path) -> None:
    seed = next(s for s in range(50) if play(mini, s, "default").outcome == "closed")
    save = tmp_path / "answers.json"
    typed = ["visit", "", "transfer", "helpers=1 overtime=2", "helpers"]
    text = play_typed(mini, *typed, seed=seed, save=save)
    values = {item["decision"]: item["value"] for item in json.loads(save.read_text("utf-8"))}
    assert values["port"] == ["transfer"]
    assert "crew" in values
    assert "Hello" in text


def test_a_saved_game_is_taken_up_again(mini: Program, tmp_path: Path) -> None:
    save = tmp_path / "answers.json"
    play_typed(mini, "quick", "q", save=save)
    text = play_typed(mini, "q", save=save)
    assert "What price?" in text
    assert "How deep?" not in text


def test_a_language_that_is_missing_falls_back(mini: Program) -> None:
    assert "A pump station" in play_typed(mini, "q", language="zh-Hans")


def test_whoever_writes_has_a_name(mini: Program) -> None:
    scenario = mini.scenario
    names = [sender_name(scenario, key)["en"] for key in ("boss", "buyer", "hua")]
    assert names == ["Lin", "Wu", "Hua Pumps"]


def test_options_say_what_they_mean_and_why_not() -> None:
    program = make_program(
        decisions={
            "go": {
                "at": "work.start",
                "options": {
                    "fast": {"detail": {"en": "By plane."}},
                    "far": {"when": "day > 3", "why_not": {"en": "Not before Thursday."}},
                },
            }
        }
    )
    text = play_typed(program, "q", seed=0)
    assert "By plane." in text
    assert "Not before Thursday." in text
