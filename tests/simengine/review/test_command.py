import json
from pathlib import Path

import pytest

from simengine.__main__ import main
from tests.simengine.making import as_text, make_scenario


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A scenario of one decision, and a file with its answer, as the command takes them."""
    scenario, answers = tmp_path / "scenario.yaml", tmp_path / "answers.json"
    scenario.write_text(as_text(make_scenario()), "utf-8")
    answers.write_text('[{"decision": "go", "value": "no"}]', "utf-8")
    return [str(scenario), "--answers", str(answers)]


def test_review_tells_of_a_run(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", *files, "--par", "cautious"]) == 0
    out = capsys.readouterr().out
    assert "accuracy 100.0 ± 0.0 %" in out
    assert "followed by cautious" in out


def test_review_prints_plain_data_the_same_with_any_workers(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    printed = []
    for workers in ("1", "2"):
        assert main(["review", *files, "--par", "default", "--json", "--workers", workers]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    data = json.loads(printed[0])
    assert (data["policy"], data["accuracy"]["mean"], len(data["decisions"])) == (
        "default",
        100.0,
        1,
    )


def test_review_needs_a_par(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", *files]) == 1
    assert "has no par of its present version" in capsys.readouterr().err
