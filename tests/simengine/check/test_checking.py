import dataclasses
import json
import multiprocessing
import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from simengine.check import BalanceReport, CheckError, check
from simengine.check.table import show_report
from simengine.library import load_text
from simengine.policies import POLICIES
from simengine.run import ENGINE
from simengine.streams import MAX_SEED
from tests.simengine.check.faulty import DECISIONS, faulty_scenario
from tests.simengine.making import as_text, make_scenario

SEEDS, BUDGET = 16, 1500


@pytest.fixture(scope="module")
def report() -> BalanceReport:
    return check(faulty_scenario(), seeds=SEEDS, budget_runs=BUDGET)


def test_every_fault_is_found_with_its_place(report: BalanceReport) -> None:
    found = [(finding.severity, finding.code, finding.place) for finding in report.findings]
    assert found == [
        ("error", "B206", "stages.last"),
        ("warning", "B601", "id"),
        ("warning", "B106", "decisions"),
        ("warning", "B107", "decisions"),
        ("warning", "B102", "decisions.sure.options.good"),
        ("warning", "B103", "decisions.empty"),
        ("warning", "B108", "decisions.trap.shows.0"),
        ("warning", "B101", "decisions.trap.options.panic"),
        ("warning", "B202", "decisions.trap.options.grey"),
        ("warning", "B101", "decisions.trap.options.dear"),
        ("warning", "B203", "decisions.trap.options.dear"),
        ("warning", "B104", "decisions.extras.options.harms"),
        ("warning", "B201", "decisions.never"),
        ("warning", "B102", "decisions.amount"),
        ("warning", "B403", "kpis"),
        ("warning", "B307", "kpis.result"),
        ("warning", "B307", "kpis.again"),
        ("warning", "B306", "kpis.constant"),
        ("warning", "B308", "kpis.gift"),
        ("warning", "B207", "tasks.idle"),
        ("warning", "B205", "risks.flood"),
        ("warning", "B204", "events.comet"),
        ("note", "B105", "decisions.extras.options.helps"),
        ("note", "B604", "decisions.rare"),
        ("note", "B309", "kpis.again"),
        ("note", "B209", "events.comet.mail"),
    ]


def test_a_finding_stands_at_its_line(report: BalanceReport) -> None:
    lines = faulty_scenario().splitlines()
    keys = [finding.place.split(".")[-1] for finding in report.findings]
    at = [lines[finding.line - 1].strip() for finding in report.findings]
    # The first number that is shown has a line, and no key.
    assert [line.partition(":")[0].replace("- wear", "0") for line in at] == keys


def test_the_report_says_how_it_was_made(report: BalanceReport) -> None:
    scenario = load_text(faulty_scenario()).scenario
    assert (report.scenario, report.digest, report.engine) == ("test", scenario.digest, ENGINE)
    assert (report.seed, report.par, report.par_source) == (1, "greedy", "missing")
    assert report.worst() == "error"
    assert 0 < report.runs <= SEEDS * 17 + BUDGET
    bots = [(bot.policy, bot.randomness) for bot in report.figures.bots]
    assert bots == [
        ("greedy", 0.0),
        ("random 25 %", 0.25),
        ("random 50 %", 0.5),
        ("random 75 %", 0.75),
        ("random", 1.0),
        ("cautious", None),
        ("default", None),
        ("blind", None),
    ]


def test_the_report_as_data_has_its_texts(report: BalanceReport) -> None:
    data = report.as_json(lambda message: f"<{message}>")
    assert data["findings"][0] == {
        "code": "B206",
        "severity": "error",
        "place": "stages.last",
        "line": report.findings[0].line,
        "text": f"<this stage was never reached in {SEEDS * 8} runs>",
        "advice": "<look at the gates before it and at the horizon>",
        "numbers": {"n": SEEDS * 8},
    }
    json.dumps(data)
    assert [each["decision"] for each in data["figures"]["decisions"]] == list(DECISIONS)


def test_the_report_is_printed_by_severity(report: BalanceReport) -> None:
    out = StringIO()
    show_report(report, "a.yaml", Console(file=out, width=120))
    shown = out.getvalue()
    assert shown.startswith("test (a.yaml)\n")
    line = report.findings[0].line
    assert f"\nErrors (1)\na.yaml:{line} B206 stages.last\n    this stage was never" in shown
    assert "\nWarnings (21)\n" in shown
    assert "\nNotes (4)\n" in shown
    assert "Spread of the score: " in shown


def test_a_report_without_findings_says_so(report: BalanceReport) -> None:
    figures = dataclasses.replace(report.figures, variance=None)
    clean = dataclasses.replace(report, findings=(), figures=figures)
    out = StringIO()
    show_report(clean, "a.yaml", Console(file=out, width=120))
    assert out.getvalue().endswith("Nothing to find fault with.\n")
    assert "Spread" not in out.getvalue()
    assert clean.worst() is None


# -- on any executor -------------------------------------------------------------------------

SMALL: dict[str, Any] = {"seeds": 4, "budget_runs": 150, "par": POLICIES["cautious"], "seed": 5}


class Nearby(Executor):
    """An executor in this process, to which everything goes as it would to another."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        worker, sent = pickle.loads(pickle.dumps((fn, args)))
        future.set_result(worker(*sent))
        return future


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    # Spawned, for pytest has threads of its own, which a fork would not survive.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        yield executor


def test_a_check_is_the_same_on_any_executor(processes: Executor) -> None:
    here = check(faulty_scenario(), **SMALL)
    assert check(faulty_scenario(), executor=processes, **SMALL) == here
    assert check(faulty_scenario(), executor=Nearby(), **SMALL) == here
    assert here.par_source == "solved"
    assert "B601" not in {finding.code for finding in here.findings}


def test_progress_is_told_and_may_end_the_check() -> None:
    told: list[tuple[int, int]] = []

    def progress(made: int, all_runs: int) -> None:
        told.append((made, all_runs))
        if made >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(faulty_scenario(), progress=progress, **SMALL)
    limit = 4 * 14 + 150
    assert told == [(made, limit) for made in range(1, 21)]


# -- what can't be checked -------------------------------------------------------------------


@pytest.mark.parametrize(("seed", "seeds"), [(1, 1), (-1, 4), (MAX_SEED - 7, 4)])
def test_seeds_must_be_in_range(seed: int, seeds: int) -> None:
    with pytest.raises(CheckError) as raised:
        check(faulty_scenario(), seed=seed, seeds=seeds)
    assert str(raised.value) == (
        f"a check takes at least 2 seeds from 0 to 2**63 - 1, not {seeds} from {seed}"
    )


def crashing(chance: float) -> str:
    """A scenario whose runs fail with this chance."""
    return as_text(
        make_scenario(
            variables={"points": {"known": 0}},
            decisions={"go": {"at": "work.start", "options": {"yes": {}, "no": {}}}},
            events={"crash": {"day": 3, "chance": chance, "then": ["points = 1 / points"]}},
        )
    )


def test_a_run_that_fails_is_a_finding_and_the_others_count() -> None:
    report = check(crashing(0.3), **{**SMALL, "seeds": 12})
    (failure,) = [finding for finding in report.findings if finding.code == "B603"]
    assert (failure.severity, failure.place, failure.line) == ("error", "", 1)
    assert "seed" in failure.text()
    assert report.figures.bots[0].score.n < 12


def test_a_scenario_whose_runs_all_fail_can_not_be_checked() -> None:
    with pytest.raises(CheckError) as raised:
        check(crashing(1), **SMALL)
    assert str(raised.value).startswith("the scenario can't be checked: its runs fail; first mend")
