"""What the terms of a deal are called on pages."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.play.models import Mode, Status
from simengine.review.model import Label
from simengine.scenario.deal import Criterion, Phase, Response
from simengine.scenario.decisions import DecisionKind

PHASES: dict[Phase, LazyString] = {
    "market_analysis": _("Market analysis"),
    "planning": _("Planning"),
    "execution": _("Execution"),
    "closeout": _("Closeout"),
}

SCENARIO_KINDS: dict[str, LazyString] = {
    "drill": _("Drill"),
    "deal": _("Whole deal"),
    "pipeline": _("Sales quarter"),
}

DECISION_KINDS: dict[DecisionKind, LazyString] = {
    "stage": _("Stage decision"),
    "resource": _("Resources"),
    "risk": _("Risk response"),
    "price": _("Price"),
    "plan": _("Plan round"),
    "negotiation": _("Negotiation"),
    "relationship": _("Relationship"),
    "change": _("Change request"),
}

CRITERIA: dict[Criterion, LazyString] = {
    "price": _("Price"),
    "fit": _("Fit of the solution"),
    "relationship": _("Relationship"),
    "risk": _("Safety"),
    "delivery": _("Delivery"),
}

RESPONSES: dict[Response, LazyString] = {
    "avoid": _("Avoid"),
    "transfer": _("Transfer"),
    "mitigate": _("Mitigate"),
    "accept": _("Accept"),
}

OUTCOMES: dict[str, LazyString] = {
    "closed": _("Deal closed"),
    "lost": _("Tender lost"),
    "withdrawn": _("Withdrawn"),
    "expired": _("Time ran out"),
}

_VERDICTS: dict[str, LazyString] = {
    "closed": _("You won the contract and saw the deal through to its end."),
    "lost": _("The contract went elsewhere. Look at how the offers were weighed."),
    "withdrawn": _("You left the race. Sometimes that is worth more than a ruinous win."),
    "expired": _("The last day came before the deal was closed; what was not done does not count."),
}

# A drill or a quarter need not be about a tender.
_OTHER_OUTCOMES: dict[str, LazyString] = {
    "closed": _("Seen through to the end"),
    "lost": _("Ended badly"),
    "withdrawn": _("Stepped back"),
    "expired": _("Time ran out"),
}

_OTHER_VERDICTS: dict[str, LazyString] = {
    "closed": _("You have seen it through; the score says how well."),
    "lost": _("It came to a bad end before its time. Look at what led there."),
    "withdrawn": _("You stepped back. Sometimes that is the best that can be done."),
    "expired": _("Time was up before everything was done; what was not done does not count."),
}

MODES: dict[Mode, LazyString] = {
    "practice": _("Practice"),
    "assessed": _("Assessment"),
    "trial": _("Trial run"),
    "what_if": _("What if"),
}

STATUSES: dict[Status, LazyString] = {
    "open": _("In progress"),
    "finished": _("Finished"),
    "given_up": _("Given up"),
}

TASK_STATES: dict[str, LazyString] = {
    "ahead": _("Not planned"),
    "waiting": _("Waits for others"),
    "queued": _("Lacks people"),
    "working": _("Under way"),
    "done": _("Done"),
    "stopped": _("Called off"),
}

RISK_STATES: dict[str, LazyString] = {
    "open": _("Possible"),
    "warned": _("Signs seen"),
    "struck": _("Has struck"),
}

STAGE_STATES: dict[str, LazyString] = {
    "passed": _("passed"),
    "current": _("under way"),
    "ahead": _("still ahead"),
}


LABELS: dict[Label, LazyString] = {
    "best": _("Best"),
    "good": _("Good"),
    "inaccuracy": _("Inaccuracy"),
    "mistake": _("Mistake"),
    "blunder": _("Blunder"),
    "close": _("Too close to call"),
    "forced": _("No choice"),
}

LABEL_TONES: dict[Label, str] = {
    "best": "good",
    "good": "good",
    "inaccuracy": "warning",
    "mistake": "warning",
    "blunder": "bad",
    "close": "",
    "forced": "",
}

LUCK_SOURCES: dict[str, LazyString] = {
    "market": _("The market and what was hidden in it"),
    "research": _("What research happened to show"),
    "people": _("What people thought of us"),
    "rivals": _("What the rivals did"),
    "work": _("How long work took"),
    "risks": _("Whether risks struck"),
    "events": _("Events"),
    "award": _("The award"),
    "customer": _("Acceptance, changes and payment"),
    "pipeline": _("Which leads came and what became of them"),
    "effects": _("How actions turned out"),
}

BOTS: dict[str, LazyString] = {
    "default": _("Habit"),
    "random": _("Chance"),
    "cautious": _("Cautious"),
    "greedy": _("Greedy"),
}


def listed(words: list[str]) -> str:
    """The words one after another, or a dash when there is none."""
    return gettext(", ").join(words) if words else "–"


def outcome_of(outcome: str, kind: str) -> LazyString:
    """What an outcome of this kind of scenario is called."""
    return (OUTCOMES if kind == "deal" else _OTHER_OUTCOMES)[outcome]


def verdict(outcome: str, kind: str) -> LazyString:
    """What an outcome of this kind of scenario means."""
    return (_VERDICTS if kind == "deal" else _OTHER_VERDICTS)[outcome]
