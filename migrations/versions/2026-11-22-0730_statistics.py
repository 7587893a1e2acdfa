"""Statistics: running sums of quizzes and questions."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SCOPE = sa.Enum("first", "all", name="scope", native_enum=False, length=24)


def upgrade() -> None:
    op.create_table(
        "statistics_heads",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("folded_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("activity_id", name="pk_statistics_heads"),
    )
    op.create_table(
        "statistics_due",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name="fk_statistics_due_attempt_id_attempts"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_statistics_due"),
    )
    op.create_index("ix_statistics_due_activity", "statistics_due", ["activity_id", "id"])
    op.create_table(
        "attempt_contributions",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("chance", sa.Integer(), nullable=False),
        sa.Column("is_first", sa.Boolean(), nullable=False),
        sa.Column("contribution", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name="fk_attempt_contributions_attempt_id_attempts"
        ),
        sa.PrimaryKeyConstraint("attempt_id", name="pk_attempt_contributions"),
    )
    op.create_index(
        "ix_attempt_contributions_enrolment",
        "attempt_contributions",
        ["activity_id", "enrolment_id", "chance"],
    )
    op.create_table(
        "quiz_tallies",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("scope", SCOPE, nullable=False),
        sa.Column("layout", sa.String(length=16), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.Column("latest_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("activity_id", "scope", "layout", name="pk_quiz_tallies"),
    )
    op.create_table(
        "question_tallies",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("scope", SCOPE, nullable=False),
        sa.Column("question_id", sa.String(length=170), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.Column("latest_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "activity_id", "scope", "question_id", "version", name="pk_question_tallies"
        ),
    )
    op.create_index("ix_question_tallies_question", "question_tallies", ["question_id", "scope"])
    op.create_table(
        "answer_tallies",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("scope", SCOPE, nullable=False),
        sa.Column("question_id", sa.String(length=170), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "activity_id", "scope", "question_id", "version", "answer", name="pk_answer_tallies"
        ),
    )
    op.create_index(
        "ix_answer_tallies_common",
        "answer_tallies",
        ["activity_id", "scope", "question_id", "version", "count"],
    )


def downgrade() -> None:
    for table in (
        "answer_tallies",
        "question_tallies",
        "quiz_tallies",
        "attempt_contributions",
        "statistics_due",
        "statistics_heads",
    ):
        op.drop_table(table)
