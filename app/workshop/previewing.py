"""An activity of a draft as a learner would meet it; nothing is stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.concurrency import run_in_threadpool

from app.catalogue.amending import KINDS_KEY
from app.catalogue.compiler.compile import CompiledCourse
from app.catalogue.compiler.kinds import ActivityKind
from app.catalogue.document import Activity
from app.catalogue.publications import PublishedCourse
from app.identity.actor import Actor
from app.workshop.drafts import compiled_files, draft_for
from app.workshop.errors import DraftFileNotFound
from app.workshop.sources import course_of
from app.workshop.trying import place_of, tried, with_pictures_of


@dataclass(frozen=True, slots=True)
class DraftPreview:
    """``published`` None while something in the activity is to be mended: ``findings`` of it.

    ``modules``: the module of each activity by its address, for links from one to the other.
    """

    course_slug: str
    published: PublishedCourse | None
    activity: Activity | None
    findings: int
    modules: Mapping[str, str]
    _pictures: Collection[str]

    def with_pictures(self, html: str, draft_id: UUID) -> str:
        """A page with the draft's own pictures, which are served nowhere else yet."""
        return with_pictures_of(html, draft_id, self._pictures)


async def preview_activity(
    session: AsyncSession,
    actor: Actor,
    draft_id: UUID,
    module: str,
    activity: str,
    *,
    now: datetime,
) -> DraftPreview:
    """What is wrong elsewhere in the course is no hindrance; the activity is shown alone then.

    ``published`` holds of other activities their names alone.

    Raises ``DraftNotFound``, ``DraftFileNotFound``.
    """
    draft = await draft_for(session, actor, draft_id)
    done = await compiled_files(session, draft)
    course = course_of(done.files, draft.slug)
    found = course.activity(module, activity)
    place = place_of(draft.slug, found.path) if found else None
    if found is None or place is None or not found.is_there:
        raise DraftFileNotFound
    whole, findings = done.amended.compiled, 0
    if whole is None:
        kinds: Mapping[str, ActivityKind] = session.info[KINDS_KEY]
        one = await run_in_threadpool(tried, done.files, place, found.path, kinds)
        whole, findings = one.course, len(one.findings)
    shown = whole.public.activity_by_slug(activity) if whole else None
    return DraftPreview(
        course_slug=draft.slug,
        published=_as_published(whole, shown, now) if whole and shown else None,
        activity=shown,
        findings=findings,
        modules={a.slug: a.module for a in course.activities()},
        _pictures=frozenset(whole.assets if whole else ()),
    )


def _as_published(course: CompiledCourse, shown: Activity, now: datetime) -> PublishedCourse:
    return PublishedCourse(course.sha256, 0, now, course.public, course.private).alone(shown.id)
