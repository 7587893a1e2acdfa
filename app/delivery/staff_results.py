"""Says at an activity that staff set its result or let one off, and why: neither is silent."""

from uuid import UUID

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from app.delivery.opened import Opened
from app.delivery.rendering import look_of, pages_of
from app.delivery.words import Dictionary
from app.gradebook.own import SetByStaff, excused_why, set_by_staff
from app.gradebook.schemas import ResultRead


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
    why = None if words else await excused_why(session, enrolment_id, opened.activity.id)
    if why is not None:
        t = pages_of(request).assets.words[look_of(request).language]
        words = t("grades.excused", why=why.rstrip("."))
    return {"set_by_staff": words}


def words_of(found: SetByStaff, t: Dictionary, zone: str) -> str:
    return own_words(
        t,
        date=t.date(found.at, zone),
        result=result_words(t, found.score, passed=found.passed),
        why=found.reason,
        otherwise=found.otherwise,
    )


def own_words(
    t: Dictionary, *, date: str, result: str, why: str, otherwise: ResultRead | None
) -> str:
    """To a learner: that staff set the result, why, and what the own work came to."""
    said = t("grades.set", date=date, score=result, why=why.rstrip("."))
    if otherwise is None or otherwise.state == "waiting":
        return said
    own = result_words(t, otherwise.score, passed=otherwise.state == "passed")
    return f"{said} {t('grades.set_otherwise', score=own)}"


def result_words(t: Dictionary, score: int | None, *, passed: bool) -> str:
    verdict = t("result.passed" if passed else "result.not_passed")
    return verdict if score is None else f"{t.score(score)} ({verdict})"
