"""Worksheets kept, shared and commented, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.accounts import service as accounts
from app.errors import Conflict, Invalid, NotFound
from app.worksheets import service
from app.worksheets.catalogue import get_tool
from app.worksheets.contents import Contents, blank, from_json
from app.worksheets.service import keeping
from tests.app.worksheets.conftest import Cast, make_worksheet
from tests.support.deals import NOON

TOOL = get_tool("network-plan")
BLANK = blank(TOOL, NOON.date())
LATER = NOON + timedelta(hours=1)
TOKEN = "0123456789abcdef" * 2


def with_promise(days: str) -> Contents:
    return replace(BLANK, fields={"settings": {"promised": days}})


def test_a_form_sent_twice_makes_one_worksheet(cast: Cast) -> None:
    first = service.create(
        cast.owner.id, TOOL.id, "  My \n plan ", BLANK, form_token=TOKEN, now=NOON
    )
    again = service.create(cast.owner.id, TOOL.id, "Other", BLANK, form_token=TOKEN, now=NOON)
    assert (first.id, first.name, first.revision) == (again.id, "My plan", 1)
    nameless = service.create(cast.owner.id, TOOL.id, "", BLANK, now=LATER)
    assert nameless.name == "Network plan"
    assert [line.worksheet.id for line in service.list_own(cast.owner.id)] == [
        nameless.id,
        first.id,
    ]


@pytest.mark.parametrize(("name", "said"), [("x" * 81, "at most 80"), ("a\u0007b", "be shown")])
def test_a_name_must_be_one(cast: Cast, name: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        service.create(cast.owner.id, TOOL.id, name, BLANK, now=NOON)


def test_there_is_an_end_to_them(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_WORKSHEETS", 1)
    worksheet = make_worksheet(cast.owner)
    with pytest.raises(Conflict, match="You keep 1"):
        service.copy(worksheet.id, cast.owner.id, now=NOON)


def test_two_windows_do_not_overwrite_each_other(cast: Cast) -> None:
    worksheet = make_worksheet(cast.owner)
    saved = service.save(worksheet.id, cast.owner.id, "Mine", with_promise("77"), 1, now=LATER)
    assert (saved.revision, saved.name, saved.changed_at) == (2, "Mine", LATER)
    # The same again is no change, whatever revision it began from.
    same = service.save(worksheet.id, cast.owner.id, "Mine", with_promise("77"), 1, now=LATER)
    assert same.revision == 2
    with pytest.raises(service.MovedOn) as caught:
        service.save(worksheet.id, cast.owner.id, "Plan", with_promise("80"), 1, now=LATER)
    assert caught.value.mine.of("settings") == {"promised": "80"}
    assert caught.value.theirs.revision == 2
    stored = service.get_own(worksheet.id, cast.owner.id)
    assert from_json(stored.contents).of("settings") == {"promised": "77"}


def test_a_copy_is_a_worksheet_of_its_own(cast: Cast) -> None:
    worksheet = make_worksheet(cast.owner)
    service.share(worksheet.id, cast.owner.id, cast.trainer.id, now=NOON)
    made = service.copy(worksheet.id, cast.owner.id, form_token=TOKEN, now=LATER)
    assert (made.name, made.contents) == ("Copy of Plan", worksheet.contents)
    assert service.sharing_of(made).present == ()
    mine = service.copy(worksheet.id, cast.owner.id, contents=with_promise("9"), now=LATER)
    assert from_json(mine.contents).of("settings") == {"promised": "9"}


def test_a_deleted_one_is_gone_with_what_was_said(cast: Cast) -> None:
    worksheet = make_worksheet(cast.owner)
    service.share(worksheet.id, cast.owner.id, cast.trainer.id, now=NOON)
    service.write_comment(worksheet.id, cast.trainer, "Why?", "", now=NOON)
    service.delete(worksheet.id, cast.owner.id)
    assert service.list_own(cast.owner.id) == []
    assert service.shared_with(cast.trainer) == []
    assert service.comments_of(worksheet.id) == []
    with pytest.raises(NotFound):
        service.delete(worksheet.id, cast.owner.id)


def test_it_is_shared_with_ones_own_trainers_only(cast: Cast) -> None:
    worksheet = make_worksheet(cast.owner)
    before = service.sharing_of(worksheet)
    assert (before.present, before.possible, before.past) == ((), (cast.trainer,), ())
    for stranger in (cast.other_trainer, cast.manager, cast.owner):
        with pytest.raises(Invalid, match="a trainer of one of your groups"):
            service.share(worksheet.id, cast.owner.id, stranger.id, now=NOON)
    service.share(worksheet.id, cast.owner.id, cast.trainer.id, now=NOON)
    service.share(worksheet.id, cast.owner.id, cast.trainer.id, now=NOON)
    assert service.sharing_of(worksheet).present == (cast.trainer,)
    assert service.shared_with(cast.trainer) == [worksheet]
    assert [line.shares for line in service.list_own(cast.owner.id, TOOL.id)] == [1]
    assert service.get_readable(worksheet.id, cast.trainer) == worksheet
    for other in (cast.other_trainer, cast.manager):
        assert service.shared_with(other) == []
        with pytest.raises(NotFound):
            service.get_readable(worksheet.id, other)
    service.unshare(worksheet.id, cast.owner.id, cast.trainer.id)
    with pytest.raises(NotFound):
        service.get_readable(worksheet.id, cast.trainer)


def test_who_no_longer_teaches_reads_no_longer(cast: Cast) -> None:
    worksheet = make_worksheet(cast.owner)
    service.share(worksheet.id, cast.owner.id, cast.trainer.id, now=NOON)
    (group,) = accounts.groups_taught_by(cast.trainer.id)
    (place,) = accounts.memberships_by_person([cast.trainer.id])[cast.trainer.id]
    accounts.remove_from_group(group.id, place.id)
    assert service.shared_with(cast.trainer) == []
    with pytest.raises(NotFound):
        service.get_readable(worksheet.id, cast.trainer)
    assert service.sharing_of(worksheet).past == (cast.trainer,)


def test_comments_come_from_owner_and_trainer(cast: Cast) -> None:
    worksheet = make_worksheet(cast.owner)
    service.share(worksheet.id, cast.owner.id, cast.trainer.id, now=NOON)
    for _twice in range(2):
        service.write_comment(
            worksheet.id, cast.trainer, " Why 30?\r\nBreak it down. ", "tasks",
            form_token=TOKEN, now=NOON,
        )  # fmt: skip
    service.write_comment(worksheet.id, cast.owner, "I will.", "nowhere", now=LATER)
    said = [
        (comment.author_id, comment.text, comment.section)
        for comment in service.comments_of(worksheet.id)
    ]
    assert said == [
        (cast.trainer.id, "Why 30?\nBreak it down.", "tasks"),
        (cast.owner.id, "I will.", ""),
    ]
    assert [line.comments for line in service.list_own(cast.owner.id)] == [2]
    first, second = service.comments_of(worksheet.id)
    service.delete_comment(worksheet.id, first.id, cast.owner)  # It is not theirs: it stays.
    service.delete_comment(worksheet.id, second.id, cast.owner)
    assert [comment.id for comment in service.comments_of(worksheet.id)] == [first.id]


@pytest.mark.parametrize(("text", "said"), [(" \n", "is empty"), ("x" * 4001, "4001 characters")])
def test_a_comment_says_something(cast: Cast, text: str, said: str) -> None:
    worksheet = make_worksheet(cast.owner)
    with pytest.raises(Invalid, match=said):
        service.write_comment(worksheet.id, cast.owner, text, "", now=NOON)
    with pytest.raises(NotFound):
        service.write_comment(worksheet.id, cast.manager, "Well done.", "", now=NOON)
