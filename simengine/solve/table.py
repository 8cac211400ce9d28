"""A solution in the terminal: what the plan is worth beside the bots, and what it does."""

from __future__ import annotations

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from simengine.estimates import Estimate
from simengine.policies.plan import Advice, Sign
from simengine.policies.wishes import Least, Picks, Place, Ranking, Wish
from simengine.solve.solution import Solution


def show_solution(solution: Solution, console: Console) -> None:
    """Print the solution. What stands behind ± is half a 95 % interval."""
    console.print(
        f"[bold]{solution.scenario}[/bold]  {solution.runs} runs; "
        f"measured on {solution.mean.n} seeds that the search never saw"
    )
    worth = Table("", "score", "par is ahead by", box=SIMPLE)
    worth.add_row("par", _mean(solution.mean), "", style="bold")
    for name, mean in solution.bots.items():
        worth.add_row(name, _mean(mean), _mean(solution.ahead[name]))
    console.print(worth)
    plan = Table("decision", "situation", "answer", box=SIMPLE)
    for decision, advice in solution.plan.advice.items():
        for place, (situation, answer) in enumerate(_rows(advice)):
            plan.add_row("" if place else decision, situation, answer)
    console.print(plan)


def _rows(advice: Advice) -> list[tuple[str, str]]:
    rules = [(" and ".join(map(sign_words, rule.when)), rule.do) for rule in advice.rules]
    rows = [*rules, ("otherwise" if rules else "", advice.do)]
    return [(situation, wish_words(wish)) for situation, wish in rows]


def sign_words(sign: Sign) -> str:
    """Return a sign in words, such as `low of rivals.dingyu.price >= 4,500,000`."""
    part = "" if sign.part == "middle" else f"{sign.part} of "
    than = f"{sign.than:,.2f}".rstrip("0").rstrip(".")
    return f"{part}{sign.see} {'>=' if sign.side == 'from' else '<'} {than}"


def wish_words(wish: Wish) -> str:
    """Return a wish in words."""
    if isinstance(wish, Ranking):
        return wish.rank[0] if wish.rank else ""
    if isinstance(wish, Picks):
        return ", ".join(wish.take)
    if isinstance(wish, Place):
        return f"{wish.place:.0%} of the way from the least to the most"
    if isinstance(wish, Least):
        terms = [f"{term.times:.4g} x {term.part} of {term.see}" for term in wish.least]
        return terms[0] if len(terms) == 1 else f"least of {', '.join(terms)}"
    return ", ".join(f"{option} {share:.0%}" for option, share in wish.shares.items())


def _mean(found: Estimate) -> str:
    return f"{found.mean:.2f} ± {(found.high - found.low) / 2:.2f}"
