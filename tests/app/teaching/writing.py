"""Small lessons of trainers, and courses of groups, for tests."""

from __future__ import annotations

from app.accounts.models import Group, Person
from app.curriculum.own import FILES
from app.lessons import service as lessons
from app.lessons.models import OwnLesson
from app.lessons.service import Arrangement, PlacedLesson, PlacedPart
from tests.support.deals import NOON

CORE_LESSON = "why-sales-management"

HEAD = """\
title: {zh-Hans: 自查会}
summary: {zh-Hans: 报名前开一小时。}
skills: [execution.bidding]
minutes: 10
"""

TEXT = """\
## 讲解 {#idea}

算一算[[gross-margin|毛利率]]，再看[投标](lesson:bidding)。

```chart
kind: bar
title: 钱
rows:
  - [报价, 480]
  - [成本, 390]
```

## 例子

一个例子。
"""

QUIZ = """\
- id: when
  kind: single
  skill: execution.bidding
  difficulty: 1
  ask: {zh-Hans: 什么时候开？}
  options:
    - {text: {zh-Hans: 报名前}, right: true, why: {zh-Hans: 还没花钱。}}
    - {text: {zh-Hans: 开标后}, why: {zh-Hans: 晚了。}}
- id: worth
  kind: number
  skill: execution.bidding
  difficulty: 2
  ask: {zh-Hans: 期望毛利？}
  answer: 8
  tolerance: 0.1
  unit: {zh-Hans: 万元}
  why: {zh-Hans: 算出来的。}
  mistakes:
    - {answer: 18, why: {zh-Hans: 忘了减。}}
"""


def lesson_files(**changed: str) -> dict[str, str]:
    """The files of a lesson in Chinese that is in order; `changed` by head, text, english, quiz."""
    given = {"head": HEAD, "text": TEXT, "english": "", "quiz": QUIZ, **changed}
    return dict(
        zip(
            FILES,
            (given["head"], given["text"], given["english"], given["quiz"]),
            strict=True,
        )
    )


def make_lesson(owner: Person, slug: str = "own-review", **changed: str) -> OwnLesson:
    """A lesson that its author has published once."""
    files = lesson_files(**changed)
    entry = lessons.begin(slug, files, by=owner, now=NOON)
    lessons.publish(entry, files, by=owner, now=NOON)
    return entry


def publish_again(entry: OwnLesson, owner: Person, **changed: str) -> int:
    """The number of a newer version of the lesson."""
    return lessons.publish(entry, lesson_files(**changed), by=owner, now=NOON).number


def arrange(
    group: Group, slugs: list[str], by: Person, *, title: str = "一", optional: tuple[str, ...] = ()
) -> Arrangement:
    """A course of one part."""
    stored = lessons.arrangement_of(group)
    part_id = stored.parts[0].id if stored.parts else None
    placed = tuple(PlacedLesson(slug, slug not in optional) for slug in slugs)
    parts = [PlacedPart(part_id, title, lessons=placed)]
    return lessons.arrange(group, parts, stored.revision, by=by, now=NOON)
