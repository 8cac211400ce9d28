"""The demo's people: an account for each role, one for a newcomer, and two groups to look at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.accounts.models import Group, Kind, Membership, Person
from app.accounts.passwords import hash_password
from app.accounts.service import find_person_by_email
from app.database import commit, db
from app.rights import Role

PASSWORD = "dealwright"


@dataclass(frozen=True)
class DemoAccount:
    """Somebody to sign in as; ``name`` is the part of the address before the @."""

    role: Role
    login: str
    name: str
    is_newcomer: bool = False
    """Whether they have done nothing yet."""

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.login}@demo.example"


ACCOUNTS = (
    DemoAccount("trainee", "trainee", "林晓"),
    DemoAccount("trainer", "trainer", "周明远"),
    DemoAccount("manager", "manager", "沈岚"),
    DemoAccount("admin", "admin", "何静"),
    DemoAccount("trainee", "newcomer", "方一诺", is_newcomer=True),
)

EAST = "华东项目销售一组"
SOUTH = "华南项目销售组"

CLASSMATES = {
    EAST: (
        DemoAccount("trainee", "chen.siyuan", "陈思远"),
        DemoAccount("trainee", "wang.yutong", "王雨桐"),
        DemoAccount("trainee", "liu.haoran", "刘浩然"),
        DemoAccount("trainee", "zhao.min", "赵敏"),
        DemoAccount("trainee", "sun.zhiqiang", "孙志强"),
        DemoAccount("trainee", "qian.jiayi", "钱佳怡"),
    ),
    SOUTH: (
        DemoAccount("trainee", "huang.weijie", "黄伟杰"),
        DemoAccount("trainee", "liang.xiaowen", "梁晓雯"),
        DemoAccount("trainee", "deng.guohua", "邓国华"),
        DemoAccount("trainee", "ou.yangfei", "欧阳菲"),
        DemoAccount("trainee", "luo.jun", "罗军"),
        DemoAccount("trainee", "he.wenting", "何文婷"),
    ),
}

TRAINEE, TRAINER, MANAGER, _ADMIN, NEWCOMER = ACCOUNTS
PLACES: tuple[tuple[DemoAccount, str, Kind], ...] = (
    (TRAINEE, EAST, "member"),
    (NEWCOMER, EAST, "member"),
    (TRAINER, EAST, "teacher"),
    (TRAINER, SOUTH, "teacher"),
    (MANAGER, EAST, "manager"),
    *((mate, group, "member") for group, mates in CLASSMATES.items() for mate in mates),
)


def seed() -> list[str]:
    """Add the people and groups that are missing. Returns the accounts to try."""
    password_hash = hash_password(PASSWORD)
    groups = {name: _find_or_make_group(name) for name in CLASSMATES}
    for account in (*ACCOUNTS, *(mate for mates in CLASSMATES.values() for mate in mates)):
        if find_person_by_email(account.email) is None:
            person = _make_person(account, password_hash)
            db.session.add_all(
                Membership(person=person, group=groups[group], kind=kind)
                for somebody, group, kind in PLACES
                if somebody == account
            )
    commit()
    accounts = [f"  {account.login:<8} {account.email}" for account in ACCOUNTS]
    return [f"Accounts to try, password {PASSWORD}:", *accounts]


def _find_or_make_group(name: str) -> Group:
    group = db.session.scalar(select(Group).where(Group.name == name))
    if group is None:
        group = Group(name=name, created_at=clock.now())
        db.session.add(group)
    return group


def _make_person(account: DemoAccount, password_hash: str) -> Person:
    person = Person(
        email=account.email,
        name=account.name,
        role=account.role,
        password_hash=password_hash,
        created_at=clock.now(),
    )
    db.session.add(person)
    return person
