"""library of scenarios"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122020722"
down_revision = "20261122020330"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scenario_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_scenario_text")),
    )
    op.create_table(
        "scenario_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("draft_text", sa.Text(), nullable=True),
        sa.Column("draft_saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_scenario_entry_owner_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_entry")),
        sa.UniqueConstraint("slug", name=op.f("uq_scenario_entry_slug")),
    )
    op.create_table(
        "scenario_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("assessed_seed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"],
            ["scenario_text.digest"],
            name=op.f("fk_scenario_version_digest_scenario_text"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["scenario_entry.id"],
            name=op.f("fk_scenario_version_entry_id_scenario_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["person.id"],
            name=op.f("fk_scenario_version_published_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_version")),
        sa.UniqueConstraint("entry_id", "digest", name=op.f("uq_scenario_version_entry_id_digest")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_scenario_version_entry_id_number")),
    )


def downgrade() -> None:
    op.drop_table("scenario_version")
    op.drop_table("scenario_entry")
    op.drop_table("scenario_text")
