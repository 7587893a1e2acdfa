"""Media that the operator keeps from files, and since when nothing shows them."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("media_files") as table:
        table.alter_column("added_by", existing_type=sa.Uuid(), nullable=True)
        table.add_column(sa.Column("unused_since", UtcDateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("looked_at", UtcDateTime(timezone=True), nullable=True))
    op.create_index("ix_media_files_looked_at", "media_files", ["looked_at"])


def downgrade() -> None:
    op.drop_index("ix_media_files_looked_at", table_name="media_files")
    op.execute("DELETE FROM media_files WHERE added_by IS NULL")
    with op.batch_alter_table("media_files") as table:
        table.drop_column("looked_at")
        table.drop_column("unused_since")
        table.alter_column("added_by", existing_type=sa.Uuid(), nullable=False)
