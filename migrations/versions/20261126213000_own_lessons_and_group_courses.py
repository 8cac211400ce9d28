"""own lessons and group courses"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "20261126213000"
down_revision = "20261126212322"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("arranged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arranged_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["arranged_by_id"],
            ["person.id"],
            name=op.f("fk_group_course_arranged_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["group.id"],
            name=op.f("fk_group_course_group_id_group"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_course")),
        sa.UniqueConstraint("group_id", name=op.f("uq_group_course_group_id")),
    )
    op.create_table(
        "own_lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_own_lesson_owner_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_lesson")),
        sa.UniqueConstraint("slug", name=op.f("uq_own_lesson_slug")),
    )
    with op.batch_alter_table("own_lesson", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_lesson_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "group_course_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("has_test", sa.Boolean(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["group_course.id"],
            name=op.f("fk_group_course_part_course_id_group_course"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_course_part")),
    )
    with op.batch_alter_table("group_course_part", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_group_course_part_course_id"), ["course_id"], unique=False
        )

    op.create_table(
        "own_lesson_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["own_lesson.id"],
            name=op.f("fk_own_lesson_file_lesson_id_own_lesson"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_lesson_file")),
        sa.UniqueConstraint("lesson_id", "name", name=op.f("uq_own_lesson_file_lesson_id_name")),
    )
    op.create_table(
        "own_lesson_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["group.id"],
            name=op.f("fk_own_lesson_share_group_id_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["own_lesson.id"],
            name=op.f("fk_own_lesson_share_lesson_id_own_lesson"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_lesson_share")),
        sa.UniqueConstraint(
            "lesson_id", "group_id", name=op.f("uq_own_lesson_share_lesson_id_group_id")
        ),
    )
    with op.batch_alter_table("own_lesson_share", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_own_lesson_share_group_id"), ["group_id"], unique=False
        )

    op.create_table(
        "own_lesson_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lesson_id"],
            ["own_lesson.id"],
            name=op.f("fk_own_lesson_version_lesson_id_own_lesson"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"],
            ["person.id"],
            name=op.f("fk_own_lesson_version_published_by_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_lesson_version")),
        sa.UniqueConstraint(
            "lesson_id", "number", name=op.f("uq_own_lesson_version_lesson_id_number")
        ),
    )
    op.create_table(
        "group_course_lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("lesson", sa.String(length=64), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["group_course.id"],
            name=op.f("fk_group_course_lesson_course_id_group_course"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["group_course_part.id"],
            name=op.f("fk_group_course_lesson_part_id_group_course_part"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_course_lesson")),
        sa.UniqueConstraint(
            "course_id", "lesson", name=op.f("uq_group_course_lesson_course_id_lesson")
        ),
    )
    with op.batch_alter_table("group_course_lesson", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_course_lesson_lesson"), ["lesson"], unique=False)

    with op.batch_alter_table("lesson_reading", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("lesson_reading", schema=None) as batch_op:
        batch_op.drop_column("version")

    with op.batch_alter_table("group_course_lesson", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_course_lesson_lesson"))

    op.drop_table("group_course_lesson")
    op.drop_table("own_lesson_version")
    with op.batch_alter_table("own_lesson_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_lesson_share_group_id"))

    op.drop_table("own_lesson_share")
    op.drop_table("own_lesson_file")
    with op.batch_alter_table("group_course_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_course_part_course_id"))

    op.drop_table("group_course_part")
    with op.batch_alter_table("own_lesson", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_own_lesson_owner_id"))

    op.drop_table("own_lesson")
    op.drop_table("group_course")
