"""The publication document: what a compiled course is, as values.

Two documents make one publication. The public one may be served and downloaded; the private one
(keys, graded questions and their feedback) never leaves the server as it is. Both are hashed into
the publication's id, so a changed key is a new version. Shapes are strict and frozen; JSON in the
database is exactly ``model_dump(mode="json")`` of these.

Languages are BCP 47 tags; "id" is always there, other languages may be missing for a text.
"""

from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Language = Literal["id", "en"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CourseText(_Frozen):
    title: str
    summary: str
    why: str  # sanitised HTML: "Mengapa kursus ini?"
    audience: str  # for whom, in words
    outcomes: tuple[str, ...]


class ModuleText(_Frozen):
    title: str
    summary: str


class ActivityText(_Frozen):
    title: str
    summary: str


class Fragment(_Frozen):
    """Compiled, sanitised HTML of an activity in one language."""

    html: str
    sha256: str  # of the html, utf-8
    words: int


class LegalFact(_Frozen):
    """A statement of law that a lesson cites; listed by ``lentera content facts``."""

    id: str
    activity_id: UUID
    statement: str
    source: str
    valid_from: str | None  # ISO date
    valid_until: str | None
    revoked: bool
    reviewed_on: str
    review_on: str
    confidence: Literal["T", "S", "R"]


class AssetRef(_Frozen):
    sha256: str
    media_type: str
    bytes: int


class Activity(_Frozen):
    """One thing to do in a module. ``body`` belongs to the kind; see its module for the shape."""

    id: UUID
    slug: str
    kind: str  # "lesson", "quiz", …
    module_id: UUID
    minutes: int
    required: bool
    # "done": the learner marks it done; "outcome": the activity reports passed / not yet passed.
    completes_by: Literal["done", "outcome"]
    text: dict[Language, ActivityText]
    fragments: dict[Language, Fragment]
    body: dict[str, Any]


class Module(_Frozen):
    id: UUID
    slug: str
    text: dict[Language, ModuleText]
    activities: tuple[Activity, ...]


class PublicDocument(_Frozen):
    format: Literal[1]
    course_id: UUID
    slug: str
    topic: str
    competencies: tuple[str, ...]
    organiser: str
    jp: int
    minutes: int
    text: dict[Language, CourseText]
    modules: tuple[Module, ...]
    facts: tuple[LegalFact, ...]
    assets: tuple[AssetRef, ...]
    sources: tuple[str, ...]

    def activity(self, activity_id: UUID) -> Activity | None:
        return next((a for a in self.activities() if a.id == activity_id), None)

    def activity_by_slug(self, slug: str) -> Activity | None:
        return next((a for a in self.activities() if a.slug == slug), None)

    def languages(self) -> tuple[Language, ...]:
        """Languages in which the course and every text to read is there, sorted."""
        texts = [set(a.fragments) for a in self.activities() if a.fragments]
        return tuple(sorted(set(self.text).intersection(*texts)))

    def activities(self) -> tuple[Activity, ...]:
        """All activities in the order a learner meets them."""
        return tuple(a for m in self.modules for a in m.activities)


class PrivateDocument(_Frozen):
    """Private part of each activity that has one, by activity id."""

    format: Literal[1]
    activities: dict[UUID, dict[str, Any]]
