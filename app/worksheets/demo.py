"""The demo's worksheet: a price, shared with the trainer and talked about."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import force_locale

from app import clock
from app.accounts import demo as people
from app.accounts import service as accounts
from app.worksheets import service
from app.worksheets.catalogue import get_tool
from app.worksheets.examples import example_of

KIND = "price-and-margin"

_QUESTION = "480 万元要赢面 55.2 % 才追平，您估 54 %。几个人估的？分开估了吗？"
_ANSWER = "我和售前各估一次取平均，差 3 个点。下半年人手满，所以定 500 万元。"


def seed() -> list[str]:
    """Let the trainee keep a worksheet, unless they keep one already."""
    owner = accounts.find_person_by_email(people.TRAINEE.email)
    trainer = accounts.find_person_by_email(people.TRAINER.email)
    if owner is None or trainer is None or service.list_own(owner.id):
        return []
    now = clock.now()
    with force_locale("zh_Hans"):
        example = example_of(get_tool(KIND))
    made = service.create(
        owner.id, KIND, example.name, example.contents, now=now - timedelta(days=3)
    )
    service.share(made.id, owner.id, trainer.id, now=now - timedelta(days=2))
    service.write_comment(made.id, trainer, _QUESTION, "prices", now=now - timedelta(days=1))
    service.write_comment(made.id, owner, _ANSWER, "prices", now=now - timedelta(hours=20))
    return []
