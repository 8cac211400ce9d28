import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.catalogues import compile_if_stale
from simengine.__main__ import main
from simengine.check.rules import guide
from simengine.library import load_file
from simengine.policies import Plan
from tests.simengine.check.faulty import faulty_scenario

QUICK = ["--seeds", "4", "--budget", "120"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the faulty scenario and its par, which does what is done by habit."""
    folder = tmp_path / "faulty"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(faulty_scenario(), "utf-8")
    write_par(folder, load_file(folder).scenario.digest)
    return folder


def write_par(folder: Path, digest: str) -> None:
    par = {"digest": digest, "plan": Plan({}).as_json()}
    (folder / "par.json").write_text(json.dumps(par), "utf-8")


def data_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_check_tells_what_an_author_should_look_at(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(folder), *QUICK]) == 0
    shown = capsys.readouterr().out.replace("\n", " ")
    assert "good play judged by par" in shown
    assert f"{folder}/scenario.yaml:" in shown
    assert "B206 stages.last" in shown
    assert "B601" not in shown


def test_check_speaks_chinese(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compile_if_stale()
    assert main(["check", str(folder), *QUICK, "--json", "--language", "zh-Hans"]) == 0
    (report,) = data_of(capsys)
    texts = {each["code"]: each["text"] for each in report["findings"]}
    assert texts["B206"] == "36 次演练中从未进入这个阶段"


@pytest.mark.parametrize(("limit", "code"), [("error", 1), ("warning", 1)])
def test_findings_may_be_a_failure(folder: Path, limit: str, code: int) -> None:
    assert main(["check", str(folder), *QUICK, "--fail-on", limit]) == code


@pytest.mark.parametrize(("is_there", "code"), [(False, "B601"), (True, "B602")])
def test_without_a_par_of_this_version_a_quick_one_is_searched(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    is_there: bool,
    code: str,
) -> None:
    monkeypatch.setattr("simengine.commands.check._QUICK_SEARCH", 400)
    if is_there:
        write_par(folder, "another")
    else:
        (folder / "par.json").unlink()
    assert main(["check", str(folder), *QUICK, "--json"]) == 0
    (report,) = data_of(capsys)
    assert report["par"] == "quick par"
    assert code in {each["code"] for each in report["findings"]}


def test_check_takes_all_scenarios_of_a_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder, folder.parent / "second")
    broken = folder.parent / "broken"
    broken.mkdir()
    (broken / "scenario.yaml").write_text("schema: 1\n", "utf-8")
    assert main(["check", str(folder.parent), *QUICK, "--json"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["scenario"] for line in out.splitlines()] == ["test", "test"]
    assert f"{broken}/scenario.yaml:1: id: " in err


def test_check_of_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("no scenario.yaml found")


def test_check_prints_the_table_for_the_guide(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--guide"]) == 0
    assert capsys.readouterr().out == guide()
