"""Quizzes: schedules, accommodations, exemptions by test-out."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def upgrade() -> None:
    op.create_table(
        "quiz_schedules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid()),
        sa.Column("opens_at", UtcDateTime()),
        sa.Column("closes_at", UtcDateTime()),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        _to("quiz_schedules", "course_id", "courses"),
        _to("quiz_schedules", "agency_id", "agencies"),
        _to("quiz_schedules", "changed_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_schedules")),
    )
    op.create_index("ix_quiz_schedules_quiz", "quiz_schedules", ["course_id", "activity_id"])
    op.create_table(
        "accommodations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid()),
        sa.Column("extra_time_percent", sa.Integer(), nullable=False),
        sa.Column("extra_chances", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=False),
        sa.Column("granted_at", UtcDateTime(), nullable=False),
        sa.Column("ended_by", sa.Uuid()),
        sa.Column("ended_at", UtcDateTime()),
        _to("accommodations", "person_id", "people"),
        _to("accommodations", "course_id", "courses"),
        _to("accommodations", "granted_by", "people"),
        _to("accommodations", "ended_by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accommodations")),
    )
    op.create_index("ix_accommodations_person", "accommodations", ["person_id", "course_id"])
    op.create_index(op.f("ix_accommodations_course_id"), "accommodations", ["course_id"])
    op.create_table(
        "exemptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("cause", sa.String(24), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("by", sa.Uuid()),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime()),
        _to("exemptions", "enrolment_id", "enrolments"),
        _to("exemptions", "by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemptions")),
        sa.UniqueConstraint(
            "enrolment_id",
            "activity_id",
            "cause",
            "source_id",
            name=op.f("uq_exemptions_enrolment_id_activity_id_cause_source_id"),
        ),
    )
    op.create_index("ix_exemptions_source", "exemptions", ["source_id"])


def downgrade() -> None:
    for table in ("exemptions", "accommodations", "quiz_schedules"):
        op.drop_table(table)
