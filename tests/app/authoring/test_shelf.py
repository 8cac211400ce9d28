"""The shelf: what there is, in which state, for whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event

from app.authoring import service
from app.authoring.service import ScenarioLine
from app.authoring.service.shelf import VersionLine
from app.errors import NotFound
from app.library import service as library
from app.play import service as play
from tests.support.deals import MINI_SLUG, NOON, mini_text, publish_mini
from tests.support.people import make_person

pytestmark = pytest.mark.usefixtures("english_request")
LATER = NOON + timedelta(hours=1)
STARTER_TITLE = {"zh-Hans": "一次报价", "en": "One quotation"}


@contextmanager
def counted_queries(db: SQLAlchemy) -> Iterator[list[str]]:
    """Collects the statements sent to the database inside the block."""
    sent: list[str] = []

    def note(_c: object, _u: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def test_every_state_is_told(db: SQLAlchemy) -> None:
    trainer, trainee = make_person("trainer"), make_person()
    version = publish_mini()
    title = library.get_program(version.digest).scenario.title
    for slug in ("changed", "gone"):
        publish_mini(slug=slug)
    draft = service.open_draft("changed", trainer)
    service.save("changed", "broken: [\n", base=draft.base, by=trainer, now=LATER)
    library.withdraw("gone", by=trainer, now=LATER + timedelta(hours=1))
    service.begin("mine", copy_of=None, by=trainer, now=LATER + timedelta(hours=2))
    play.start(trainee.id, MINI_SLUG, "practice", seed=1, now=NOON)
    play.start(trainee.id, MINI_SLUG, "assessed", now=NOON)
    play.start_trial(trainer.id, mini_text(), slug=MINI_SLUG, seed=1, now=NOON)

    page = service.list_scenarios(trainer, page=1)

    hours = [LATER + timedelta(hours=hour) for hour in (2, 1, 0)]
    assert page.items == [
        ScenarioLine("mine", STARTER_TITLE, "draft", 0, hours[0], 0, True),
        ScenarioLine("gone", title, "withdrawn", 1, hours[1], 0, True),
        ScenarioLine("changed", title, "changed", 1, hours[2], 0, True),
        ScenarioLine(MINI_SLUG, title, "published", 1, NOON, 2, True),
    ]


def test_a_draft_that_cannot_be_read_has_no_title(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    service.take_upload("id: broken\n", by=trainer, now=NOON)
    (line,) = service.list_scenarios(trainer, page=1).items
    assert (line.title, line.slug) == (None, "broken")


def test_other_peoples_drafts_are_seen_by_administrators_only(db: SQLAlchemy) -> None:
    owner = make_person("trainer")
    service.begin("mine", copy_of=None, by=owner, now=NOON)
    draft = service.begin("ours", copy_of=None, by=owner, now=NOON)
    service.publish("ours", base=draft.base, by=owner, now=NOON)

    def seen(role: str) -> list[tuple[str, bool]]:
        items = service.list_scenarios(make_person(role), page=1).items
        return [(line.slug, line.is_mine_to_write) for line in items]

    assert seen("trainer") == [("ours", False)]
    assert seen("admin") == [("mine", True), ("ours", True)]
    assert service.copyable() == ["ours"]
    with pytest.raises(NotFound):
        service.list_versions("mine", viewer=make_person("trainer"))


def test_the_versions_of_a_scenario(db: SQLAlchemy) -> None:
    first = publish_mini()
    trainer = make_person("trainer", name="周明远")
    play.start(make_person().id, MINI_SLUG, "practice", seed=1, now=NOON)
    second = library.publish(MINI_SLUG, mini_text("Next."), trainer, now=LATER)

    history = service.list_versions(MINI_SLUG, viewer=trainer)

    assert history.versions == (
        VersionLine(2, second.digest, LATER, "周明远", 0),
        VersionLine(1, first.digest, NOON, None, 1),
    )
    assert (history.entry.slug, history.is_mine_to_write) == (MINI_SLUG, True)
    published = service.get_published(MINI_SLUG, 1, viewer=trainer)
    assert (published.text, published.digest) == (mini_text(), first.digest)
    with pytest.raises(NotFound, match="no version 3"):
        service.get_published(MINI_SLUG, 3, viewer=trainer)


def test_a_version_that_the_engine_no_longer_reads_has_no_title(
    db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_mini()

    def unreadable(_digest: str) -> None:
        raise library.Unreadable

    monkeypatch.setattr(library, "get_program", unreadable)
    (line,) = service.list_scenarios(make_person("trainer"), page=1).items
    assert (line.title, line.state) == (None, "published")


def test_the_number_of_queries_does_not_grow_with_the_scenarios(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    for slug in ("one", "two"):
        publish_mini(slug=slug)
    service.list_scenarios(trainer, page=1)
    with counted_queries(db) as few:
        service.list_scenarios(trainer, page=1)
    for number in range(6):
        publish_mini(slug=f"more-{number}")
    service.list_scenarios(trainer, page=1)
    with counted_queries(db) as many:
        service.list_scenarios(trainer, page=1)
    assert len(many) == len(few) <= 6
