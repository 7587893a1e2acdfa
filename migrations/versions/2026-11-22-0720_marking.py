"""Marking by people, rulings on attempts, regrades."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _refuse(table: str, event: str, when: str = "") -> None:
    """Facts: appended once, never changed or deleted, whatever code or tool tries."""
    name, words = f"{table}_no_{event.lower()}", f"{table} are facts: {event} is refused"
    condition = f"WHEN ({when})" if when else ""
    body = (
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        if op.get_bind().dialect.name == "sqlite"
        else f"EXECUTE FUNCTION refuse_change('{words}')"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {condition} {body}")


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def upgrade() -> None:
    op.create_index("ix_attempts_activity", "attempts", ["activity_id", "id"])
    op.create_table(
        "regrades",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(170), nullable=False),
        sa.Column("mode", sa.String(24), nullable=False),
        sa.Column("publication_id", sa.String(64)),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("finished_at", UtcDateTime()),
        _to("regrades", "course_id", "courses"),
        _to("regrades", "publication_id", "publications"),
        _to("regrades", "by", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrades")),
        sa.UniqueConstraint("activity_id", "number", name=op.f("uq_regrades_activity_id_number")),
    )
    op.create_table(
        "rulings",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(24), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer()),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("regrade_id", sa.Uuid()),
        _to("rulings", "attempt_id", "attempts"),
        _to("rulings", "by", "people"),
        _to("rulings", "regrade_id", "regrades"),
        sa.PrimaryKeyConstraint("attempt_id", "number", name=op.f("pk_rulings")),
        sa.UniqueConstraint(
            "attempt_id", "regrade_id", name=op.f("uq_rulings_attempt_id_regrade_id")
        ),
    )
    op.create_index(op.f("ix_rulings_regrade_id"), "rulings", ["regrade_id"])
    op.create_table(
        "marking_tasks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(170), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.String(64), nullable=False),
        sa.Column("markers", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("alias", sa.String(8), nullable=False),
        sa.Column("queue_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("credit", sa.String(60)),
        sa.Column("settled_at", UtcDateTime()),
        _to("marking_tasks", "attempt_id", "attempts"),
        _to("marking_tasks", "person_id", "people"),
        _to("marking_tasks", "course_id", "courses"),
        _to("marking_tasks", "publication_id", "publications"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_tasks")),
        sa.UniqueConstraint(
            "attempt_id", "question_id", name=op.f("uq_marking_tasks_attempt_id_question_id")
        ),
    )
    op.create_index(
        "ix_marking_tasks_queue", "marking_tasks", ["course_id", "state", "queue_at", "id"]
    )
    op.create_table(
        "markings",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("marker_id", sa.Uuid(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("credit", sa.String(60)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("submitted_at", UtcDateTime()),
        _to("markings", "task_id", "marking_tasks"),
        _to("markings", "marker_id", "people"),
        sa.PrimaryKeyConstraint("task_id", "round", "marker_id", name=op.f("pk_markings")),
    )
    # What trainers accepted late before becomes the first ruling of its attempt.
    op.execute(
        "INSERT INTO rulings"
        ' (attempt_id, number, cause, "by", at, reason, marks, score, passed)'
        " SELECT attempt_id, 1, 'late_accepted', accepted_by, accepted_at, reason, marks, score,"
        " passed FROM late_acceptances"
    )
    op.drop_table("late_acceptances")
    for event in ("UPDATE", "DELETE"):
        _refuse("rulings", event)
    _refuse("markings", "UPDATE", "OLD.submitted_at IS NOT NULL")
    _refuse("markings", "DELETE")


def downgrade() -> None:
    """Keeps what was accepted late; other rulings have no place in what was before."""
    op.create_table(
        "late_acceptances",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("accepted_by", sa.Uuid(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        _to("late_acceptances", "attempt_id", "attempts"),
        _to("late_acceptances", "accepted_by", "people"),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_late_acceptances")),
    )
    op.execute(
        "INSERT INTO late_acceptances"
        " (attempt_id, accepted_by, accepted_at, reason, marks, score, passed)"
        ' SELECT attempt_id, "by", at, reason, marks, score, passed FROM rulings'
        " WHERE cause = 'late_accepted' AND score IS NOT NULL"
    )
    for table in ("markings", "marking_tasks", "rulings", "regrades"):
        op.drop_table(table)
    op.drop_index("ix_attempts_activity", "attempts")
    for event in ("UPDATE", "DELETE"):
        _refuse("late_acceptances", event)
