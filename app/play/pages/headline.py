"""What became of a deal and why, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from app.formats import days, money_short, number
from app.play import words
from app.play.models import Attempt
from app.play.narrate import Narrator
from app.play.pages.weighing import Bid
from simengine.journal import AwardMade, Fact
from simengine.review.model import RunReview
from simengine.view import Room
from simengine.world.award import NOBODY

# Luck of fewer points than this is not what turned a deal.
_MUCH_LUCK = 5.0


def headline(
    attempt: Attempt,
    narrator: Narrator,
    room: Room | None,
    facts: Sequence[Fact],
    bids: Sequence[Bid],
    review: RunReview | None,
) -> str:
    """The sentence, as far as the replay and the review are there."""
    what = _what(attempt, narrator, room, facts)
    why = _by_review(review, narrator) if review is not None else _by_award(bids)
    if not why:
        return _("%(what)s.", what=what)
    return _("%(what)s; %(why)s.", what=what, why=why)


def _what(attempt: Attempt, narrator: Narrator, room: Room | None, facts: Sequence[Fact]) -> str:
    scenario = narrator.program.scenario
    assert attempt.score is not None
    assert attempt.outcome is not None
    score = number(attempt.score, 1)
    if room is None:
        outcome = words.outcome_of(attempt.outcome, scenario.kind)
        return _("%(outcome)s: %(score)s points", outcome=outcome, score=score)
    if room.pipeline is not None:
        return _(
            "Of %(leads)s leads %(won)s became orders, worth %(revenue)s in %(days)s: "
            "%(score)s points",
            leads=number(room.pipeline.leads),
            won=number(room.pipeline.won),
            revenue=money_short(room.pipeline.revenue, scenario.currency),
            days=days(room.day),
            score=score,
        )
    if scenario.kind != "deal":
        outcome = words.outcome_of(attempt.outcome, scenario.kind)
        return _(
            "%(outcome)s after %(days)s: %(score)s points",
            outcome=outcome,
            days=days(room.day),
            score=score,
        )
    return _deal(attempt.outcome, narrator, room, facts, score)


def _deal(outcome: str, narrator: Narrator, room: Room, facts: Sequence[Fact], score: str) -> str:
    currency = narrator.program.scenario.currency
    spent = money_short(room.money.selling + room.money.delivery, currency)
    value = room.money.contract_value
    award = next((fact for fact in facts if isinstance(fact, AwardMade)), None)
    if outcome == "closed" and value is not None:
        return _(
            "The contract was won at %(value)s and closed after %(days)s, with %(score)s points",
            value=money_short(value, currency),
            days=days(room.day),
            score=score,
        )
    if outcome == "expired" and value is not None:
        return _(
            "The contract was won at %(value)s but not closed in time: %(score)s points",
            value=money_short(value, currency),
            score=score,
        )
    if outcome == "lost" and award is not None and award.winner != NOBODY:
        return _(
            "%(winner)s won the award on day %(day)s, after %(spent)s had been spent on it: "
            "%(score)s points",
            winner=narrator.bidder(award.winner),
            day=number(award.day),
            spent=spent,
            score=score,
        )
    return _(
        "%(outcome)s on day %(day)s, with %(spent)s spent: %(score)s points",
        outcome=words.outcome_of(outcome, "deal"),
        day=number(room.day),
        spent=spent,
        score=score,
    )


def _by_review(review: RunReview, narrator: Narrator) -> str:
    """Whichever turned it: the luck, if it is sure and weighs more than the worst decision."""
    by_step = {decision.step: decision for decision in review.decisions}
    worst = by_step[review.costliest[0]] if review.costliest else None
    lost = 0.0 if worst is None or worst.loss is None else worst.loss.mean
    luck = review.luck
    is_sure = luck.low > 0 or luck.high < 0
    if is_sure and abs(luck.mean) >= max(_MUCH_LUCK, lost):
        return _by_luck(review)
    if worst is not None:
        return _(
            "what cost most was “%(decision)s”, %(points)s points",
            decision=narrator.name(worst.decision),
            points=number(lost, 1),
        )
    return _("neither a decision nor luck moved it far")


def _by_luck(review: RunReview) -> str:
    """Luck, and the award if that made most of it; the luck of other sources is known as par would
    have met them, and need not be what this run met."""
    points = number(abs(review.luck.mean), 1)
    award = review.luck_by_source.get("award")
    # About as much, and in the same direction.
    is_by_award = award is not None and 0.5 <= award.mean / review.luck.mean <= 1.5
    if review.luck.mean > 0:
        if is_by_award:
            return _("luck added %(points)s points, most of all by the award", points=points)
        return _("luck added %(points)s points", points=points)
    if is_by_award:
        return _("luck took %(points)s points, most of all by the award", points=points)
    return _("luck took %(points)s points", points=points)


def _by_award(bids: Sequence[Bid]) -> str:
    """What can be said of the award without a review."""
    ours = next((bid for bid in bids if bid.is_ours), None)
    if ours is None:
        return ""
    chance = number(100 * ours.probability)
    if ours.has_won:
        return _("the offer had a chance of %(chance)s%% to win", chance=chance)
    if ours is bids[0]:
        return _("the offer stood first, with a chance of %(chance)s%%, and lost", chance=chance)
    return _("the offer had had a chance of %(chance)s%%", chance=chance)
