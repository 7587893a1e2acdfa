"""What the cover of a quiz shows, with a standing or without one. Pure."""

from typing import Any

from markupsafe import Markup

from app.assessment.offline import timing_at
from app.assessment.quiz import Quiz
from app.assessment.service import QuizStanding, WindowState
from app.catalogue.document import Activity
from app.catalogue.publications import PublishedCourse
from app.delivery.activities import activity_link, view_of
from app.delivery.rendering import Look
from app.delivery.words import Dictionary


def cover_context(
    published: PublishedCourse, activity: Activity, look: Look, standing: QuizStanding | None
) -> dict[str, Any]:
    """``standing`` None: a preview."""
    view = view_of(published.public, activity, look.language)
    quiz = Quiz.of(activity.body, published.private.activities[activity.id])
    rules = quiz.rules
    return {
        "view": view,
        "html": Markup(view.html),  # noqa: S704 - sanitised at publish
        "here": activity_link(view.course_slug, view.slug),
        "rules": rules,
        "required": activity.required,
        "survey": quiz.is_survey,
        "only_shows": rules.only_shows,
        "review": rules.shown.explanations,
        "offline": standing.timing if standing else timing_at(published, activity, look.language),
        "standing": standing,
        "last": standing.attempts[-1] if standing and standing.attempts else None,
    }


def window_words(window: WindowState, t: Dictionary, zone: str) -> dict[str, str]:
    """When the quiz is open, in words of the reader's zone."""
    opens, closes = (
        f"{t.date(at, zone)}, {t.time(at, zone)}" if at else ""
        for at in (window.opens_at, window.closes_at)
    )
    key = "between" if opens and closes else "from" if opens else "until"
    return {
        "opens": opens,
        "closes": closes,
        "window": t(f"quiz.window_{key}", opens=opens, closes=closes),
    }
