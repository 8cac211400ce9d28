import math
import random
import statistics

import pytest

from simengine.estimates import (
    Estimate,
    Histogram,
    SampleError,
    Share,
    Summary,
    estimate,
    guarded_half_width,
    histogram,
    quantile,
    share_of,
    student_t,
    summarise,
)


@pytest.mark.parametrize(
    ("degrees", "expected"),
    [
        (1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (6, 2.447), (7, 2.365),
        (8, 2.306), (9, 2.262), (10, 2.228), (15, 2.131), (20, 2.086), (25, 2.060), (30, 2.042),
        (40, 2.021), (60, 2.000), (100, 1.984), (120, 1.980), (1000, 1.962), (10**6, 1.960),
    ],
)  # fmt: skip
def test_student_t_is_that_of_the_tables(degrees: int, expected: float) -> None:
    assert round(student_t(degrees), 3) == expected


@pytest.mark.parametrize(
    ("degrees", "confidence", "expected"),
    [
        (1, 0.99, 63.657),
        (2, 0.999, 31.599),
        (10, 0.9, 1.812),
        (30, 0.99, 2.750),
        (120, 0.99, 2.617),
    ],
)
def test_student_t_for_other_confidences(degrees: int, confidence: float, expected: float) -> None:
    assert round(student_t(degrees, confidence), 3) == expected


def test_student_t_has_its_closed_forms() -> None:
    assert student_t(1) == pytest.approx(math.tan(0.95 * math.pi / 2), rel=1e-9)
    assert student_t(2) == pytest.approx(0.95 * math.sqrt(2 / (1 - 0.95**2)), rel=1e-9)


def test_student_t_goes_on_smoothly_where_the_sum_ends() -> None:
    steps = [student_t(n) - student_t(n + 1) for n in range(97, 104)]
    assert steps == sorted(steps, reverse=True)
    assert steps[-1] > 0


def test_an_estimate_is_the_mean_with_students_interval() -> None:
    values = [3.0, 5.0, 4.0, 8.0]
    half = 3.182446305 * statistics.stdev(values) / 2
    assert estimate(values) == Estimate(4, 5.0, statistics.stdev(values), 5 - half, 5 + half)


def test_an_interval_holds_the_mean_as_often_as_it_says() -> None:
    draw = random.Random(7)
    found = [estimate([draw.gauss(3, 2) for _ in range(5)]) for _ in range(4000)]
    held = sum(each.low <= 3 <= each.high for each in found)
    assert abs(held / 4000 - 0.95) < 3 * math.sqrt(0.95 * 0.05 / 4000)


def test_an_estimate_does_not_depend_on_the_order() -> None:
    values = [random.Random(1).lognormvariate(0, 9) for _ in range(50)]
    assert estimate(values) == estimate(values[::-1])


def test_the_same_value_every_time_is_known_exactly() -> None:
    assert estimate([2.5, 2.5, 2.5]) == Estimate(3, 2.5, 0.0, 2.5, 2.5)


@pytest.mark.parametrize("values", [[], [1.0]])
def test_one_value_has_no_interval(values: list[float]) -> None:
    with pytest.raises(SampleError, match=f"takes at least 2 values, here is {len(values)}"):
        estimate(values)


def test_a_summary_adds_the_quantiles() -> None:
    values = [float(value) for value in range(20, -1, -1)]
    found = estimate(values)
    assert summarise(values) == Summary(
        21, 10.0, found.sd, found.low, found.high,
        least=0.0, q05=1.0, q25=5.0, median=10.0, q75=15.0, q95=19.0, most=20.0,
    )  # fmt: skip


def test_a_quantile_lies_straight_between_two_values() -> None:
    assert [quantile([1.0, 2.0, 4.0], share) for share in (0, 0.25, 0.75, 1)] == [1, 1.5, 3, 4]
    assert quantile([7.0], 0.3) == 7.0


def test_a_share_has_wilsons_interval() -> None:
    found = share_of(2, 10)
    assert (found.n, found.count, found.share) == (10, 2, 0.2)
    # Its limits are where the share is just 1.96 standard deviations away.
    for limit in (found.low, found.high):
        away = abs(0.2 - limit) / math.sqrt(limit * (1 - limit) / 10)
        assert away == pytest.approx(1.959964, rel=1e-6)


def test_a_share_stays_between_none_and_all() -> None:
    none, all_of_them = share_of(0, 10), share_of(10, 10)
    assert none == Share(10, 0, 0.0, 0.0, pytest.approx(0.2775, abs=1e-4))
    assert all_of_them == Share(10, 10, 1.0, pytest.approx(0.7225, abs=1e-4), 1.0)


def test_there_is_no_share_of_nothing() -> None:
    with pytest.raises(SampleError, match="no share of nothing"):
        share_of(0, 0)


def test_a_histogram_holds_every_value_once() -> None:
    values = [-5.0, 0.0, 9.99, 10.0, 55.0, 99.9, 100.0, 300.0]
    assert histogram(values, 0, 100, 10) == Histogram(0, 100, (3, 1, 0, 0, 0, 1, 0, 0, 0, 3))


def test_a_guarded_interval_thinks_two_more_values_seen() -> None:
    n, sd, spread = 16, 3.0, 8.0
    half = student_t(15) * math.sqrt((sd**2 + 2 * spread**2 / n) / n)
    assert guarded_half_width(n, sd, spread) == pytest.approx(half)
    assert guarded_half_width(n, sd, 0.0) == pytest.approx(student_t(15) * sd / 4)


@pytest.mark.parametrize("n", [20, 50, 100, 400])
def test_what_was_never_seen_follows_the_rule_of_three(n: int) -> None:
    assert guarded_half_width(n, 0.0, 1.0) == pytest.approx(3 / n, rel=0.08)
