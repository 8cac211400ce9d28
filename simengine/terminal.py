"""A deal played in the terminal: the same questions, the same sight, the same engine."""

from __future__ import annotations

import gettext as gettext_module
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from simengine.errors import N_
from simengine.program import Program
from simengine.records import answers_as_json, read_answers
from simengine.run import Answer, Snapshot, replay
from simengine.scenario.deal import CRITERIA
from simengine.scenario.model import Scenario
from simengine.view import Room, Shown, look, see
from simengine.world.decisions import AnswerError, Question

_CATALOGUES = Path(__file__).resolve().parent.parent / "app" / "translations"

Ask = Callable[[str], str]


def gettext_of(language: str) -> Callable[[str], str]:
    """Return what translates messages into a language, as far as there is a catalogue."""
    catalogue = gettext_module.translation(
        "messages", _CATALOGUES, [language.replace("-", "_")], fallback=True
    )
    return catalogue.gettext


def show_summary(
    program: Program, record: Mapping[str, Any], console: Console | None = None
) -> None:
    """Print what came of a run: its score and every KPI."""
    console = console or Console()
    title = program.scenario.title.get("en") or next(iter(program.scenario.title.values()))
    outcome = record["outcome"] or record["status"]
    console.print(
        f"[bold]{title}[/bold]  seed {record['seed']}  {outcome}, day {record['day']:.0f}"
    )
    table = Table("KPI", "value", "points", "of score")
    for key, kpi in record["kpis"].items():
        table.add_row(key, f"{kpi['value']:,.2f}", f"{kpi['points']:.0f}", f"{kpi['share']:.1f}")
    console.print(table)
    console.print(f"score [bold]{record['score']:.1f}[/bold]  grade {record['grade']}")


def play_in_terminal(
    program: Program,
    seed: int,
    language: str,
    save: Path | None = None,
    *,
    console: Console | None = None,
    ask: Ask | None = None,
) -> int:
    """Play to the end, or until the player quits; keep the answers in `save` after each one.

    Return 0. What was saved is taken up again.
    """
    console = console or Console()
    table = _Table(program, language, console)
    answers = _saved(save)
    while True:
        snapshot = replay(program, seed, answers)
        if snapshot.question is None:
            table.finish(snapshot)
            return 0
        table.show(snapshot)
        answer = table.answer(snapshot.question, ask or console.input)
        if answer is None:
            return 0
        try:
            replay(program, seed, (*answers, answer))
        except AnswerError as error:
            console.print(f"[red]{error.translated(table.gettext)}[/red]")
            continue
        answers = (*answers, answer)
        if save is not None:
            save.write_text(json.dumps(answers_as_json(answers), ensure_ascii=False), "utf-8")


def _saved(save: Path | None) -> tuple[Answer, ...]:
    if save is None or not save.exists():
        return ()
    return read_answers(save.read_text("utf-8"))


def sender_name(scenario: Scenario, key: str) -> Mapping[Any, str]:
    """Return the name of whoever sends a mail: one of the cast, a stakeholder or a competitor."""
    if key in scenario.cast:
        return scenario.cast[key].name
    if key in scenario.stakeholders:
        return scenario.stakeholders[key].name
    return scenario.competitors[key].name


class _Table:
    """What lies in front of the player, in their language."""

    def __init__(self, program: Program, language: str, console: Console) -> None:
        self.program = program
        self.scenario = program.scenario
        self.language = language
        self.console = console
        self.gettext = gettext_of(language)

    def text(self, text: Mapping[Any, str] | None) -> str:
        if text is None:
            return ""
        return text.get(self.language) or text.get("en") or next(iter(text.values()))

    def show(self, snapshot: Snapshot) -> None:
        """Show where the deal stands and what is asked."""
        room, _ = look(snapshot), self.gettext
        asked = snapshot.question
        assert asked is not None
        if asked.step == 0:
            self.console.print(
                Panel(self.text(self.scenario.briefing), title=self.text(self.scenario.title))
            )
        stage = self.text(self.scenario.stages[room.stage.id].title)
        left = f"{room.money.left:,.0f} {self.scenario.currency}"
        day = _(N_("Day %(day)s")) % {"day": f"{room.day:.0f}"}
        self.console.rule(f"{stage}  {room.date}  {day}  {left}")
        self._mails(room, snapshot)
        self._numbers(room)
        decision = self.scenario.decisions[asked.decision]
        body = "\n\n".join(filter(None, (self.text(decision.brief), self.text(decision.ask))))
        self.console.print(Panel(body, title=self.text(decision.title)))
        for name in decision.shows:
            self.console.print(f"  {name}: {self._shown(see(snapshot, name))}")
        self._options(asked)

    def _mails(self, room: Room, snapshot: Snapshot) -> None:
        since = room.steps[-1].day if room.steps else -1.0
        for item in reversed([mail for mail in room.inbox if mail.day >= since]):
            sender = self.text(sender_name(self.scenario, item.mail.sender))
            self.console.print(
                Panel(self.text(item.mail.text), title=f"{sender}: {self.text(item.mail.subject)}")
            )

    def _numbers(self, room: Room) -> None:
        table = Table(box=None, show_header=False)
        for number in room.numbers:
            label = self.scenario.variables[number.name].label
            table.add_row(self.text(label), self._shown(number.value))
        for person in room.stakeholders:
            name = self.text(self.scenario.stakeholders[person.id].name)
            table.add_row(name, self._shown(person.attitude))
        for rival in room.rivals:
            name = self.text(self.scenario.competitors[rival.id].name)
            offer = "  ".join(f"{key} {self._shown(rival.offer[key])}" for key in CRITERIA)
            table.add_row(name, offer)
        self.console.print(table)

    def _options(self, asked: Question) -> None:
        _ = self.gettext
        decision = self.scenario.decisions[asked.decision]
        for offer in asked.options:
            option = decision.options[offer.id]
            colour = "bold" if offer.available else "dim"
            cost = f"  ({offer.cost:,.0f})" if offer.cost else ""
            self.console.print(
                f"  [{colour}]{offer.id}[/{colour}]  {self.text(option.label)}{cost}"
            )
            detail = option.detail if offer.available else option.why_not or option.detail
            if detail:
                self.console.print(f"      {self.text(detail)}", style="dim")
        if asked.amount is not None:
            low, high, step = asked.amount.min, asked.amount.max, asked.amount.step
            self.console.print(f"  {low:,.0f} … {high:,.0f}  (± {step:,.0f})")
        if asked.budget is not None:
            budget = f"{asked.budget:,.0f}"
            self.console.print(_(N_("Budget: %(budget)s")) % {"budget": budget})
        if asked.units is not None:
            self.console.print(_(N_("Units: %(units)s")) % {"units": asked.units})

    def answer(self, asked: Question, ask: Ask) -> Answer | None:
        """Return what the player types as an answer, None to quit. Enter takes the habit."""
        _ = self.gettext
        hints = {
            "choice": N_("Type an option, Enter for the usual one, q to stop: "),
            "several": N_(
                "Type options with spaces between, Enter for the usual ones, q to stop: "
            ),
            "allocation": N_(
                "Type option=units with spaces between, Enter for the usual, q to stop: "
            ),
            "amount": N_("Type a number, Enter for the usual one, q to stop: "),
        }
        while True:
            typed = ask(_(hints[asked.answer])).strip()
            if typed == "q":
                return None
            if not typed:
                return Answer(asked.decision, asked.default)
            try:
                return Answer(asked.decision, _value(asked.answer, typed))
            except ValueError:
                unread = _(N_("this answer can't be read; type it as the line above says"))
                self.console.print(f"[red]{unread}[/red]")

    def finish(self, snapshot: Snapshot) -> None:
        """Show the score of a finished deal."""
        table = Table(
            self.gettext(N_("KPI")), self.gettext(N_("Value")), self.gettext(N_("Points"))
        )
        for kpi in snapshot.scorecard.kpis:
            title = self.text(self.scenario.kpis[kpi.id].title)
            table.add_row(title, f"{kpi.value:,.2f}", f"{kpi.share:.1f} / {kpi.most:.0f}")
        self.console.print(table)
        score, grade = snapshot.scorecard.score, snapshot.scorecard.grade
        self.console.print(f"[bold]{score:.1f}[/bold]  {grade}  {snapshot.outcome}")

    def _shown(self, shown: Shown) -> str:
        if shown.low is None or shown.high is None:
            return "?"
        if shown.is_known:
            return f"{shown.low:,.1f}".removesuffix(".0")
        return f"{shown.low:,.0f} … {shown.high:,.0f}"


def _value(kind: str, typed: str) -> Any:
    """Return the typed answer as a value; raise ValueError if it can't be one."""
    if kind == "amount":
        return float(typed.replace(",", ""))
    if kind == "several":
        return typed.split()
    if kind == "allocation":
        pairs = [word.split("=", 1) for word in typed.split()]
        return {key: int(units) for key, units in pairs}
    return typed
