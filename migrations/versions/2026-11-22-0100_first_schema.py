"""First schema: people, courses, learning, assessment, certificates, and what may never change."""

import sqlalchemy as sa
from alembic import op

from app.kit.database import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Facts: appended once, never changed or deleted, whatever code or tool tries.
APPEND_ONLY = (
    "publications",
    "audit_entries",
    "commands",
    "outcomes",
    "answer_versions",
    "ledger_entries",
)

# Certificates change once, from valid to revoked; nothing else of them does.
CERTIFICATE_MAY_CHANGE = ("status", "revoked_at", "reason")


def _refuse(table: str, event: str, name: str, when: str = "") -> None:
    """A trigger that refuses ``event`` on ``table`` (for rows where ``when`` holds)."""
    condition = f"WHEN ({when})" if when else ""
    words = f"{table} are facts: {event} is refused"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {condition} "
            f"EXECUTE FUNCTION refuse_change('{words}')"
        )


def _guard_facts() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$"
        )
    for table in APPEND_ONLY:
        _refuse(table, "UPDATE", f"{table}_no_update")
        _refuse(table, "DELETE", f"{table}_no_delete")
    # What an attempt was judged by and came to is fixed once it is closed.
    _refuse("attempts", "UPDATE", "attempts_closed_no_update", "OLD.state = 'closed'")
    _refuse("attempts", "DELETE", "attempts_no_delete")
    _refuse("certificates", "DELETE", "certificates_no_delete")
    _refuse("certificates", "UPDATE", "certificates_revoked_no_update", "OLD.status = 'revoked'")
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("certificates")]
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    # PostgreSQL's json type has no equality of its own.
    same = " OR ".join(
        f"OLD.{name} IS NOT NEW.{name}"
        if is_sqlite
        else f"OLD.{name}::text IS DISTINCT FROM NEW.{name}::text"
        for name in columns
        if name not in CERTIFICATE_MAY_CHANGE
    )
    _refuse("certificates", "UPDATE", "certificates_facts_no_update", same)


def upgrade() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("path", sa.String(length=700), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("help_contact", sa.String(length=300), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["agencies.id"], name="fk_agencies_parent_id_agencies"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agencies"),
        sa.UniqueConstraint("code", name="uq_agencies_code"),
        sa.UniqueConstraint("path", name="uq_agencies_path"),
    )
    op.create_index("ix_agencies_parent_id", "agencies", ["parent_id"], unique=False)

    op.create_table(
        "assets",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_assets"),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_agency_id", "audit_entries", ["agency_id"], unique=False)
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"], unique=False)
    op.create_index(
        "ix_audit_entries_subject", "audit_entries", ["subject_kind", "subject_id"], unique=False
    )

    op.create_table(
        "certificate_counters",
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "year", name="pk_certificate_counters"),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("run_at", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_due", "jobs", ["finished_at", "run_at"], unique=False)

    op.create_table(
        "jp_rules",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("credit", "target", name="rulekind", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("activity", sa.String(length=32), nullable=True),
        sa.Column("minutes_per_jp", sa.Integer(), nullable=True),
        sa.Column("once", sa.String(length=32), nullable=True),
        sa.Column(
            "employment",
            sa.Enum(
                "pns",
                "cpns",
                "pppk",
                "pppk_part_time",
                "other",
                name="employment",
                native_enum=False,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("jp", sa.Integer(), nullable=True),
        sa.Column(
            "bound",
            sa.Enum("minimum", "maximum", name="bound", native_enum=False, length=24),
            nullable=True,
        ),
        sa.Column("reference", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jp_rules"),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_failures"),
    )
    op.create_index("ix_sign_in_failures_last_at", "sign_in_failures", ["last_at"], unique=False)

    op.create_table(
        "courses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft", "active", "retired", name="coursestatus", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum("files", "studio", name="courseorigin", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("publication_id", sa.String(length=64), nullable=True),
        sa.Column("audience_id", sa.Uuid(), nullable=True),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("jp", sa.Integer(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"], ["agencies.id"], name="fk_courses_audience_id_agencies"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_courses"),
        sa.UniqueConstraint("slug", name="uq_courses_slug"),
    )
    op.create_index("ix_courses_topic", "courses", ["topic"], unique=False)

    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("search_name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column(
            "employment",
            sa.Enum(
                "pns",
                "cpns",
                "pppk",
                "pppk_part_time",
                "other",
                name="employment",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column(
            "status",
            sa.Enum("active", "deactivated", name="personstatus", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_people_agency_id_agencies"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("email", name="uq_people_email"),
    )
    op.create_index("ix_people_agency_name", "people", ["agency_id", "name", "id"], unique=False)
    op.create_index("ix_people_search_name", "people", ["search_name"], unique=False)

    op.create_table(
        "answer_versions",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=170), nullable=False),
        sa.Column("response", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("replaces", sa.JSON(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_answer_versions_person_id_people"
        ),
        sa.PrimaryKeyConstraint("person_id", "command_id", name="pk_answer_versions"),
    )
    op.create_index(
        "ix_answer_versions_attempt", "answer_versions", ["attempt_id", "question_id"], unique=False
    )

    op.create_table(
        "browser_sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_browser_sessions_person_id_people"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_browser_sessions"),
    )
    op.create_index(
        "ix_browser_sessions_expires_at", "browser_sessions", ["expires_at"], unique=False
    )
    op.create_index(
        "ix_browser_sessions_person_id", "browser_sessions", ["person_id"], unique=False
    )

    op.create_table(
        "command_logs",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("last_cursor", sa.BigInteger(), nullable=False),
        sa.Column("last_hlc", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_command_logs_person_id_people"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_command_logs"),
    )
    op.create_table(
        "commands",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("occurred_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("receipt", sa.String(length=16), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("attempt_id", sa.Uuid(), nullable=True),
        sa.Column("refused", sa.String(length=64), nullable=True),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_commands_person_id_people"),
        sa.PrimaryKeyConstraint("person_id", "id", name="pk_commands"),
        sa.UniqueConstraint("person_id", "cursor", name="uq_commands_person_id_cursor"),
    )
    op.create_index(
        "ix_commands_attempt", "commands", ["person_id", "attempt_id", "kind"], unique=False
    )
    op.create_index(
        "ix_commands_enrolment", "commands", ["enrolment_id", "activity_id"], unique=False
    )

    op.create_table(
        "known_browsers",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_known_browsers_person_id_people"
        ),
        sa.PrimaryKeyConstraint("token_hash", "person_id", name="pk_known_browsers"),
    )
    op.create_table(
        "nips",
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("valid_until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_nips_person_id_people"),
        sa.PrimaryKeyConstraint("nip", name="pk_nips"),
    )
    op.create_index("ix_nips_person_id", "nips", ["person_id"], unique=False)

    op.create_table(
        "one_time_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum("reset_password", name="codepurpose", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_one_time_codes_person_id_people"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_one_time_codes"),
    )
    op.create_index("ix_one_time_codes_person_id", "one_time_codes", ["person_id"], unique=False)

    op.create_table(
        "placements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_placements_agency_id_agencies"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_placements_person_id_people"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_placements"),
    )
    op.create_index("ix_placements_person_id", "placements", ["person_id"], unique=False)

    op.create_table(
        "publications",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("public_document", sa.JSON(), nullable=False),
        sa.Column("private_document", sa.JSON(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name="fk_publications_course_id_courses"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sa.UniqueConstraint("course_id", "version", name="uq_publications_course_id_version"),
    )
    op.create_index("ix_publications_course_id", "publications", ["course_id"], unique=False)

    op.create_table(
        "quarantined_commands",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("command", sa.JSON(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_quarantined_commands_person_id_people"
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "command_id", "content_hash", name="pk_quarantined_commands"
        ),
    )
    op.create_table(
        "question_flags",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.String(length=170), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_question_flags_person_id_people"
        ),
        sa.PrimaryKeyConstraint("person_id", "attempt_id", "question_id", name="pk_question_flags"),
    )
    op.create_table(
        "refresh_tokens",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_refresh_tokens_person_id_people"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_refresh_tokens"),
    )
    op.create_index("ix_refresh_tokens_family_id", "refresh_tokens", ["family_id"], unique=False)
    op.create_index("ix_refresh_tokens_person_id", "refresh_tokens", ["person_id"], unique=False)

    op.create_table(
        "role_grants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "learner",
                "supervisor",
                "trainer",
                "unit_admin",
                "admin",
                "partner",
                "auditor",
                "operator",
                name="role",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("course_id", sa.Uuid(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_role_grants_agency_id_agencies"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_role_grants_person_id_people"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_role_grants"),
    )
    op.create_index("ix_role_grants_person_id", "role_grants", ["person_id"], unique=False)
    op.create_index(
        "uq_role_grants_scope",
        "role_grants",
        ["person_id", "role", "agency_id", "course_id"],
        unique=True,
    )

    op.create_table(
        "enrolments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.String(length=64), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "completed",
                "withdrawn",
                name="enrolmentstatus",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("enrolled_at", UtcDateTime(), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("completed_publication_id", sa.String(length=64), nullable=True),
        sa.Column("activities_done", sa.Integer(), nullable=False),
        sa.Column("activities_required", sa.Integer(), nullable=False),
        sa.Column("resume_activity_id", sa.Uuid(), nullable=True),
        sa.Column("resume_hlc", sa.BigInteger(), nullable=False),
        sa.Column("resume_command_id", sa.Uuid(), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["completed_publication_id"],
            ["publications.id"],
            name="fk_enrolments_completed_publication_id_publications",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name="fk_enrolments_course_id_courses"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_enrolments_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name="fk_enrolments_publication_id_publications",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_enrolments"),
        sa.UniqueConstraint("person_id", "course_id", name="uq_enrolments_person_id_course_id"),
    )
    op.create_index("ix_enrolments_course_id", "enrolments", ["course_id"], unique=False)
    op.create_index(
        "ix_enrolments_person_updated", "enrolments", ["person_id", "updated_at"], unique=False
    )

    op.create_table(
        "activity_states",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("furthest", sa.Integer(), nullable=False),
        sa.Column("spot", sa.String(length=120), nullable=True),
        sa.Column("spot_hlc", sa.BigInteger(), nullable=False),
        sa.Column("spot_command_id", sa.Uuid(), nullable=True),
        sa.Column(
            "outcome_state",
            sa.Enum(
                "waiting", "not_passed", "passed", name="outcomestate", native_enum=False, length=24
            ),
            nullable=True,
        ),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("pass_mark", sa.Integer(), nullable=True),
        sa.Column("chances_left", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name="fk_activity_states_enrolment_id_enrolments"
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "activity_id", name="pk_activity_states"),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.String(length=64), nullable=False),
        sa.Column("chance", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "submitted", "closed", name="attemptstate", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("submit_command_id", sa.Uuid(), nullable=True),
        sa.Column("pins", sa.JSON(), nullable=True),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("keys", sa.JSON(), nullable=True),
        sa.Column("marks", sa.JSON(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name="fk_attempts_enrolment_id_enrolments"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_attempts_person_id_people"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.id"], name="fk_attempts_publication_id_publications"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.UniqueConstraint(
            "enrolment_id",
            "activity_id",
            "chance",
            name="uq_attempts_enrolment_id_activity_id_chance",
        ),
    )
    op.create_index("ix_attempts_person", "attempts", ["person_id", "activity_id"], unique=False)

    op.create_table(
        "certificates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=120), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("valid", "revoked", name="certificatestatus", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name="fk_certificates_course_id_courses"
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name="fk_certificates_enrolment_id_enrolments"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_certificates_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name="fk_certificates_publication_id_publications",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_certificates"),
        sa.UniqueConstraint("code", name="uq_certificates_code"),
        sa.UniqueConstraint("issuer", "number", name="uq_certificates_issuer_number"),
        sa.UniqueConstraint(
            "issuer", "year", "sequence", name="uq_certificates_issuer_year_sequence"
        ),
    )
    op.create_index("ix_certificates_enrolment_id", "certificates", ["enrolment_id"], unique=False)
    op.create_index(
        "ix_certificates_person_issued",
        "certificates",
        ["person_id", "issued_at", "id"],
        unique=False,
    )
    op.create_index("ix_certificates_revoked_at", "certificates", ["revoked_at"], unique=False)
    op.create_index(
        "uq_certificates_valid_enrolment",
        "certificates",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("status = 'valid'"),
        postgresql_where=sa.text("status = 'valid'"),
    )

    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("credit", "reversal", name="entrykind", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("jp", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.String(length=64), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("course_title", sa.String(length=300), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.Column("evidence", sa.String(length=500), nullable=True),
        sa.Column("may_move_to_year", sa.Integer(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'credit' AND jp > 0 AND reverses_id IS NULL) OR (kind = 'reversal' AND jp < 0 AND reverses_id IS NOT NULL)",
            name="ck_ledger_entries_sign",
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name="fk_ledger_entries_course_id_courses"
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name="fk_ledger_entries_enrolment_id_enrolments"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_ledger_entries_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"],
            ["ledger_entries.id"],
            name="fk_ledger_entries_reverses_id_ledger_entries",
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["jp_rules.id"], name="fk_ledger_entries_rule_id_jp_rules"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_entries"),
        sa.UniqueConstraint("reverses_id", name="uq_ledger_entries_reverses_id"),
    )
    op.create_index(
        "ix_ledger_entries_enrolment_id", "ledger_entries", ["enrolment_id"], unique=False
    )
    op.create_index(
        "ix_ledger_entries_person_year", "ledger_entries", ["person_id", "year"], unique=False
    )

    op.create_table(
        "outcomes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "not_passed", "passed", name="outcomestate", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("pass_mark", sa.Integer(), nullable=True),
        sa.Column("chances_left", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name="fk_outcomes_enrolment_id_enrolments"
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["outcomes.id"], name="fk_outcomes_supersedes_id_outcomes"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outcomes"),
    )
    op.create_index(
        "ix_outcomes_enrolment_activity", "outcomes", ["enrolment_id", "activity_id"], unique=False
    )

    op.create_table(
        "private_notes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("block", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name="fk_private_notes_enrolment_id_enrolments"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_private_notes_person_id_people"
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "enrolment_id", "activity_id", "block", name="pk_private_notes"
        ),
    )
    op.create_table(
        "attempt_starts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name="fk_attempt_starts_attempt_id_attempts"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_attempt_starts_person_id_people"
        ),
        sa.PrimaryKeyConstraint("person_id", "command_id", name="pk_attempt_starts"),
    )
    op.create_index("ix_attempt_starts_attempt_id", "attempt_starts", ["attempt_id"], unique=False)

    _guard_facts()


def downgrade() -> None:
    """Going back is restoring the backup that was taken before the upgrade."""
    raise NotImplementedError("Restore the backup taken before the upgrade")
