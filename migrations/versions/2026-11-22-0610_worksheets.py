"""Worksheets: what a learner wrote."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worksheet_values",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name="fk_worksheet_values_enrolment_id_enrolments"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_worksheet_values_person_id_people"
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "enrolment_id", "activity_id", "key", name="pk_worksheet_values"
        ),
    )


def downgrade() -> None:
    op.drop_table("worksheet_values")
