"""The studio: sources of publications, drafts."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: a table made anew would lose the triggers that guard publications.
    op.add_column("publications", sa.Column("note", sa.String(500)))
    op.create_table(
        "publication_sources",
        sa.Column("publication_id", sa.String(64), nullable=False),
        sa.Column("archive", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name=op.f("fk_publication_sources_publication_id_publications"),
        ),
        sa.PrimaryKeyConstraint("publication_id", name=op.f("pk_publication_sources")),
    )
    op.create_table(
        "quiz_drafts",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.String(64), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_quiz_drafts_course_id_courses")
        ),
        sa.ForeignKeyConstraint(
            ["based_on"], ["publications.id"], name=op.f("fk_quiz_drafts_based_on_publications")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["people.id"], name=op.f("fk_quiz_drafts_changed_by_people")
        ),
        sa.PrimaryKeyConstraint("course_id", "activity_id", name=op.f("pk_quiz_drafts")),
    )


def downgrade() -> None:
    op.drop_table("quiz_drafts")
    op.drop_table("publication_sources")
    op.drop_column("publications", "note")
