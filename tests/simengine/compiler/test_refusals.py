"""Every kind of problem, with its line, its path and its message."""

import re
import textwrap

import pytest

from simengine.library import load_text
from simengine.scenario.problems import ScenarioInvalid

HEAD = """\
schema: 1
id: test
kind: drill
languages: [en]
title: {en: Words}
summary: {en: Words}
briefing: {en: Words}
role: {en: Words}
difficulty: 1
minutes: 5
skills: {market.needs: {en: Words}}
start: 2026-03-02
horizon: 40
currency: CNY
money: {selling: 1000}
"""
SECTIONS = {
    "stages": "stages: {work: {phase: planning, title: {en: W}, gate: day >= 30}}\n",
    "decisions": (
        "decisions: {go: {kind: plan, at: work.start, title: {en: W}, ask: {en: W}, "
        "skill: market.needs, options: {yes: {label: {en: W}}, no: {label: {en: W}}}}}\n"
    ),
    "kpis": (
        "kpis: {k: {title: {en: W}, unit: days, value: deal.day, worst: 0, target: 9, weight: 1}}\n"
    ),
}


def text_with(extra: str) -> tuple[str, int]:
    """A scenario that ends with `extra`, and how many lines stand before it."""
    extra = textwrap.dedent(extra)
    keys = re.findall(r"^(\w+):", extra, re.MULTILINE)
    lines = HEAD.splitlines(keepends=True)
    head = "".join(line for line in lines if line.partition(":")[0] not in keys)
    base = head + "".join(text for key, text in SECTIONS.items() if key not in keys)
    return base + extra, base.count("\n")


def problems_of(extra: str) -> list[tuple[int, str, str]]:
    """The problems as (line of `extra`, path, message)."""
    text, before = text_with(extra)
    with pytest.raises(ScenarioInvalid) as caught:
        load_text(text)
    return [(p.line - before, p.path, p.message()) for p in caught.value.problems]


def test_the_base_is_valid() -> None:
    assert load_text(text_with("")[0]).scenario.id == "test"


W = "{en: W}"
DECISION = "kind: plan, title: {en: W}, ask: {en: W}, skill: market.needs"
OPTIONS = "options: {yes: {label: {en: W}}, no: {label: {en: W}}}"
AMOUNT = "{min: 1, max: 2, step: 1}"
PERSON = "{name: {en: W}, role: {en: W}, influence: 1, attitude: 50, weighs: {fit: 1}}"
AWARD = "{at: work.gate, price: 1, fit: 1, risk: 1, delivery: 1}"

REFUSALS = {
    # -- names that mean nothing
    "task in start": (
        "events:\n  e:\n    day: 1\n    start: [visit]\n",
        [(4, "events.e.start.0", "there is no task “visit”")],
    ),
    "task in start, nearly right": (
        f"""
        events:
          e: {{day: 1, start: [vist, visit]}}
        tasks:
          visit: {{title: {W}, stage: work, days: 1}}
        """,
        [(3, "events.e.start.0", "there is no task “vist”; did you mean “visit”?")],
    ),
    "task in stop of a case": (
        "events:\n  e:\n    day: 1\n    cases:\n      - when: true\n        stop: [visit]\n",
        [(6, "events.e.cases.0.stop.0", "there is no task “visit”")],
    ),
    "stage and predecessor and pool of a task": (
        f"""
        events: {{e: {{day: 1, start: [visit]}}}}
        tasks:
          visit:
            title: {W}
            stage: sleep
            days: 1
            after: [wake]
            needs: {{crew: 1}}
        """,
        [
            (6, "tasks.visit.stage", "there is no stage “sleep”"),
            (8, "tasks.visit.after.0", "there is no task “wake”"),
            (9, "tasks.visit.needs.crew", "there is no pool “crew” in the team"),
        ],
    ),
    "pool to hire": (
        "events:\n  e:\n    day: 1\n    hire: {crew: 1}\n    outsource: {crew: 1}\n",
        [
            (4, "events.e.hire.crew", "there is no pool “crew” in the team"),
            (5, "events.e.outsource.crew", "there is no pool “crew” in the team"),
        ],
    ),
    "pool that cannot grow": (
        f"""
        team: {{crew: {{title: {W}, people: 1, day_rate: 1}}}}
        events:
          e:
            day: 1
            hire: {{crew: 1}}
            outsource: {{crew: 1}}
        """,
        [
            (
                6,
                "events.e.hire.crew",
                "the pool “crew” does not say how to hire; add `hire`",
            ),
            (
                7,
                "events.e.outsource.crew",
                "the pool “crew” does not say how to outsource; add `outsource`",
            ),
        ],
    ),
    "risk and response": (
        f"""
        risks: {{flood: {{title: {W}, rate: 0.1, during: [work], responses: {{accept: {{}}}}}}}}
        events:
          e:
            day: 1
            respond:
              floods: accept
              flood: avoid
        """,
        [
            (7, "events.e.respond.floods", "there is no risk “floods”; did you mean “flood”?"),
            (
                8,
                "events.e.respond.flood",
                "the risk “flood” has no response “avoid”; describe it there",
            ),
        ],
    ),
    "stage of a risk": (
        f"risks:\n  flood: {{title: {W}, rate: 0.1, during: [wrok]}}\n",
        [(2, "risks.flood.during.0", "there is no stage “wrok”; did you mean “work”?")],
    ),
    "sender of a mail and of a decision": (
        f"""
        cast: {{boss: {{name: {W}, role: {W}}}}}
        events:
          e:
            day: 1
            mail: {{from: bos, subject: {W}, text: {W}}}
        decisions:
          go: {{{DECISION}, from: nobody, at: work.start, {OPTIONS}}}
        """,
        [
            (
                6,
                "events.e.mail.from",
                "there is no stakeholder, competitor or member of the cast “bos”; "
                "did you mean “boss”?",
            ),
            (
                8,
                "decisions.go.from",
                "there is no stakeholder, competitor or member of the cast “nobody”",
            ),
        ],
    ),
    "moments": (
        f"""
        events:
          e: {{at: work.done}}
        decisions:
          go: {{{DECISION}, at: wrk.gate, {OPTIONS}}}
        award: {{at: e.start, price: 1, fit: 1, risk: 1, delivery: 1}}
        stakeholders: {{buyer: {PERSON}}}
        """,
        [
            (3, "events.e.at", "there is no moment “work.done”; did you mean “work.gate”?"),
            (5, "decisions.go.at", "there is no moment “wrk.gate”; did you mean “work.gate”?"),
            (6, "award.at", "there is no moment “e.start”; did you mean “work.start”?"),
        ],
    ),
    "skill and lesson": (
        f"""
        lessons: [needs]
        decisions:
          go:
            kind: plan
            title: {W}
            ask: {W}
            at: work.start
            skill: market.need
            lesson: price
            {OPTIONS}
        """,
        [
            (
                9,
                "decisions.go.skill",
                "there is no skill “market.need”; did you mean “market.needs”?",
            ),
            (
                10,
                "decisions.go.lesson",
                "“price” is not among the scenario's lessons; add it there",
            ),
        ],
    ),
    "tasks of a milestone": (
        f"""
        stakeholders: {{buyer: {PERSON}}}
        award: {AWARD}
        contract:
          value: 1
          milestones:
            all:
              title: {W}
              share: 1
              pay_days: 1
              after: [build]
        """,
        [(11, "contract.milestones.all.after.0", "there is no task “build”")],
    ),
    "names in formulas": (
        """
        variables:
          trust: {known: 5}
        events:
          e:
            day: 1
            cost: trusst * 2
            then:
              - trust += day
              - trost = 4
              - joy += fun
        """,
        [
            (7, "events.e.cost", "Nothing here is called `trusst`: did you mean `trust`?"),
            (10, "events.e.then.1", "there is no name “trost”; did you mean “trust”?"),
            (
                11,
                "events.e.then.2",
                "Nothing here is called `fun`: correct the name, or declare it",
            ),
            (11, "events.e.then.2", "there is no name “joy”"),
        ],
    ),
    "names in conditions": (
        """
        variables: {trust: {known: 5}}
        events:
          e:
            when: trusst > 3
        """,
        [(5, "events.e.when", "Nothing here is called `trusst`: did you mean `trust`?")],
    ),
    "names that matter to a decision": (
        f"decisions:\n  go:\n    {{{DECISION}, at: work.start, {OPTIONS},\n    shows: [dya]}}\n",
        [(4, "decisions.go.shows.0", "there is no name “dya”; did you mean “day”?")],
    ),
    "options of a default": (
        f"""
        decisions:
          a: {{{DECISION}, at: work.start, {OPTIONS}, default: yess}}
          b: {{{DECISION}, at: work.start, {OPTIONS}, answer: several, default: [no, never]}}
          c:
            {{{DECISION}, at: work.start, {OPTIONS}, answer: allocation, units: 3,
            default: {{maybe: 1}}}}
        """,
        [
            (3, "decisions.a.default", "there is no option “yess”; did you mean “yes”?"),
            (4, "decisions.b.default", "there is no option “never”"),
            (7, "decisions.c.default", "there is no option “maybe”"),
        ],
    ),
    # -- ids
    "an id used twice": (
        f"""
        variables:
          visit: {{known: 1}}
        cast:
          visit: {{name: {W}, role: {W}}}
        events:
          work: {{day: 1}}
        """,
        [
            (5, "cast.visit", "the id “visit” is already used on line {visit}; choose another"),
            (7, "events.work", "the id “work” is already used on line {work}; choose another"),
        ],
    ),
    "ids of moves, milestones and changes": (
        f"""
        stakeholders: {{buyer: {PERSON}}}
        award: {AWARD}
        competitors:
          hua:
            {{name: {W}, price: 1, fit: 1, relationship: 1, risk: 1, delivery: 1,
            moves: {{go: {{day: 3}}}}}}
        contract:
          value: 1
          milestones: {{hua: {{title: {W}, share: 1, pay_days: 1}}}}
          changes: {{buyer: {{title: {W}, chance: 1, after: 1}}}}
        """,
        [
            (
                7,
                "competitors.hua.moves.go",
                "the id “go” is already used on line {go}; choose another",
            ),
            (
                10,
                "contract.milestones.hua",
                "the id “hua” is already used on line {hua}; choose another",
            ),
            (
                11,
                "contract.changes.buyer",
                "the id “buyer” is already used on line {buyer}; choose another",
            ),
        ],
    ),
    "ids that formulas mean otherwise": (
        f"""
        variables:
          answer: {{known: 1}}
          clamp: {{known: 1}}
        events:
          if: {{day: 1}}
          normal: {{day: 1}}
        cast:
          true: {{name: {W}, role: {W}}}
        """,
        [
            (
                3,
                "variables.answer",
                "“answer” is a word of the formulas themselves; choose another id",
            ),
            (
                4,
                "variables.clamp",
                "“clamp” is a word of the formulas themselves; choose another id",
            ),
            (6, "events.if", "“if” is a word of the formulas themselves; choose another id"),
        ],
    ),
    # -- texts
    "translations": (
        f"""
        languages: [zh-Hans, en]
        title: {W}
        summary: {{zh-Hans: W, en: W}}
        briefing: {{zh-Hans: W, zh-Hant: W, en: W}}
        role: {{zh-Hans: W}}
        skills: {{a: {{zh-Hans: W, en: W}}}}
        stages: {{work: {{phase: planning, title: {{zh-Hans: W, en: W}}, gate: day >= 30}}}}
        decisions:
          go:
            kind: plan
            title: {{zh-Hans: W, en: W}}
            ask: {{zh-Hans: W, en: W}}
            skill: a
            at: work.start
            options:
              yes: {{label: {{en: W}}}}
              no: {{label: {{zh-Hans: W, en: W}}}}
        kpis:
          k: {{title: {{zh-Hans: W, en: W}}, unit: days, value: 1, worst: 0, target: 9, weight: 1}}
        """,
        [
            (3, "title", "the text in zh-Hans is missing; write it"),
            (6, "role", "the text in en is missing; write it"),
            (
                17,
                "decisions.go.options.yes.label",
                "the text in zh-Hans is missing; write it",
            ),
        ],
    ),
    "languages that are not declared": (
        "role:\n  en: W\n  zh-Hant: W\n",
        [
            (
                3,
                "role.zh-Hant",
                "zh-Hant is not among the scenario's languages; declare or remove it",
            )
        ],
    ),
    # -- triggers
    "triggers": (
        f"""
        events:
          none: {{cost: 1}}
          two:
            day: 1
            every: 4
          first:
            day: 1
            first: 3
          again:
            day: 1
            repeat: true
        decisions:
          go: {{{DECISION}, {OPTIONS}}}
        """,
        [
            (3, "events.none", "it never comes up; say when: `at`, `day`, `every` or `when`"),
            (
                6,
                "events.two.every",
                "only one of `at`, `day` and `every` can be given; remove the others",
            ),
            (9, "events.first.first", "`first` only goes with `every`; remove it"),
            (12, "events.again.repeat", "`repeat` only goes with `when` alone; remove it"),
            (14, "decisions.go", "it never comes up; say when: `at`, `day`, `every` or `when`"),
        ],
    ),
    # -- numbers
    "quantities": (
        """
        variables:
          none: {min: 0}
          both:
            known: 1
            hidden: 2
          shown:
            known: 1
            shown_within: 3
          limits:
            known: 1
            min: 3
            max: 2
        """,
        [
            (3, "variables.none", "give either `known` or `hidden`, and not both"),
            (4, "variables.both", "give either `known` or `hidden`, and not both"),
            (
                9,
                "variables.shown.shown_within",
                "`shown_within` only goes with `hidden`, for what is known is shown exactly; "
                "remove it",
            ),
            (12, "variables.limits.min", "`min` is above `max`; swap them"),
        ],
    ),
    "start values that are not there yet": (
        """
        variables:
          a: {known: 2 * b}
          b: {hidden: 3 * b}
          c: {known: a + b}
        """,
        [
            (
                3,
                "variables.a.known",
                "“b” has no value yet when this one starts; declare it before",
            ),
            (
                4,
                "variables.b.hidden",
                "“b” has no value yet when this one starts; declare it before",
            ),
        ],
    ),
    "start values that never are": (
        """
        variables:
          a: {hidden: "pert(3, 2, 1)"}
          b: {hidden: 1, drift: {to: log(0)}}
        """,
        [
            (
                3,
                "variables.a.hidden",
                "The formula `pert(3, 2, 1)` never has a value: it divides by zero or the like",
            ),
            (
                4,
                "variables.b.drift.to",
                "The formula `log(0)` never has a value: it divides by zero or the like",
            ),
        ],
    ),
    # -- tasks
    "tasks in a circle": (
        f"""
        events: {{e: {{day: 1, start: [a, b, c, d]}}}}
        tasks:
          a: {{title: {W}, stage: work, days: 1, after: [b]}}
          b: {{title: {W}, stage: work, days: 1, after: [c]}}
          c:
            title: {W}
            stage: work
            days: 1
            after: [a, d]
          d: {{title: {W}, stage: work, days: 1, after: [d]}}
        """,
        [
            (
                10,
                "tasks.c.after",
                "the tasks wait for each other in a circle: a → b → c → a; cut it",
            ),
            (11, "tasks.d.after", "the tasks wait for each other in a circle: d → d; cut it"),
        ],
    ),
    "a task that nothing starts": (
        f"tasks:\n  a: {{title: {W}, stage: work, days: 1}}\n",
        [(2, "tasks.a", "nothing ever starts this task; name it under `start` somewhere")],
    ),
    "more people than there can be": (
        f"""
        team:
          crew:
            title: {W}
            people: 2
            day_rate: 1
            hire: {{days: 1, most: 1}}
            outsource: {{days: 1, day_rate: 1, term: 1, most: 2}}
          small: {{title: {W}, people: 2, day_rate: 1}}
        events: {{e: {{day: 1, start: [a]}}}}
        tasks:
          a: {{title: {W}, stage: work, days: 1, needs: {{crew: 5, small: 3}}}}
        """,
        [
            (
                12,
                "tasks.a.needs.small",
                "it needs 3 people, but “small” can never have more than 2; need fewer, or let it "
                "hire",
            )
        ],
    ),
    # -- risks
    "risks": (
        f"""
        risks:
          none: {{title: {W}}}
          half: {{title: {W}, chance: 0.5}}
          mixed: {{title: {W}, chance: 0.5, between: [1, 2], rate: 1}}
          closed:
            title: {W}
            chance: 0.5
            between: [9, 9]
        """,
        [
            (3, "risks.none", "give either `chance` with `between`, or `rate` with `during`"),
            (4, "risks.half", "give either `chance` with `between`, or `rate` with `during`"),
            (5, "risks.mixed", "give either `chance` with `between`, or `rate` with `during`"),
            (9, "risks.closed.between", "the last day is not after the first; swap them"),
        ],
    ),
    # -- decisions
    "what goes with an answer kind": (
        f"""
        decisions:
          a:
            {{{DECISION}, at: work.start, {OPTIONS},
            budget: 5,
            at_least: 1,
            units: 2,
            use_all: true,
            amount: {{min: 1, max: 2, step: 1}}}}
          b: {{{DECISION}, at: work.start, answer: allocation, {OPTIONS}}}
          c: {{{DECISION}, at: work.start, answer: amount}}
          d: {{{DECISION}, at: work.start}}
          e:
            {{{DECISION}, at: work.start,
            options: {{yes: {{label: {W}, at_most: 3}}}}}}
          f:
            {{{DECISION}, at: work.start, {OPTIONS}, answer: several, at_least: 3,
            at_most: 2}}
        """,
        [
            (
                5,
                "decisions.a.budget",
                _goes := "`budget` does not go with the answer kind “choice”; remove it",
            ),
            (6, "decisions.a.at_least", _goes.replace("budget", "at_least")),
            (7, "decisions.a.units", _goes.replace("budget", "units")),
            (8, "decisions.a.use_all", _goes.replace("budget", "use_all")),
            (9, "decisions.a.amount", _goes.replace("budget", "amount")),
            (10, "decisions.b", "the answer kind “allocation” needs `units`; add it"),
            (11, "decisions.c", "the answer kind “amount” needs `amount`; add it"),
            (12, "decisions.d", "the answer kind “choice” needs `options`; add it"),
            (15, "decisions.e.options", "one option is no choice; add another"),
            (
                15,
                "decisions.e.options.yes.at_most",
                "`at_most` of an option only goes with an allocation; remove it",
            ),
            (18, "decisions.f.at_most", "`at_most` is below `at_least`; change one"),
        ],
    ),
    "costs of an allocation": (
        f"""
        decisions:
          go:
            {{{DECISION}, at: work.start, answer: allocation, units: 3,
            options: {{
            flat: {{label: {W}, cost: 100}},
            free: {{label: {W}, cost: 0}},
            each: {{label: {W}, cost: 100 * answer}}}}}}
        """,
        [
            (
                6,
                "decisions.go.options.flat.cost",
                "this cost is the same for any number of units, even 0; multiply it by `answer`",
            )
        ],
    ),
    "shapes of a default": (
        f"""
        decisions:
          a: {{{DECISION}, at: work.start, {OPTIONS}, default: 3}}
          b: {{{DECISION}, at: work.start, {OPTIONS}, answer: several, default: yes}}
          c:
            {{{DECISION}, at: work.start, {OPTIONS}, answer: allocation, units: 3,
            default: [yes]}}
          d:
            {{{DECISION}, at: work.start, answer: amount, amount: {AMOUNT},
            default: [yes]}}
          e:
            {{{DECISION}, at: work.start, answer: amount, amount: {AMOUNT},
            default: 1 +}}
        """,
        [
            (
                3,
                "decisions.a.default",
                _fits := "this default does not fit the answer kind “choice”; change it",
            ),
            (4, "decisions.b.default", _fits.replace("choice", "several")),
            (7, "decisions.c.default", _fits.replace("choice", "allocation")),
            (10, "decisions.d.default", _fits.replace("choice", "amount")),
            (
                13,
                "decisions.e.default",
                "The formula `1 +` cannot be read: look for a missing operator, name or bracket",
            ),
        ],
    ),
    # -- market, contract, score
    "an award without judges": (
        f"award: {AWARD}\n",
        [(1, "award", "an award needs stakeholders who decide; add some")],
    ),
    "a contract without an award": (
        f"""
        contract:
          value: 1
          milestones:
            a: {{title: {W}, share: 0.7, pay_days: 1}}
            b: {{title: {W}, share: 0.4, pay_days: 1}}
        """,
        [
            (2, "contract", "a contract is signed after an award; add `award`"),
            (4, "contract.milestones", "the milestones' shares add up to 1.1; keep to 1"),
        ],
    ),
    "measures": (
        f"""
        stakeholders:
          buyer:
            {{name: {W}, role: {W}, influence: 1, attitude: 50,
            weighs: {{fit: 0, price: 0}}}}
        holidays: [2026-03-04, 2026-03-04]
        score: {{grades: {{}}}}
        kpis:
          k: {{title: {W}, unit: days, value: 1, worst: 9, target: 9, weight: 1}}
        """,
        [
            (
                5,
                "stakeholders.buyer.weighs",
                "all weights are 0; give what counts for this person more",
            ),
            (6, "holidays", "a holiday is listed twice; remove one"),
            (7, "score.grades", "there is no grade; add one"),
            (9, "kpis.k", "`worst` and `target` are the same; change one"),
        ],
    ),
    # -- formulas
    "what a formula can't be": (
        """
        variables:
          zero: {known: 0}
          trust: {known: 5, min: 1}
        events:
          a: {day: 1, cost: 5 / 0}
          b: {day: 1, cost: 5 / (zero * 2)}
          c: {day: 1, cost: sqrt(0 - trust)}
          d: {day: 1, then: [trust /= zero]}
          e: {day: 1, then: [trust /= sqrt(0 - 1)]}
          f: {day: 1, then: [day = 3, team.x.people += 2]}
          g: {day: 1, cost: answer}
          h: {day: "pert(3, 2, 1)"}
        """,
        [
            (6, "events.a.cost", "“0” is always zero; divide by something else"),
            (7, "events.b.cost", "“zero * 2” is always zero; divide by something else"),
            (
                8,
                "events.c.cost",
                "The formula `sqrt(0 - trust)` never has a value: it divides by zero or the like",
            ),
            (9, "events.d.then.0", "“zero” is always zero; divide by something else"),
            (
                10,
                "events.e.then.0",
                "The formula `sqrt(0 - 1)` never has a value: it divides by zero or the like",
            ),
            (
                11,
                "events.f.then.0",
                "“day” follows from what happens and can't be set; set a variable",
            ),
            (11, "events.f.then.1", "there is no name “team.x.people”"),
            (
                12,
                "events.g.cost",
                "`answer` only means something in a decision's own effects; use a name",
            ),
            (
                13,
                "events.h.day",
                "The formula `pert(3, 2, 1)` never has a value: it divides by zero or the like",
            ),
        ],
    ),
    "syntax of formulas": (
        """
        events:
          a: {day: 1, cost: 2 ** 3}
          b: {day: 1, cost: "normal(1, 2)"}
          c: {day: 1, then: [trust]}
        """,
        [
            (
                3,
                "events.a.cost",
                "`2 ** 3` raises to a power, which formulas cannot: multiply instead",
            ),
            (
                4,
                "events.b.cost",
                "`normal` leaves the value to chance, which is allowed only in initial values, "
                "durations and effects: here write a value that is certain",
            ),
            (
                5,
                "events.c.then.0",
                "`trust` changes nothing: write a name, one of = += -= *= /=, and a value, as in "
                "insight += 15",
            ),
        ],
    ),
    "hidden numbers that would show through": (
        f"""
        variables:
          secret: {{hidden: 5}}
          seen: {{hidden: 5, shown_within: secret}}
          fine: {{hidden: 5, shown_within: 3}}
        decisions:
          a:
            {{{DECISION}, at: work.start,
            options: {{
            x: {{label: {W}, when: secret > 3}},
            y: {{label: {W}, cost: attitude.buyer, then: [secret = 3]}}}},
            when: secret > 0}}
          b:
            {{{DECISION}, at: work.start, answer: amount,
            default: secret,
            amount: {{min: secret,
            max: rivals.hua.price, step: 1}}}}
          c:
            {{{DECISION}, at: work.start, answer: allocation, {OPTIONS},
            units: secret,
            budget: secret}}
        stakeholders:
          buyer:
            {{name: {W}, role: {W}, influence: 1, attitude: 50, weighs: {{fit: 1}},
            weighs_shown: secret > 1}}
        competitors:
          hua: {{name: {W}, price: 1, fit: 1, relationship: 1, risk: 1, delivery: 1}}
        money:
          selling: secret
          delivery: fine
        """,
        [
            (
                4,
                "variables.seen.shown_within",
                _hid := "“secret” is hidden and would show through here; use what is known instead",
            ),
            (10, "decisions.a.options.x.when", _hid),
            (11, "decisions.a.options.y.cost", _hid.replace("secret", "attitude.buyer")),
            (15, "decisions.b.default", _hid),
            (16, "decisions.b.amount.min", _hid),
            (17, "decisions.b.amount.max", _hid.replace("secret", "rivals.hua.price")),
            (20, "decisions.c.units", _hid),
            (21, "decisions.c.budget", _hid),
            (25, "stakeholders.buyer.weighs_shown", _hid),
            (29, "money.selling", _hid),
            (30, "money.delivery", _hid.replace("secret", "fine")),
        ],
    ),
}


@pytest.mark.parametrize(("extra", "expected"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal(extra: str, expected: list[tuple[int, str, str]]) -> None:
    found = problems_of(extra)
    text, _ = text_with(extra)
    places = {
        key: next(n for n, line in enumerate(text.splitlines(), 1) if f"{key}:" in line)
        for key in ("visit", "work", "hua", "go", "buyer")
        if f"{key}:" in text
    }
    wanted = [
        (line, path, re.sub(r"\{(\w+)\}", lambda m: str(places[m[1]]), message))
        for line, path, message in expected
    ]
    assert found == wanted


def test_all_problems_come_at_once_in_the_order_of_the_lines() -> None:
    found = problems_of("\n".join(textwrap.dedent(extra) for extra, _ in [
        REFUSALS["tasks in a circle"], REFUSALS["risks"], REFUSALS["quantities"],
    ]))  # fmt: skip
    assert [line for line, _, _ in found] == sorted(line for line, _, _ in found)
    assert {path.split(".")[0] for _, path, _ in found} == {"tasks", "risks", "variables"}
    assert len(found) == 11


def test_after_a_hundred_problems_nobody_guesses_any_more() -> None:
    events = "\n".join(f"  e{n}: {{day: 1, start: [vist]}}" for n in range(150))
    found = problems_of(
        f"tasks: {{visit: {{title: {W}, stage: work, days: 1}}}}\n"
        f"events:\n  e: {{day: 1, start: [visit]}}\n{events}\n"
    )
    guesses = ["did you mean" in message for _, _, message in found]
    assert guesses == [True] * 100 + [False] * 50


# -- gates -----------------------------------------------------------------------------------

GATES = {
    "false": "false",
    "a limit that is too low": "trust > 200",
    "a task that nothing starts in time": "tasks.late.done",
    "a stage that comes later": "stage.two.entered",
    "its own passing": "stage.one.passed",
    "a response that nobody can give": "risks.flood.avoided",
    "a contract that there is not": "contract.signed",
    "an award that there is not": "deal.won",
    "a constant": "rate == 4",
    "what has no value": "1 / zero > 0",
}


@pytest.mark.parametrize("gate", GATES.values(), ids=GATES)
def test_a_gate_that_can_never_open(gate: str) -> None:
    found = problems_of(
        f"""
        variables: {{trust: {{known: 5, max: 100}}, rate: {{known: 3}}, zero: {{known: 0}}}}
        risks: {{flood: {{title: {W}, rate: 0.1, during: [one], responses: {{avoid: {{}}}}}}}}
        tasks:
          late: {{title: {W}, stage: two, days: 1, then: [trust += 1]}}
        stages:
          one:
            phase: planning
            title: {W}
            gate: {gate}
          two: {{phase: closeout, title: {W}, gate: tasks.late.done, start: [late]}}
        decisions:
          go: {{{DECISION}, at: one.start, {OPTIONS}}}
        """
    )
    message = (
        f"this gate can never open: “{gate}” can't come true in this stage; "
        "start what it waits for by then, or change it"
    )
    assert (10, "stages.one.gate", message) in found
    assert len(found) == (2 if gate.startswith("1 /") else 1)


@pytest.mark.parametrize(
    "gate",
    ["trust > 99", "tasks.early.done", "tasks.late.done or day > 3", "not stage.two.entered"],
)
def test_a_gate_that_may_open(gate: str) -> None:
    text, _ = text_with(
        f"""
        variables: {{trust: {{known: 5, max: 100}}}}
        tasks:
          late: {{title: {W}, stage: two, days: 1, then: [trust += 1]}}
          early: {{title: {W}, stage: two, days: 1}}
        stages:
          one: {{phase: planning, title: {W}, gate: "{gate}"}}
          two: {{phase: closeout, title: {W}, gate: tasks.late.done, start: [late, early]}}
        events: {{help: {{day: 2, start: [early]}}}}
        decisions:
          go: {{{DECISION}, at: one.start, {OPTIONS}}}
        """
    )
    assert load_text(text).scenario.stages["one"].gate.text == gate


# -- what is allowed -------------------------------------------------------------------------

ALLOWED = {
    "ids like languages": f"""
        team: {{en: {{title: {W}, people: 1, day_rate: 1}}}}
        events: {{e: {{day: 1, then: [team.en.overtime = 0.1]}}}}
        """,
    "traditional Chinese beside simplified": """
        languages: [zh-Hans, zh-Hant]
        title: {zh-Hans: W}
        summary: {zh-Hans: W, zh-Hant: W}
        briefing: {zh-Hans: W}
        role: {zh-Hans: W}
        skills: {market.needs: {zh-Hans: W}}
        stages: {work: {phase: planning, title: {zh-Hans: W}, gate: day >= 30}}
        decisions:
          go:
            {kind: plan, at: work.start, title: {zh-Hans: W}, ask: {zh-Hans: W},
            skill: market.needs, options: {yes: {label: {zh-Hans: W}}, no: {label: {zh-Hans: W}}}}
        kpis:
          k: {title: {zh-Hans: W}, unit: days, value: day, worst: 0, target: 9, weight: 1}
        """,
    "answer wherever a decision has effects": f"""
        variables: {{x: {{known: 0}}}}
        decisions:
          go:
            {{{DECISION}, at: work.start, answer: amount, amount: {{min: 1, max: 2, step: 1}},
            then: [x = answer], cost: answer, cases: [{{when: answer > 1, then: [x += answer]}}]}}
          more:
            {{{DECISION}, at: work.start, answer: allocation, units: 3,
            options: {{a: {{label: {W}, cost: 2 * answer,
            cases: [{{when: answer > 1, cost: answer}}]}}, b: {{label: {W}}}}}}}
        """,
    "windows that depend on the state": f"""
        variables: {{x: {{known: 0}}}}
        risks: {{flood: {{title: {W}, chance: 0.5, between: [x, 9]}}}}
        """,
}  # fmt: skip


@pytest.mark.parametrize("extra", ALLOWED.values(), ids=ALLOWED)
def test_what_is_allowed(extra: str) -> None:
    assert load_text(text_with(extra)[0]).scenario.id == "test"


@pytest.mark.parametrize("key", ["when", "min", "units"])
def test_answer_means_nothing_before_the_answer(key: str) -> None:
    wrong = {
        "when": f"{OPTIONS}, when: answer > 1",
        "min": "answer: amount, amount: {min: answer, max: 2, step: 1}",
        "units": f"answer: allocation, {OPTIONS}, units: answer",
    }[key]
    (found,) = problems_of(f"decisions:\n  go: {{{DECISION}, at: work.start, {wrong}}}\n")
    assert found[0] == 2
    assert "`answer`" in found[2]
