"""attempts that ask what if"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122051000"
down_revision = "20261122050950"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("origin_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("origin_step", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_attempt_origin_id"), ["origin_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_attempt_origin_id_attempt"),
            "attempt",
            ["origin_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    # What cannot be told from a real attempt any more would count as one.
    op.execute(
        "DELETE FROM decision WHERE attempt_id IN (SELECT id FROM attempt WHERE mode = 'what_if')"
    )
    op.execute("DELETE FROM attempt WHERE mode = 'what_if'")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_attempt_origin_id_attempt"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_attempt_origin_id"))
        batch_op.drop_column("origin_step")
        batch_op.drop_column("origin_id")
