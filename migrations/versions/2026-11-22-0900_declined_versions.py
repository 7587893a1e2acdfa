"""The version of a course that a learner looked at and chose not to move to."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolments", sa.Column("declined_version", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("enrolments", "declined_version")
