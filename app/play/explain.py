"""What each instrument of the deal room shows, how it is read, and what it is good for.

The room, the tour and the page of help all say it in these words, and the room has no instrument
that is not in this list.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Instrument:
    """An instrument of the room, in three sentences or so."""

    id: str
    icon: str
    title: LazyString
    shows: LazyString
    reading: LazyString
    use: LazyString


INSTRUMENTS: tuple[Instrument, ...] = (
    Instrument(
        "news",
        "bell",
        _("What is new"),
        _(
            "Everything that has happened since your last decision: messages, finished "
            "work, risks that struck, money spent."
        ),
        _(
            "The facts stand with their dates. Below them is every number that moved: left "
            "as it was before, right as it is now."
        ),
        _("Read it first at every step. It often tells which other instrument to open."),
    ),
    Instrument(
        "inbox",
        "mail",
        _("Inbox"),
        _("All messages that you have received, the newest on top."),
        _(
            "A line opens its message. What came since your last decision is open already "
            "and marked as new."
        ),
        _("Look up what somebody has said before you promise anything."),
    ),
    Instrument(
        "people",
        "users",
        _("Buying centre"),
        _("The people on the customer's side who decide, and how they feel about you."),
        _(
            "Left is against you, right is for you, and the higher somebody stands, the "
            "more influence they have. A bar is a range that holds the truth; getting to "
            "know people narrows it."
        ),
        _("Find out whom you still have to win over, and what counts for them."),
    ),
    Instrument(
        "rivals",
        "scale",
        _("Rivals"),
        _(
            "What is known of the rivals' offers: the price, and four other things that "
            "customers weigh."
        ),
        _(
            "Each bar is a range on a scale of its own. A short bar is known well, a long "
            "one hardly at all."
        ),
        _("Look here before you name a price or spend money on finding out more."),
    ),
    Instrument(
        "pipeline",
        "filter",
        _("Pipeline"),
        _(
            "All deals of your sales team at once: the funnel, the salespeople, and where "
            "leads come from."
        ),
        _(
            "Each row of the funnel is a step. Compare how many went on with how many "
            "usually do: that is where deals get stuck."
        ),
        _("Decide by it where your people spend their time, and whom to help."),
    ),
    Instrument(
        "numbers",
        "gauge",
        _("Situation"),
        _("The numbers on which this deal turns, as far as you can know them."),
        _(
            "A single figure is known for certain. Two figures are the ends of a range: the"
            " truth lies in it, and research makes it shorter."
        ),
        _("See what you do not know yet, and whether your last decision has worked."),
    ),
    Instrument(
        "tasks",
        "calendar",
        _("Plan"),
        _(
            "The tasks on the calendar: as first planned, as far as they are done, and what"
            " is still to come."
        ),
        _(
            "A task marked critical has no room: each day that it slips delays everything. "
            "Slack says how many days another one may slip. The dashed line is today."
        ),
        _("Put people and money where a delay would cost most."),
    ),
    Instrument(
        "team",
        "tools",
        _("Team"),
        _("Your people by pool: how many there are, how many are at work, how tired they are."),
        _(
            "Each square is a person and is filled while that person works. Tasks without "
            "people wait until somebody is free."
        ),
        _("Look here before you promise a date or take on more work."),
    ),
    Instrument(
        "risks",
        "shield",
        _("Risks"),
        _("What may go wrong, what it would do, and what you have done about it."),
        _(
            "A risk is possible, shows signs, or has struck. Your response to it is one of "
            "four: avoid, transfer, mitigate or accept."
        ),
        _("Spend on what is likely and dear, and accept the rest knowingly."),
    ),
    Instrument(
        "money",
        "cash",
        _("Money"),
        _(
            "What has been spent and what is left: first for winning the deal, after the "
            "signature for delivering it, then invoices and payments."
        ),
        _(
            "A bar shows the share of the budget that is used up. It turns red when the "
            "budget is overrun."
        ),
        _("Check it before you choose anything that costs money."),
    ),
    Instrument(
        "kpis",
        "target",
        _("KPIs"),
        _("What you are scored on, and how it would come out if the deal ended today."),
        _(
            "Each KPI earns 0 to 100 points. A range stands where something is still "
            "hidden. The weight says how much of the score it is."
        ),
        _("Before you decide, ask which KPI the decision can still move."),
    ),
    Instrument(
        "history",
        "history",
        _("Decisions"),
        _("What you have decided so far, with the date, your answer and what it cost."),
        _(
            "The title of a decision leads to the room as it was then, with no more than "
            "you knew at the time."
        ),
        _("Go back to it when you want to know why things stand as they do."),
    ),
    Instrument(
        "briefing",
        "file-text",
        _("Briefing"),
        _("Who you are, what the deal is about, and the goal of the present stage."),
        _("It is the text that you could read before you began. It does not change."),
        _("Come back to it when you have lost the thread."),
    ),
)

BY_ID: dict[str, Instrument] = {instrument.id: instrument for instrument in INSTRUMENTS}
