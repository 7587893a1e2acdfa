"""What the rules say of a draft, what publishing it would change, and publishing it.

Both compile the draft as the next version would be, outside of any writing transaction: what is
published is exactly what was checked and previewed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.blueprint import cell_of, questions_in
from app.catalogue import amending, publishing
from app.catalogue import service as catalogue
from app.catalogue.compiler.amending import Amended, with_changes
from app.catalogue.compiler.kinds import ActivitySource
from app.identity.actor import Actor
from app.kit.database import Database
from app.studio import banking, queries
from app.studio.desk import (
    BankChange,
    Difference,
    bank_changes,
    banks_named,
    differences,
    drawn,
    file_of,
    placed,
    read_source,
)
from app.studio.drafting import Place, is_outdated, place_of
from app.studio.errors import (
    DraftMissing,
    DraftOutdated,
    DraftUnfinished,
    NothingChanged,
    QuizDraftChanged,
)
from app.studio.schemas import (
    BankChangeRead,
    BankFacets,
    BlueprintCell,
    DifferenceRead,
    DraftCheck,
    DraftFinding,
    DraftPublish,
    DraftPublished,
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A draft (or, with revision 0, what is published) compiled on the banks as they are now."""

    place: Place
    source: Mapping[str, Any]
    revision: int
    outdated: bool
    amended: Amended
    files: Mapping[str, bytes]
    banks: Mapping[str, ActivitySource]
    bank_changes: tuple[BankChange, ...]
    differences: tuple[Difference, ...]

    def findings(self) -> list[DraftFinding]:
        return [
            DraftFinding(
                field=one.field,
                question=one.question,
                code=one.code,
                what=one.what,
                instead=one.instead,
            )
            for one in placed(self.amended.findings, self.files, self.place.path)
        ]


async def tried(session: AsyncSession, actor: Actor, slug: str, quiz: str) -> Tried:
    """Compile the draft as the next version would be. Raises what ``place_of`` raises."""
    place = await place_of(session, actor, slug, quiz)
    sources = await catalogue.sources_of(session, place.published.id)
    draft = await queries.draft(session, place.course.id, place.activity.id)
    published = read_source(sources[place.path])
    source: Mapping[str, Any] = draft.source if draft else published
    now = await banking.banks_for(session, actor, banks_named(source), sources)
    changes, told = bank_changes(sources, now, await banking.pictures_of(session, list(now)))
    if source != published:
        changes[place.path] = file_of(source)
    return Tried(
        place=place,
        source=source,
        revision=draft.revision if draft else 0,
        outdated=draft is not None and await is_outdated(session, place, draft),
        amended=await amending.amended(session, place.published, sources, changes),
        files=with_changes(sources, changes),
        banks=now,
        bank_changes=tuple(told),
        differences=tuple(differences(published, source)),
    )


async def check(session: AsyncSession, actor: Actor, slug: str, quiz: str) -> DraftCheck:
    """Findings at their fields, what the draws find, and what publishing would change."""
    one = await tried(session, actor, slug, quiz)
    plan = drawn(one.source, one.banks)
    public = one.place.published.public
    return DraftCheck(
        revision=one.revision,
        findings=one.findings(),
        asked=plan.asked,
        found=list(plan.found),
        cells=[
            BlueprintCell(competency=competency, difficulty=difficulty, count=count)
            for competency, difficulty, count in plan.cells
        ],
        undecided=plan.undecided,
        facets=[_facets(slug, bank) for slug, bank in one.banks.items()],
        differences=[
            DifferenceRead(field=d.field, before=d.before, after=d.after) for d in one.differences
        ],
        bank_changes=[
            BankChangeRead(bank=c.bank, added=c.added, changed=c.changed, removed=c.removed)
            for c in one.bank_changes
        ],
        also=[
            a.text["id"].title
            for a in public.activities()
            if a.id in one.amended.anew and a.id != one.place.activity.id
        ],
    )


def _facets(slug: str, bank: ActivitySource) -> BankFacets:
    questions = list(questions_in(bank).values())
    tags = {tag for q in questions for tag in q.get("tags") or () if isinstance(tag, str)}
    return BankFacets(
        slug=slug,
        questions=len(questions),
        competencies=sorted({cell_of(question)[0] for question in questions} - {""}),
        tags=sorted(tags),
    )


async def publish(
    database: Database,
    actor: Actor,
    slug: str,
    quiz: str,
    wish: DraftPublish,
    *,
    now: datetime,
) -> DraftPublished:
    """Make the draft the course's next version and take it off the desk.

    Raises ``DraftMissing``, ``QuizDraftChanged`` (not the revision that was looked at),
    ``DraftOutdated``, ``DraftUnfinished``, ``NothingChanged``, ``PublishedMeanwhile``.
    """
    async with database.reading() as session:
        one = await tried(session, actor, slug, quiz)
    if one.revision == 0:
        raise DraftMissing
    if one.revision != wish.revision:
        raise QuizDraftChanged
    if one.outdated:
        raise DraftOutdated
    if one.amended.compiled is None:
        raise DraftUnfinished(findings=[f.model_dump() for f in one.findings()])
    if one.amended.compiled.sha256 == one.place.published.id:
        raise NothingChanged
    place = one.place
    async with database.transaction() as session:
        if not await queries.drop_draft(
            session, place.course.id, place.activity.id, revision=wish.revision
        ):
            raise QuizDraftChanged
        result = await publishing.publish_edited(
            session,
            one.amended.compiled,
            based_on=place.published.id,
            by=actor.person_id,
            note=wish.note,
            now=now,
        )
        learners = await queries.learners_of(session, [place.course.id])
    active = learners.get(place.course.id, queries.Learners()).active
    return DraftPublished(version=result.version, learners=active)
