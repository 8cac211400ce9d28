"""Entries of the library: drafts, withdrawing, and who may change what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.errors import Forbidden, Invalid, NotFound
from app.library import service as library
from tests.support.deals import MINI, MINI_SLUG, NOON, publish_mini
from tests.support.people import make_person

LATER = NOON + timedelta(hours=1)


def test_a_draft_makes_an_entry_that_is_not_offered(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")

    entry = library.save_draft("new-deal", "schema: 1", by=trainer, now=NOON)

    assert (entry.slug, entry.owner_id, entry.draft_text, entry.draft_saved_at) == (
        "new-deal",
        trainer.id,
        "schema: 1",
        NOON,
    )
    assert library.list_entries() == [entry]
    assert library.catalogue() == []


def test_a_later_draft_takes_the_place_of_an_earlier(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    library.save_draft("new-deal", "schema: 1", by=trainer, now=NOON)

    entry = library.save_draft(
        "new-deal", "schema: 1 # more", over="schema: 1", by=trainer, now=LATER
    )

    assert (entry.draft_text, entry.draft_saved_at) == ("schema: 1 # more", LATER)
    assert len(library.list_entries()) == 1


@pytest.mark.parametrize("slug", ["", "Big", "1st", "a b", "a" * 65, "a\n", "../etc"])
def test_a_bad_slug_is_refused(db: SQLAlchemy, slug: str) -> None:
    with pytest.raises(Invalid, match="small letters"):
        library.save_draft(slug, MINI, by=make_person("trainer"), now=NOON)


def test_only_authors_write_drafts(db: SQLAlchemy) -> None:
    owner = make_person("trainer")
    library.save_draft("new-deal", "mine", by=owner, now=NOON)

    with pytest.raises(Forbidden, match="Only trainers"):
        library.save_draft("other", MINI, by=make_person("trainee"), now=NOON)
    with pytest.raises(Forbidden, match="another trainer"):
        library.save_draft("new-deal", MINI, by=make_person("trainer"), now=NOON)

    assert [(e.slug, e.draft_text) for e in library.list_entries()] == [("new-deal", "mine")]


def test_who_may_write_what(db: SQLAlchemy) -> None:
    owner = make_person("trainer")
    owned = library.save_draft("owned", "x", by=owner, now=NOON)
    bundled = publish_mini().entry
    others = {role: make_person(role) for role in ("trainee", "trainer", "manager", "admin")}

    may = {
        (who, what): library.may_write(person, entry)
        for who, person in {"owner": owner, **others}.items()
        for what, entry in {"new": None, "owned": owned, "bundled": bundled}.items()
    }

    assert {key for key, allowed in may.items() if allowed} == {
        ("owner", "new"),
        ("owner", "owned"),
        ("owner", "bundled"),
        ("trainer", "new"),
        ("trainer", "bundled"),
        ("admin", "new"),
        ("admin", "owned"),
        ("admin", "bundled"),
    }


def test_an_author_who_became_a_manager_writes_no_more(db: SQLAlchemy) -> None:
    owner = make_person("trainer")
    entry = library.save_draft("owned", "x", by=owner, now=NOON)
    owner.role = "manager"

    assert not library.may_write(owner, entry)


def test_a_discarded_draft_leaves_the_versions(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    publish_mini()
    library.save_draft(MINI_SLUG, "draft", by=trainer, now=NOON)

    library.discard_draft(MINI_SLUG, by=trainer)

    entry = library.get_entry(MINI_SLUG)
    assert (entry.draft_text, entry.draft_saved_at) == (None, None)
    assert library.current_version(MINI_SLUG).number == 1


def test_an_entry_of_a_mere_draft_goes_with_it(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    library.save_draft("new-deal", "draft", by=trainer, now=NOON)

    library.discard_draft("new-deal", by=trainer)

    assert library.find_entry("new-deal") is None


def test_a_withdrawn_scenario_is_not_offered_until_restored(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    publish_mini()

    entry = library.withdraw(MINI_SLUG, by=trainer, now=NOON)
    library.withdraw(MINI_SLUG, by=trainer, now=LATER)

    assert entry.withdrawn_at == NOON
    assert library.catalogue() == []
    with pytest.raises(NotFound, match="not on offer"):
        library.current_version(MINI_SLUG)

    library.restore(MINI_SLUG, by=trainer)

    assert library.current_version(MINI_SLUG).number == 1


def test_only_authors_withdraw_and_restore(db: SQLAlchemy) -> None:
    manager = make_person("manager")
    publish_mini()

    with pytest.raises(Forbidden):
        library.withdraw(MINI_SLUG, by=manager, now=NOON)
    with pytest.raises(Forbidden):
        library.restore(MINI_SLUG, by=manager)
    with pytest.raises(Forbidden):
        library.discard_draft(MINI_SLUG, by=manager)

    assert library.get_entry(MINI_SLUG).withdrawn_at is None


def test_an_unknown_slug_is_not_found(db: SQLAlchemy) -> None:
    with pytest.raises(NotFound, match="“nothing”"):
        library.get_entry("nothing")
