"""Playing an attempt from outside, with the engine at hand to know what may be answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from app.play.answers import CHOICE_FIELD, units_field
from simengine.journal import AnswerValue
from simengine.policies import POLICIES, play
from simengine.program import Program
from simengine.run import Answer, Snapshot, replay
from simengine.sight import Sight
from simengine.streams import Streams
from tests.support import visits
from tests.support.html_forms import Form
from tests.support.visits import Visitor


@dataclass
class Game:
    """An attempt in the eyes of who plays it. `answers` are those that the server acknowledged."""

    program: Program
    seed: int
    room: str
    answers: list[Answer] = field(default_factory=list)

    @property
    def attempt_id(self) -> int:
        """Its number."""
        return int(self.room.rpartition("/")[2])

    def stand(self) -> Snapshot:
        """Where it stands as far as was acknowledged."""
        return replay(self.program, self.seed, self.answers)

    def find_answer(self, policy: str = "random", variant: int = 0) -> Answer | None:
        """What the policy answers next; None when nothing is asked any more.

        Another variant gives a random policy other dice.
        """
        snapshot = self.stand()
        asked = snapshot.question
        if asked is None:
            return None
        value = POLICIES[policy](
            asked,
            Sight(snapshot.world, self.program.scenario.decisions[asked.decision]),
            Streams(self.seed).at("test", asked.step, variant),
        )
        return Answer(asked.decision, value)

    def fields_to_send(self, answer: Answer) -> list[tuple[str, str]]:
        """What the form of the step at hand sends with this answer, but for its token."""
        step = [("step", str(len(self.answers))), ("decision", answer.decision)]
        return [*step, *fields_of(answer.value)]


def post_decision(visitor: Visitor, form: Form, answer: Answer) -> visits.Answer:
    """Send a form that was found in a deal room with this answer in it."""
    kept = [(c.name, c.value) for c in form.controls if c.type == "hidden"]
    return visitor.post(form.action, [*kept, *fields_of(answer.value)])


def fields_of(value: AnswerValue) -> list[tuple[str, str]]:
    """An answer as the form of a deal room sends it."""
    if isinstance(value, dict):
        return [(units_field(option), str(units)) for option, units in value.items()]
    if isinstance(value, tuple):
        return [(CHOICE_FIELD, option) for option in value]
    return [(CHOICE_FIELD, str(value))]


def enter_answer(page: Page, value: AnswerValue) -> None:
    """Fill the form of a deal room with an answer."""
    form = page.locator("form[data-decision]")
    if isinstance(value, dict):
        for option, units in value.items():
            box = form.locator(f'[name="{units_field(option)}"]')
            if box.is_enabled():
                box.fill(str(units))
    elif isinstance(value, tuple):
        for box in form.locator(f'[name="{CHOICE_FIELD}"]:enabled').all():
            box.set_checked(box.get_attribute("value") in value)
    elif isinstance(value, str):
        form.locator(f'[name="{CHOICE_FIELD}"][value="{value}"]').check()
    else:
        form.locator(f'[name="{CHOICE_FIELD}"]').fill(f"{value:.10g}")


def press_decide(page: Page) -> None:
    """Send the form of a deal room."""
    page.locator("form[data-decision] button[type=submit]").click()


def expect_step(page: Page, step: int) -> None:
    """Wait until the deal room asks this step."""
    expect(page.locator("form[data-decision] input[name=step]")).to_have_value(str(step))


def find_seed(program: Program, policy: str, outcome: str) -> int:
    """The first seed with which this policy comes to this outcome."""
    return next(seed for seed in range(1, 200) if play(program, seed, policy).outcome == outcome)
