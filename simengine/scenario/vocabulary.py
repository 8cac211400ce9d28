"""The words of the formulas, told to authors: names of the state, functions and draws."""

from __future__ import annotations

from typing import NamedTuple


class StateName(NamedTuple):
    """A name of the state; `<word>` in it stands for an id. `can_be_set` by effects."""

    name: str
    meaning: str
    can_be_set: bool = False


class Function(NamedTuple):
    """A function as it is called; `draws` if chance decides its value."""

    call: str
    meaning: str
    draws: bool = False


STATE_NAMES = (
    StateName("day", "The working day, from 0."),
    StateName("<variable>", "One of the author's own numbers.", True),
    StateName("attitude.<stakeholder>", "Towards us, 0-100.", True),
    StateName("rivals.<competitor>.<criterion>", "Its price, or 0-100.", True),
    StateName("answer", "In a decision's effects: the amount, or an option's units."),
    StateName("asked.<decision>", "How often it was answered."),
    StateName("answers.<decision>", "The amount last named."),
    StateName("chose.<decision>.<option>", "Whether it was chosen last, or its units."),
    StateName("money.left", "Of the budget in force: selling, then delivery."),
    StateName("money.spent", "On everything."),
    StateName("money.selling", "Spent before the signature: the cost of winning."),
    StateName("money.delivery", "Spent from the signature on."),
    StateName("money.selling_budget", "What there was for selling."),
    StateName("money.delivery_budget", "What there is for delivery, 0 before the signature."),
    StateName("money.committed", "Planned for tasks under way and still to be spent."),
    StateName("money.invoiced", "Invoices sent."),
    StateName("money.collected", "Money received."),
    StateName("money.penalty", "Damages paid for delay."),
    StateName("team.<pool>.people", "Head count, trained or from outside."),
    StateName("team.<pool>.free", "How many of them are free."),
    StateName("team.<pool>.training", "How many are still in training."),
    StateName("team.<pool>.fatigue", "How tired they are, 0-1."),
    StateName("team.<pool>.overtime", "Share of a normal day, up to `most_overtime`.", True),
    StateName("tasks.<task>.planned", "Whether it is in the plan, or was and is done."),
    StateName("tasks.<task>.started", "Whether it has begun."),
    StateName("tasks.<task>.done", "Whether it is finished."),
    StateName("tasks.<task>.day", "The day on which it was finished last."),
    StateName("stage.<stage>.entered", "Whether it has begun."),
    StateName("stage.<stage>.passed", "Whether it is over."),
    StateName("stage.<stage>.day", "The day on which it began."),
    StateName("risks.<risk>.warned", "Whether its warning was seen."),
    StateName("risks.<risk>.struck", "Whether it has struck."),
    StateName("risks.<risk>.avoided", "Whether that is the response in force."),
    StateName("risks.<risk>.transferred", "The same."),
    StateName("risks.<risk>.mitigated", "The same."),
    StateName("risks.<risk>.accepted", "The same."),
    StateName("events.<event>.times", "How often it happened; moves and changes count too."),
    StateName("award.rank", "Our place among the offers, 1 for the best; 0 before."),
    StateName("contract.signed", "Whether it is signed."),
    StateName("contract.value", "Money; 0 before the signature.", True),
    StateName("contract.day", "The day of the signature."),
    StateName("milestones.total", "How many there are."),
    StateName("milestones.accepted", "How many are accepted."),
    StateName("milestones.on_time", "How many were accepted by their due day."),
    StateName("milestone.<milestone>.accepted", "Whether it is accepted."),
    StateName(
        "milestone.<milestone>.late", "Days late when accepted, or at the end if it never was."
    ),
    StateName("pipeline.leads", "Leads that came."),
    StateName("pipeline.dropped", "Leads not taken up, and deals given up by rule."),
    StateName("pipeline.open", "Open deals."),
    StateName("pipeline.won", "Orders."),
    StateName("pipeline.lost", "Deals to which the customer said no."),
    StateName("pipeline.cold", "Deals that were left lying for too long."),
    StateName("pipeline.value", "Open deals at list price, money."),
    StateName("pipeline.weighted", "The same, weighted by how many usually come through."),
    StateName("pipeline.revenue", "Money of all orders."),
    StateName("pipeline.margin", "What of it is margin."),
    StateName("pipeline.cycle_days", "Mean days from lead to order."),
    StateName("steps.<step>.open", "Deals that are in the step."),
    StateName("steps.<step>.entered", "Deals that ever were."),
    StateName("steps.<step>.passed", "Deals that went on."),
    StateName("channels.<channel>.leads", "Leads that came by it."),
    StateName("channels.<channel>.won", "Orders of them."),
    StateName("channels.<channel>.revenue", "Money of those."),
    StateName("sellers.<seller>.skill", "0-100.", True),
    StateName("sellers.<seller>.morale", "0-100.", True),
    StateName("sellers.<seller>.here", "Whether in the team."),
    StateName("sellers.<seller>.open", "Open deals."),
    StateName("sellers.<seller>.won", "Orders."),
    StateName("sellers.<seller>.revenue", "Money of those."),
    StateName("sellers.here", "Salespeople in the team."),
    StateName("sellers.left", "Salespeople who went."),
    StateName("lead.quality", "In the pipeline's formulas: of the deal in question; hidden."),
    StateName("lead.low", "Its quality is at least that, as far as was seen."),
    StateName("lead.high", "It is at most that."),
    StateName("lead.seen", "The middle of the two."),
    StateName("lead.value", "At list price, money."),
    StateName("lead.discount", "Share given away, from the last step on."),
    StateName("lead.days", "Days since it came."),
    StateName("lead.waited", "Days for which it waits, or waited, for us in this step."),
    StateName("lead.step", "Which step it is in, from 1; 0 before the first."),
    StateName("lead.by.<channel>", "Whether it came by this channel."),
    StateName("seller.skill", "Of the person in question."),
    StateName("seller.morale", "The same."),
    StateName("seller.load", "Open deals of that person."),
    StateName("seller.weight", "What `weight` of that person comes to."),
    StateName("seller.ramp", "Share of the own speed reached, 1 unless new."),
    StateName("deal.won", "Whether we won the award."),
    StateName("deal.lost", "Whether we lost it."),
    StateName("deal.over", "Whether the deal has ended."),
    StateName("deal.day", "Today, or the day on which it ended."),
)

FUNCTIONS = (
    Function("min(a, b, ...)", "The least."),
    Function("max(a, b, ...)", "The greatest."),
    Function("abs(x)", "Without its sign."),
    Function("round(x)", "To the nearest whole number, halves away from zero."),
    Function("floor(x)", "The whole number below."),
    Function("ceil(x)", "The whole number above."),
    Function("sqrt(x)", "The square root: diminishing returns."),
    Function("exp(x)", "e to the power of x."),
    Function("log(x)", "The natural logarithm."),
    Function("clamp(x, low, high)", "x, held between the two."),
    Function("step(x, threshold)", "1 from the threshold upwards, else 0."),
    Function("lerp(x, x0, y0, x1, y1)", "The line from (x0, y0) to (x1, y1), level beyond."),
    Function("logistic(x, midpoint, slope)", "An S-curve from 0 to 1."),
    Function("normal(mean, sd)", "The bell curve.", True),
    Function("uniform(low, high)", "Anything between, alike.", True),
    Function("triangular(low, usual, high)", "A peak at `usual`.", True),
    Function("pert(low, usual, high)", "The same, smoother: meetings and visits.", True),
    Function("lognormal(median, sd)", "Above 0 with a long tail; sd of the logarithm.", True),
    Function("parkinson(plan, sd)", "Work packages: early ends fill up to the plan.", True),
    Function("weibull(shape, scale)", "Days until something, such as a payment.", True),
    Function("exponential(mean)", "Days between events that know nothing of each other.", True),
    Function("poisson(mean)", "How many of such events.", True),
    Function("chance(p)", "True with probability p.", True),
)
