from pathlib import Path

from simengine.check.runs import Offer, ToPlay, play_one
from simengine.library import load_text
from simengine.policies import POLICIES, play
from tests.simengine.check.faulty import faulty_scenario
from tests.simengine.making import as_text, make_scenario

MINI = (Path(__file__).parents[1] / "mini.yaml").read_text("utf-8")


def test_a_run_is_that_of_its_policy() -> None:
    for bot in ("default", "random"):
        kept = play_one(MINI, "mini.yaml", ToPlay(3, POLICIES[bot]))
        run = play(load_text(MINI), 3, bot)
        assert (kept.seed, kept.policy, kept.error) == (3, bot, None)
        assert (kept.score, kept.passed) == (run.score, run.scorecard.passed)
        assert (kept.outcome, kept.answers) == (run.outcome, run.answers)
        assert kept.points == tuple(kpi.points for kpi in run.scorecard.kpis)
        assert kept.values == tuple(kpi.value for kpi in run.scorecard.kpis)


def test_what_came_up_is_kept_by_its_path() -> None:
    met = frozenset[str]()
    for seed in range(40):
        met |= play_one(MINI, "mini.yaml", ToPlay(seed, POLICIES["random"])).met
    assert met == {
        "stages.qualify", "stages.offer", "stages.delivery", "stages.close",
        "decisions.how_deep", "decisions.price_bid", "decisions.port", "decisions.crew",
        "tasks.visit", "tasks.proposal", "tasks.build", "tasks.install",
        "risks.strike", "risks.budget_cut", "risks.strike.warning.effects.mail",
        "events.welcome", "events.welcome.mail", "events.chat",
        "competitors.hua.moves.price_cut",
        "contract.changes.bigger", "contract.milestones.advance", "contract.milestones.handover",
    }  # fmt: skip


def test_what_was_on_offer_is_counted() -> None:
    offers = play_one(faulty_scenario(), "a.yaml", ToPlay(1, POLICIES["default"])).offers
    assert offers["trap", "wait"] == Offer(1, 1, 1)
    assert offers["trap", "grey"] == Offer(1, 0, 1)
    assert offers["trap", "dear"] == Offer(1, 1, 0)
    assert ("amount", "") not in offers


def test_offers_add_up() -> None:
    assert Offer(3, 2, 1).plus(Offer(1, 1, 1)) == Offer(4, 3, 2)


def test_money_is_that_of_the_decision_if_it_has_a_budget() -> None:
    text = as_text(
        make_scenario(
            decisions={
                "go": {
                    "at": "work.start",
                    "answer": "several",
                    "budget": 5,
                    "options": {"cheap": {"cost": 5}, "dear": {"cost": 6}, "free": {}},
                }
            }
        )
    )
    offers = play_one(text, "a.yaml", ToPlay(1, POLICIES["default"])).offers
    assert [offer.affordable for offer in offers.values()] == [1, 0, 1]


def test_what_is_free_can_be_paid_even_by_who_is_in_debt() -> None:
    text = as_text(
        make_scenario(
            decisions={
                "go": {"at": "work.start", "options": {"spend": {"cost": 5000}, "not": {}}},
                "then": {"day": 3, "options": {"free": {}, "cheap": {"cost": 1}}},
            }
        )
    )
    offers = play_one(text, "a.yaml", ToPlay(1, POLICIES["default"])).offers
    assert offers["then", "free"].affordable == 1
    assert offers["then", "cheap"].affordable == 0


def test_a_run_that_fails_says_why() -> None:
    text = as_text(
        make_scenario(
            variables={"points": {"known": 0}},
            events={"crash": {"day": 3, "then": ["points = 1 / points"]}},
        )
    )
    kept = play_one(text, "a.yaml", ToPlay(1, POLICIES["default"]))
    assert kept.error is not None
    assert str(kept.error)
    assert kept.answers == ()
