"""The activity that a request is about, and by which right its person may open it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import Depends, Request

from app.catalogue.document import Activity
from app.catalogue.publications import Publications, PublishedCourse
from app.identity.actor import Actor
from app.identity.deps import CurrentActor
from app.kit.problems import Invalid, NotFound
from app.kit.text import CleanText
from app.learning.entitlements import Entitlement, Entitlements
from app.learning.errors import NotEnrolled


class ActivityNotFound(NotFound):
    title = "Activity not found"


class ReflectionNotKept(Invalid):
    title = "Reflection was not kept"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Materi sudah ditandai selesai, tetapi satu renungan Anda tidak dapat disimpan. "
        "Kembali ke halaman sebelumnya: teksnya masih ada. Ringkas, lalu kirim lagi.",
        "en": "The lesson is marked as done, but one of your reflections could not be kept. "
        "Go back one page: its text is still there. Shorten it and send it again.",
    }


@dataclass(frozen=True, slots=True)
class Opened:
    """An activity that the actor may read, and by which right."""

    actor: Actor
    entitlement: Entitlement
    published: PublishedCourse
    activity: Activity

    @property
    def enrolment_id(self) -> UUID:
        """Raises ``NotEnrolled`` for a preview."""
        if self.entitlement.enrolment_id is None:
            raise NotEnrolled
        return self.entitlement.enrolment_id

    def about(self) -> dict[str, str]:
        """What every command about this activity names. Raises ``NotEnrolled`` for a preview."""
        return {"enrolment": str(self.enrolment_id), "activity": str(self.activity.id)}


async def _opened(
    request: Request, actor: CurrentActor, course: CleanText, activity: CleanText
) -> Opened:
    # No session: a form's commands need connections of their own, and none must be held meanwhile.
    entitlements: Entitlements = request.app.state.entitlements
    entitlement = await entitlements.resolve(actor, course)
    publications: Publications = request.app.state.publications
    published = await publications.get(entitlement.publication_id)
    found = published.public.activity_by_slug(activity)
    if found is None:
        raise ActivityNotFound
    return Opened(actor, entitlement, published, found)


TheActivity = Annotated[Opened, Depends(_opened)]
