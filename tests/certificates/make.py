"""Enrolments and completions, as learning makes them: valid by default."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.certificates.models import Certificate, LedgerEntry
from app.identity.models import Person
from app.kit.database import Database
from app.kit.events import publish
from app.kit.ids import uuid7
from app.learning.events import CompletionWithdrawn, CourseCompleted
from app.learning.models import Enrolment
from app.learning.statuses import EnrolmentStatus
from tests.make_course import MadeCourse


async def enrol(
    session: AsyncSession, person_id: UUID, course: MadeCourse, now: datetime
) -> Enrolment:
    enrolment = Enrolment(
        id=uuid7(),
        person_id=person_id,
        course_id=course.id,
        publication_id=course.publication_id,
        status=EnrolmentStatus.ACTIVE,
        enrolled_at=now,
        activities_done=0,
        activities_required=2,
        resume_hlc=0,
        updated_at=now,
    )
    session.add(enrolment)
    await session.flush()
    return enrolment


async def add_learner(session: AsyncSession, like: UUID, now: datetime) -> UUID:
    """Another person of the same agency; the new id."""
    model = await session.get_one(Person, like)
    columns = {column.key: getattr(model, column.key) for column in Person.__table__.columns}
    person = Person(**columns | {"id": uuid7(), "email": None, "name": "Peserta Contoh"})
    session.add(person)
    await session.flush()
    return person.id


async def enrolment_of(session: AsyncSession, person_id: UUID, course: MadeCourse) -> Enrolment:
    statement = select(Enrolment).where(
        Enrolment.person_id == person_id, Enrolment.course_id == course.id
    )
    return (await session.execute(statement)).scalar_one()


async def announce_completion(
    session: AsyncSession,
    person_id: UUID,
    course: MadeCourse,
    at: datetime,
    finished_at: datetime | None = None,
) -> None:
    enrolment = await enrolment_of(session, person_id, course)
    await publish(
        session,
        CourseCompleted(
            enrolment_id=enrolment.id,
            person_id=person_id,
            course_id=course.id,
            publication_id=course.publication_id,
            completed_at=at,
            finished_at=finished_at or at,
        ),
    )


async def complete(
    database: Database,
    person_id: UUID,
    course: MadeCourse,
    at: datetime,
    finished_at: datetime | None = None,
) -> None:
    """In a transaction of its own, as a completing command has it."""
    async with database.transaction() as session:
        await announce_completion(session, person_id, course, at, finished_at)


async def withdraw(database: Database, person_id: UUID, course: MadeCourse, at: datetime) -> None:
    async with database.transaction() as session:
        enrolment = await enrolment_of(session, person_id, course)
        await publish(
            session,
            CompletionWithdrawn(
                enrolment_id=enrolment.id,
                person_id=person_id,
                course_id=course.id,
                withdrawn_at=at,
                reason="outcome-changed",
            ),
        )


async def certificates(database: Database) -> Sequence[Certificate]:
    """All certificates, in order of their numbers."""
    async with database.reading() as session:
        statement = select(Certificate).order_by(
            Certificate.issuer, Certificate.year, Certificate.sequence
        )
        return (await session.scalars(statement)).all()


async def entries(database: Database) -> Sequence[LedgerEntry]:
    """All ledger entries, in order of writing."""
    async with database.reading() as session:
        return (await session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))).all()
