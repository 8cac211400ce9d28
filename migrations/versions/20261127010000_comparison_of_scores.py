"""groups that compare scores"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261127010000"
down_revision = "20261126213100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("compares_scores", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    # What the groups of today get; those of tomorrow say themselves.
    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.alter_column("compares_scores", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("group", schema=None) as batch_op:
        batch_op.drop_column("compares_scores")
