"""Ratings, reports, rollups of progress."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def upgrade() -> None:
    # Who moved longest ago, and whether anybody moved since a course was measured.
    op.create_index("ix_enrolments_course_updated", "enrolments", ["course_id", "updated_at", "id"])
    op.create_table(
        "course_figures",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("measured_at", UtcDateTime(), nullable=False),
        sa.Column("counted_to", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        _to("course_figures", "course_id", "courses"),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_course_figures")),
    )
    op.create_table(
        "course_ratings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(1000), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _to("course_ratings", "course_id", "courses"),
        _to("course_ratings", "publication_id", "publications"),
        _to("course_ratings", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_ratings")),
        sa.UniqueConstraint(
            "person_id", "publication_id", name=op.f("uq_course_ratings_person_id_publication_id")
        ),
    )
    op.create_index("ix_course_ratings_course_at", "course_ratings", ["course_id", "at", "id"])
    op.create_table(
        "content_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.String(64), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("block", sa.String(120)),
        sa.Column("quote", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("words", sa.String(2000), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("answer", sa.String(2000)),
        sa.Column("settled_by", sa.Uuid()),
        sa.Column("settled_at", UtcDateTime()),
        _to("content_reports", "course_id", "courses"),
        _to("content_reports", "publication_id", "publications"),
        _to("content_reports", "person_id", "people"),
        _to("content_reports", "settled_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_reports")),
    )
    op.create_index(
        "ix_content_reports_course_state", "content_reports", ["course_id", "state", "id"]
    )
    op.create_index(
        "ix_content_reports_person", "content_reports", ["person_id", "course_id", "id"]
    )


def downgrade() -> None:
    op.drop_table("content_reports")
    op.drop_table("course_ratings")
    op.drop_table("course_figures")
    op.drop_index("ix_enrolments_course_updated", "enrolments")
