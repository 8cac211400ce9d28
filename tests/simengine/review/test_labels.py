import math
from dataclasses import replace

import pytest

from simengine.estimates import Estimate, histogram
from simengine.review.labels import (
    accuracy,
    costliest,
    decision_accuracy,
    label,
    skills_to_train,
    stake,
    turning_point,
)
from simengine.review.model import DecisionReview, Label, OptionWorth, SkillLoss


def exactly(value: float) -> Estimate:
    return Estimate(16, value, 0.0, value, value)


def make_option(behind: float, *, is_chosen: bool = False) -> OptionWorth:
    return OptionWorth(
        answer=f"{behind} behind",
        is_chosen=is_chosen,
        is_par=behind == 0,
        n=16,
        worth=exactly(60 - behind),
        behind=exactly(behind),
        histogram=histogram([60 - behind], 0, 100, 20),
        same_luck=50.0,
        kpis={"cash": -behind},
    )


def make_decision(
    step: int = 0,
    loss: float | None = 0.0,
    named: Label = "best",
    *,
    stake: float = 10.0,
    before: float = 60.0,
    skill: str = "price",
    lesson: str = "pricing",
) -> DecisionReview:
    """The review of a decision that lost so much of what was at stake; None: it was forced."""
    sampled = loss is not None
    chosen = make_option(loss or 0.0, is_chosen=True)
    options = sorted(
        [chosen, *(make_option(each) for each in (0.0, stake) if each != loss)],
        key=lambda option: option.behind.mean,
    )
    return DecisionReview(
        step=step,
        day=float(step),
        stage="bid",
        decision=f"decision_{step}",
        kind="price",
        skill=skill,
        lessons=(lesson,),
        chosen=chosen.answer,
        par="0.0 behind",
        label=named,
        loss=exactly(loss) if loss is not None else None,
        kpis=chosen.kpis if sampled else {},
        behind_par=exactly(loss) if loss is not None else None,
        expected_before=exactly(before) if sampled else None,
        expected_after=chosen.worth if sampled else None,
        options=tuple(options) if sampled else (),
    )


FORCED = make_decision(9, None, "forced")


@pytest.mark.parametrize(
    ("low", "mean", "high", "expected"),
    [
        (6.5, 20.0, 33.0, "blunder"),
        (5.0, 6.0, 7.0, "blunder"),
        (4.5, 5.9, 7.4, "mistake"),
        (1.6, 3.0, 4.5, "mistake"),
        (1.5, 2.9, 4.4, "inaccuracy"),
        (0.1, 1.5, 3.0, "inaccuracy"),
        (0.1, 1.4, 2.9, "good"),
        (0.2, 0.8, 1.5, "good"),
        (0.0, 0.8, 1.5, "good"),
        (0.0, 0.8, 1.6, "close"),
        (0.0, 2.0, 3.0, "close"),
    ],
)  # fmt: skip
def test_a_loss_is_called_by_its_size(low: float, mean: float, high: float, expected: str) -> None:
    assert label(Estimate(64, mean, 5.0, low, high), is_best=False, is_settled=True) == expected


def test_the_best_one_is_best() -> None:
    loss = Estimate(64, 0.2, 5.0, 0.0, 2.5)
    assert label(loss, is_best=True, is_settled=True) == "best"


@pytest.mark.parametrize("is_best", [True, False])
def test_what_is_not_settled_is_too_close_to_call(is_best: bool) -> None:
    loss = Estimate(64, 4.0, 5.0, 1.0, 7.0)
    assert label(loss, is_best=is_best, is_settled=False) == "close"


def test_the_worst_answer_is_not_accurate_at_all() -> None:
    assert accuracy([make_decision(0, 2.0, "inaccuracy", stake=2.0)]).mean == pytest.approx(0)
    assert accuracy([make_decision(0, 20.0, "blunder", stake=20.0)]).mean == pytest.approx(0)


def test_the_first_points_lost_count_most() -> None:
    # Of 12 points six are worth a half of all, twelve three quarters.
    assert accuracy([make_decision(0, 6.0, "blunder", stake=12.0)]).mean == pytest.approx(100 / 3)
    assert accuracy([make_decision(0, 3.0, "mistake", stake=6.0)]).mean < 50


def test_accuracy_weighs_by_what_was_at_stake() -> None:
    little = make_decision(0, 0.0, stake=6.0)
    much = make_decision(1, 12.0, "blunder", stake=12.0)
    assert accuracy([little, much, FORCED]).mean == pytest.approx(100 * 0.5 / (0.5 + 0.75))


def test_what_is_usually_at_stake_goes_before_what_was_in_this_run() -> None:
    usual = replace(make_decision(0, 3.0, "mistake", stake=3.0), stake=12.0)
    assert (stake(usual), decision_accuracy(usual)) == pytest.approx(
        (0.75, 100 * (1 - (1 - 2**-0.5) / 0.75))
    )
    # No decision counts for more than it usually can, however much luck had put at stake.
    for_once = replace(make_decision(1, 40.0, "blunder", stake=40.0), stake=6.0)
    assert (stake(for_once), decision_accuracy(for_once)) == (0.5, 0.0)
    assert accuracy([usual, for_once]).mean == pytest.approx(100 * (1 - (1 - 2**-0.5 + 0.5) / 1.25))


def test_what_is_never_at_stake_does_not_count() -> None:
    never = replace(make_decision(0, 1.0, "good", stake=1.0), stake=0.0)
    assert (stake(never), decision_accuracy(never)) == (0.0, 100.0)
    assert stake(replace(FORCED, stake=12.0)) == 0.0


def test_no_weight_grows_for_ever() -> None:
    """A question that decides the whole deal weighs less than two that decide a grade each."""
    everything = make_decision(0, 0.0, stake=60.0)
    grade = make_decision(1, 12.0, "blunder", stake=12.0)
    assert accuracy([everything, grade, replace(grade, step=2)]).mean < 50


def test_the_best_answer_is_fully_accurate() -> None:
    # Its loss is no more than what the measurement leaves open.
    assert accuracy([make_decision(0, 0.4, "best")]).mean == 100.0


def test_where_nothing_is_at_stake_everything_is_right() -> None:
    certain = Estimate(0, 100.0, 0.0, 100.0, 100.0)
    assert accuracy([]) == certain
    assert accuracy([FORCED, make_decision(0, 0.0, stake=0.0)]) == certain


def test_the_interval_of_the_accuracy_comes_from_those_of_the_losses() -> None:
    """Three decisions of the same weight, 1/2. Half of the first one is gone, and at most all of
    it; of the best one a quarter may be."""
    half, quarter = (6 * math.log2(1 / (1 - share / 2)) for share in (1 / 2, 1 / 4))
    decisions = [
        replace(
            make_decision(0, half, "mistake", stake=6.0), loss=Estimate(64, half, 9.0, 0.0, 20.0)
        ),
        replace(make_decision(1, stake=6.0), loss=Estimate(64, 0.0, 9.0, 0.0, quarter)),
        make_decision(2, stake=6.0),
        FORCED,
    ]
    found = accuracy(decisions)
    assert (found.n, found.mean, found.sd) == pytest.approx((3, 250 / 3, math.sqrt(5000) / 3))
    assert found.high == pytest.approx(100.0)
    assert found.low == pytest.approx(250 / 3 - math.hypot(50, 25) / 3)


def test_the_interval_of_the_accuracy_stays_where_an_accuracy_can_be() -> None:
    vague = Estimate(16, 3.0, 40.0, 0.0, 9.0)
    decisions = [
        replace(make_decision(place, 3.0, "mistake", stake=6.0), loss=vague) for place in range(2)
    ]
    decisions.append(replace(decisions[0], loss=Estimate(16, 9.0, 40.0, 6.0, 99.0)))
    found = accuracy(decisions[:2])
    assert 0.0 < found.low < found.mean < found.high < 100.0
    found = accuracy(decisions[2:])
    assert (found.mean, found.low, found.high) == (0.0, 0.0, 0.0)


def test_the_costliest_are_those_that_were_wrong() -> None:
    decisions = [
        make_decision(0, 2.0, "inaccuracy"),
        make_decision(1, 9.0, "close"),
        make_decision(2, 7.0, "blunder"),
        make_decision(3, 3.5, "mistake"),
        make_decision(4, 1.6, "inaccuracy"),
        FORCED,
    ]
    assert costliest(decisions) == (2, 3, 0)
    assert costliest([make_decision(0, 1.0, "good")]) == ()


def test_skills_to_train_sum_up_what_was_lost() -> None:
    decisions = [
        make_decision(0, 2.0, "inaccuracy", skill="price"),
        make_decision(1, 1.0, "good", skill="team", lesson="team-roles"),
        make_decision(2, 4.0, "mistake", skill="risk", lesson="risk-management"),
        make_decision(3, 3.0, "mistake", skill="price", lesson="bidding"),
        make_decision(4, 2.5, "inaccuracy", skill="price"),
    ]
    assert skills_to_train(decisions) == (
        SkillLoss("price", ("pricing", "bidding"), 7.5, (0, 3, 4)),
        SkillLoss("risk", ("risk-management",), 4.0, (2,)),
    )


def test_the_turning_point_is_where_the_expected_score_changed_most() -> None:
    decisions = [make_decision(step, before=before) for step, before in enumerate((60, 62, 40, 45))]
    assert turning_point([*decisions, FORCED], 47.0) == 1
    assert turning_point(decisions, 80.0) == 3


def test_the_first_of_equal_turns_counts() -> None:
    decisions = [make_decision(step, before=before) for step, before in enumerate((60, 50))]
    assert turning_point(decisions, 60.0) == 0


def test_a_change_within_its_error_is_no_turn() -> None:
    vague = Estimate(16, 60.0, 20.0, 48.0, 72.0)
    first = replace(make_decision(0), expected_before=vague)
    then = [make_decision(step, before=before) for step, before in ((1, 50), (2, 45))]
    assert turning_point([first, *then], 45.0) == 1
    assert turning_point([first], 55.0) is None


def test_where_nothing_was_expected_nothing_turned() -> None:
    assert turning_point([FORCED], 50.0) is None


def test_a_forced_answer_lost_nothing() -> None:
    odd = replace(FORCED, label="mistake")
    assert skills_to_train([odd])[0].loss == 0.0


def test_one_decision_is_judged_as_in_a_run() -> None:
    found = [
        make_decision(loss=6.0, named="blunder", stake=12.0),
        make_decision(loss=0.4, stake=6.0),
        FORCED,
    ]
    accuracies = [decision_accuracy(each) for each in found]
    assert accuracies == [pytest.approx(100 / 3), 100.0, None]
    assert [stake(each) for each in found] == [0.75, 0.5, 0.0]
    assert decision_accuracy(make_decision(stake=0.0)) == 100.0
