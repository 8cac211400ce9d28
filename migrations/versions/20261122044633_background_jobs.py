"""background jobs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122044633"
down_revision = "20261122022036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("progress_made", sa.Integer(), nullable=False),
        sa.Column("progress_all", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=120), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("error_params", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_job_kind_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_state_kind", ["state", "kind"], unique=False)

    op.create_table(
        "job_result",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_job_result")),
    )
    op.create_table(
        "job_asker",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("asker", sa.String(length=120), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"], ["job.id"], name=op.f("fk_job_asker_job_id_job"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kind", "asker", name=op.f("pk_job_asker")),
    )
    with op.batch_alter_table("job_asker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_asker_job_id"), ["job_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("job_asker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_job_asker_job_id"))

    op.drop_table("job_asker")
    op.drop_table("job_result")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state_kind")

    op.drop_table("job")
