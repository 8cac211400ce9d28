"""What the balance report says. Plain frozen values; points are points of score, out of 100."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from simengine.check.rules import RULES, SEVERITIES, Severity
from simengine.errors import SimError
from simengine.estimates import Estimate, Share

# Where the par comes from that the options were judged with.
ParSource = Literal["solved", "missing", "stale"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something for the author to look at.

    `place` is its path in the file, as `decisions.poc.options.in_lab`, and `line` stands there.
    `numbers` are the figures behind it; `params` fill the texts, numbers rounded for reading.
    """

    code: str
    severity: Severity
    place: str
    line: int
    numbers: Mapping[str, float]
    params: Mapping[str, Any] = field(repr=False)

    @property
    def template(self) -> str:
        """Message id of what was found."""
        return RULES[self.code].text

    @property
    def advice_template(self) -> str:
        """Message id of what to do about it."""
        return RULES[self.code].advice

    def text(self, gettext: Callable[[str], str] = str) -> str:
        """Return what was found, in the language of `gettext`."""
        return SimError(self.template, self.params).translated(gettext)

    def advice(self, gettext: Callable[[str], str] = str) -> str:
        """Return what to do about it, in the language of `gettext`."""
        return SimError(self.advice_template, self.params).translated(gettext)


@dataclass(frozen=True, slots=True)
class BotFigures:
    """How a bot plays the scenario; `randomness` is the share of its answers at random, where it
    is one of the graded ones."""

    policy: str
    randomness: float | None
    score: Estimate
    passed: Share


@dataclass(frozen=True, slots=True)
class Variance:
    """What the spread of scores over bots of every skill comes from, as shares of 1.

    `decisions` is what runs of the same player under another luck have in common, `luck` what runs
    of other players under the same luck do; `together` is the rest, which neither has
    alone (first-order indices of Sobol 1993). `decisions` has its interval by the jackknife.
    """

    decisions: float
    low: float
    high: float
    luck: float
    together: float


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """A KPI over the runs of all bots: its mean points and their spread, its extreme values, the
    one of them that is nearer the target, and how often that was hit."""

    id: str
    points: float
    spread: float
    least: float
    most: float
    best: float
    hit: Share


@dataclass(frozen=True, slots=True)
class Correlation:
    """How the points of two KPIs go together within runs of the same outcome."""

    first: str
    second: str
    r: float


@dataclass(frozen=True, slots=True)
class CandidateFigures:
    """One answer, or one option of several: `label` is an option, or an amount's place.

    `ahead` is how many points it is ahead of the best other answer, or with much of it ahead of
    without; `slices` is the mean of that in each kind of situation that was told apart.
    """

    label: str
    ahead: Estimate
    slices: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class DecisionFigures:
    """A decision over its situations; `stake` is the largest difference between two answers, and
    `share` how many runs met it, out of all."""

    decision: str
    situations: int
    share: float
    seconds: float
    stake: Estimate | None
    candidates: tuple[CandidateFigures, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of the report. `separation` is the share of all pairs of runs in which par
    beats the bot with half its answers at random; `minutes` the expected playing time, by
    language; `blind` how far one fixed list of answers is behind par."""

    bots: tuple[BotFigures, ...]
    variance: Variance | None
    separation: float
    blind: Estimate
    kpis: tuple[KpiFigures, ...]
    correlations: tuple[Correlation, ...]
    minutes: Mapping[str, float]
    decisions: tuple[DecisionFigures, ...]


@dataclass(frozen=True, slots=True)
class BalanceReport:
    """The balance of a scenario. `par` is the policy that good play was measured by, `runs` how
    many runs it took; findings come by severity, then in the order of the file."""

    scenario: str
    digest: str
    engine: str
    seed: int
    runs: int
    par: str
    par_source: ParSource
    findings: tuple[Finding, ...]
    figures: Figures

    def worst(self) -> Severity | None:
        """Return the severest severity found, or None."""
        return self.findings[0].severity if self.findings else None

    def as_json(self, gettext: Callable[[str], str] = str) -> dict[str, Any]:
        """Return the report as plain data, its texts in the language of `gettext`."""
        plain = asdict(self)
        plain["findings"] = [
            {
                "code": finding.code,
                "severity": finding.severity,
                "place": finding.place,
                "line": finding.line,
                "text": finding.text(gettext),
                "advice": finding.advice(gettext),
                "numbers": dict(finding.numbers),
            }
            for finding in self.findings
        ]
        return plain


def is_as_bad(severity: Severity, limit: Severity) -> bool:
    """Whether a severity is the limit or worse."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(limit)
