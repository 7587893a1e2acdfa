"""Sources → publication documents, deterministic; the sha256 of both is the publication's id.

A course is compiled only if nothing is wrong with it; the others do not suffer for it. Folders
later in the list win: a course or a fact by its id, a question bank by its name.
"""

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from app.catalogue.compiler.assembling import ActivityParts, CourseParts, assemble
from app.catalogue.compiler.canonical import canonical
from app.catalogue.compiler.figures import AssetFile, narrower_names
from app.catalogue.compiler.kinds import ActivityKind, ActivitySource, CompiledActivity, Finding
from app.catalogue.compiler.law import Law, legal_fact, read_law
from app.catalogue.compiler.markdown import MarkdownText
from app.catalogue.compiler.mentions import mentions_of
from app.catalogue.compiler.reader import BankFiles, Tree, banks_of, read
from app.catalogue.compiler.rules import (
    bank_findings,
    course_findings,
    identity_findings,
    minutes_findings,
)
from app.catalogue.compiler.sources import CourseSource, FactSource, RegulationSource
from app.catalogue.compiler.sourcing import questions_named, register_of, sources_of
from app.catalogue.document import (
    Activity,
    ActivityText,
    AssetRef,
    CourseText,
    Fragment,
    LegalFact,
    Module,
    ModuleText,
    PrivateDocument,
    PublicDocument,
)
from app.catalogue.statuses import CourseStatus


@dataclass(frozen=True, slots=True)
class CompiledCourse:
    """A course ready to publish; ``assets`` is by sha256: media type and content.

    ``sources``: the files it was made of, by path in a content folder of its own (``sourcing``).
    """

    course_id: UUID
    slug: str
    status: CourseStatus
    public: PublicDocument
    private: PrivateDocument
    assets: Mapping[str, tuple[str, bytes]]
    sha256: str
    sources: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revoked:
    """A regulation that was revoked: the facts taken from it, and what names it in passing.

    ``mentions``: (file, line) of the texts of lessons, activities and questions.
    """

    regulation: RegulationSource
    facts: tuple[str, ...]
    mentions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CitedFact:
    """A legal fact and where it is cited, as "course/activity"."""

    fact: FactSource
    file: str
    line: int
    cited_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourseStats:
    """``questions``: those its quizzes can ask; ``practice``: activities beyond lesson and quiz."""

    slug: str
    jp: int
    minutes: int
    words: int
    modules: int
    lessons: int
    questions: int
    practice: int
    scenarios: int
    sources: int
    review_on: str | None  # the earliest of its facts, ISO


@dataclass(frozen=True, slots=True)
class CompileReport:
    """``stats`` are of the compiled courses, in the order of ``courses``; ``banks`` by name."""

    courses: list[CompiledCourse]
    findings: list[Finding]
    facts: list[CitedFact]
    stats: list[CourseStats]
    revoked: list[Revoked]
    banks: Mapping[str, BankFiles] = field(default_factory=dict)
    minutes: dict[UUID, int] = field(default_factory=dict)  # of each activity without findings


@dataclass(slots=True)
class Gathered:
    """Everything in some content folders, before any activity is compiled."""

    courses: list[CourseParts]
    facts: Law
    banks: dict[str, ActivitySource]
    shared: dict[str, AssetFile]
    findings: list[Finding]
    trees: list[Tree]


def gather(
    folders: Sequence[Path],
    kinds: Mapping[str, ActivityKind],
    *,
    checked: Container[str] = (),
) -> Gathered:
    """Reads the folders and lets later ones win; never raises for what is in them.

    ``checked``: banks whose wording was found good before and has not changed.
    """
    trees = [read(folder) for folder in folders]
    findings = [finding for tree in trees for finding in tree.findings]
    facts = read_law(trees, findings)
    banks: dict[str, ActivitySource] = {}
    bank_assets: dict[str, dict[str, AssetFile]] = {}
    for tree in trees:
        for name, files in tree.banks.items():
            banks[name] = files.bank
            bank_assets[name] = {asset.file: asset for asset in files.assets.values()}
    findings += bank_findings({n: bank for n, bank in banks.items() if n not in checked})
    courses: list[CourseParts] = []
    for tree in trees:
        assembled = [assemble(files, kinds, banks) for files in tree.courses]
        ids = {parts.source.id for parts in assembled if parts.source}
        courses = [c for c in courses if c.source is None or c.source.id not in ids] + assembled
    findings += identity_findings(courses)
    shared_assets = {n: asset for group in bank_assets.values() for n, asset in group.items()}
    return Gathered(courses, facts, banks, shared_assets, findings, trees)


def compile_all(folders: Sequence[Path], kinds: Mapping[str, ActivityKind]) -> CompileReport:
    """Everything in the folders; never raises for what is in them."""
    gathered = gather(folders, kinds)
    facts, courses, banks = gathered.facts, gathered.courses, gathered.banks
    report = CompileReport([], gathered.findings, [], [], [], banks_of(gathered.trees))
    for parts in courses:
        compile_course(parts, gathered, report)
    register = register_of(facts)
    made_of = {parts.source.id: parts for parts in courses if parts.source}
    report.courses[:] = [
        replace(c, sources=sources_of(made_of[c.course_id], gathered.trees, register))
        for c in report.courses
    ]
    gathered.findings[:] = sorted(set(gathered.findings))
    report.facts.extend(
        CitedFact(fact, *facts.places[name], tuple(facts.cited_in.get(name, ())))
        for name, fact in sorted(facts.known.items())
    )
    report.revoked.extend(
        Revoked(
            regulation,
            tuple(sorted(n for n, fact in facts.known.items() if fact.regulation == name)),
            mentions_of(regulation, courses, banks),
        )
        for name, regulation in sorted(facts.regulations.items())
        if regulation.revoked_by
    )
    return report


@dataclass(frozen=True, slots=True)
class Kept:
    """An activity as it was compiled before, with its facts and pictures."""

    compiled: CompiledActivity
    facts: tuple[LegalFact, ...]
    assets: Mapping[str, tuple[str, bytes]]
    media: Mapping[str, AssetRef] = field(default_factory=dict)


@dataclass(slots=True)
class _Built:
    """Activities of one course as they are compiled."""

    compiled: dict[UUID, CompiledActivity] = field(default_factory=dict)
    assets: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    media: dict[str, AssetRef] = field(default_factory=dict)  # kept by hash elsewhere
    facts: list[LegalFact] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def keep(self, activity_id: UUID, kept: Kept) -> None:
        self.compiled[activity_id] = kept.compiled
        self.facts += kept.facts
        self.assets |= kept.assets
        self.media |= kept.media

    def take(self, text: MarkdownText) -> None:
        """What a text shows."""
        self.assets |= text.files
        self.media |= text.media

    def shown(self) -> tuple[AssetRef, ...]:
        """Everything that is shown, by hash."""
        refs = {
            digest: AssetRef(sha256=digest, media_type=media_type, bytes=len(content))
            for digest, (media_type, content) in self.assets.items()
        }
        return tuple(ref for _, ref in sorted({**self.media, **refs}.items()))


def compile_course(
    parts: CourseParts,
    gathered: Gathered,
    report: CompileReport,
    kept: Mapping[UUID, Kept] | None = None,
) -> None:
    """Add the course, or what is wrong with it, to the report.

    What is ``kept`` is taken as compiled before, unseen; then files no text shows are not sought.
    """
    facts, kept = gathered.facts, kept or {}
    own = [*parts.findings, *course_findings(parts)]
    course = parts.source
    if course is None:
        report.findings.extend(own)
        return
    assets = {**gathered.shared, **parts.assets()}
    built = _Built()
    about = MarkdownText(facts.known, assets)
    text = {
        language: CourseText(
            title=words.title,
            summary=words.summary,
            why=about.block(
                words.why,
                file=parts.files.course.file,
                line=parts.files.course.line("text", language, "why"),
            ),
            audience=words.audience,
            outcomes=tuple(words.outcomes),
        )
        for language, words in course.text.items()
    }
    own += about.findings
    built.used |= about.used
    built.take(about)
    for activity in parts.activities():
        if activity.head.id in kept:
            built.keep(activity.head.id, kept[activity.head.id])
        else:
            own += _compile_activity(activity, facts, assets, course.slug, built)
    unused = set() if kept else set(parts.assets()) - built.used
    # A picture and its narrower copies are one thing to whoever wrote the course.
    copies = {copy for name in unused for copy in narrower_names(name)}
    for name in sorted(unused - copies):
        own.append(Finding(name, 1, "C008", "no text shows this file", "show it or remove it"))
    minutes = sum(compiled.minutes for compiled in built.compiled.values())
    report.minutes.update({name: one.minutes for name, one in built.compiled.items()})
    if len(built.compiled) == len(parts.activities()):
        own += minutes_findings(parts, minutes)
    report.findings.extend(own)
    report.stats.append(_stats(parts, course, built, minutes))
    if own:
        return
    public = PublicDocument(
        format=1,
        course_id=course.id,
        slug=course.slug,
        topic=course.topic,
        competencies=tuple(course.competencies),
        organiser=course.organiser,
        jp=course.jp,
        minutes=minutes,
        text=text,
        modules=tuple(
            Module(
                id=module.source.id,
                slug=module.slug,
                text={
                    language: ModuleText(title=words.title, summary=words.summary)
                    for language, words in module.source.text.items()
                },
                activities=tuple(
                    _activity(activity, module.source.id, built) for activity in module.activities
                ),
            )
            for module in parts.modules
        ),
        facts=tuple(built.facts),
        assets=built.shown(),
        sources=tuple(course.sources),
    )
    private = PrivateDocument(
        format=1,
        activities={
            activity_id: dict(compiled.private)
            for activity_id, compiled in built.compiled.items()
            if compiled.private is not None
        },
    )
    report.courses.append(
        CompiledCourse(
            course.id,
            course.slug,
            course.status,
            public,
            private,
            dict(sorted(built.assets.items())),
            publication_id(public, private),
        )
    )


def _compile_activity(
    activity: ActivityParts,
    facts: Law,
    assets: Mapping[str, AssetFile],
    course_slug: str,
    built: _Built,
) -> list[Finding]:
    text = MarkdownText(facts.known, assets)
    findings = [*activity.kind.lint(activity.source, text)]
    for name in text.cited:
        facts.cited_in.setdefault(name, {})[f"{course_slug}/{activity.source.slug}"] = None
    findings += text.findings
    built.used |= text.used
    if findings:
        return findings
    text = MarkdownText(facts.known, assets)
    built.compiled[activity.head.id] = activity.kind.compile(activity.source, text)
    built.take(text)
    built.used |= text.used
    for name in text.cited:
        facts.cited_in.setdefault(name, {})[f"{course_slug}/{activity.source.slug}"] = None
        built.facts.append(legal_fact(facts.known[name], activity.head.id))
    return text.findings


def _activity(activity: ActivityParts, module_id: UUID, built: _Built) -> Activity:
    compiled = built.compiled[activity.head.id]
    return Activity(
        id=activity.head.id,
        slug=activity.source.slug,
        kind=activity.kind.name,
        module_id=module_id,
        minutes=compiled.minutes,
        required=activity.head.required,
        completes_by=activity.kind.completes_by,
        text={
            language: ActivityText(title=words.title, summary=words.summary)
            for language, words in activity.text.items()
        },
        fragments={
            language: Fragment(
                html=html,
                sha256=hashlib.sha256(html.encode()).hexdigest(),
                words=compiled.words.get(language, 0),
            )
            for language, html in compiled.html.items()
        },
        body=dict(compiled.body),
    )


def publication_id(public: PublicDocument, private: PrivateDocument) -> str:
    """sha256 (hex) of both documents as RFC 8785 canonical JSON."""
    both = {"public": public.model_dump(mode="json"), "private": private.model_dump(mode="json")}
    return hashlib.sha256(canonical(both)).hexdigest()


def _stats(parts: CourseParts, course: CourseSource, built: _Built, minutes: int) -> CourseStats:
    activities = parts.activities()
    kinds = [activity.kind.name for activity in activities]
    return CourseStats(
        slug=course.slug,
        jp=course.jp,
        minutes=minutes,
        words=sum(c.words.get("id", 0) for c in built.compiled.values()),
        modules=len(parts.modules),
        lessons=kinds.count("lesson"),
        questions=len({name for activity in activities for name in questions_named(activity)}),
        practice=sum(kind not in ("lesson", "quiz") for kind in kinds),
        scenarios=kinds.count("scenario"),
        sources=len(course.sources),
        review_on=min((fact.review_on for fact in built.facts), default=None),
    )
