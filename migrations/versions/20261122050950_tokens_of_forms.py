"""tokens of forms that start attempts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261122050950"
down_revision = "20261122050900"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("form_token", sa.String(length=32), nullable=True))
        batch_op.create_index("uq_attempt_form_token", ["person_id", "form_token"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("uq_attempt_form_token")
        batch_op.drop_column("form_token")
