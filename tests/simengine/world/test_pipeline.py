"""Deals of a pipeline: how they come, wait, are worked on, are won, lost, or go cold."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from simengine.estimates import estimate
from simengine.library import load_file
from simengine.policies import POLICIES
from simengine.policies import play as play_deal
from simengine.program import Program
from simengine.run import Fork, Snapshot, replay
from simengine.scenario.problems import ScenarioInvalid
from simengine.streams import Streams
from simengine.view import look
from simengine.world import World
from simengine.world.leads import Lead
from tests.simengine.making import WORDS, happened, make_program, play, value

QUARTER = load_file(Path(__file__).parents[1] / "quarter.yaml")

SELLER = {"name": WORDS, "skill": {"known": 50}, "morale": {"known": 50}, "day_rate": 100}
YES = {"options": {"yes": {}, "no": {}}}
STEP = {"title": WORDS, "effort": 1, "passes": 1, "usual": 0.5}
CHANNEL = {"title": WORDS, "rate": 0.5, "quality": 60, "value": 1000}


def quarter(
    *,
    channels: dict[str, Any] | None = None,
    sellers: dict[str, Any] | None = None,
    steps: dict[str, Any] | None = None,
    pipeline: dict[str, Any] | None = None,
    **parts: Any,
) -> Program:
    """A pipeline in which nothing but the arrival of leads is left to chance."""
    named = [(channels or {"web": {}}, CHANNEL), (sellers or {"an": {}}, SELLER)]
    named.append((steps or {"talk": {}}, STEP))
    web, people, work = [
        {key: {**words, **own} for key, own in mine.items()} for mine, words in named
    ]
    whole = {"channels": web, "sellers": people, "steps": work, "shown_within": 0, "patience": 99}
    return make_program(kind="pipeline", pipeline={**whole, **(pipeline or {})}, **parts)


def arrivals(count: int, rate: float, channel: str = "web", seed: int = 0) -> list[float]:
    """The days on which the first leads come at a constant rate, from the first morning on."""
    found, total = [], 0.0
    for number in range(count):
        total += Streams(seed).at("lead arrival", channel, number).exponential(1.0)
        found.append(0.5 + total / rate)
    return found


def counts(run: Snapshot, *names: str) -> tuple[Any, ...]:
    return tuple(value(run, f"pipeline.{name}") for name in names)


def test_a_deal_is_worked_on_and_won() -> None:
    run = play(quarter(pipeline={"discount": 0.1, "margin": "0.4 - lead.discount"}))
    days = [day for day in arrivals(30, 0.5) if day < 30]
    begins, ends = 0.0, []
    for day in days:
        begins = max(begins, day) + 1 / (1.0 * 1.0)
        ends.append((begins, begins - day))
    # The deal ends with its only stage, on day 30.
    won = [(day, cycle) for day, cycle in ends if day <= 30]
    assert happened(run, "OrderWon") == [
        ("OrderWon", round(day, 6), "web", "an", 900.0, round(cycle, 6)) for day, cycle in won
    ]
    assert counts(run, "leads", "won", "open", "lost", "cold", "dropped") == (
        len(days), len(won), len(days) - len(won), 0, 0, 0,
    )  # fmt: skip
    assert counts(run, "revenue", "margin") == (900 * len(won), pytest.approx(270 * len(won)))
    assert value(run, "pipeline.cycle_days") == pytest.approx(
        sum(cycle for _, cycle in won) / len(won)
    )
    assert [value(run, f"channels.web.{name}") for name in ("leads", "won", "revenue")] == [
        len(days), len(won), 900 * len(won),
    ]  # fmt: skip
    assert [value(run, f"sellers.an.{name}") for name in ("open", "won", "revenue")] == [
        len(days) - len(won), len(won), 900 * len(won),
    ]  # fmt: skip
    assert value(run, "money.spent") == 30 * 100


def test_everybody_works_at_a_speed_of_their_own() -> None:
    sellers = {"an": {"skill": {"known": 100}, "morale": {"known": 100}}}
    run = play(quarter(sellers=sellers, steps={"talk": {"effort": 3}}, pipeline={"pace": 2}))
    day, cycle = (happened(run, "OrderWon")[0][place] for place in (1, 5))
    assert cycle == pytest.approx(3 / (1.5 * 1.25 * 2), abs=1e-6)
    assert day == pytest.approx(arrivals(1, 0.5)[0] + cycle, abs=1e-6)


def test_steps_follow_each_other_and_the_customer_takes_time() -> None:
    steps = {"talk": {"wait": 2}, "offer": {"effort": 0.5, "cost": 7, "usual": 0.25}}
    run = play(quarter(channels={"web": {"rate": 0.05, "cost": 3}}, steps=steps))
    first = happened(run, "OrderWon")[0]
    assert first[1] == pytest.approx(arrivals(1, 0.05)[0] + 1 + 2 + 0.5, abs=1e-6)
    leads = value(run, "pipeline.leads")
    entered, passed = value(run, "steps.offer.entered"), value(run, "steps.offer.passed")
    assert (value(run, "steps.talk.entered"), passed) == (leads, value(run, "pipeline.won"))
    assert value(run, "money.spent") == 3 * leads + 7 * entered + 30 * 100
    still = [value(run, f"steps.{step}.open") for step in ("talk", "offer")]
    weighted = 1000 * (0.125 * still[0] + 0.25 * still[1])
    assert counts(run, "value", "weighted") == (1000 * sum(still), weighted)


def test_who_says_no_is_lost() -> None:
    effects = {"lost": {"then": ["sellers.an.morale -= 1"]}}
    run = play(quarter(steps={"talk": {"passes": 0}}, pipeline=effects))
    lost = happened(run, "LeadLost")
    assert len(lost) == value(run, "pipeline.lost") > 5
    assert {row[2:] for row in lost} == {("web", "an", "talk", 1000.0, "no")}
    assert value(run, "sellers.an.morale") == 50 - len(lost)


def test_what_is_left_lying_goes_cold() -> None:
    effects = {"patience": 4, "cold": {"then": ["sellers.an.morale -= 1"]}}
    run = play(quarter(steps={"talk": {"effort": 40}}, pipeline=effects))
    cold = happened(run, "LeadLost")
    days = arrivals(30, 0.5)
    # Noticed in the morning when four days have gone by; the first lead is in hand at once.
    mornings = [int(day + 4 - 0.5) + 1 + 0.5 for day in days[1:]]
    assert [row[1] for row in cold] == [morning for morning in mornings if morning < 30]
    assert {row[-1] for row in cold} == {"cold"}
    assert value(run, "sellers.an.morale") == 50 - value(run, "pipeline.cold")


def test_the_bar_keeps_leads_out_by_what_is_seen() -> None:
    channels = {"web": {"quality": 30}, "fair": {"quality": 70}}
    rules = {"enters": "lead.seen >= 50 and lead.by.fair"}
    run = play(quarter(channels=channels, pipeline=rules))
    assert counts(run, "dropped") == (value(run, "channels.web.leads"),)
    assert value(run, "steps.talk.entered") == value(run, "channels.fair.leads")


def test_what_waits_is_given_up_by_rule() -> None:
    """Every morning, of what waits; not what is in hand or with the customer."""
    rules = {
        "shown_within": "0 if lead.step > 0 else 100",
        "drops": "lead.step == 2 and lead.seen < 50",
        "cold": {"then": ["sellers.an.morale -= 1"]},
        "lost": {"then": ["sellers.an.morale -= 1"]},
    }
    channels = {"web": {"quality": 30}, "fair": {"quality": 70, "value": 2000}}
    steps = {"talk": {"effort": 0.1, "wait": 2}, "offer": {"effort": 3}}
    run = play(quarter(channels=channels, steps=steps, pipeline=rules))
    lost = happened(run, "LeadLost")
    assert {row[2:] for row in lost} == {("web", "an", "offer", 1000.0, "dropped")}
    assert counts(run, "dropped", "cold", "lost") == (len(lost), 0, 0)
    assert {row[1] % 1 for row in lost} == {0.5}
    assert value(run, "channels.fair.won") > 3
    assert value(run, "sellers.an.morale") == 50
    still = [value(run, f"steps.{step}.open") for step in steps]
    assert sum(still) == value(run, "pipeline.open") == value(run, "sellers.an.open")


def test_somebody_may_work_at_a_pace_of_their_own() -> None:
    """It is looked at when work begins: here a big deal keeps the one salesperson busy too."""
    run = play(
        quarter(
            channels={"web": {"rate": 5}},
            sellers={"an": {"pace": "1 if team.ace.free >= 1 else 0.25"}},
            team={"ace": {}},
            tasks={"big": {"days": 6, "needs": {"ace": 1}}},
            events={"bid": {"day": 10, "start": ["big"]}},
        )
    )
    ends = [row[1] for row in happened(run, "OrderWon")]
    days = [round(end - begin, 6) for begin, end in pairwise(ends)]
    assert days == [4 if 10 <= begin < 16 else 1 for begin in ends[:-1]]
    assert days.count(4) == 2


def test_a_pipeline_outlives_a_bid_that_is_lost() -> None:
    """The award is made once; what follows from it, and the quarter, go on."""
    parts: dict[str, Any] = {
        "stakeholders": {"buyer": {}},
        "competitors": {"hua": {}},
        "award": {
            "at": "bid.happened", "price": 100, "fit": 50, "risk": 50, "delivery": 50,
            "qualified": "day < 0", "lost": {"then": ["sellers.an.morale -= 9"]},
        },
        "events": {"bid": {"every": 5}},
    }  # fmt: skip
    run = play(quarter(**parts))
    assert [row[:3] for row in happened(run, "AwardMade")] == [("AwardMade", 5, "hua")]
    assert (run.outcome, run.day, value(run, "deal.lost")) == ("closed", 30, True)
    assert value(run, "sellers.an.morale") == 41
    assert value(run, "pipeline.won") == value(play(quarter()), "pipeline.won")
    parts["award"]["lost"] = {"end": "lost"}
    assert (play(quarter(**parts)).outcome, play(quarter(**parts)).day) == ("lost", 5)


def test_what_a_pipeline_leaves_out_does_not_count_in_its_digest() -> None:
    """Rules that came later: a scenario without them is the one that was published."""
    assert QUARTER.scenario.digest.startswith("13bb637f9187fb00")
    plain = quarter().scenario.digest
    assert quarter(pipeline={"drops": "day < 0"}).scenario.digest != plain
    assert quarter(sellers={"an": {"pace": 1}}).scenario.digest != plain


def test_leads_go_to_whom_the_rule_names() -> None:
    sellers = {"an": {"weight": 1}, "bo": {"weight": "2 if day < 15 else 0"}}
    run = play(quarter(sellers=sellers, pipeline={"assign": "seller.weight - 0 * seller.load"}))
    days = [day for day in arrivals(40, 0.5) if day < 30]
    assert value(run, "sellers.bo.won") + value(run, "sellers.bo.open") == sum(
        day < 15 for day in days
    )


def test_without_a_rule_who_has_fewest_gets_the_next() -> None:
    run = play(quarter(sellers={"an": {}, "bo": {}}, steps={"talk": {"effort": 99}}))
    shares = [value(run, f"sellers.{seller}.open") for seller in ("an", "bo")]
    assert shares[0] - shares[1] in (0, 1)


@pytest.mark.parametrize(
    ("rule", "first"), [({}, 1000), ({"priority": "lead.value"}, 5000), ({"priority": 1}, 1000)]
)
def test_the_most_urgent_comes_next_or_the_oldest(rule: dict[str, Any], first: int) -> None:
    channels = {"web": {"rate": 1, "value": "1000 if day < 3 else 5000"}}
    run = play(quarter(channels=channels, steps={"talk": {"effort": 4}}, pipeline=rule))
    in_order = [row[4] for row in happened(run, "OrderWon")]
    days = [day for day in arrivals(60, 1) if day < 3]
    assert len(days) > 2
    assert in_order[0] == 1000
    assert in_order[1] == first


def test_people_of_a_pool_are_borrowed_and_paid() -> None:
    steps = {"talk": {"effort": 2, "needs": {"presales": 1}}}
    team = {"presales": {"people": 1, "day_rate": 30}}
    sellers = {"an": {"day_rate": 0}, "bo": {"day_rate": 0}}
    run = play(quarter(channels={"web": {"rate": 3}}, sellers=sellers, steps=steps, team=team))
    won = happened(run, "OrderWon")
    # Two have deals, but only one at a time has the presales engineer.
    gaps = [later[1] - sooner[1] for sooner, later in pairwise(won)]
    assert min(gaps) >= 2 - 1e-6
    assert {row[3] for row in won} == {"an", "bo"}
    assert value(run, "money.spent") == 2 * 30 * len(won)


def test_a_newcomer_is_hired_and_gets_up_to_speed() -> None:
    mei = {"joins": "chose.go.yes", "join_days": 5, "ramp_days": 10, "hire_cost": 40, "day_rate": 0}
    sellers = {"an": {"day_rate": 0}, "mei": mei}
    rules = {"assign": "seller.ramp if seller.load < 99 else 0", "pace": 1}
    program = quarter(sellers=sellers, pipeline=rules)
    run = play(program, {"go": "yes"})
    assert happened(run, "SellerJoined") == [("SellerJoined", 5.0, "mei")]
    assert (value(run, "sellers.here"), value(run, "money.spent")) == (2, 40)
    assert run.world.pipeline is not None
    assert run.world.pipeline.sellers[1].ramp == 1.0
    without = play(program, {"go": "no"})
    assert (value(without, "sellers.here"), value(without, "sellers.mei.here")) == (1, False)
    late = play(quarter(sellers={"an": {}, "mei": {**mei, "join_days": 35}}), {"go": "yes"})
    assert happened(late, "SellerJoined") == []


def test_ramp_grows_day_by_day() -> None:
    mei = {"joins": True, "join_days": 5, "ramp_days": 100}
    run = play(quarter(sellers={"mei": mei}))
    assert run.world.pipeline is not None
    assert run.world.pipeline.sellers[0].ramp == pytest.approx(0.3 + 0.7 * 35 / 100)
    # Whoever comes before anybody is there waits until the morning on which somebody is.
    first = happened(run, "OrderWon")[0]
    assert first[1] > 5.5


def test_who_leaves_hands_over_to_the_others() -> None:
    sellers = {"an": {}, "bo": {"leaves": "50 if seller.morale < 60 else 0"}}
    rules = {"left": {"then": ["sellers.an.morale -= 10"]}, "assign": "seller.weight"}
    sellers["bo"]["weight"] = 2
    team = {"presales": {"people": 1, "day_rate": 10}}
    steps = {"talk": {"effort": 30, "needs": {"presales": 1}}}
    run = play(quarter(sellers=sellers, pipeline=rules, steps=steps, team=team))
    ((_, day, who, deals),) = happened(run, "SellerLeft")
    assert (day, who) == (4.5, "bo")
    assert deals == sum(arrival < 4.5 for arrival in arrivals(20, 0.5)) > 0
    assert (value(run, "sellers.left"), value(run, "sellers.bo.open")) == (1, 0)
    assert value(run, "sellers.an.open") == value(run, "pipeline.open")
    assert value(run, "sellers.an.morale") == 40
    stays = play(quarter(sellers={"bo": {"leaves": 0}}))
    assert happened(stays, "SellerLeft") == []


def test_deals_stay_nobodys_while_nobody_is_there() -> None:
    """A customer who was waiting for an answer still gets, and gives, one."""
    sellers = {"bo": {"leaves": "50 if day > 9 else 0"}}
    steps = {"talk": {"effort": 0.5, "wait": 12}}
    run = play(quarter(sellers=sellers, steps=steps, channels={"web": {"rate": 0.2}}))
    assert happened(run, "SellerLeft")[0][1] == 9.5
    assert [row[3] for row in happened(run, "OrderWon") if row[1] > 9.5] == [""] * sum(
        9.5 < day + 12.5 <= 30 for day in arrivals(9, 0.2) if day < 9
    )


@pytest.mark.parametrize(("within", "width"), [(0, 0), (10, 20), (100, 100)])
def test_the_quality_is_seen_as_a_range(within: int, width: int) -> None:
    channels = {"web": {"quality": "uniform(0, 100)"}}
    run = play(quarter(channels=channels, pipeline={"shown_within": within}))
    assert run.world.pipeline is not None
    leads = list(run.world.pipeline.leads.values())
    assert leads
    for lead in leads:
        assert lead.low <= lead.quality <= lead.high
        assert lead.high - lead.low <= width + 1e-9


def test_common_luck_follows_the_lead_not_the_day() -> None:
    """Another rate shifts when leads come, and not which ones."""

    def values(rate: float) -> list[float]:
        channels = {"web": {"rate": rate, "value": "lognormal(1000, 0.5)"}}
        return [row[4] for row in happened(play(quarter(channels=channels)), "OrderWon")]

    few, many = values(0.2), values(0.4)
    assert len(many) > len(few) > 2
    assert many[: len(few)] == few


def test_leads_come_as_often_as_the_rate_says() -> None:
    program = quarter(channels={"web": {"rate": "2 if day < 10 else 4"}}, horizon=30)
    found = [value(play(program, seed=seed), "pipeline.leads") for seed in range(150)]
    seen = estimate(found)
    # The first morning is at 0.5, the rate another from the morning at 10.5 on.
    expected = 2 * 10 + 4 * 19.5
    assert seen.low - 1 < expected < seen.high + 1
    assert seen.sd**2 == pytest.approx(expected, rel=0.3)


def test_no_lead_comes_where_the_rate_is_nothing() -> None:
    assert counts(play(quarter(channels={"web": {"rate": -1}})), "leads") == (0,)


# -- another luck --------------------------------------------------------------------------------


def deep_in(seed: int) -> Snapshot:
    """The small quarter as it stands when the forecast of the third month is due."""
    whole = play_deal(QUARTER, seed, POLICIES["default"])
    place = next(n for n, each in enumerate(whole.answers) if each.decision == "call" and n > 5)
    return replay(QUARTER, seed, whole.answers[:place])


def test_the_room_looks_the_same_under_another_luck() -> None:
    run = deep_in(3)
    before = look(run).pipeline
    run.world.change_luck(7, None)
    assert look(run).pipeline == before


def test_what_cannot_be_known_is_another_under_another_luck() -> None:
    run = deep_in(3)
    assert run.world.pipeline is not None
    leads = list(run.world.pipeline.leads.values())
    assert {lead.state for lead in leads} == {"queued", "working", "deciding"}

    def unknown() -> list[tuple[float, ...]]:
        return [(lead.quality, lead.patience, lead.days) for lead in leads]

    seen = [(lead.low, lead.high) for lead in leads]
    before = unknown()
    run.world.change_luck(7, frozenset({"work"}))
    assert unknown() == before
    run.world.change_luck(7, frozenset({"pipeline"}))
    assert all(one != two for one, two in zip(before, unknown(), strict=True))
    assert [(lead.low, lead.high) for lead in leads] == seen
    assert all(lead.low <= lead.quality <= lead.high for lead in leads)
    for lead in leads:
        elapsed = run.world.now - lead.since
        assert (lead.patience if lead.state == "queued" else lead.days) >= elapsed


@pytest.mark.parametrize("step", [0, 3, 5])
def test_a_fork_keeps_the_past(step: int) -> None:
    run = play_deal(QUARTER, 5, POLICIES["default"])
    forked = replay(QUARTER, 5, run.answers, fork=Fork(1, step))
    day = next(f.day for f in run.journal if type(f).__name__ == "DecisionMade" and f.step == step)
    past, mine = ([fact for fact in each.journal if fact.day < day] for each in (run, forked))
    assert mine == past
    assert forked.journal != run.journal


def test_the_truth_looks_like_one_of_the_redraws() -> None:
    """Simulation-based calibration, of the quality of the oldest open deal (see test_beliefs)."""
    program = quarter(
        channels={"web": {"rate": 1, "quality": "triangular(0, 30, 100)"}},
        steps={"talk": {"effort": 60}},
        pipeline={"shown_within": 25},
        decisions={"go": {"day": 8, **YES}},
    )
    ranks = []
    for seed in range(200):
        world = replay(program, seed).world
        lead = first_lead(world)
        truth, below = lead.quality, 0
        for luck in range(9):
            world.change_luck(luck, None)
            below += lead.quality < truth
        ranks.append(below)
    expected = len(ranks) / 10
    # Of chi-squared with 9 degrees of freedom, one in a thousand is above 27.9.
    assert sum((ranks.count(rank) - expected) ** 2 / expected for rank in range(10)) < 27.9


def first_lead(world: World) -> Lead:
    assert world.pipeline is not None
    return next(iter(world.pipeline.leads.values()))


def test_an_awkward_prior_gives_way_to_the_range() -> None:
    """Where the author's formula fails, or hits the range too seldom, the range alone counts."""
    for quality in ("50 / max(uniform(-1, 1), 0)", "0 if chance(0.9999) else 100"):
        program = quarter(
            channels={"web": {"rate": 3, "quality": "uniform(40, 60)"}},
            steps={"talk": {"effort": 60}},
            pipeline={"shown_within": 5},
            decisions={"go": {"day": 4, **YES}},
        )
        odd = quarter(channels={"web": {"quality": quality}})
        world = replay(program, 1).world
        lead = first_lead(world)
        assert odd.pipeline is not None
        lead.channel = odd.pipeline.channels[0]
        world.change_luck(3, None)
        assert lead.low <= lead.quality <= lead.high


def test_certain_times_stay_as_they_are() -> None:
    program = quarter(
        channels={"web": {"rate": 2}},
        steps={"talk": {"effort": 9, "wait": "2 + lead.quality / 10"}},
        sellers={"an": {}, "bo": {}},
        decisions={"go": {"day": 11, **YES}},
    )
    world = replay(program, 1).world
    assert world.pipeline is not None
    leads = list(world.pipeline.leads.values())
    before = [(lead.state, lead.days) for lead in leads if lead.state != "queued"]
    assert "deciding" in dict(before)
    world.change_luck(3, None)
    assert [(lead.state, lead.days) for lead in leads if lead.state != "queued"] == before


# -- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "path", "words"),
    [
        ({"pipeline": {"enters": "lead.quality > 50"}}, "pipeline.enters", "hidden"),
        ({"pipeline": {"priority": "lead.quality"}}, "pipeline.priority", "hidden"),
        ({"pipeline": {"drops": "lead.quality < 9"}}, "pipeline.drops", "hidden"),
        ({"kpis": {"a": {"value": "lead.value", "worst": 0, "target": 1}}}, "kpis.a", "pipeline's"),
        ({"decisions": {"go": {"day": 1, "shows": ["lead.seen"], **YES}}}, "go.shows", "lead.seen"),
        ({"steps": {"talk": {"needs": {"nobody": 1}}}}, "pipeline.steps.talk.needs", "nobody"),
        (
            {"steps": {"talk": {"needs": {"few": 2}}}, "team": {"few": {}}},
            "pipeline.steps.talk.needs.few", "never have more than 1",
        ),
        ({"sellers": {"web": {}}}, "pipeline.sellers.web", "already used"),
    ],
)  # fmt: skip
def test_a_pipeline_that_does_not_hang_together_is_refused(
    parts: dict[str, Any], path: str, words: str
) -> None:
    with pytest.raises(ScenarioInvalid) as caught:
        quarter(**parts)
    assert any(path in str(problem) and words in str(problem) for problem in caught.value.problems)


@pytest.mark.parametrize("parts", [{"kind": "pipeline"}, {"kind": "deal", "pipeline": {}}])
def test_the_kind_and_the_part_go_together(parts: dict[str, Any]) -> None:
    if "pipeline" in parts:
        whole = {"channels": {"web": CHANNEL}, "sellers": {"an": SELLER}, "steps": {"talk": STEP}}
        parts = {**parts, "pipeline": {**whole, "shown_within": 0, "patience": 9}}
    with pytest.raises(ScenarioInvalid, match="go together"):
        make_program(**parts)
