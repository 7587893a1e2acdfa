"""The inbox: messages, deliveries, and who wants no mail."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("course_id", sa.Uuid()),
        sa.Column("sender_id", sa.Uuid()),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("subject_en", sa.String(200)),
        sa.Column("body_en", sa.Text()),
        sa.Column("link", sa.String(300)),
        sa.Column("audience", sa.String(24)),
        sa.Column("days", sa.Integer()),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        _to("messages", "sender_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_course", "messages", ["course_id", "kind", "id"])
    op.create_table(
        "deliveries",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("read_at", UtcDateTime()),
        sa.Column("mail_state", sa.String(24)),
        sa.Column("mail_due_at", UtcDateTime()),
        sa.Column("mail_tries", sa.Integer(), nullable=False),
        sa.Column("mailed_at", UtcDateTime()),
        sa.Column("mail_failure", sa.String(24)),
        _to("deliveries", "person_id", "people"),
        _to("deliveries", "message_id", "messages"),
        sa.PrimaryKeyConstraint("person_id", "message_id", name=op.f("pk_deliveries")),
    )
    op.create_index("ix_deliveries_unread", "deliveries", ["person_id", "read_at"])
    op.create_index("ix_deliveries_mail_due", "deliveries", ["mail_state", "mail_due_at"])
    op.create_index(op.f("ix_deliveries_message_id"), "deliveries", ["message_id"])
    op.create_table(
        "mail_choices",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("wants_mail", sa.Boolean(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        _to("mail_choices", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_choices")),
    )


def downgrade() -> None:
    op.drop_table("mail_choices")
    op.drop_table("deliveries")
    op.drop_table("messages")
