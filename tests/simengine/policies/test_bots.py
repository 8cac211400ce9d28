from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simengine.library import load_file
from simengine.policies import POLICIES, play
from simengine.program import Program
from simengine.scenario.decisions import Decision
from simengine.sight import Sight
from simengine.streams import Streams
from simengine.world.decisions import AmountOffer, OptionOffer, Question, check_answer
from tests.simengine.making import make_program, questions

MINI = Path(__file__).parents[1] / "mini.yaml"

CHOICE = Question(
    step=0, day=0.0, decision="x", answer="choice",
    options=(
        OptionOffer("cheap", True, 0.0, None),
        OptionOffer("dear", True, 50.0, None),
        OptionOffer("shut", False, 0.0, None),
        OptionOffer("leave", True, 0.0, None),
    ),
    budget=None, at_least=0, at_most=None, units=None, use_all=False, amount=None,
    default="dear",
)  # fmt: skip
SEVERAL = CHOICE._replace(answer="several", budget=60.0, at_least=1, at_most=2, default=("cheap",))
ALLOCATION = CHOICE._replace(answer="allocation", units=5, use_all=True, default={"cheap": 5})
AMOUNT = CHOICE._replace(
    answer="amount", options=(), amount=AmountOffer(100.0, 199.0, 10.0), default=150.0
)


def decision(**options: dict[str, object]) -> Decision:
    label = {"en": "x"}
    return Decision.model_validate(
        {
            "kind": "risk",
            "title": label,
            "ask": label,
            "skill": "x",
            "options": {key: {"label": label, **more} for key, more in options.items()},
        }
    )


PLAIN = decision(cheap={}, dear={}, shut={}, leave={"end": "withdrawn"})


class Purse(Sight):
    """A sight of nothing but the decision and so much money."""

    def __init__(self, spec: Decision, money: float) -> None:
        self.decision = spec
        self.money = money

    @property
    def money_left(self) -> float:
        return self.money


def answer(policy: str, asked: Question, spec: Decision = PLAIN, money: float = 100.0) -> object:
    return POLICIES[policy](asked, Purse(spec, money), Streams(1).at("policy"))


@pytest.fixture(scope="module")
def mini() -> Program:
    return load_file(MINI)


@pytest.mark.parametrize("asked", [CHOICE, SEVERAL, ALLOCATION, AMOUNT])
def test_the_default_policy_does_what_is_usual(asked: Question) -> None:
    assert answer("default", asked) == asked.default


@pytest.mark.parametrize("policy", sorted(POLICIES))
@pytest.mark.parametrize("asked", [CHOICE, SEVERAL, AMOUNT])
def test_every_policy_answers_in_order(policy: str, asked: Question) -> None:
    value = answer(policy, asked)
    assert check_answer(asked, value) == value


@pytest.mark.parametrize("policy", ["random", "cautious", "greedy"])
def test_all_units_are_given_out_where_they_must_be(policy: str) -> None:
    value = answer(policy, ALLOCATION)
    assert check_answer(ALLOCATION, value) == value


def test_the_greedy_policy_takes_the_cheapest_and_never_walks_away() -> None:
    assert answer("greedy", CHOICE) == "cheap"
    assert answer("greedy", AMOUNT) == 180.0
    assert answer("greedy", SEVERAL) == ("cheap",)


def test_the_greedy_policy_leaves_only_where_nothing_else_is_open() -> None:
    only = CHOICE._replace(options=(CHOICE.options[3],))
    assert answer("greedy", only) == "leave"


def test_the_cautious_policy_answers_risks_safely() -> None:
    spec = decision(
        cheap={"respond": {"strike": "accept"}},
        dear={"respond": {"strike": "mitigate"}},
        leave={"respond": {"strike": "transfer"}},
    )
    assert answer("cautious", CHOICE, spec) == "dear"


def test_the_cautious_policy_keeps_a_reserve() -> None:
    assert answer("cautious", CHOICE) == "dear"
    assert answer("cautious", CHOICE, money=60.0) == "cheap"
    dear_only = CHOICE._replace(options=(CHOICE.options[1],))
    assert answer("cautious", dear_only, money=1.0) == "dear"


def test_the_cautious_policy_gives_units_out_in_turn() -> None:
    assert answer("cautious", ALLOCATION) == {"cheap": 2, "dear": 2, "shut": 0, "leave": 1}


def test_several_are_taken_as_far_as_budget_and_number_go() -> None:
    assert answer("cautious", SEVERAL) == ("cheap", "dear")
    tight = SEVERAL._replace(budget=10.0)
    assert answer("cautious", tight) == ("cheap", "leave")


def test_an_allocation_stops_at_its_limits() -> None:
    offers = (OptionOffer("a", True, 10.0, 2), OptionOffer("b", True, 30.0, None))
    asked = ALLOCATION._replace(options=offers, units=9, use_all=False, budget=55.0)
    assert answer("cautious", asked) == {"a": 2, "b": 1}


def test_a_random_policy_is_the_same_for_the_same_seed(mini: Program) -> None:
    answers = [play(mini, seed, "random").answers for seed in (3, 3, 4)]
    assert answers[0] == answers[1]
    assert answers[0] != answers[2]


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_every_policy_finishes_a_deal(mini: Program, policy: str) -> None:
    for seed in range(20):
        assert play(mini, seed, policy).status == "finished"


def test_a_policy_does_not_touch_the_luck_of_the_world(mini: Program) -> None:
    run = play(mini, 5, "random")
    assert play(mini, 5, "default").world.tasks.factor == run.world.tasks.factor


@settings(max_examples=80, deadline=None)
@given(questions(), st.sampled_from(sorted(POLICIES)))
def test_every_policy_can_answer_every_question(program: Program, policy: str) -> None:
    assert play(program, 1, policy).status == "finished"


def test_a_dear_wish_gives_way_to_as_many_as_it_must_be() -> None:
    options = {"a": {"cost": 1}, "b": {"cost": 1}, "dear": {"cost": 2}}
    decision = {"at": "work.start", "answer": "several", "options": options}
    program = make_program(decisions={"go": {**decision, "budget": 2, "at_least": 2}})
    assert play(program, 1, "cautious").answers[0].value == ("a", "b")


def test_even_shares_give_way_to_giving_out_everything() -> None:
    options = {"a": {"cost": "answer"}, "dear": {"cost": "3 * answer"}}
    decision = {"at": "work.start", "answer": "allocation", "options": options, "units": 3}
    program = make_program(decisions={"go": {**decision, "budget": 5, "use_all": True}})
    assert play(program, 1, "cautious").answers[0].value == {"a": 2, "dear": 1}
    poor = make_program(decisions={"go": {**decision, "budget": 4, "use_all": True}})
    assert play(poor, 1, "cautious").answers[0].value == {"a": 3, "dear": 0}
