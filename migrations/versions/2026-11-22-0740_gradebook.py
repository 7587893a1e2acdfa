"""Gradebooks: weights, excuses, overrides."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _refuse_changes(table: str) -> None:
    """Facts: appended once, never changed or deleted, whatever code or tool tries."""
    for event in ("UPDATE", "DELETE"):
        name, words = f"{table}_no_{event.lower()}", f"{table} are facts: {event} is refused"
        body = (
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            if op.get_bind().dialect.name == "sqlite"
            else f"EXECUTE FUNCTION refuse_change('{words}')"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {body}")


def upgrade() -> None:
    op.add_column(
        "outcomes", sa.Column("force", sa.String(24), nullable=False, server_default="reported")
    )
    op.create_table(
        "grade_weights",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        _to("grade_weights", "course_id", "courses"),
        _to("grade_weights", "changed_by", "people"),
        sa.PrimaryKeyConstraint("course_id", "activity_id", name=op.f("pk_grade_weights")),
    )
    op.create_table(
        "grade_acts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("score", sa.Integer()),
        sa.Column("passed", sa.Boolean()),
        sa.Column("pass_mark", sa.Integer()),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        _to("grade_acts", "enrolment_id", "enrolments"),
        _to("grade_acts", "by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_acts")),
        sa.UniqueConstraint(
            "enrolment_id",
            "activity_id",
            "number",
            name=op.f("uq_grade_acts_enrolment_id_activity_id_number"),
        ),
    )
    _refuse_changes("grade_acts")


def downgrade() -> None:
    op.drop_table("grade_acts")
    op.drop_table("grade_weights")
    op.drop_column("outcomes", "force")
