"""From a draft to a version."""

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.authoring import service
from app.errors import Conflict, Forbidden, Invalid
from app.library import service as library
from tests.support.deals import MINI_SLUG, NOON, mini_text, publish_mini
from tests.support.people import make_person

pytestmark = pytest.mark.usefixtures("english_request")
LATER = NOON + timedelta(hours=1)


def save(text: str, by) -> str:
    """Save a text as the draft of the small deal and return what it is called."""
    base = service.open_draft(MINI_SLUG, by).base
    return service.save(MINI_SLUG, text, base=base, by=by, now=NOON).base


def test_a_draft_is_proved_and_published(db: SQLAlchemy) -> None:
    publish_mini()
    trainer = make_person("trainer")
    base = save(mini_text("Another."), trainer)

    proof = service.prove(MINI_SLUG, by=trainer)
    assert (proof.can_be_published, proof.is_news, len(proof.runs)) == (True, True, 4)
    assert proof.changes is not None
    assert (proof.changes.added, proof.changes.removed) == (1, 1)

    version = service.publish(MINI_SLUG, base=base, by=trainer, now=LATER)
    assert (version.number, version.published_by_id, version.published_at) == (2, trainer.id, LATER)
    assert library.source_of(version.digest) == mini_text("Another.")
    assert not service.open_draft(MINI_SLUG, trainer).has_draft
    search = library.find_par_search(version.digest)
    assert search is not None
    assert search.state == "queued"


def test_a_first_version_is_compared_with_nothing(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    draft = service.begin("mine", copy_of=None, by=trainer, now=NOON)

    proof = service.prove("mine", by=trainer)
    assert (proof.changes, proof.can_be_published) == (None, True)
    assert service.publish("mine", base=draft.base, by=trainer, now=LATER).number == 1


def test_a_draft_with_problems_is_not_published(db: SQLAlchemy) -> None:
    publish_mini()
    trainer = make_person("trainer")
    base = save("nonsense: 1\n", trainer)

    proof = service.prove(MINI_SLUG, by=trainer)
    assert (proof.can_be_published, proof.runs) == (False, ())
    with pytest.raises(Invalid, match="has problems"):
        service.publish(MINI_SLUG, base=base, by=trainer, now=LATER)
    assert service.open_draft(MINI_SLUG, trainer).text == "nonsense: 1\n"


def test_comments_alone_are_nothing_new_and_are_kept(db: SQLAlchemy) -> None:
    publish_mini()
    trainer = make_person("trainer")
    text = "# only a comment\n" + mini_text()
    base = save(text, trainer)

    proof = service.prove(MINI_SLUG, by=trainer)
    assert (proof.is_news, proof.can_be_published) == (False, False)
    with pytest.raises(Conflict, match="nothing to publish"):
        service.publish(MINI_SLUG, base=base, by=trainer, now=LATER)
    assert service.open_draft(MINI_SLUG, trainer).text == text


def test_comments_written_after_a_trial_survive_publishing(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    service.begin("mine", copy_of=None, by=trainer, now=NOON)
    tried = service.open_draft("mine", trainer)
    library.keep_text(tried.text, now=NOON)
    text = tried.text + "# a last word\n"
    base = service.save("mine", text, base=tried.base, by=trainer, now=NOON).base

    service.publish("mine", base=base, by=trainer, now=LATER)

    assert service.open_draft("mine", trainer).text == text


def test_another_id_is_not_published(db: SQLAlchemy) -> None:
    publish_mini()
    trainer = make_person("trainer")
    base = save(mini_text(slug="other-name"), trainer)
    assert not service.prove(MINI_SLUG, by=trainer).can_be_published
    with pytest.raises(Invalid, match="correct its id"):
        service.publish(MINI_SLUG, base=base, by=trainer, now=LATER)


def test_a_scenario_on_which_a_bot_fails_is_not_published(db: SQLAlchemy) -> None:
    publish_mini()
    trainer = make_person("trainer")
    text = mini_text().replace(
        "then: [price = answer]", 'then: ["price = answer / (insight - 20)"]'
    )
    base = save(text, trainer)
    assert not service.prove(MINI_SLUG, by=trainer).can_be_published
    with pytest.raises(Invalid, match="rehearsal"):
        service.publish(MINI_SLUG, base=base, by=trainer, now=LATER)


def test_a_draft_that_moved_on_is_not_published(db: SQLAlchemy) -> None:
    publish_mini()
    trainer = make_person("trainer")
    base = save(mini_text("One."), trainer)
    save(mini_text("Two."), trainer)
    with pytest.raises(Conflict, match="has changed since you looked"):
        service.publish(MINI_SLUG, base=base, by=trainer, now=LATER)


def test_another_trainers_draft_is_not_published(db: SQLAlchemy) -> None:
    draft = service.begin("mine", copy_of=None, by=make_person("trainer"), now=NOON)
    stranger = make_person("trainer")
    with pytest.raises(Forbidden):
        service.prove("mine", by=stranger)
    with pytest.raises(Forbidden):
        service.publish("mine", base=draft.base, by=stranger, now=LATER)
