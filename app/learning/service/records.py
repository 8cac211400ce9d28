"""All that is known of how people learn, read for many of them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.curriculum import service as curriculum
from app.curriculum.service import CourseProgress, SkillCredit
from app.learning.models import Certificate
from app.learning.service.certificates import certificates_of_people
from app.learning.skills import Evidence, Profile, build_profile
from app.library import service as library
from app.play import service as play
from app.play.models import Attempt
from app.play.service import JudgedDecision, JudgedRun
from simengine.scenario.model import Scenario


@dataclass(frozen=True)
class Record:
    """One person's learning. `attempts` are those that count, the last played first; `runs` what
    the reviews of them say, by the number of the attempt."""

    person_id: int
    progress: CourseProgress
    credits: Sequence[SkillCredit]
    attempts: Sequence[Attempt]
    runs: Mapping[int, JudgedRun]
    profile: Profile
    certificates: Sequence[Certificate]

    @property
    def finished(self) -> list[Attempt]:
        """The deals played to their end, the last finished first."""
        return [one for one in self.attempts if one.status == "finished"]

    @property
    def unreviewed(self) -> list[Attempt]:
        """The finished deals whose decisions nobody has judged, though they can be."""
        return [one for one in self.finished if one.id not in self.runs and play.can_replay(one)]


def record_of(person_id: int) -> Record:
    """One person's learning."""
    return records_of([person_id])[person_id]


def records_of(person_ids: Collection[int]) -> dict[int, Record]:
    """The learning of each of these people."""
    progress = curriculum.progress_of_people(person_ids, curriculum.course())
    credits_ = curriculum.credits_of_people(person_ids)
    certificates = certificates_of_people(person_ids)
    attempts: dict[int, list[Attempt]] = {person_id: [] for person_id in person_ids}
    everybodys = play.attempts_of_people(person_ids)
    for attempt in everybodys:
        attempts[attempt.person_id].append(attempt)
    runs = play.judged_runs(everybodys)
    course = curriculum.course()
    return {
        person_id: Record(
            person_id=person_id,
            progress=progress[person_id],
            credits=credits_[person_id],
            attempts=attempts[person_id],
            runs={one.id: runs[one.id] for one in attempts[person_id] if one.id in runs},
            profile=build_profile(
                course, Evidence(credits_[person_id], _last_first(attempts[person_id], runs))
            ),
            certificates=certificates[person_id],
        )
        for person_id in person_ids
    }


def skill_titles(attempts: Collection[Attempt]) -> dict[str, Mapping[Any, str]]:
    """The names of the skills of the course, and of those that only scenarios name."""
    scenarios = (find_scenario(digest) for digest in {one.digest for one in attempts})
    return {
        **{
            skill: title
            for scenario in scenarios
            if scenario is not None
            for skill, title in scenario.skills.items()
        },
        **curriculum.course().skills,
    }


def find_scenario(digest: str) -> Scenario | None:
    """The scenario of a digest; None when this engine cannot read it."""
    try:
        return library.get_program(digest).scenario
    except library.Unreadable:
        return None


def _last_first(attempts: Sequence[Attempt], runs: Mapping[int, JudgedRun]) -> list[JudgedDecision]:
    """The judged decisions of these attempts, the last made first."""
    return [
        decision
        for attempt in attempts
        if attempt.id in runs
        for decision in reversed(runs[attempt.id].decisions)
    ]
