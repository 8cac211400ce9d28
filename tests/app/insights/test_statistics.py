import pytest

from app.insights.statistics import Summary, histogram, summarise, tint


def test_too_few_scores_say_nothing() -> None:
    assert summarise([80.0] * 4, 3) == Summary(4, None, None, 3)
    assert summarise([], 0).pass_share is None


def test_the_interval_is_students() -> None:
    summary = summarise([50.0, 60.0, 70.0, 80.0, 90.0], 4)
    # sd 15.811, t(4) 2.776: 2.776 * 15.811 / sqrt(5)
    assert summary.mean == 70.0
    assert summary.half_width == pytest.approx(19.63, abs=0.01)
    assert summary.pass_share == 0.8


def test_many_scores_use_the_normal() -> None:
    scores = [float(n % 2) for n in range(100)]
    assert summarise(scores, 0).half_width == pytest.approx(1.96 * 0.50252 / 10, abs=1e-4)


def test_the_table_of_t_ends_at_thirty_degrees() -> None:
    def t_used(count: int) -> float:
        scores = [0.0, 1.0] * (count // 2) + [0.5] * (count % 2)
        summary = summarise(scores, 0)
        mean = sum(scores) / count
        sd = (sum((s - mean) ** 2 for s in scores) / (count - 1)) ** 0.5
        assert summary.half_width is not None
        return summary.half_width * count**0.5 / sd

    assert t_used(31) == pytest.approx(2.042)
    assert t_used(32) == pytest.approx(1.96)


def test_scores_are_counted_by_tens() -> None:
    assert histogram([0.0, 9.99, 10.0, 55.0, 99.0, 100.0]) == (2, 1, 0, 0, 0, 1, 0, 0, 0, 2)


@pytest.mark.parametrize(
    ("points", "shade"), [(None, 0), (0.0, 1), (19.9, 1), (20.0, 2), (79.9, 4), (80.0, 5), (100, 5)]
)
def test_shades_go_by_twenties(points: float | None, shade: int) -> None:
    assert tint(points) == shade
