"""Practice: steps of scenarios and app practice."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_steps",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("step", sa.JSON(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name="fk_practice_steps_enrolment_id_enrolments"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_practice_steps_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name="fk_practice_steps_publication_id_publications",
        ),
        sa.PrimaryKeyConstraint("person_id", "command_id", name="pk_practice_steps"),
    )
    op.create_index("ix_practice_steps_activity", "practice_steps", ["enrolment_id", "activity_id"])
    for event in ("UPDATE", "DELETE"):
        _refuse(event)


def _refuse(event: str) -> None:
    """Steps are facts: appended once, never changed or deleted, whatever code or tool tries."""
    name = f"practice_steps_no_{event.lower()}"
    words = f"practice_steps are facts: {event} is refused"
    begin = f"CREATE TRIGGER {name} BEFORE {event} ON practice_steps FOR EACH ROW"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"{begin} BEGIN SELECT RAISE(ABORT, '{words}'); END")
    else:
        op.execute(f"{begin} EXECUTE FUNCTION refuse_change('{words}')")


def downgrade() -> None:
    op.drop_table("practice_steps")
