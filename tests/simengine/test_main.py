import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simengine.__main__ import main
from simengine.commands.options import scenario_files
from simengine.library import load_text
from tests.simengine.making import as_text
from tests.simengine.solve.drills import TOGETHER

MINI = Path(__file__).parent / "mini.yaml"


def test_validate_passes_a_good_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(MINI)]) == 0
    assert capsys.readouterr().out == f"{MINI}: ok (mini-deal, 4 decisions)\n"


def test_validate_lists_every_problem_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = MINI.read_text("utf-8")
    text = text.replace("horizon: 100", "horizonn: 100").replace("difficulty: 1", "difficulty: 9")
    bad = tmp_path / "scenario.yaml"
    bad.write_text(text, "utf-8")
    assert main(["validate", str(tmp_path), str(MINI)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{bad}:1: horizon: “horizon” is missing; add it",
        f"{bad}:9: difficulty: 9 is out of range; it must be at most 5",
        f"{bad}:16: horizonn: the key “horizonn” is unknown; correct or remove it",
        f"{MINI}: ok (mini-deal, 4 decisions)",
    ]


def test_validate_says_when_a_file_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "nowhere.yaml"]) == 1
    out = capsys.readouterr().out
    assert out == "nowhere.yaml:1: (file): No such file or directory; check the path\n"


def test_validate_says_when_a_folder_has_no_scenario(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("no scenario.yaml found")


def test_a_folder_means_its_own_scenario_or_all_below(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        shutil.copy(MINI, tmp_path / name / "scenario.yaml")
    assert scenario_files(tmp_path / "a") == [tmp_path / "a" / "scenario.yaml"]
    assert scenario_files(tmp_path) == [tmp_path / k / "scenario.yaml" for k in ("a", "b")]


def test_run_prints_a_record_that_replays_to_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(MINI), "--seed", "11", "--policy", "cautious", "--json"]) == 0
    first = capsys.readouterr().out
    record = json.loads(first)
    assert {"scenario", "digest", "engine", "seed", "answers", "status", "score", "kpis"} <= set(
        record
    )
    saved = tmp_path / "run.json"
    saved.write_text(first, "utf-8")
    assert main(["run", str(MINI), "--seed", "11", "--answers", str(saved), "--json"]) == 0
    assert capsys.readouterr().out == first


def test_run_without_json_prints_the_kpis(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(MINI), "--seed", "3"]) == 0
    out = capsys.readouterr().out
    assert "A pump station" in out
    assert all(kpi in out for kpi in ("value", "cash", "cost"))


def test_run_refuses_answers_that_do_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('[{"decision": "how_deep", "value": "fly"}]', "utf-8")
    assert main(["run", str(MINI), "--answers", str(answers)]) == 1
    assert capsys.readouterr().err == (
        "simengine: there is no option “fly” here; choose one of: quick, visit\n"
    )


def test_run_refuses_a_broken_scenario(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "scenario.yaml"
    bad.write_text("schema: 1: 2", "utf-8")
    assert main(["run", str(bad)]) == 1
    assert capsys.readouterr().err.startswith(f"{bad}:1: (top): this colon is not expected;")


def test_run_says_when_a_file_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "nowhere.yaml"]) == 1
    assert "No such file" in capsys.readouterr().err


@pytest.mark.parametrize("seed", ["-1", str(2**63), "x"])
def test_a_seed_out_of_range_is_wrong_usage(seed: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["run", str(MINI), f"--seed={seed}"])
    assert caught.value.code == 2


def test_schema_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_schema_prints_the_reference_for_authors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--markdown"]) == 0
    assert "`stages`" in capsys.readouterr().out


def test_play_goes_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt="": "q")
    assert main(["play", str(MINI), "--seed", "2"]) == 0
    assert "Sell two pumps." in capsys.readouterr().out


def test_study_prints_the_same_for_any_number_of_workers() -> None:
    command = [sys.executable, "-m", "simengine", "study", str(MINI), "--json", "--seed", "3"]
    command += ["--policy", "default", "--policy", "greedy", "-n", "6", "--workers"]
    # A process of its own, as for its users: pytest has threads, which must not be forked.
    first, second = (
        subprocess.run([*command, workers], capture_output=True, text=True, check=True)
        for workers in ("1", "2")
    )
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)
    assert first.stderr == ""
    study = json.loads(first.stdout)
    assert (study["scenario"], study["seed"], study["n"]) == ("mini-deal", 3, 6)
    assert [policy["policy"] for policy in study["policies"]] == ["default", "greedy"]


def test_study_without_json_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["study", str(MINI), "-n", "4"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("mini-deal  4 runs each, seeds 1 to 4\n")
    assert "default" in out


def test_study_takes_more_than_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["study", str(MINI), "-n", "1"]) == 1
    assert capsys.readouterr().err == "simengine: a study takes at least 2 runs, not 1\n"


DRILL = as_text(TOGETHER)


@pytest.fixture
def drill(tmp_path: Path) -> Path:
    (tmp_path / "scenario.yaml").write_text(DRILL, "utf-8")
    return tmp_path


def test_solve_finds_a_par_and_keeps_it(drill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["solve", str(drill), "--seed", "7", "--budget", "800"]
    assert main([*command, "--write"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("test 7")
    assert "par 80.00 ± 0.00" in out
    assert "one leap two leap" in out
    kept = json.loads((drill / "par.json").read_text("utf-8"))
    assert (kept["scenario"], kept["seed"], kept["mean"]["mean"]) == ("test", 7, 80.0)
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == kept


def test_solve_can_go_on_from_the_par_of_another_version(
    drill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solve", str(drill), "--seed", "7", "--budget", "800", "--write"]) == 0
    (drill / "scenario.yaml").write_text(DRILL.replace("horizon: 12", "horizon: 13"), "utf-8")
    capsys.readouterr()
    assert main(["run", str(drill), "--policy", "par"]) == 1
    assert capsys.readouterr().err.endswith(
        "has no par of its present version; run `python -m simengine solve` on it with --write\n"
    )
    command = ["solve", str(drill), "--budget", "400", "--continue", "--json"]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["mean"]["mean"] == 80.0


def test_a_par_and_an_imitation_can_be_run_and_studied(
    drill: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = {"schema": 1, "advice": {"one": {"do": {"rank": ["step"]}}}}
    digest = load_text(DRILL).scenario.digest
    (drill / "par.json").write_text(json.dumps({"digest": digest, "plan": plan}), "utf-8")
    answers = tmp_path / "answers.json"
    answers.write_text('[{"decision": "one", "value": "leap"}]', "utf-8")
    imitate = f"imitate={answers}"
    for name, score in (("par", 55.0), (imitate, 40.0)):
        assert main(["run", str(drill), "--policy", name, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["score"] == score
    command = ["study", str(drill), "-n", "2", "--json", "--policy", "par", "--policy", imitate]
    assert main(command) == 0
    study = json.loads(capsys.readouterr().out)
    assert [p["policy"] for p in study["policies"]] == ["par", "imitate"]


def test_what_is_at_stake_is_measured_for_a_par_that_is_kept(
    drill: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solve", str(drill), "--seed", "7", "--budget", "800", "--write"]) == 0
    kept = json.loads((drill / "par.json").read_text("utf-8"))
    # Both leap, or one stays behind: 80 points against 40, and the second can still save 20.
    command = ["weigh", str(drill), "--seed", "3", "--budget", "600"]
    capsys.readouterr()
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert json.loads((drill / "par.json").read_text("utf-8")) == kept, "only shown"
    assert main([*command, "--write"]) == 0
    assert "at stake" in capsys.readouterr().out
    weighed = json.loads((drill / "par.json").read_text("utf-8"))
    assert weighed == {**kept, "plan": {**kept["plan"], "stakes": found["stakes"]}}
    assert list(found["stakes"]) == ["one", "two"]
    assert found["stakes"]["two"] > 20
    assert found["runs"] <= 600


def test_an_unknown_policy_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["run", str(MINI), "--policy", "best"])
    assert caught.value.code == 2
    assert "a policy is one of default, random, cautious, greedy, par, or imitate=FILE" in (
        capsys.readouterr().err
    )
