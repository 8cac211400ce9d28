from io import StringIO
from pathlib import Path

from rich.console import Console

from simengine.study import Study, run_study
from simengine.study_table import show_study
from tests.simengine.making import as_text, make_scenario

MINI = (Path(__file__).parent / "mini.yaml").read_text("utf-8")


def shown(study: Study) -> str:
    console = Console(file=StringIO(), width=80, color_system=None)
    show_study(study, console)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_the_table_has_a_column_for_each_policy_and_a_row_for_each_difference() -> None:
    study = run_study(MINI, ["default", "greedy"], 40)
    default = study.policies[0]
    assert default.won is not None
    lines = [" ".join(line.split()) for line in shown(study).splitlines()]
    assert lines[0] == "mini-deal 40 runs each, seeds 1 to 40"
    assert lines[2] == "default greedy"
    half = (default.score.high - default.score.low) / 2
    assert lines[4].startswith(f"score {default.score.mean:.2f} ± {half:.2f} ")
    greedy = study.policies[1]
    assert greedy.won is not None
    assert f"won {default.won.share:.1%} {greedy.won.share:.1%}" in lines
    assert any(line.startswith("cost ") and line.endswith(")") for line in lines)
    assert any(line.startswith("default - greedy: ") and line.endswith(" x") for line in lines)


def test_the_table_of_one_policy_has_no_differences_and_no_award() -> None:
    text = shown(run_study(as_text(make_scenario()), ["default"], 2))
    assert "won" not in text
    assert "less the other" not in text
    assert text.split("default")[-1].strip() == "█"


def test_the_table_leaves_empty_what_was_not_saved() -> None:
    text = shown(run_study(as_text(make_scenario()), ["default", "greedy"], 2))
    assert "default - greedy: 0.00 ± 0.00   0.0        0       2       0" in text
    assert " x" not in text
