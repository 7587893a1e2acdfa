"""Offline: time limits, start permits, device keys, hand-over, connection notes."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STARTS: tuple[tuple[str, sa.types.TypeEngine], ...] = (
    ("device", sa.String(64)),
    ("seq", sa.BigInteger()),
    ("occurred_at", UtcDateTime()),
    ("corrected_at", UtcDateTime()),
    ("received_at", UtcDateTime()),
    ("permit_issued_at", UtcDateTime()),
    ("permit_expires_at", UtcDateTime()),
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
    # Added in place: a table made anew would lose the triggers that guard closed attempts.
    op.add_column("attempts", sa.Column("terms", sa.JSON()))
    op.add_column("attempts", sa.Column("judgement", sa.JSON()))
    for name, kind in STARTS:
        op.add_column("attempt_starts", sa.Column(name, kind))
    op.create_table(
        "start_permits",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("chance", sa.Integer(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name=op.f("fk_start_permits_publication_id_publications"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_start_permits_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.id"],
            name=op.f("fk_start_permits_enrolment_id_enrolments"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", "publication_id", name=op.f("pk_start_permits")),
    )
    op.create_index("ix_start_permits_person", "start_permits", ["person_id", "enrolment_id"])
    op.create_table(
        "late_acceptances",
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("accepted_by", sa.Uuid(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_late_acceptances_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["people.id"], name=op.f("fk_late_acceptances_accepted_by_people")
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_late_acceptances")),
    )
    op.create_table(
        "device_keys",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("x", sa.String(43), nullable=False),
        sa.Column("y", sa.String(43), nullable=False),
        sa.Column("registered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_device_keys_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "device", name=op.f("pk_device_keys")),
    )
    op.create_table(
        "handed_over",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("receipt", sa.String(16)),
        sa.Column("problem", sa.JSON()),
        sa.Column("carried_by", sa.Uuid(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_handed_over_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["carried_by"], ["people.id"], name=op.f("fk_handed_over_carried_by_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "command_id", name=op.f("pk_handed_over")),
    )
    op.create_index("ix_handed_over_device", "handed_over", ["person_id", "device", "received_at"])
    op.create_table(
        "connection_events",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_connection_events_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", "device", "at", name=op.f("pk_connection_events")),
    )
    # Asked for every group of answers: which of these runs are finished.
    op.create_index("ix_practice_steps_run", "practice_steps", ["run_id", "kind"])
    _refuse_changes("late_acceptances")


def downgrade() -> None:
    op.drop_index("ix_practice_steps_run", "practice_steps")
    for table in (
        "connection_events",
        "handed_over",
        "device_keys",
        "late_acceptances",
        "start_permits",
    ):
        op.drop_table(table)
    for name, _ in reversed(STARTS):
        op.drop_column("attempt_starts", name)
    op.drop_column("attempts", "judgement")
    op.drop_column("attempts", "terms")
