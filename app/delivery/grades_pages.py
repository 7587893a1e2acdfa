"""*Nilai saya*: a learner's own grades in a course, what counts of them, and what is missing."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.assessment.quiz import LOWEST_PASS_MARK
from app.delivery.rendering import look_of, pages_of
from app.delivery.shell_pages import reading_as
from app.delivery.staff_results import own_words, result_words
from app.delivery.words import Dictionary
from app.gradebook.own import own_grades
from app.gradebook.schemas import OwnGradeRead, OwnGrades
from app.identity.deps import CurrentActor
from app.kit.database import ReadSession
from app.kit.text import CleanText

router = APIRouter(include_in_schema=False)


@router.get("/kursus/{course}/nilai")
async def grades_page(
    request: Request, session: ReadSession, actor: CurrentActor, course: CleanText
) -> Response:
    actor = reading_as(actor, request)
    grades = await own_grades(session, actor, course)
    pages = pages_of(request)
    t = pages.assets.words[actor.language]
    context = {
        "grades": grades,
        "back": f"/kursus/{grades.course.slug}",
        "summary": _summary(grades, t),
        "rows": [_row(item, t, actor.time_zone) for item in grades.items],
    }
    return pages.response("grades", look_of(request), style="quiz", context=context)


def _summary(grades: OwnGrades, t: Dictionary) -> str:
    grade = grades.grade
    if grade.counted == 0:
        return t("grades.nothing_counts")
    if grade.score is None:
        return t("grades.none_yet", n=grade.counted)
    if grade.missing:
        return t("grades.so_far", n=grade.counted - grade.missing, of=grade.counted)
    return t("grades.all_in", n=grade.counted)


def _mark(pass_mark: int | None, t: Dictionary) -> str | None:
    """In words; None where nobody needs to pass."""
    return t.score(pass_mark) if pass_mark is not None and pass_mark > LOWEST_PASS_MARK else None


def _row(item: OwnGradeRead, t: Dictionary, zone: str) -> dict[str, Any]:
    """One activity: its result in words, what it counts, and what staff did to it and why."""
    cell, notes = item.cell, []
    if item.overridden_why is not None and item.overridden_at is not None:
        notes.append(
            own_words(
                t,
                date=t.date(item.overridden_at, zone),
                result=result_words(t, cell.score, passed=cell.state == "passed"),
                why=item.overridden_why,
                otherwise=item.otherwise,
            )
        )
    if item.excused_why is not None:
        notes.append(t("grades.excused", why=item.excused_why.rstrip(".")))
    if cell.exempt is not None:
        counts = t("grades.left_out")
    elif item.share is None:
        counts = t("grades.not_counted")
    else:
        counts = t("grades.share", n=t.score(round(item.share, -1)))
    return {
        "title": item.title,
        "link": item.link,
        "tag": "exempt" if cell.exempt else cell.state,
        "score": None if cell.score is None else t.score(cell.score),
        "mark": _mark(item.pass_mark, t),
        "counts": counts,
        "notes": notes,
    }
