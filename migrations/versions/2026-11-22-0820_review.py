"""Review, comments, scheduled publishing."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "review_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _of_draft("review_steps"),
        _person("review_steps", "by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_steps")),
    )
    op.create_index("ix_review_steps_course", "review_steps", ["course_id", "id"])
    op.create_table(
        "draft_comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid()),
        sa.Column("path", sa.String(400)),
        sa.Column("line", sa.Integer()),
        sa.Column("quote", sa.String(400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("resolved_by", sa.Uuid()),
        sa.Column("resolved_at", UtcDateTime()),
        _of_draft("draft_comments"),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["draft_comments.id"],
            name=op.f("fk_draft_comments_thread_id_draft_comments"),
            ondelete="CASCADE",
        ),
        _person("draft_comments", "by"),
        _person("draft_comments", "resolved_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_comments")),
    )
    op.create_index("ix_draft_comments_course", "draft_comments", ["course_id", "thread_id", "id"])
    op.create_index("ix_draft_comments_thread", "draft_comments", ["thread_id"])
    op.create_table(
        "scheduled_publishes",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("reason", sa.String(500)),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("failure", sa.String(64)),
        sa.Column("failed_at", UtcDateTime()),
        _of_draft("scheduled_publishes"),
        _person("scheduled_publishes", "by"),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_scheduled_publishes")),
    )
    op.create_index(op.f("ix_scheduled_publishes_at"), "scheduled_publishes", ["at"])


def _of_draft(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["course_id"],
        ["course_drafts.course_id"],
        name=op.f(f"fk_{table}_course_id_course_drafts"),
        ondelete="CASCADE",
    )


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["people.id"], name=op.f(f"fk_{table}_{column}_people")
    )


def downgrade() -> None:
    op.drop_table("scheduled_publishes")
    op.drop_table("draft_comments")
    op.drop_table("review_steps")
