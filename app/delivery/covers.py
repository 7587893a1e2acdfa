"""What the cover of a quiz shows, with a standing or without one. Pure."""

from typing import Any

from markupsafe import Markup

from app.assessment.offline import timing_at
from app.assessment.service import QuizStanding
from app.catalogue.document import Activity
from app.catalogue.publications import PublishedCourse
from app.delivery.activities import activity_link, view_of
from app.delivery.rendering import Look


def cover_context(
    published: PublishedCourse, activity: Activity, look: Look, standing: QuizStanding | None
) -> dict[str, Any]:
    """``standing`` None: a preview."""
    view = view_of(published.public, activity, look.language)
    return {
        "view": view,
        "html": Markup(view.html),  # noqa: S704 - sanitised at publish
        "here": activity_link(view.course_slug, view.slug),
        "rules": activity.body,
        "offline": timing_at(published, activity, look.language),
        "standing": standing,
        "last": standing.attempts[-1] if standing and standing.attempts else None,
    }
