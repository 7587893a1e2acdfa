"""Says at an activity that staff set its result, and why: no override is silent."""

from uuid import UUID

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from app.delivery.opened import Opened
from app.delivery.rendering import look_of, pages_of
from app.delivery.words import Dictionary
from app.gradebook.own import SetByStaff, set_by_staff


async def staff_words(
    request: Request, session: AsyncSession, enrolment_id: UUID, activity_id: UUID, zone: str
) -> str:
    """One paragraph; empty where the learner's own work counts."""
    found = await set_by_staff(session, enrolment_id, activity_id)
    if found is None:
        return ""
    return words_of(found, pages_of(request).assets.words[look_of(request).language], zone)


async def staff_context(request: Request, session: AsyncSession, opened: Opened) -> dict[str, str]:
    """For the template of an activity; nothing of a preview."""
    enrolment_id = opened.entitlement.enrolment_id
    if enrolment_id is None:
        return {}
    zone = opened.actor.time_zone
    words = await staff_words(request, session, enrolment_id, opened.activity.id, zone)
    return {"set_by_staff": words}


def words_of(found: SetByStaff, t: Dictionary, zone: str) -> str:
    verdict = t("result.passed" if found.passed else "result.not_passed")
    score = verdict if found.score is None else f"{t.score(found.score)} ({verdict})"
    said = t("grades.set", date=t.date(found.at, zone), score=score, why=found.reason.rstrip("."))
    own = found.otherwise
    if own is None or own.state == "waiting":
        return said
    verdict = t("result.passed" if own.state == "passed" else "result.not_passed")
    score = verdict if own.score is None else f"{t.score(own.score)} ({verdict})"
    return f"{said} {t('grades.set_otherwise', score=score)}"
