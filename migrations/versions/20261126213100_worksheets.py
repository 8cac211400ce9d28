"""worksheets"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126213100"
down_revision = "20261126213000"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worksheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("form_token", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_worksheet_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worksheet")),
    )
    with op.batch_alter_table("worksheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_worksheet_person_id"), ["person_id"], unique=False)
        batch_op.create_index("uq_worksheet_form_token", ["person_id", "form_token"], unique=True)

    op.create_table(
        "worksheet_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worksheet_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("form_token", sa.String(length=32), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_worksheet_comment_author_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["worksheet_id"],
            ["worksheet.id"],
            name=op.f("fk_worksheet_comment_worksheet_id_worksheet"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worksheet_comment")),
    )
    with op.batch_alter_table("worksheet_comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_worksheet_comment_worksheet_id"), ["worksheet_id"], unique=False
        )
        batch_op.create_index(
            "uq_worksheet_comment_form_token", ["author_id", "form_token"], unique=True
        )

    op.create_table(
        "worksheet_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("worksheet_id", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["trainer_id"],
            ["person.id"],
            name=op.f("fk_worksheet_share_trainer_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["worksheet_id"],
            ["worksheet.id"],
            name=op.f("fk_worksheet_share_worksheet_id_worksheet"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worksheet_share")),
        sa.UniqueConstraint(
            "worksheet_id", "trainer_id", name=op.f("uq_worksheet_share_worksheet_id_trainer_id")
        ),
    )
    with op.batch_alter_table("worksheet_share", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_worksheet_share_trainer_id"), ["trainer_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("worksheet_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_worksheet_share_trainer_id"))

    op.drop_table("worksheet_share")
    with op.batch_alter_table("worksheet_comment", schema=None) as batch_op:
        batch_op.drop_index("uq_worksheet_comment_form_token")
        batch_op.drop_index(batch_op.f("ix_worksheet_comment_worksheet_id"))

    op.drop_table("worksheet_comment")
    with op.batch_alter_table("worksheet", schema=None) as batch_op:
        batch_op.drop_index("uq_worksheet_form_token")
        batch_op.drop_index(batch_op.f("ix_worksheet_person_id"))

    op.drop_table("worksheet")
