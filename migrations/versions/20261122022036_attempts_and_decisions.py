"""attempts and decisions"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122022036"
down_revision = "20261122020722"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("engine", sa.String(length=16), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("played_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("grade", sa.String(length=80), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("kpis", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["digest"], ["scenario_text.digest"], name=op.f("fk_attempt_digest_scenario_text")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["scenario_entry.id"],
            name=op.f("fk_attempt_entry_id_scenario_entry"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_attempt_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["scenario_version.id"],
            name=op.f("fk_attempt_version_id_scenario_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempt_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempt_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempt_version_id"), ["version_id"], unique=False)
        batch_op.create_index(
            "uq_attempt_assessed_once",
            ["person_id", "version_id"],
            unique=True,
            sqlite_where=sa.text("mode = 'assessed'"),
            postgresql_where=sa.text("mode = 'assessed'"),
        )

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=48), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempt.id"],
            name=op.f("fk_decision_attempt_id_attempt"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("attempt_id", "step", name=op.f("uq_decision_attempt_id_step")),
    )


def downgrade() -> None:
    op.drop_table("decision")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attempt_assessed_once",
            sqlite_where=sa.text("mode = 'assessed'"),
            postgresql_where=sa.text("mode = 'assessed'"),
        )
        batch_op.drop_index(batch_op.f("ix_attempt_version_id"))
        batch_op.drop_index(batch_op.f("ix_attempt_person_id"))
        batch_op.drop_index(batch_op.f("ix_attempt_entry_id"))

    op.drop_table("attempt")
