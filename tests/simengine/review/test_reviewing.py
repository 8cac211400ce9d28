import json
import math
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from simengine.estimates import Estimate
from simengine.journal import AnswerValue
from simengine.library import load_text
from simengine.policies import POLICIES, Imitate, Policy, play
from simengine.review.labels import WRONG, accuracy, costliest, skills_to_train, turning_point
from simengine.review.model import RunReview
from simengine.review.reviewing import review_run
from simengine.review.watching import ReviewError
from simengine.run import ENGINE, Answer
from simengine.streams import SOURCES
from simengine.workers import process_pool
from tests.simengine.making import as_text, make_scenario

MINI = (Path(__file__).parents[1] / "mini.yaml").read_text("utf-8")
PAR = POLICIES["default"]


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    with process_pool(2) as executor:
        yield executor


def played(policy: str | Policy, seed: int) -> tuple[Answer, ...]:
    return play(load_text(MINI), seed, policy).answers


def reviewed(policy: str | Policy, seed: int, executor: Executor | None = None) -> RunReview:
    """The review of what the policy makes of the seed. What the scenario calls the usual is not
    best in it; as par it will do."""
    return review_run(MINI, seed, played(policy, seed), PAR, executor=executor)


@pytest.fixture(scope="module")
def review(processes: Executor) -> RunReview:
    return reviewed("random", 4, processes)


def test_a_review_says_what_was_reviewed(review: RunReview) -> None:
    program = load_text(MINI)
    run = play(program, 4, "random")
    assert (review.scenario, review.digest) == ("mini-deal", program.scenario.digest)
    assert (review.engine, review.seed, review.policy) == (ENGINE, 4, "default")
    assert review.score == run.score
    assert [(each.step, each.decision, each.chosen) for each in review.decisions] == [
        (step, answer.decision, answer.value) for step, answer in enumerate(run.answers)
    ]
    price = review.decisions[1]
    assert (price.kind, price.skill, price.lessons) == ("price", "planning.price", ("pricing",))
    assert price.stage == "offer"


def test_each_answer_says_what_it_was_worth(review: RunReview) -> None:
    for each in review.decisions:
        if each.label == "forced":
            assert (each.options, each.loss, each.kpis) == ((), None, {})
            continue
        best = each.options[0]
        assert (best.behind.mean, best.kpis) == (0.0, dict.fromkeys(best.kpis, 0.0))
        chosen = next(option for option in each.options if option.is_chosen)
        par = next(option for option in each.options if option.is_par)
        assert (chosen.answer, par.answer) == (each.chosen, each.par)
        assert (each.loss, each.kpis) == (chosen.behind, chosen.kpis)
        assert (each.expected_before, each.expected_after) == (par.worth, chosen.worth)
        assert chosen.same_luck == review.score
        for option in each.options:
            assert option.n == option.worth.n == sum(option.histogram.counts)
            assert option.behind.low <= option.behind.mean <= option.behind.high


def test_kpis_add_up_to_what_an_answer_is_behind(review: RunReview) -> None:
    for each in review.decisions:
        for option in each.options:
            if not option.is_chosen:
                gap = math.fsum(option.kpis.values())
                assert gap == pytest.approx(-option.behind.mean, abs=1e-4)


def test_every_label_is_settled_or_too_close_to_call(review: RunReview) -> None:
    for each in review.decisions:
        if each.loss is None or each.label == "close":
            continue
        assert each.loss.high - each.loss.low <= 3 or each.loss.low >= 6


def test_luck_is_what_the_score_has_more_than_its_answers_deserve(review: RunReview) -> None:
    assert review.luck.mean == pytest.approx(review.score - review.expected.mean)
    assert review.luck.low <= review.luck.mean <= review.luck.high
    assert set(review.luck_by_source) == set(SOURCES)
    together = math.fsum(found.mean for found in review.luck_by_source.values())
    assert review.luck_remainder == pytest.approx(review.luck.mean - together)


def test_the_whole_follows_from_the_decisions(review: RunReview) -> None:
    assert review.accuracy == accuracy(review.decisions)
    assert review.costliest == costliest(review.decisions)
    assert review.skills == skills_to_train(review.decisions)
    assert review.turning_point == turning_point(review.decisions, review.score)


def test_a_review_is_plain_data(review: RunReview) -> None:
    data = json.loads(json.dumps(review.as_json()))
    assert data["accuracy"]["mean"] == review.accuracy.mean
    assert data["luck_by_source"]["award"]["mean"] == review.luck_by_source["award"].mean
    price = data["decisions"][1]
    assert price["options"][0]["histogram"]["low"] == 0.0
    assert len(price["options"]) == len(review.decisions[1].options)


def test_it_is_the_same_whoever_made_the_runs(review: RunReview) -> None:
    with ThreadPoolExecutor(3) as threads:
        assert reviewed("random", 4, threads) == review


def test_progress_goes_up_to_the_whole() -> None:
    told: list[tuple[int, int]] = []
    text = as_text(make_scenario())
    review_run(
        text, 1, (Answer("go", "yes"),), PAR, progress=lambda done, all_: told.append((done, all_))
    )
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]


def test_where_nothing_matters_nothing_is_lost() -> None:
    """One decision that changes nothing, in a scenario without chance."""
    found = review_run(as_text(make_scenario()), 1, (Answer("go", "no"),), PAR)
    (decision,) = found.decisions
    nothing = Estimate(12, 0.0, 0.0, 0.0, 0.0)
    assert (decision.label, decision.loss) == ("best", nothing)
    assert (found.accuracy.mean, found.luck.mean, found.luck_remainder) == (100.0, 0.0, 0.0)
    assert found.turning_point is None
    # 8 runs of each source and of all show that there is no chance; 36 futures of the answer and of
    # par's, and the other one by the same luck.
    assert found.runs == 8 * (1 + len(SOURCES)) + 2 * 36 + 1


def test_a_forced_decision_is_not_judged() -> None:
    options = {"yes": {}, "no": {"when": False}}
    text = as_text(make_scenario(decisions={"go": {"at": "work.start", "options": options}}))
    found = review_run(text, 1, (Answer("go", "yes"),), PAR)
    (decision,) = found.decisions
    assert (decision.label, decision.loss, decision.expected_before) == ("forced", None, None)
    assert (found.accuracy.mean, found.turning_point, found.costliest) == (100.0, None, ())


def test_what_could_not_be_known_is_not_held_against_anybody() -> None:
    """A hidden coin: heads wins all. Whoever bets on tails and sees heads decided as well as the
    other, though by this luck the other answer would have won."""
    bet = {
        "options": {
            "heads": {"cases": [{"when": "coin >= 0.5", "then": ["won = 1"]}]},
            "tails": {"cases": [{"when": "coin < 0.5", "then": ["won = 1"]}]},
            "stay": {"then": ["won = 0.1"]},
        }
    }
    text = as_text(
        make_scenario(
            variables={
                "coin": {"hidden": "uniform(0, 1)"},
                "won": {"known": 0, "min": 0, "max": 1},
            },
            decisions={"go": {"at": "work.start", **bet}},
            kpis={"won": {"value": "won", "worst": 0, "target": 1}},
        )
    )
    for seed in range(1, 4):
        (decision,) = review_run(text, seed, (Answer("go", "tails"),), PAR).decisions
        by_answer = {option.answer: option for option in decision.options}
        assert {by_answer["heads"].same_luck, by_answer["tails"].same_luck} == {0.0, 100.0}
        assert decision.label in {"best", "close"}
        assert by_answer["tails"].worth.low < 50 < by_answer["tails"].worth.high
        assert by_answer["stay"].worth.mean == pytest.approx(10)


def test_a_clear_blunder_is_found_with_what_paid_for_it() -> None:
    answers: dict[str, AnswerValue] = {"how_deep": "visit", "price_bid": 1_200_000.0}
    seed = 4
    run = play(
        load_text(MINI),
        seed,
        Imitate(tuple(Answer(key, value) for key, value in answers.items()), PAR),
    )
    found = review_run(MINI, seed, run.answers, PAR)
    price = found.decisions[1]
    assert price.label == "blunder"
    assert price.loss is not None
    assert price.loss.low > 6
    assert price.kpis["value"] < 0
    assert found.costliest[0] == 1
    assert found.skills[0].skill == "planning.price"
    assert found.skills[0].lessons == ("pricing",)
    assert {each.label for each in found.decisions if each.step in found.costliest} <= WRONG


def test_a_run_that_is_not_finished_is_refused() -> None:
    with pytest.raises(ReviewError, match="only a finished run can be reviewed"):
        review_run(MINI, 1, (), PAR)
