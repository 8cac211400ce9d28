"""memory"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126212310"
down_revision = "20261122051000"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "memory_settings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("new_per_day", sa.Integer(), nullable=False),
        sa.Column("reviews_per_day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_memory_settings_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_memory_settings")),
    )
    op.create_table(
        "memory_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=96), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.Column("lesson", sa.String(length=64), nullable=True),
        sa.Column("skill", sa.String(length=80), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stability", sa.Double(), nullable=True),
        sa.Column("difficulty", sa.Double(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("last_reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("repetitions", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_memory_card_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_memory_card_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_card")),
        sa.UniqueConstraint(
            "person_id", "key", "version", name=op.f("uq_memory_card_person_id_key_version")
        ),
    )
    with op.batch_alter_table("memory_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memory_card_attempt_id"), ["attempt_id"], unique=False)
        batch_op.create_index(
            "ix_memory_card_due",
            ["person_id", "due_on"],
            unique=False,
            sqlite_where=sa.text("suspended_at IS NULL"),
            postgresql_where=sa.text("suspended_at IS NULL"),
        )

    op.create_table(
        "memory_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("repetition", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=16), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("credit", sa.Double(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["memory_card.id"],
            name=op.f("fk_memory_review_card_id_memory_card"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_memory_review_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_review")),
        sa.UniqueConstraint(
            "card_id", "repetition", name=op.f("uq_memory_review_card_id_repetition")
        ),
    )
    with op.batch_alter_table("memory_review", schema=None) as batch_op:
        batch_op.create_index("ix_memory_review_day", ["person_id", "day"], unique=False)
        batch_op.create_index(
            "ix_memory_review_unrated",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("rating IS NULL"),
            postgresql_where=sa.text("rating IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("memory_review", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_memory_review_unrated",
            sqlite_where=sa.text("rating IS NULL"),
            postgresql_where=sa.text("rating IS NULL"),
        )
        batch_op.drop_index("ix_memory_review_day")

    op.drop_table("memory_review")
    with op.batch_alter_table("memory_card", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_memory_card_due",
            sqlite_where=sa.text("suspended_at IS NULL"),
            postgresql_where=sa.text("suspended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_memory_card_attempt_id"))

    op.drop_table("memory_card")
    op.drop_table("memory_settings")
