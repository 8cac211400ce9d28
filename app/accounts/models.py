"""People, the groups they belong to, and invitations to join."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, UtcDateTime
from app.rights import ROLES, Role

Kind = Literal["member", "teacher", "manager"]
KINDS: tuple[Kind, ...] = get_args(Kind)

EMAIL_MAX_LENGTH = 254
NAME_MAX_LENGTH = 80


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


class Person(UserMixin, Model):
    """Somebody with an account. Only this area's service changes one."""

    __tablename__ = "person"
    __table_args__ = (_one_of("role", ROLES),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(EMAIL_MAX_LENGTH), unique=True)
    """Normalised (``emails.normalise_email``), so that letter case makes no second person."""
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    role: Mapped[Role] = mapped_column(String(16))
    password_hash: Mapped[str] = mapped_column(String(255))
    locale: Mapped[str | None] = mapped_column(String(16))
    """The language chosen for the site; None follows the browser."""
    is_active: Mapped[bool] = mapped_column(default=True)
    session_version: Mapped[int] = mapped_column(default=1)
    """Raised to end every session that began before: new password, new role, deactivation."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def get_id(self) -> str:
        """What a session remembers of the person; see ``app.accounts.sessions``."""
        return f"{self.id}.{self.session_version}"


class Group(Model):
    """People who learn together, with those who teach and manage them."""

    __tablename__ = "group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH), unique=True)
    compares_scores: Mapped[bool] = mapped_column(default=True)
    """Whether its members may see how the others' scores are spread, without names.

    On until somebody switches it off: a score of 62 says little before one knows what others make
    of the deal, and too few scores are never shown.
    """
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Membership(Model):
    """One person in one group: learning in it, teaching it, or managing it."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "group_id", "kind"),
        _one_of("kind", KINDS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(String(16))

    person: Mapped[Person] = relationship()
    group: Mapped[Group] = relationship()


class Invitation(Model):
    """A link by which one person may make an account. Only the digest of its token is kept."""

    __tablename__ = "invitation"
    __table_args__ = (_one_of("role", ROLES), _one_of("kind", KINDS))

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(EMAIL_MAX_LENGTH), index=True)
    role: Mapped[Role] = mapped_column(String(16))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"))
    kind: Mapped[Kind | None] = mapped_column(String(16))
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    invited_by: Mapped[Person] = relationship()
    group: Mapped[Group | None] = relationship()


class PasswordLink(Model):
    """A link by which one person may set a new password. Only the digest of its token is kept."""

    __tablename__ = "password_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
