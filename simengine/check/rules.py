"""What the balance report can find: every finding as data, with its threshold and the reason.

The thresholds are judgements, not laws: each says why it stands where it does. Points are points
of score, out of 100. `guide` makes the authors' table of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simengine.errors import N_

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
Theme = Literal["choices", "reach", "score", "skill", "time", "check"]

_THEMES: Mapping[Theme, str] = {
    "choices": "Choices",
    "reach": "What never happens",
    "score": "Score",
    "skill": "Skill and luck",
    "time": "Time",
    "check": "The check itself",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding. `text` and `advice` are message ids; `when` says for authors at which
    `threshold` it is found, and `why` the threshold is what it is."""

    code: str
    theme: Theme
    severity: Severity
    text: str
    advice: str
    when: str
    why: str
    threshold: float = 0.0


_ALL = (
    # -- choices -----------------------------------------------------------------------------
    Rule(
        "B101",
        "choices",
        "warning",
        N_(
            "“%(option)s” is never the best answer: it is %(behind)s points (%(low)s to %(high)s) "
            "behind the best other one, and %(at_best)s behind even where it does best"
        ),
        N_("give it a situation in which it is right, make it cheaper, or drop it"),
        "surely behind on the whole, by at least {threshold:g} points, and behind in every kind "
        "of situation that was told apart",
        "an option that is never right is a trap or a filler; less than half a point is lost in "
        "the luck of any run",
        0.5,
    ),
    Rule(
        "B102",
        "choices",
        "warning",
        N_(
            "“%(option)s” is the best answer in every situation, by %(ahead)s points "
            "(%(low)s to %(high)s): there is nothing to weigh"
        ),
        N_("let the situation decide: raise its price, or give another option its moment"),
        "surely ahead on the whole, by at least {threshold:g} points, and ahead in every kind of "
        "situation that was told apart",
        "who has learned the answer once need not look at the situation again",
        1.0,
    ),
    Rule(
        "B103",
        "choices",
        "warning",
        N_(
            "this decision does not matter: between the best answer and the worst lie no more "
            "than %(most)s points"
        ),
        N_("let its answers cost or bring more, or leave the decision out"),
        "on the whole every two answers are surely less than {threshold:g} point apart, and in no "
        "kind of situation are two surely further apart",
        "a trainee who never feels an answer learns nothing from it",
        1.0,
    ),
    Rule(
        "B104",
        "choices",
        "warning",
        N_(
            "“%(option)s” is never worth choosing: with much of it the score is %(behind)s points "
            "(%(low)s to %(high)s) lower than without, and %(at_best)s lower even where it does "
            "best"
        ),
        N_("make it cheaper or stronger, or give it a situation in which it is right"),
        "of several options or an allocation: surely worse with it than without, by at least "
        "{threshold:g} points, and worse in every kind of situation",
        "as for a single option that is never right",
        0.5,
    ),
    Rule(
        "B105",
        "choices",
        "note",
        N_(
            "“%(option)s” is worth choosing in every situation, by %(ahead)s points "
            "(%(low)s to %(high)s)"
        ),
        N_("ask whether anything speaks against it; if not, raise its price"),
        "of several options or an allocation: surely better with much of it than without, by at "
        "least {threshold:g} points, and better in every kind of situation",
        "it may still compete with the others for money or units, so it is a note only",
        2.0,
    ),
    Rule(
        "B106",
        "choices",
        "warning",
        N_(
            "one list of answers, the same in every run, comes within %(behind)s points "
            "(%(low)s to %(high)s) of par: looking at the situation does not pay"
        ),
        N_("let hidden numbers turn more decisions round, and let research show them"),
        "par's most frequent answers, given blindly, are surely less than {threshold:g} points "
        "behind par",
        "the list could be passed on in a class; 3 points are less than the luck of a run",
        3.0,
    ),
    Rule(
        "B107",
        "choices",
        "warning",
        N_(
            "grasping the money does as well as judgement: greedy is only %(behind)s points "
            "(%(low)s to %(high)s) behind par"
        ),
        N_("let the highest price and the least spending cost the deal more often"),
        "the bot that spends least and asks most is surely less than {threshold:g} points behind "
        "par",
        "project sales rewards judgement; a rule of thumb must not win",
        5.0,
    ),
    Rule(
        "B108",
        "choices",
        "warning",
        N_("“%(number)s” is shown beside this decision and has no name that people could read"),
        N_("give the variable a `label`, or leave it out of `shows`"),
        "a variable under `shows` has no `label`",
        "trainees would read the name that formulas use",
    ),
    # -- reach -------------------------------------------------------------------------------
    Rule(
        "B201",
        "reach",
        "warning",
        N_("this decision never came up in %(n)s runs"),
        N_("look at its trigger and its `when`, or leave it out"),
        "not once in all runs of all bots",
        "the bots include one that does anything at random; what it never meets, hardly a "
        "trainee will",
    ),
    Rule(
        "B202",
        "reach",
        "warning",
        N_("“%(option)s” could never be chosen in the %(n)s times that it was on offer"),
        N_("look at its `when`, or leave the option out"),
        "not once in all runs of all bots, of at least {threshold:g} times",
        "an option that stays grey only tempts; with fewer cases it may be chance",
        20,
    ),
    Rule(
        "B203",
        "reach",
        "warning",
        N_("nobody can afford “%(option)s”: it cost more than there was in all %(n)s cases"),
        N_("lower its cost, or raise the budget"),
        "its cost was above the decision's budget, else above the money left, each time of at "
        "least {threshold:g}",
        "a price that nobody can pay is no choice; with fewer cases it may be chance",
        20,
    ),
    Rule(
        "B204",
        "reach",
        "warning",
        N_("this never happened in %(n)s runs"),
        N_("look at its trigger, its `when` and its chance, or leave it out"),
        "an event, a competitor's move or a change request, not once in all runs of all bots",
        "texts and effects that nobody meets are work for nothing, or hide a mistake",
    ),
    Rule(
        "B205",
        "reach",
        "warning",
        N_("this risk never struck in %(n)s runs"),
        N_("raise its chance, or look at the days or stages in which it can strike"),
        "not once in all runs of all bots",
        "a risk that never strikes teaches people to accept every risk",
    ),
    Rule(
        "B206",
        "reach",
        "error",
        N_("this stage was never reached in %(n)s runs"),
        N_("look at the gates before it and at the horizon"),
        "not once in all runs of all bots",
        "a part of the deal can't be played at all",
    ),
    Rule(
        "B207",
        "reach",
        "warning",
        N_("this task was never started in %(n)s runs"),
        N_("look at what starts it, at its predecessors and the people it needs, or leave it out"),
        "not once in all runs of all bots",
        "as for an event",
    ),
    Rule(
        "B208",
        "reach",
        "warning",
        N_("this milestone was never accepted in %(n)s runs"),
        N_("look at the tasks it waits for, its acceptance and the horizon"),
        "not once in all runs of all bots",
        "its share of the contract is out of everybody's reach",
    ),
    Rule(
        "B209",
        "reach",
        "note",
        N_("this message was never sent in %(n)s runs"),
        N_("look at the condition it stands under, or leave it out"),
        "not once in all runs of all bots",
        "often a case whose condition can't hold; sometimes only rare, so it is a note",
    ),
    # -- score -------------------------------------------------------------------------------
    Rule(
        "B301",
        "score",
        "error",
        N_("even par does not pass: it scores %(mean)s on average, and the pass mark is %(mark)s"),
        N_("ease the targets of the KPIs, the budgets or the horizon, or lower the pass mark"),
        "par's mean is surely below the pass mark",
        "a scenario that can't be passed by good play only discourages",
    ),
    Rule(
        "B302",
        "score",
        "warning",
        N_("par scores %(mean)s on average, which leaves good play too little"),
        N_("ease the targets of the KPIs, or what stands in the way of them"),
        "par's mean is surely below {threshold:g} points",
        "good decisions should feel like a success, whatever the luck",
        60.0,
    ),
    Rule(
        "B303",
        "score",
        "warning",
        N_("par scores %(mean)s on average: there is nothing left to reach for"),
        N_("tighten the targets of the KPIs"),
        "par's mean is surely above {threshold:g} points",
        "a ceiling hides the difference between good and excellent play",
        95.0,
    ),
    Rule(
        "B304",
        "score",
        "error",
        N_("random play passes %(share)s %% of its runs"),
        N_("raise the pass mark, or let wrong answers cost more"),
        "surely more than {threshold:g} % of the runs of the bot that does anything at random "
        "reach the pass mark",
        "a pass must mean something",
        50.0,
    ),
    Rule(
        "B305",
        "score",
        "warning",
        N_(
            "par is only %(ahead)s points (%(low)s to %(high)s) above random play: decisions "
            "count too little"
        ),
        N_("let answers differ more in what they cost and bring"),
        "surely less than {threshold:g} points between par and random play",
        "a quarter of the scale is the least in which skill shows beside the luck of a run",
        25.0,
    ),
    Rule(
        "B306",
        "score",
        "warning",
        N_("this KPI never moves: %(points)s points, with a spread of %(spread)s"),
        N_("set `worst` and `target` around the values that runs reach (%(least)s to %(most)s)"),
        "the standard deviation of its points over all bots is below {threshold:g}",
        "a constant in the score tells nobody anything",
        1.0,
    ),
    Rule(
        "B307",
        "score",
        "warning",
        N_("the target was never hit in %(n)s runs; the best value was %(best)s"),
        N_("move `target` to what excellent play reaches"),
        "not once 100 points of this KPI in all runs of all bots",
        "100 points that nobody can have only press the scores together",
    ),
    Rule(
        "B308",
        "score",
        "warning",
        N_("the target is always hit: %(share)s %% of all runs have its 100 points"),
        N_("tighten `target`, or leave the KPI out"),
        "surely more than {threshold:g} % of the runs of all bots, even at random, have 100 points",
        "points that come by themselves only press the scores together",
        90.0,
    ),
    Rule(
        "B309",
        "score",
        "note",
        N_("“%(first)s” and “%(second)s” measure the same: their points correlate by %(r)s"),
        N_("leave one out, or add their weights"),
        "the correlation of their points within runs of the same outcome is at least "
        "{threshold:g}",
        "what counts twice has twice the weight that it seems to have",
        0.95,
    ),
    # -- skill -------------------------------------------------------------------------------
    Rule(
        "B401",
        "skill",
        "warning",
        N_("decisions explain only %(share)s %% (%(low)s to %(high)s) of the spread of the scores"),
        N_("give the trainee more to do against bad luck: warnings, responses, a second chance"),
        "over bots of every skill, runs of the same player under another luck surely share less "
        "than {threshold:g} % of the variance",
        "below a third, a score says more of the luck than of who played",
        33.0,
    ),
    Rule(
        "B402",
        "skill",
        "warning",
        N_(
            "with %(worse)s %% of the answers at random the score is no lower than with "
            "%(better)s %%"
        ),
        N_("let mistakes cost something from the first on, and look at par: it may be weak"),
        "the mean of the bot with more random answers is not below that of the bot with fewer",
        "the score must fall with every share of skill that is taken away",
    ),
    Rule(
        "B403",
        "skill",
        "warning",
        N_(
            "one run tells little: par beats a bot with half its answers at random in only "
            "%(share)s %% of all pairs"
        ),
        N_("let decisions count more, or have trainees play several seeds before they are judged"),
        "in less than {threshold:g} % of all pairs of runs under different luck",
        "50 % would be a coin; three in four is the least for a score that one run should mean "
        "something",
        75.0,
    ),
    # -- time --------------------------------------------------------------------------------
    Rule(
        "B501",
        "time",
        "warning",
        N_("playing takes some %(expected)s minutes by its texts, but `minutes` says %(minutes)s"),
        N_("correct `minutes`, or shorten the texts"),
        "more than {threshold:g} times as long, or as short, as `minutes` says",
        "trainers plan their lessons by it; the estimate itself is rough",
        1.5,
    ),
    Rule(
        "B502",
        "time",
        "note",
        N_("this decision takes %(seconds)s seconds to read"),
        N_("shorten the texts to what there is to know and what each option costs"),
        "question, brief and options take more than {threshold:g} seconds to read",
        "whoever has forgotten the question at the last option does not weigh them",
        150.0,
    ),
    # -- the check itself --------------------------------------------------------------------
    Rule(
        "B601",
        "check",
        "warning",
        N_("there is no solved par; what is worth what was judged with %(policy)s instead"),
        N_("run `python -m simengine solve` on the scenario, and keep its par.json"),
        "no par.json beside the scenario",
        "options are judged by what good play makes of them later",
    ),
    Rule(
        "B602",
        "check",
        "warning",
        N_(
            "the solved par is of another version of this scenario; what is worth what was judged "
            "with %(policy)s instead"
        ),
        N_("run `python -m simengine solve` on the scenario again"),
        "the digest in par.json is not that of the scenario",
        "as for a missing one",
    ),
    Rule(
        "B603",
        "check",
        "error",
        N_("a run fails: %(error)s (%(policy)s, seed %(seed)s)"),
        N_("mend the formula; a trainee would meet the same"),
        "a run of any bot ends with an error",
        "a deal must go on whatever is answered",
    ),
    Rule(
        "B604",
        "check",
        "note",
        N_("this decision came up too rarely to be judged: %(n)s situations"),
        N_("let it come up more often, or live with it as a rare surprise"),
        "asked, but in fewer than {threshold:g} situations of all runs",
        "a handful of cases says nothing of when an option is right",
        6,
    ),
)  # fmt: skip

RULES: Mapping[str, Rule] = {rule.code: rule for rule in _ALL}


def guide() -> str:
    """Return the authors' table of all findings in Markdown; the same at every call."""
    lines: list[str] = []
    for theme, title in _THEMES.items():
        lines += [f"#### {title}", "", "| Code | | Found when | Because |", "|---|---|---|---|"]
        lines += [
            f"| {rule.code} | {rule.severity} | {rule.when.format(threshold=rule.threshold)} "
            f"| {rule.why} |"
            for rule in _ALL
            if rule.theme == theme
        ]
        lines.append("")
    return "\n".join(lines)
