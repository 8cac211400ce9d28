"""The demo's attempts: what the trainees have played so far, by the hands of the bots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app import clock
from app.accounts import demo as people
from app.accounts import service as accounts
from app.accounts.models import Person
from app.library import service as library
from app.library.models import ScenarioVersion
from app.play import service
from simengine.policies import play
from simengine.run import replay

SLUG = "smart-factory"

_PACE = timedelta(minutes=2)
_OPEN_SHARE = 0.62
_SEEDS_LOOKED_AT = 200


@dataclass(frozen=True)
class DemoRun:
    """A run to be stored: whose, with which luck, played how, and how many days ago."""

    login: str
    seed: int
    policy: str
    days_ago: int
    is_assessed: bool = False


# From the first of them to the last: what a group looks like after a few weeks.
RUNS = (
    DemoRun("trainee", 3, "default", 16),
    DemoRun("trainee", 9, "cautious", 9),
    DemoRun("chen.siyuan", 1, "random", 15),
    DemoRun("chen.siyuan", 4, "cautious", 12),
    DemoRun("chen.siyuan", 0, "cautious", 5, is_assessed=True),
    DemoRun("wang.yutong", 13, "cautious", 14),
    DemoRun("wang.yutong", 0, "default", 6, is_assessed=True),
    DemoRun("liu.haoran", 2, "greedy", 13),
    DemoRun("liu.haoran", 11, "default", 7),
    DemoRun("zhao.min", 20, "cautious", 11),
    DemoRun("zhao.min", 0, "cautious", 4, is_assessed=True),
    DemoRun("sun.zhiqiang", 7, "greedy", 10),
    DemoRun("qian.jiayi", 16, "cautious", 8),
    DemoRun("huang.weijie", 5, "default", 12),
    DemoRun("liang.xiaowen", 11, "cautious", 9),
    DemoRun("deng.guohua", 6, "random", 8),
    DemoRun("ou.yangfei", 23, "cautious", 6),
    DemoRun("luo.jun", 14, "default", 5),
)


def seed() -> list[str]:
    """Store the runs of those who have none yet, and one that the trainee is in the midst of."""
    version = library.current_version(SLUG)
    now = clock.now()
    for login in dict.fromkeys(run.login for run in RUNS):
        person = accounts.find_person_by_email(f"{login}@demo.example")
        if person is None or service.attempts_of(person.id):
            continue
        for run in RUNS:
            if run.login == login:
                _store(person, version, run, now)
        if login == people.TRAINEE.login:
            _leave_in_the_midst(person, version, now)
    return []


def _store(person: Person, version: ScenarioVersion, run: DemoRun, now: datetime) -> None:
    program = library.get_program(version.digest)
    luck = version.assessed_seed if run.is_assessed else run.seed
    service.store_run(
        person.id,
        version,
        play(program, luck, run.policy),
        is_assessed=run.is_assessed,
        began=now - timedelta(days=run.days_ago),
        pace=_PACE,
    )


def _leave_in_the_midst(person: Person, version: ScenarioVersion, now: datetime) -> None:
    """Store a deal that is being delivered: a room with something in every corner."""
    program = library.get_program(version.digest)
    runs = (play(program, seed, "cautious") for seed in range(_SEEDS_LOOKED_AT))
    won = next((run for run in runs if run.outcome == "closed"), None)
    if won is not None:
        answers = won.answers[: int(_OPEN_SHARE * len(won.answers))]
        service.store_run(
            person.id,
            version,
            replay(program, won.seed, answers),
            began=now - timedelta(days=1),
            pace=_PACE,
        )
