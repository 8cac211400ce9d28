"""What is on offer, and the programs behind it."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update

from app.errors import NotFound
from app.library import service as library
from app.library.models import ScenarioText
from app.library.service.texts import get_program
from simengine.library import load_text
from tests.support.deals import MINI, NOON, mini_text, publish_mini


def test_the_newest_versions_easiest_first(db: SQLAlchemy) -> None:
    publish_mini(slug="b-deal")
    publish_mini(slug="a-deal")
    publish_mini("Second.", slug="b-deal")
    hard = mini_text(slug="a-hard-deal").replace("difficulty: 1", "difficulty: 4")
    library.publish("a-hard-deal", hard, None, now=NOON)

    offers = library.catalogue()

    assert [(o.slug, o.version.number, o.scenario.summary["en"]) for o in offers] == [
        ("a-deal", 1, "A small deal for tests."),
        ("b-deal", 2, "Second."),
        ("a-hard-deal", 1, "A small deal for tests."),
    ]


def test_an_unreadable_text_leaves_the_others_alone(db: SQLAlchemy) -> None:
    publish_mini(slug="a-deal")
    broken = publish_mini("Broken later.", slug="b-deal")
    db.session.execute(
        update(ScenarioText).where(ScenarioText.digest == broken.digest).values(source="schema: 9")
    )
    db.session.commit()
    get_program.cache_clear()

    assert [offer.slug for offer in library.catalogue()] == ["a-deal"]
    with pytest.raises(library.Unreadable, match=f"{broken.digest[:12]} was written for another"):
        library.get_program(broken.digest)


def test_versions_by_number(db: SQLAlchemy) -> None:
    version = publish_mini()

    assert library.get_version(version.id).entry.slug == "mini-deal"
    with pytest.raises(NotFound, match=f"version {version.id + 1}"):
        library.get_version(version.id + 1)


def test_a_program_is_made_once(db: SQLAlchemy) -> None:
    digest = publish_mini().digest
    get_program.cache_clear()

    assert library.get_program(digest) is library.get_program(digest)
    assert library.get_program(digest).scenario == load_text(MINI).scenario


def test_an_unknown_digest_is_not_found(db: SQLAlchemy) -> None:
    with pytest.raises(NotFound, match="abcabcabcabc"):
        library.get_program("abc" * 20)


def test_a_text_can_be_kept_without_publishing(db: SQLAlchemy) -> None:
    program = library.keep_text(MINI, now=NOON)
    library.keep_text(MINI + "\n# again\n", now=NOON)
    db.session.commit()

    assert library.source_of(program.scenario.digest) == MINI
    assert library.list_entries() == []
