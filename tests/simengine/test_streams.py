import json
import math
import os
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from simengine.compiler.references import parts_of
from simengine.errors import FormulaError
from simengine.library import load_file
from simengine.run import drive
from simengine.scenario.parts import Effects
from simengine.scenario.problems import dotted
from simengine.streams import MAX_SEED, SOURCES, Z_LIMIT, Fork, Streams, source_of
from simengine.view import look

ROOT = Path(__file__).parents[2]
SCENARIOS = [
    ROOT / "tests/simengine/mini.yaml",
    ROOT / "tests/simengine/quarter.yaml",
    ROOT / "scenarios/smart-factory",
]

NORMAL = statistics.NormalDist()

DRAWS = {
    "chance": (0.3,),
    "choice": ([1, 0, 2, 3],),
    "exponential": (3.0,),
    "lognormal": (5.0, 0.4),
    "normal": (10.0, 2.0),
    "parkinson": (5.0, 0.4),
    "pert": (2.0, 3.0, 6.0),
    "poisson": (250.0,),
    "triangular": (1.0, 2.0, 4.0),
    "uniform": (2.0, 5.0),
    "weibull": (2.22, 29.7),
}

GOLDEN = {
    "chance": [True, False, True],
    "choice": [3, 3, 2],
    "exponential": [0.04773633396902788, 0.8242558890405185, 0.3222484402242716],
    "lognormal": [3.604019987802104, 5.815320864849625, 5.770558520424914],
    "normal": [10.85275032221692, 10.900548850197112, 8.310637445411293],
    "parkinson": [5.0857074096338, 5.0, 8.45098015980673],
    "pert": [3.4712498717749667, 3.3114725610012017, 2.776880877733288],
    "poisson": [250.0, 278.0, 253.0],
    "triangular": [2.202201808219581, 2.3729310495402505, 3.5505685002073517],
    "uniform": [4.959194745697544, 4.290709197383477, 4.333714237480896],
    "weibull": [35.165069776759374, 23.138289071021756, 27.140979397367392],
}


def draw_all(seed: int) -> dict[str, list[float]]:
    streams = Streams(seed)
    return {
        name: [getattr(streams.at("golden", name, i), name)(*args) for i in range(3)]
        for name, args in DRAWS.items()
    }


def sample(name, *args, count=4000):
    streams = Streams(20260302)
    return [getattr(streams.next("sample", name), name)(*args) for _ in range(count)]


def furthest_from(cdf, values):
    """The Kolmogorov-Smirnov statistic times the root of the sample size."""
    ordered = sorted(values)
    n = len(ordered)
    furthest = max(max((i + 1) / n - cdf(x), cdf(x) - i / n) for i, x in enumerate(ordered))
    return furthest * math.sqrt(n)


CRITICAL = 1.63
"""Passed by chance in one of a hundred samples; the samples here never change."""


def beta_cdf(a, b, steps=2000):
    def density(x):
        return x ** (a - 1) * (1 - x) ** (b - 1)

    sums = [0.0]
    for i in range(steps):
        left, right = i / steps, (i + 1) / steps
        middle = (left + right) / 2
        sums.append(sums[-1] + (density(left) + 4 * density(middle) + density(right)) / 6)

    def cdf(x):
        place = min(int(x * steps), steps - 1)
        share = x * steps - place
        return (sums[place] + share * (sums[place + 1] - sums[place])) / sums[-1]

    return cdf


BETA_2_4 = beta_cdf(2, 4)
BETA_1_5 = beta_cdf(1, 5)


def test_draws_never_change():
    assert draw_all(7) == GOLDEN


def test_draws_are_the_same_in_another_process_with_another_hash_seed():
    program = (
        "import json, runpy, sys;print(json.dumps(runpy.run_path(sys.argv[1])['draw_all'](7)))"
    )
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for hash_seed in ("1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", program, __file__],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": root},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout) == GOLDEN


def test_a_draw_depends_on_the_seed_and_its_key_alone():
    streams = Streams(1)
    first = streams.at("task", "visit").normal(0, 1)
    streams.at("task", "pitch").normal(0, 1)
    streams.next("task", "visit").normal(0, 1)
    assert streams.at("task", "visit").normal(0, 1) == first
    assert Streams(2).at("task", "visit").normal(0, 1) != first


def test_keys_that_look_alike_are_different_streams():
    streams = Streams(1)
    keys = [("a", 1), ("a", "1"), ("a1",), ("a", "b"), ("a, b",), ("a", "", "b"), ("关键人",)]
    draws = [streams.at(*key).uniform(0, 1) for key in keys]
    draws.append(streams.next("a", 1).uniform(0, 1))
    draws.append(streams.next("a").uniform(0, 1))
    draws.append(streams.at("a", 0).uniform(0, 1))
    assert len(set(draws)) == len(draws)


def test_a_stream_goes_on_past_its_first_hash():
    stream = Streams(1).at("long")
    draws = [stream.uniform(0, 1) for _ in range(40)]
    assert len(set(draws)) == 40


def test_recurring_draws_count_each_key_by_itself():
    streams, other = Streams(3), Streams(3)
    drift = [streams.next("drift").normal(0, 1) for _ in range(3)]
    mixed = []
    for _ in range(3):
        mixed.append(other.next("drift").normal(0, 1))
        other.next("payment").normal(0, 1)
    assert mixed == drift
    assert len(set(drift)) == 3


def test_a_fork_keeps_the_past_and_changes_the_future():
    straight, forked = Streams(5), Streams(5)
    past = [forked.next("drift").normal(0, 1), forked.at("award").uniform(0, 1)]
    stream = forked.at("long")
    begun = [stream.uniform(0, 1) for _ in range(4)]
    forked.rekey(9)
    begun += [stream.uniform(0, 1) for _ in range(8)]
    future = [forked.next("drift").normal(0, 1), forked.at("payment").uniform(0, 1)]

    assert past == [straight.next("drift").normal(0, 1), straight.at("award").uniform(0, 1)]
    stream = straight.at("long")
    assert begun == [stream.uniform(0, 1) for _ in range(12)]
    unforked = [straight.next("drift").normal(0, 1), straight.at("payment").uniform(0, 1)]
    assert set(future).isdisjoint(unforked)


def test_each_luck_is_a_future_of_its_own_and_can_be_had_again():
    def future(luck):
        streams = Streams(5)
        streams.next("drift")
        streams.rekey(luck)
        return streams.next("drift").normal(0, 1)

    futures = [future(luck) for luck in (0, 1, MAX_SEED)]
    assert len({*futures, Streams(5).next("drift").normal(0, 1)}) == 4
    assert futures == [future(luck) for luck in (0, 1, MAX_SEED)]


@pytest.mark.parametrize("seed", [-1, MAX_SEED + 1])
def test_seeds_and_lucks_out_of_range_are_refused(seed):
    with pytest.raises(FormulaError, match=f"seed {seed} is out of range"):
        Streams(seed)
    with pytest.raises(FormulaError, match=f"seed {seed} is out of range"):
        Streams(0).rekey(seed)


def test_streams_of_neighbouring_keys_are_independent():
    streams = Streams(11)
    count = 20_000
    first = [streams.at("a", i).uniform(0, 1) for i in range(count)]
    second = [streams.at("b", i).uniform(0, 1) for i in range(count)]
    limit = 3 / math.sqrt(count)
    assert abs(statistics.correlation(first, second)) < limit
    assert abs(statistics.correlation(first[:-1], first[1:])) < limit


@pytest.mark.parametrize(
    ("name", "args", "cdf"),
    [
        ("uniform", (2, 5), lambda x: (x - 2) / 3),
        ("normal", (10, 2), statistics.NormalDist(10, 2).cdf),
        ("lognormal", (5, 0.4), lambda x: NORMAL.cdf(math.log(x / 5) / 0.4)),
        ("exponential", (3,), lambda x: 1 - math.exp(-x / 3)),
        ("weibull", (2.22, 29.7), lambda x: 1 - math.exp(-((x / 29.7) ** 2.22))),
        ("triangular", (1, 2, 4), lambda x: (x - 1) ** 2 / 3 if x < 2 else 1 - (4 - x) ** 2 / 6),
        ("triangular", (1, 1, 4), lambda x: 1 - (4 - x) ** 2 / 9),
        ("pert", (2, 3, 6), lambda x: BETA_2_4((x - 2) / 4)),
        ("pert", (2, 2, 6), lambda x: BETA_1_5((x - 2) / 4)),
    ],
)
def test_draws_follow_their_distribution(name, args, cdf):
    assert furthest_from(cdf, sample(name, *args)) < CRITICAL


def test_pert_has_its_mean_and_spread():
    values = sample("pert", 2, 3, 6, count=20_000)
    assert statistics.fmean(values) == pytest.approx(20 / 6, abs=0.02)
    assert statistics.pstdev(values) == pytest.approx(4 * math.sqrt(2 * 4 / (36 * 7)), rel=0.02)


@pytest.mark.parametrize("mean", [0.5, 7.0, 100.0, 250.0])
def test_poisson_follows_its_distribution(mean):
    values = sample("poisson", mean)
    share = total = math.exp(-mean)
    furthest = 0.0
    for count in range(int(mean * 3) + 20):
        seen = sum(value <= count for value in values) / len(values)
        furthest = max(furthest, abs(seen - total))
        share *= mean / (count + 1)
        total += share
    assert furthest * math.sqrt(len(values)) < CRITICAL


def test_poisson_of_nothing_is_nothing():
    assert set(sample("poisson", 0.0, count=20)) == {0.0}


def test_parkinson_reports_early_ends_on_plan():
    values = sample("parkinson", 5, 0.4)
    late = [value for value in values if value > 5]
    assert min(values) == 5.0
    assert len(late) / len(values) == pytest.approx(0.5, abs=0.03)
    assert furthest_from(lambda x: 2 * NORMAL.cdf(math.log(x / 5) / 0.4) - 1, late) < CRITICAL


def test_parkinson_hides_a_share_of_the_early_ends():
    values = sample("parkinson", 5, 0.4, 0.75)
    assert sum(value < 5 for value in values) / len(values) == pytest.approx(0.125, abs=0.02)
    open_values = sample("parkinson", 5, 0.4, 0)
    assert furthest_from(lambda x: NORMAL.cdf(math.log(x / 5) / 0.4), open_values) < CRITICAL


def test_chance_comes_true_as_often_as_it_says():
    assert statistics.fmean(sample("chance", 0.3)) == pytest.approx(0.3, abs=0.02)
    assert set(sample("chance", 0, count=50)) == {False}
    assert set(sample("chance", 1, count=50)) == {True}


def test_choice_follows_its_weights_and_never_takes_a_zero():
    values = sample("choice", [0, 1, 0, 3, 0])
    assert set(values) == {1, 3}
    assert values.count(3) / len(values) == pytest.approx(0.75, abs=0.02)


@pytest.mark.parametrize(
    ("name", "args", "value"),
    [
        ("uniform", (3, 3), 3),
        ("normal", (3, 0), 3),
        ("lognormal", (3, 0), 3),
        ("parkinson", (3, 0), 3),
        ("triangular", (3, 3, 3), 3),
        ("pert", (3, 3, 3), 3),
        ("exponential", (0,), 0),
        ("weibull", (2, 0), 0),
    ],
)
def test_a_distribution_without_spread_gives_its_value(name, args, value):
    assert set(sample(name, *args, count=20)) == {value}


def test_no_normal_draw_is_past_the_limit():
    assert max(abs(value) for value in sample("normal", 0, 1)) < Z_LIMIT


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("uniform", (2, 1), "uniform() has its lower limit 2 above its upper limit 1"),
        ("uniform", (math.nan, 1), "uniform() has its lower limit nan above"),
        ("normal", (0, -1), "normal() was given -1: take zero"),
        ("normal", (0, math.nan), "normal() was given nan: take zero"),
        ("lognormal", (-2, 1), "lognormal() was given -2: take zero"),
        ("lognormal", (2, -1), "lognormal() was given -1: take zero"),
        ("lognormal", (2, 1e9), "is too large a number"),
        ("parkinson", (-5, 1), "parkinson() was given -5: take zero"),
        ("parkinson", (5, 1, 1.5), "parkinson() has the probability 1.5"),
        ("triangular", (1, 0, 2), "triangular(1, 0, 2) is out of order"),
        ("triangular", (1, 3, 2), "triangular(1, 3, 2) is out of order"),
        ("pert", (1, 3, 2), "pert(1, 3, 2) is out of order"),
        ("pert", (-1.7e308, 0, 1.7e308), "is out of order"),
        ("exponential", (-1,), "exponential() was given -1"),
        ("weibull", (2, -1), "weibull() was given -1"),
        ("weibull", (0, 1), "weibull() has the shape 0"),
        ("poisson", (-1,), "poisson() has the mean -1"),
        ("poisson", (10_001,), "poisson() has the mean 10001"),
        ("chance", (1.1,), "chance() has the probability 1.1"),
        ("chance", (math.nan,), "chance() has the probability nan"),
        ("choice", ([],), "weights whose sum is 0"),
        ("choice", ([0, 0],), "weights whose sum is 0"),
        ("choice", ([1e308, 1e308],), "weights whose sum is inf"),
        ("choice", ([1, -1],), "choice() was given -1"),
    ],
)
def test_parameters_that_make_no_distribution_are_refused(name, args, message):
    found = []
    for i in range(20):
        try:
            getattr(Streams(1).at(i), name)(*args)
        except FormulaError as error:
            found.append(str(error))
    assert found
    assert all(message in text for text in found)


def test_a_source_is_forked_alone():
    straight, forked = Streams(5), Streams(5)
    forked.rekey(9, frozenset({"work"}))
    forked.rekey(8, frozenset({"people"}))
    keys = [("days", "a", 1), ("rework", "a", 1, 0), ("risk", "flood"), ("drift", "attitude")]
    same = [forked.at(*key).uniform(0, 1) == straight.at(*key).uniform(0, 1) for key in keys]
    assert same == [False, False, True, False]
    everything = Streams(5)
    everything.rekey(9)
    assert forked.at("days", "a").uniform(0, 1) == everything.at("days", "a").uniform(0, 1)
    assert forked.next("award").uniform(0, 1) == straight.next("award").uniform(0, 1)
    with pytest.raises(KeyError, match="weather"):
        forked.rekey(1, frozenset({"weather"}))


@pytest.mark.parametrize(
    ("key", "source"),
    [
        (("first", "insight"), "market"),
        (("drift", "attitude"), "people"),
        (("first", "rivals.hua.price"), "rivals"),
        (("seen", "rivals.hua.price"), "research"),
        (("move chance", "cut"), "rivals"),
        (("tasks.a.then.0",), "work"),
        (("competitors.hua.moves.cut.then.1",), "rivals"),
        (("decisions.go.options.yes.then.1",), "effects"),
        (("award",), "award"),
    ],
)
def test_each_key_belongs_to_a_source(key, source):
    assert source_of(*key) == source


def test_a_head_belongs_to_one_source_only():
    heads = [head for belonging in SOURCES.values() for head in belonging]
    assert len(heads) == len(set(heads))


def test_every_key_that_a_run_uses_belongs_to_a_source(monkeypatch):
    used = set()

    def watched(method):
        def call(streams, *key):
            used.add(key)
            return method(streams, *key)

        return call

    monkeypatch.setattr(Streams, "at", watched(Streams.at))
    monkeypatch.setattr(Streams, "next", watched(Streams.next))
    for path in SCENARIOS:
        program = load_file(path)
        for seed in range(3):
            run = drive(program, seed, (), lambda asked, world: asked.default)
            look(run)
            half = run.answers[: len(run.answers) // 2]
            fork = Fork(1, len(half) - 1)
            drive(program, seed, half, lambda asked, world: asked.default, fork=fork)
    used_sources = {source_of(*key) for key in used}
    assert used_sources == SOURCES.keys() - {"effects"}


def test_every_effect_of_an_author_belongs_to_a_source():
    """Wherever effects may stand in a scenario: their draws are keyed by their path."""
    program = load_file(SCENARIOS[-1])
    effects = [path for part, path in parts_of(program.scenario) if isinstance(part, Effects)]
    assert len(effects) > 100
    found = {path[0]: source_of(dotted((*path, "then", 0))) for path in effects}
    assert found == {
        "stages": "effects",
        "decisions": "effects",
        "tasks": "work",
        "risks": "risks",
        "events": "events",
        "competitors": "rivals",
        "award": "award",
        "contract": "customer",
    }
