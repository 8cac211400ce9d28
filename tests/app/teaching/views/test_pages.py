"""The pages on which trainers write lessons and arrange courses."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Group, Person
from app.curriculum import service as curriculum
from app.lessons import service as lessons
from app.lessons.service import PlacedPart
from tests.app.teaching.writing import (
    CORE_LESSON,
    HEAD,
    TEXT,
    arrange,
    make_lesson,
    publish_again,
)  # fmt: skip
from tests.support.clients import Client
from tests.support.deals import NOON
from tests.support.people import make_group, make_person, signed_in_as

HTMX = {"HX-Request": "true"}
OWN = "own-review"
FILES = f"/teaching/lessons/{OWN}/files"
BEGUN = {
    "slug": "review", "title_en": "The review", "summary_en": "An hour before the bid.",
    "minutes": "15", "skills": ["execution.bidding"], "practice": [], "tools": ["swot"],
}  # fmt: skip


@pytest.fixture
def group(db: SQLAlchemy) -> Group:
    return make_group("华南组")


@pytest.fixture
def trainer(group: Group) -> Person:
    return make_person("trainer", teaches=group)


@pytest.fixture
def browser(app: Flask, trainer: Person) -> Client:
    client = signed_in_as(app, trainer)
    assert isinstance(client, Client)
    return client


def text_of(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def test_from_a_title_to_a_version_in_a_course(browser: Client, trainer: Person) -> None:
    assert "No lesson of your own yet" in text_of(browser.get("/teaching"))
    bad = browser.post("/teaching/lessons/new", data={**BEGUN, "skills": [], "summary_en": ""})
    assert bad.status_code == 422
    assert "Choose one skill or more." in text_of(bad)
    assert "Write a sentence or two" in text_of(bad)
    begun = browser.post("/teaching/lessons/new", data=BEGUN)
    assert begun.headers["Location"] == f"/teaching/lessons/{OWN}"
    assert "already a lesson" in text_of(browser.post("/teaching/lessons/new", data=BEGUN))
    edit = browser.get(f"/teaching/lessons/{OWN}").headers["Location"]
    assert edit == f"{FILES}/en.md"
    page = text_of(browser.get(edit))
    assert "can be published" in page
    assert "What you will be able to do" in page

    publish = f"/teaching/lessons/{OWN}/publish"
    page = text_of(browser.get(publish))
    base = re.search(r'name="base"[^>]*value="(\w+)"', page)
    assert base is not None
    assert browser.post(publish, data={"base": "old"}).status_code == 409
    done = browser.post(publish, data={"base": base[1]})
    assert done.headers["Location"] == f"/teaching/lessons/{OWN}/versions"
    assert browser.post(publish, data={"base": base[1]}).status_code == 409
    assert "nothing to publish" in text_of(browser.get(publish))
    assert "version 1" in text_of(browser.get("/teaching"))
    assert "The review" in text_of(browser.get(f"/course/{OWN}"))


def test_a_text_is_saved_by_itself_with_what_is_wrong(browser: Client, trainer: Person) -> None:
    make_lesson(trainer)
    data = {"text": TEXT + "[[nichts]]\r\n", "revision": "1"}
    part = text_of(browser.post(f"{FILES}/zh-Hans.md", data=data, headers=HTMX))
    assert 'name="revision" value="2"' in part
    assert 'data-problem-line="16"' in part
    assert "1 problem" in part
    assert 'hx-swap-oob="true"' in part
    assert "draft changed" in text_of(browser.get("/teaching"))
    refused = browser.post(f"/teaching/lessons/{OWN}/publish", data={"base": "x"})
    assert refused.status_code == 409
    page = text_of(browser.get(f"/teaching/lessons/{OWN}/publish"))
    assert "cannot be published yet" in page
    saved = browser.post(f"{FILES}/zh-Hans.md", data={"text": TEXT, "revision": "2"})
    assert saved.headers["Location"] == f"{FILES}/zh-Hans.md"
    then = browser.post(f"{FILES}/en.md", data={"text": "", "revision": "1", "then": "publish"})
    assert then.headers["Location"] == f"/teaching/lessons/{OWN}/publish"


def test_two_windows_see_both_texts(browser: Client, trainer: Person) -> None:
    make_lesson(trainer)
    browser.post(f"{FILES}/en.md", data={"text": "theirs", "revision": "1"})
    part = browser.post(f"{FILES}/en.md", data={"text": "mine", "revision": "1"}, headers=HTMX)
    assert part.status_code == 422
    assert "Compare the two" in text_of(part)
    page = browser.post(f"{FILES}/en.md", data={"text": "mine", "revision": "1"})
    assert page.status_code == 409
    assert "mine" in text_of(page)
    assert "theirs" in text_of(page)
    browser.post(f"{FILES}/en.md", data={"text": "mine", "revision": "2"})
    assert ">\nmine\n" in text_of(browser.get(f"{FILES}/en.md"))
    assert browser.post(f"{FILES}/en.md", data={"text": "x"}).status_code == 400
    for path in (f"{FILES}/x.md", f"{FILES}/..%2fen.md"):
        assert browser.get(path).status_code == 404
    assert browser.post(f"{FILES}/x.md", data={"text": "", "revision": "0"}).status_code == 404


def test_the_head_is_a_form_that_keeps_what_it_cannot_show(
    browser: Client, trainer: Person
) -> None:
    path = f"/teaching/lessons/{OWN}/about"
    make_lesson(trainer, head=HEAD.replace("bidding]", "bidding, gone.skill]"))
    page = text_of(browser.get(path))
    assert 'value="自查会"' in page
    assert 'value="gone.skill"' in page
    data = {
        "title_zh": "新的", "summary_zh": "一句。", "minutes": "5",
        "skills": ["execution.bidding"], "revision": "1",
    }  # fmt: skip
    assert browser.post(path, data=data).headers["Location"] == path
    moved_on = browser.post(path, data={**data, "title_zh": "另一个"})
    assert moved_on.status_code == 409
    assert 'value="另一个"' in text_of(moved_on)
    assert browser.post(path, data={**data, "title_zh": "另\x07一个"}).status_code == 422
    browser.post(f"{FILES}/lesson.yaml", data={"text": "title: [", "revision": "2"})
    assert browser.get(path).headers["Location"] == f"{FILES}/lesson.yaml"


def test_files_come_in_and_go_out(browser: Client, trainer: Person) -> None:
    make_lesson(trainer)
    path = f"/teaching/lessons/{OWN}/upload"

    def send(*files: tuple[str, bytes], revision: str = "1") -> Any:
        data = {
            "files": [(io.BytesIO(content), name) for name, content in files],
            **{f"revision-{name}": revision for name, _content in files},
        }
        return browser.post(path, data=data, content_type="multipart/form-data")

    sent = send(("quiz.yaml", b"# none\n"), ("en.md", b"## A {#a}\n"))
    assert sent.headers["Location"] == f"{FILES}/quiz.yaml"
    assert send(("en.md", b"other")).status_code == 409
    assert "is no file of a lesson" in text_of(send(("a.png", b"")))
    archive = browser.get(f"/teaching/lessons/{OWN}/zip")
    names = zipfile.ZipFile(io.BytesIO(archive.data)).namelist()
    assert names == [
        f"{OWN}/{name}" for name in ("lesson.yaml", "zh-Hans.md", "en.md", "quiz.yaml")
    ]
    first = browser.get(f"/teaching/lessons/{OWN}/zip?version=1")
    assert first.headers["Content-Disposition"] == f'attachment; filename="{OWN}-v1.zip"'
    page = text_of(browser.get(f"/teaching/lessons/{OWN}/preview"))
    assert "What has problems is missing." in page


def test_history_sharing_and_withdrawal(browser: Client, trainer: Person, group: Group) -> None:
    entry = make_lesson(trainer)
    publish_again(entry, trainer, text=TEXT + "新。\n")
    arrange(group, [OWN], trainer)
    base = f"/teaching/lessons/{OWN}"
    assert "新。" in text_of(browser.get(f"{base}/versions/2"))
    assert browser.get(f"{base}/versions/3").status_code == 404
    assert browser.post(f"{base}/share", data={"groups": ["9999"]}).status_code == 400
    browser.post(f"{base}/share", data={"groups": [str(group.id)]})
    assert lessons.groups_shared_with(entry.id) == {group.id}
    browser.post(f"{base}/offer", data={"offered": "no"})
    page = text_of(browser.get(f"{base}/versions"))
    assert "Withdrawn" in page
    assert group.name in page
    assert "No longer offered" in text_of(browser.get("/teaching"))
    assert "No longer offered" in text_of(browser.get(f"/teaching/courses/{group.id}"))
    browser.post(f"{base}/offer", data={"offered": "yes"})
    browser.post(f"{base}/discard")
    assert lessons.draft_of(entry.id)["zh-Hans.md"].text.endswith("新。\n")
    browser.post("/teaching/lessons/new", data={**BEGUN, "slug": "second"})
    browser.post("/teaching/lessons/own-second/discard")
    assert lessons.find_entry("own-second") is None


def part_fields(place: int, title: str, slugs: list[str], **more: str) -> dict[str, Any]:
    return {
        f"title-{place}": title,
        f"lessons-{place}": slugs,
        **{f"required-{slug}": "1" for slug in slugs},
        **{f"{name}-{place}": value for name, value in more.items()},
    }


def test_a_course_is_arranged_in_one_form(browser: Client, trainer: Person, group: Group) -> None:
    make_lesson(trainer)
    path = f"/teaching/courses/{group.id}"
    assert "follows the whole core course" in text_of(browser.get(path))
    assert browser.post(path, data={"do": "add-part", "revision": "0"}).status_code == 302
    part_id = lessons.arrangement_of(group).parts[0].id
    fields = {"part": ["0"], "id-0": str(part_id), "revision": "1"}
    page = browser.post(
        path,
        data={
            **fields, **part_fields(0, "先学", [], due="2026-04-01", test="1"),
            "do": "add", "into": "0", "added": [OWN, CORE_LESSON],
        },
    )  # fmt: skip
    assert page.headers["Location"] == f"{path}?into=0#arrangement"
    stored = lessons.arrangement_of(group)
    assert (stored.slugs, str(stored.parts[0].due_on)) == ([OWN, CORE_LESSON], "2026-04-01")

    fields["revision"] = "2"
    typed = {**fields, **part_fields(0, "改名", [OWN, CORE_LESSON], test="1")}
    del typed[f"required-{OWN}"]
    moved = browser.post(path, data={**typed, "do": f"lesson-up:{CORE_LESSON}"})
    assert moved.headers["Location"] == f"{path}#lesson-{CORE_LESSON}"
    stored = lessons.arrangement_of(group)
    assert [(one.slug, one.is_required) for one in stored.parts[0].lessons] == [
        (CORE_LESSON, True), (OWN, False),
    ]  # fmt: skip
    assert (stored.parts[0].id, stored.parts[0].title) == (part_id, "改名")

    late = browser.post(path, data={**typed, "do": "save"})
    assert late.status_code == 409
    assert "Somebody else has changed this course" in text_of(late)
    assert browser.post(path, data={**typed, "do": "save"}, headers=HTMX).status_code == 422
    fields["revision"] = "3"
    bad = browser.post(
        path, data={**fields, **part_fields(0, " ", [OWN], due="soon"), "do": "save"}
    )
    assert bad.status_code == 422
    assert "“soon” is no day" in text_of(bad)
    assert "Please give a name." in text_of(bad)
    assert browser.post(path, data={**fields, "do": "nonsense"}).status_code == 400
    alien = {**fields, **part_fields(0, "x", ["own-alien"]), "do": "save"}
    assert browser.post(path, data=alien).status_code == 409
    twice = {**fields, **part_fields(0, "x", [OWN, OWN]), "do": "save"}
    assert browser.post(path, data=twice).status_code == 409
    many = {"part": [str(n) for n in range(41)], "revision": "3", "do": "save"}
    assert browser.post(path, data=many).status_code == 409
    assert lessons.arrangement_of(group).revision == 3


def test_a_trainer_sees_how_far_each_member_is(
    browser: Client, trainer: Person, group: Group
) -> None:
    path = f"/teaching/courses/{group.id}/progress"
    assert "Nobody learns in this group" in text_of(browser.get(path))
    ahead = make_person(name="Ahead", learns_in=group)
    make_person(name="Behind", learns_in=group)
    make_person(name="Gone", learns_in=group, is_active=False)
    assert "no course of its own" in text_of(browser.get(path))
    make_lesson(trainer, quiz="")
    lessons.arrange(
        group,
        [
            PlacedPart(
                None, "一", NOON.date(), lessons=arrange(group, [OWN], trainer).parts[0].lessons
            )
        ],
        1,
        by=trainer,
        now=NOON,
    )
    curriculum.mark_read(ahead.id, OWN, now=NOON)
    rows = re.findall(r'<th scope="row">(\w+)</th>(.*?)</tr>', text_of(browser.get(path)), re.S)
    assert [name for name, _cells in rows] == ["Ahead", "Behind"]
    assert "1 of 1" in rows[0][1]
    assert "all done" in rows[0][1]
    assert "0 of 1" in rows[1][1]
    assert "overdue" in rows[1][1]


def test_a_member_follows_the_course_and_changes_to_the_core_course(
    app: Flask, trainer: Person, group: Group
) -> None:
    make_lesson(trainer)
    arrange(group, [OWN, CORE_LESSON], trainer, title="先学这些", optional=(CORE_LESSON,))
    reader = signed_in_as(app, make_person(learns_in=group, locale="en"))
    page = text_of(reader.get("/course"))
    assert "先学这些" in page
    assert "optional" in page
    assert '<span lang="zh-Hans">自查会</span>' in page
    lesson = text_of(reader.get(f"/course/{OWN}"))
    assert 'lang="zh-Hans"' in lesson
    assert f'rel="next" href="/course/{CORE_LESSON}"' in lesson
    assert f"Written by {trainer.name}" in lesson
    assert OWN in text_of(reader.get("/search?q=报名前开一小时"))
    assert OWN in text_of(reader.get("/glossary/gross-margin"))

    reader.post(f"/course/{OWN}/read", data={"version": "1"})
    entry = lessons.find_entry(OWN)
    assert entry is not None
    publish_again(entry, trainer, text=TEXT + "新。\n")
    assert "Version 2 has followed it since." in text_of(reader.get(f"/course/{OWN}"))
    assert "新。" in text_of(reader.get(f"/course/{OWN}?newest=1"))

    quiz = reader.post(f"/course/{OWN}/quiz").headers["Location"]
    assert "什么时候开？" in text_of(reader.get(quiz))
    reader.post(f"{quiz}/finish")
    assert "自查会" in text_of(reader.get(quiz))
    test = reader.post(
        f"/course/parts/group_part_{lessons.arrangement_of(group).parts[0].id}/test"
    ).headers["Location"]
    assert "先学这些" in text_of(reader.get(test))
    reader.post("/course/choice", data={"course": "core"})
    page = text_of(reader.get("/course"))
    assert "先学这些" not in page
    assert "Foundations" in page
