"""The factor that all tasks of a project share, against the spread that it should give.

Independent tasks even each other out; real projects do not (CESAW, 60,576 tasks: shuffling the
tasks between projects halves the spread of their length).
"""

import math

import pytest

from simengine.estimates import estimate
from simengine.journal import TaskFinished
from tests.simengine.making import make_program, play
from tests.simengine.proofs.gauges import half_width, holds, tell

RUNS = 1200

# Of work packages and of projects, sd of the logarithm (CESAW).
TASK_SD = 0.4
FACTOR_SD = 0.17

# So many packages that shuffling them halves the spread; see `shuffled_variance`.
TASKS = 22

MEAN = 5 * math.exp(TASK_SD**2 / 2)
VARIANCE = MEAN**2 * (math.exp(TASK_SD**2) - 1)


def factor_moments(sd: float) -> tuple[float, float]:
    """The mean and the mean square of a lognormal factor around 1."""
    return math.exp(sd**2 / 2), math.exp(2 * sd**2)


def project_variance(sd: float) -> float:
    """Of factor · sum: E[F²] E[S²] - E[F]² E[S]²."""
    mean, square = factor_moments(sd)
    return square * (TASKS * VARIANCE + (TASKS * MEAN) ** 2) - (mean * TASKS * MEAN) ** 2


def shuffled_variance(sd: float) -> float:
    """Of a sum of tasks from as many projects: n (E[F²] E[X²] - E[F]² E[X]²)."""
    mean, square = factor_moments(sd)
    return TASKS * (square * (VARIANCE + MEAN**2) - (mean * MEAN) ** 2)


def tasks_of_projects(factor_sd: float) -> list[list[float]]:
    """The days of each task in turn, of each project."""
    names = [f"task_{i}" for i in range(TASKS)]
    chain = {
        name: {"days": f"lognormal(5, {TASK_SD})", "after": names[max(0, i - 1) : i]}
        for i, name in enumerate(names)
    }
    program = make_program(
        horizon=1000,
        project_factor=factor_sd,
        stages={"work": {"gate": "tasks.task_21.done", "start": names}},
        tasks=chain,
    )
    projects = []
    for seed in range(RUNS):
        run = play(program, seed=seed)
        projects.append([fact.days for fact in run.journal if isinstance(fact, TaskFinished)])
        assert math.fsum(projects[-1]) == pytest.approx(run.day)
    return projects


def check(name: str, lengths: list[float], mean: float, variance: float) -> None:
    """The squared distance from the true mean is, on average, the variance."""
    found = estimate([(length - mean) ** 2 for length in lengths])
    tell(
        f"{name}: sd {math.sqrt(found.mean):.2f} days [{math.sqrt(found.low):.2f}, "
        f"{math.sqrt(found.high):.2f}] should be {math.sqrt(variance):.2f}"
    )
    assert holds(found, variance)
    assert half_width(found) < 0.15 * variance


def test_without_it_tasks_even_each_other_out() -> None:
    lengths = [math.fsum(project) for project in tasks_of_projects(0)]
    check("independent tasks", lengths, TASKS * MEAN, TASKS * VARIANCE)


def test_with_it_projects_spread_as_they_do_and_shuffling_halves_that() -> None:
    projects = tasks_of_projects(FACTOR_SD)
    mean = factor_moments(FACTOR_SD)[0] * TASKS * MEAN
    lengths = [math.fsum(project) for project in projects]
    check("with a shared factor", lengths, mean, project_variance(FACTOR_SD))
    shuffled = [
        math.fsum(projects[(run + i) % RUNS][i] for i in range(TASKS)) for run in range(RUNS)
    ]
    check("the same, shuffled", shuffled, mean, shuffled_variance(FACTOR_SD))
    ratio = math.sqrt(shuffled_variance(FACTOR_SD) / project_variance(FACTOR_SD))
    assert ratio == pytest.approx(0.5, abs=0.005)
