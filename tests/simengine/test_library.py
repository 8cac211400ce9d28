import json
from pathlib import Path

import pytest

from simengine.library import NoPar, find_par, get_par, kept_par, load_file, load_text
from simengine.policies import Plan, PlanError
from simengine.policies.plan import Advice
from simengine.policies.wishes import Ranking
from simengine.scenario.problems import ScenarioInvalid
from tests.simengine.making import as_text, make_scenario

TEXT = as_text(make_scenario())


def test_a_text_is_compiled_once() -> None:
    assert load_text(TEXT) is load_text(TEXT)
    assert load_text(TEXT) is not load_text(TEXT + "\n# a comment\n")


def test_the_digest_is_of_the_meaning_not_of_the_layout() -> None:
    digest = load_text(TEXT).scenario.digest
    other = "# a comment\n" + TEXT.replace("gate: day >= 30", "gate:   'day >= 30'")
    assert load_text(other).scenario.digest == digest
    assert load_text(TEXT.replace("day >= 30", "day >= 31")).scenario.digest != digest
    assert len(digest) == 64


def test_a_file_or_a_folder_that_has_one(tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text(TEXT)
    assert load_file(path).scenario.id == "test"
    assert load_file(tmp_path).scenario.id == "test"


def test_what_is_wrong_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_bytes(b"id: \xff")
    with pytest.raises(ScenarioInvalid) as caught:
        load_file(path)
    assert caught.value.problems[0].source == str(path)
    with pytest.raises(FileNotFoundError):
        load_file(tmp_path)


PLAN = Plan({"go": Advice(Ranking(("no", "yes")))})


def keep_par(folder: Path, text: str) -> None:
    (folder / "scenario.yaml").write_text(TEXT)
    data = {"digest": load_text(text).scenario.digest, "plan": PLAN.as_json()}
    (folder / "par.json").write_text(json.dumps(data))


def test_a_par_is_found_beside_its_scenario(tmp_path: Path) -> None:
    keep_par(tmp_path, TEXT)
    for path in (tmp_path, tmp_path / "scenario.yaml"):
        assert (find_par(path), get_par(path), kept_par(path)) == (PLAN, PLAN, PLAN)


def test_the_par_of_another_version_is_none(tmp_path: Path) -> None:
    keep_par(tmp_path, TEXT.replace("day >= 30", "day >= 31"))
    assert find_par(tmp_path) is None
    assert kept_par(tmp_path) == PLAN
    with pytest.raises(NoPar) as caught:
        get_par(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path} has no par of its present version")


def test_a_scenario_may_have_no_par(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text(TEXT)
    assert (find_par(tmp_path), kept_par(tmp_path)) == (None, None)


def test_a_par_is_found_by_the_digest_of_a_bundled_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drill").mkdir()
    keep_par(tmp_path / "drill", TEXT)
    monkeypatch.setattr("simengine.library.BUNDLED", tmp_path)
    assert find_par(load_text(TEXT).scenario.digest) == PLAN
    assert find_par("0" * 64) is None


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"digest": "0", "plan": {}}'])
def test_a_file_that_holds_no_par_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "scenario.yaml").write_text(TEXT)
    (tmp_path / "par.json").write_text(text)
    with pytest.raises(PlanError):
        find_par(tmp_path)
