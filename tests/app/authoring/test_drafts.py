"""Drafts: nothing that was written is ever lost."""

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts.service import Refused
from app.authoring import service
from app.authoring.checks import fingerprint
from app.authoring.texts import read_starter
from app.errors import Conflict, Forbidden, NotFound
from app.library import service as library
from tests.support.deals import MINI_SLUG, NOON, mini_text, publish_mini
from tests.support.people import make_person

pytestmark = pytest.mark.usefixtures("english_request")
LATER = NOON + timedelta(hours=1)


def test_a_scenario_is_begun_from_the_starter(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")

    draft = service.begin("pump-station", copy_of=None, by=trainer, now=NOON)

    assert draft.text == read_starter().replace("id: new-scenario", "id: pump-station")
    assert (draft.has_draft, draft.newest, draft.slug) == (True, None, "pump-station")
    assert (draft.entry.owner_id, draft.entry.draft_saved_at) == (trainer.id, NOON)
    assert draft.base == fingerprint(draft.text)


def test_a_scenario_is_begun_as_a_copy(db: SQLAlchemy) -> None:
    publish_mini()
    draft = service.begin("mine", copy_of=MINI_SLUG, by=make_person("trainer"), now=NOON)
    assert draft.text == mini_text(slug="mine")


@pytest.mark.parametrize("slug", ["", "Bad Name", "../../etc", "a" * 65])
def test_a_bad_name_is_refused(db: SQLAlchemy, slug: str) -> None:
    with pytest.raises(Refused, match="cannot name a scenario") as refusal:
        service.begin(slug, copy_of=None, by=make_person("trainer"), now=NOON)
    assert refusal.value.field == "slug"


def test_a_taken_name_is_refused(db: SQLAlchemy) -> None:
    publish_mini()
    with pytest.raises(Refused, match="already a scenario “mini-deal”"):
        service.begin(MINI_SLUG, copy_of=None, by=make_person("admin"), now=NOON)


def test_what_is_not_published_cannot_be_copied(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    service.begin("mine", copy_of=None, by=trainer, now=NOON)
    for source in ("mine", "nothing"):
        with pytest.raises(Refused, match="nothing published") as refusal:
            service.begin("next", copy_of=source, by=trainer, now=NOON)
        assert refusal.value.field == "copy_of"
    assert library.find_entry("next") is None


def test_a_published_scenario_opens_as_it_is(db: SQLAlchemy) -> None:
    version = publish_mini()
    draft = service.open_draft(MINI_SLUG, make_person("trainer"))
    assert (draft.text, draft.has_draft, draft.newest) == (mini_text(), False, version)


def test_another_trainers_scenario_is_not_opened(db: SQLAlchemy) -> None:
    service.begin("mine", copy_of=None, by=make_person("trainer"), now=NOON)
    with pytest.raises(Forbidden):
        service.open_draft("mine", make_person("trainer"))
    with pytest.raises(NotFound):
        service.open_draft("nothing", make_person("trainer"))


def test_a_draft_is_kept_whatever_is_wrong_with_it(db: SQLAlchemy) -> None:
    trainer, text = make_person("trainer"), "<script>\n\t: [unclosed & *alias\n"
    base = service.begin("mine", copy_of=None, by=trainer, now=NOON).base

    service.save("mine", "<script>\r\n\t: [unclosed & *alias", base=base, by=trainer, now=LATER)

    draft = service.open_draft("mine", trainer)
    assert (draft.text, draft.entry.draft_saved_at) == (text, LATER)


def test_saving_what_is_there_changes_nothing(db: SQLAlchemy) -> None:
    publish_mini()
    trainer = make_person("trainer")
    opened = service.open_draft(MINI_SLUG, trainer)
    saved = service.save(MINI_SLUG, opened.text, base="stale", by=trainer, now=LATER)
    assert not saved.has_draft


def test_saving_over_a_newer_draft_is_refused_with_both_texts(db: SQLAlchemy) -> None:
    publish_mini()
    one, other = make_person("trainer"), make_person("trainer")
    base = service.open_draft(MINI_SLUG, one).base
    service.save(MINI_SLUG, "theirs\n", base=base, by=other, now=NOON)

    with pytest.raises(service.DraftMovedOn) as conflict:
        service.save(MINI_SLUG, "mine\n", base=base, by=one, now=LATER)

    assert (conflict.value.mine, conflict.value.theirs.text) == ("mine\n", "theirs\n")
    assert service.open_draft(MINI_SLUG, one).text == "theirs\n"
    service.save(MINI_SLUG, "mine\n", base=conflict.value.theirs.base, by=one, now=LATER)
    assert service.open_draft(MINI_SLUG, one).text == "mine\n"


def test_a_draft_saved_at_the_very_same_moment_is_not_overwritten(
    db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_mini()
    one, other = make_person("trainer"), make_person("trainer")
    base = service.open_draft(MINI_SLUG, one).base
    replace = library.save_draft

    def second(slug: str, text: str, **known: object) -> object:
        monkeypatch.setattr(library, "save_draft", replace)
        replace(slug, "theirs\n", by=other, now=NOON)
        return replace(slug, text, **known)

    monkeypatch.setattr(library, "save_draft", second)
    with pytest.raises(service.DraftMovedOn) as conflict:
        service.save(MINI_SLUG, "mine\n", base=base, by=one, now=LATER)
    assert conflict.value.theirs.text == "theirs\n"


def test_a_draft_is_replaced_only_by_who_saw_it(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    library.save_draft("mine", "one\n", by=trainer, now=NOON)
    for seen in (None, "other\n"):
        with pytest.raises(Conflict, match="saved by somebody else"):
            library.save_draft("mine", "two\n", over=seen, by=trainer, now=LATER)
    entry = library.save_draft("mine", "two\n", over="one\n", by=trainer, now=LATER)
    assert (entry.draft_text, entry.draft_saved_at) == ("two\n", LATER)
    with pytest.raises(Forbidden):
        library.save_draft("mine", "x\n", over="two\n", by=make_person("trainer"), now=LATER)


def test_an_upload_becomes_a_new_draft(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    draft = service.take_upload("id: brand-new\n", by=trainer, now=NOON)
    assert (draft.slug, draft.text, draft.entry.owner_id) == (
        "brand-new", "id: brand-new\n", trainer.id,
    )  # fmt: skip


def test_an_upload_becomes_the_draft_of_a_published_scenario(db: SQLAlchemy) -> None:
    publish_mini()
    draft = service.take_upload(mini_text("New."), by=make_person("trainer"), now=NOON)
    assert (draft.slug, draft.text, draft.has_draft) == (MINI_SLUG, mini_text("New."), True)


def test_an_upload_never_replaces_a_draft(db: SQLAlchemy) -> None:
    trainer = make_person("trainer")
    service.take_upload("id: mine\nkind: deal\n", by=trainer, now=NOON)
    with pytest.raises(service.DraftMovedOn):
        service.take_upload("id: mine\nkind: drill\n", by=trainer, now=LATER)
    service.take_upload("id: mine\nkind: deal\n", by=trainer, now=LATER)
    assert service.open_draft("mine", trainer).entry.draft_saved_at == NOON


def test_an_upload_must_say_which_scenario_it_is(db: SQLAlchemy) -> None:
    with pytest.raises(Refused, match="does not say which scenario") as refusal:
        service.take_upload("kind: deal\n", by=make_person("trainer"), now=NOON)
    assert refusal.value.field == "file"


def test_an_upload_leaves_other_peoples_scenarios_alone(db: SQLAlchemy) -> None:
    service.begin("mine", copy_of=None, by=make_person("trainer"), now=NOON)
    with pytest.raises(Forbidden):
        service.take_upload("id: mine\n", by=make_person("trainer"), now=NOON)


def test_a_draft_is_discarded(db: SQLAlchemy) -> None:
    publish_mini()
    trainer = make_person("trainer")
    service.take_upload(mini_text("New."), by=trainer, now=NOON)
    assert service.discard(MINI_SLUG, by=trainer) is not None
    assert service.open_draft(MINI_SLUG, trainer).text == mini_text()
    service.begin("mine", copy_of=None, by=trainer, now=NOON)
    assert service.discard("mine", by=trainer) is None
