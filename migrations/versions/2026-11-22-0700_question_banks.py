"""Question banks: banks, questions, versions, tags, pictures, and where questions are asked."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


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


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    key = "sha256" if to == "assets" else "id"
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.{key}"], name=op.f(f"fk_{table}_{column}_{to}")
    )


def upgrade() -> None:
    op.create_table(
        "question_banks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("search_title", sa.String(400), nullable=False),
        sa.Column("course_id", sa.Uuid()),
        sa.Column("agency_id", sa.Uuid()),
        sa.Column("origin", sa.String(24), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("retired_at", UtcDateTime()),
        _refers("question_banks", "course_id", "courses"),
        _refers("question_banks", "agency_id", "agencies"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_banks")),
        sa.UniqueConstraint("slug", name=op.f("uq_question_banks_slug")),
    )
    op.create_index("ix_question_banks_course_id", "question_banks", ["course_id"])
    op.create_index("ix_question_banks_agency_id", "question_banks", ["agency_id"])
    op.create_table(
        "bank_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bank_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("competency", sa.String(500), nullable=False),
        sa.Column("difficulty", sa.String(8), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("author", sa.String(500), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stem", sa.String(300), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        _refers("bank_questions", "bank_id", "question_banks"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_questions")),
        sa.UniqueConstraint("bank_id", "slug", name=op.f("uq_bank_questions_bank_id_slug")),
    )
    op.create_index("ix_bank_questions_order", "bank_questions", ["bank_id", "position", "id"])
    op.create_index(
        "ix_bank_questions_facets",
        "bank_questions",
        ["bank_id", "status", "kind", "difficulty", "competency", "review_on", "id"],
    )
    op.create_index("ix_bank_questions_content", "bank_questions", ["bank_id", "content_sha256"])
    op.create_table(
        "question_versions",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("made_by", sa.Uuid()),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        _refers("question_versions", "question_id", "bank_questions"),
        _refers("question_versions", "made_by", "people"),
        sa.PrimaryKeyConstraint("question_id", "number", name=op.f("pk_question_versions")),
    )
    op.create_table(
        "question_tags",
        sa.Column("bank_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(40), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        _refers("question_tags", "bank_id", "question_banks"),
        _refers("question_tags", "question_id", "bank_questions"),
        sa.PrimaryKeyConstraint("bank_id", "tag", "question_id", name=op.f("pk_question_tags")),
    )
    op.create_index("ix_question_tags_question_id", "question_tags", ["question_id"])
    op.create_table(
        "bank_assets",
        sa.Column("bank_id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.String(130), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("alt", sa.String(500), nullable=False),
        sa.Column("licence", sa.String(200), nullable=False),
        sa.Column("added_by", sa.Uuid()),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        _refers("bank_assets", "bank_id", "question_banks"),
        _refers("bank_assets", "sha256", "assets"),
        _refers("bank_assets", "added_by", "people"),
        sa.PrimaryKeyConstraint("bank_id", "file", name=op.f("pk_bank_assets")),
    )
    op.create_table(
        "question_uses",
        sa.Column("bank", sa.String(80), nullable=False),
        sa.Column("question", sa.String(80), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        _refers("question_uses", "course_id", "courses"),
        sa.PrimaryKeyConstraint(
            *("bank", "question", "course_id", "activity_id"), name=op.f("pk_question_uses")
        ),
    )
    op.create_index("ix_question_uses_course_id", "question_uses", ["course_id"])
    _refuse_changes("question_versions")


def downgrade() -> None:
    for table in (
        *("question_uses", "bank_assets", "question_tags", "question_versions"),
        *("bank_questions", "question_banks"),
    ):
        op.drop_table(table)
