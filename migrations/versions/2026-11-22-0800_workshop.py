"""The course workshop: drafts, files, history."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "course_drafts",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("based_on", sa.String(64)),
        sa.Column("audience_id", sa.Uuid()),
        sa.Column("template", sa.String(80)),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["based_on"], ["publications.id"], name=op.f("fk_course_drafts_based_on_publications")
        ),
        sa.ForeignKeyConstraint(
            ["audience_id"], ["agencies.id"], name=op.f("fk_course_drafts_audience_id_agencies")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["people.id"], name=op.f("fk_course_drafts_created_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["people.id"], name=op.f("fk_course_drafts_changed_by_people")
        ),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_course_drafts")),
        sa.UniqueConstraint("slug", name=op.f("uq_course_drafts_slug")),
    )
    op.create_table(
        "draft_files",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(400), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course_drafts.course_id"],
            name=op.f("fk_draft_files_course_id_course_drafts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["people.id"], name=op.f("fk_draft_files_changed_by_people")
        ),
        sa.PrimaryKeyConstraint("course_id", "path", name=op.f("pk_draft_files")),
    )
    op.create_table(
        "draft_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("note", sa.String(500)),
        sa.Column("path", sa.String(400), nullable=False),
        sa.Column("before", sa.LargeBinary()),
        sa.Column("after", sa.LargeBinary()),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course_drafts.course_id"],
            name=op.f("fk_draft_changes_course_id_course_drafts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_draft_changes_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_changes")),
        sa.UniqueConstraint(
            "course_id", "number", "path", name=op.f("uq_draft_changes_course_id_number_path")
        ),
    )
    op.create_table(
        "draft_presences",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(400)),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"],
            ["course_drafts.course_id"],
            name=op.f("fk_draft_presences_course_id_course_drafts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_draft_presences_person_id_people")
        ),
        sa.PrimaryKeyConstraint("course_id", "person_id", name=op.f("pk_draft_presences")),
    )


def downgrade() -> None:
    op.drop_table("draft_presences")
    op.drop_table("draft_changes")
    op.drop_table("draft_files")
    op.drop_table("course_drafts")
