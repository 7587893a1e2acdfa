"""Rules between files; each is a function, all are run, every finding is returned. Pure.

The numbers are those of content/README.md.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from uuid import UUID

from app.catalogue.compiler.assembling import LESSON, CourseParts, strings_in_indonesian
from app.catalogue.compiler.kinds import ActivitySource, Finding, LooksAround, Neighbour
from app.catalogue.compiler.lawnotes import CAVEAT, HAS_CAVEAT
from app.catalogue.compiler.reader import YamlFile
from app.catalogue.compiler.sources import CourseSource, FactSource, RegulationSource
from app.catalogue.compiler.wording import check_text

JP_MINUTES = 45
# A course that takes less than its JP is a gift at the taxpayer's cost; one that takes much more
# is unfair to the learner.
JP_BAND = (0.9, 1.2)
# Words that stand for a page in /kursus/{course}/… and cannot be an activity.
RESERVED_SLUGS = frozenset({"ikuti", "nilai", "ulasan"})


def course_findings(parts: CourseParts) -> Iterator[Finding]:
    """Everything that one assembled course breaks, but for its minutes."""
    if parts.source is None:
        return
    for rule in (_slugs, _repeated, _judged, _translated, _half_titled, _spoken, _among):
        yield from rule(parts, parts.source)


def _slugs(parts: CourseParts, course: CourseSource) -> Iterator[Finding]:
    file = parts.files.course
    if course.slug != parts.files.slug:
        what = f"the slug '{course.slug}' is not the folder's name"
        instead = f"write '{parts.files.slug}' or rename the folder"
        yield Finding(file.file, file.line("slug"), "C021", what, instead)
    seen: dict[str, str] = {}
    for activity in parts.activities():
        slug, where = activity.source.slug, activity.source.file
        if slug in seen:
            what = f"'{slug}' is also the name of {seen[slug]}"
            yield Finding(where, 1, "C021", what, "names are unique within a course; rename one")
        seen.setdefault(slug, where)
        if slug in RESERVED_SLUGS:
            yield Finding(where, 1, "C023", f"'{slug}' is a page of its own", "rename the file")


def _repeated(parts: CourseParts, course: CourseSource) -> Iterator[Finding]:
    lists: list[tuple[YamlFile, str, Iterable[str]]] = [
        (parts.files.course, "modules", course.modules)
    ]
    lists += [(m.yaml, "activities", m.source.activities) for m in parts.modules]
    for file, name, slugs in lists:
        seen: set[str] = set()
        for number, slug in enumerate(slugs):
            if slug in seen:
                what = f"'{slug}' is listed twice"
                yield Finding(file.file, file.line(name, number), "C022", what, "list it once")
            seen.add(slug)


def _judged(parts: CourseParts, course: CourseSource) -> Iterator[Finding]:
    if course.jp == 0:
        return
    for activity in parts.activities():
        mark = activity.source.data.get("pass_mark")
        if (
            activity.head.required
            and activity.kind.completes_by == "outcome"
            and isinstance(mark, int)
            and mark > 0
        ):
            return
    what = "the course gives JP but nothing in it is marked with a pass mark"
    line = parts.files.course.line("jp")
    yield Finding(
        parts.files.course.file, line, "C030", what, "add a required quiz with pass_mark, or jp: 0"
    )


def _translated(parts: CourseParts, course: CourseSource) -> Iterator[Finding]:
    for language in sorted({"id", *course.languages}, reverse=True):
        places: list[tuple[str, int, bool]] = [
            (parts.files.course.file, parts.files.course.line("text"), language in course.text)
        ]
        for module in parts.modules:
            places.append(
                (module.yaml.file, module.yaml.line("text"), language in module.source.text)
            )
            for activity in module.activities:
                source = activity.source
                there = language in activity.text
                if activity.kind.name == LESSON and language != "id":
                    there = language in source.translations
                places.append((source.file, source.line("text"), there))
        for file, line, there in places:
            if not there:
                what = f"the text in '{language}' is missing"
                instead = "write it (a lesson's is <lesson>.en.md), or take it out of languages"
                yield Finding(file, line, "C032", what, instead)


def _half_titled(parts: CourseParts, _course: CourseSource) -> Iterator[Finding]:
    for activity in parts.activities():
        data, source = activity.source.data, activity.source
        named = [name for name in ("title_en", "summary_en") if name in data]
        if len(named) == 1:
            what = f"{named[0]} stands alone"
            instead = "write both title_en and summary_en"
            yield Finding(source.file, source.line(named[0]), "C032", what, instead)


def _spoken(parts: CourseParts, _course: CourseSource) -> Iterator[Finding]:
    files: list[YamlFile | ActivitySource] = [parts.files.course]
    files += [module.yaml for module in parts.modules]
    files += [activity.source for activity in parts.activities()]
    for source in files:
        for path, text in strings_in_indonesian(source.data):
            yield from check_text(text, file=source.file, line=source.line(*path))
    for activity in parts.activities():
        source = activity.source
        for name in ("title", "summary"):  # a lesson's front matter
            value = source.data.get(name)
            if isinstance(value, str):
                yield from check_text(value, file=source.file, line=source.line(name))


def _among(parts: CourseParts, _course: CourseSource) -> Iterator[Finding]:
    course = [
        Neighbour(module.slug, activity.kind.name, activity.source)
        for module in parts.modules
        for activity in module.activities
    ]
    for activity in parts.activities():
        if isinstance(activity.kind, LooksAround):
            yield from activity.kind.lint_among(activity.source, course)


def minutes_findings(parts: CourseParts, minutes: int) -> Iterator[Finding]:
    """The course's minutes against its JP."""
    course = parts.source
    if course is None or course.jp == 0:
        return
    whole = course.jp * JP_MINUTES
    least, most = round(whole * JP_BAND[0]), round(whole * JP_BAND[1])
    if not least <= minutes <= most:
        what = f"{minutes} minutes of activities for {course.jp} JP"
        instead = f"bring it to {least}-{most} minutes (1 JP is {JP_MINUTES}) or change jp"
        file = parts.files.course
        yield Finding(file.file, file.line("jp"), "C031", what, instead)


def identity_findings(courses: Iterable[CourseParts]) -> Iterator[Finding]:
    """Ids are unique among everything a content folder holds, whatever their kind."""
    ids: dict[UUID, str] = {}
    slugs: dict[str, str] = {}
    for parts in courses:
        if parts.source is None:
            continue
        file = parts.files.course
        if parts.source.slug in slugs:
            what = f"the slug is that of {slugs[parts.source.slug]}"
            yield Finding(file.file, file.line("slug"), "C021", what, "choose another")
        slugs.setdefault(parts.source.slug, file.file)
        placed = [(parts.source.id, file.file, file.line("id"))]
        placed += [(m.source.id, m.yaml.file, m.yaml.line("id")) for m in parts.modules]
        placed += [(a.head.id, a.source.file, a.source.line("id")) for a in parts.activities()]
        for value, name, line in placed:
            if value in ids:
                what = f"the id is that of {ids[value]}"
                yield Finding(name, line, "C020", what, "give it a new UUID")
            ids.setdefault(value, name)


def bank_findings(banks: Mapping[str, ActivitySource]) -> Iterator[Finding]:
    """How the banks speak; the quiz kind checks everything else about questions."""
    for bank in banks.values():
        for path, text in strings_in_indonesian(bank.data):
            file, line = bank.place(*path)
            yield from check_text(text, file=file, line=line)


def regulation_findings(
    regulation: RegulationSource, file: YamlFile, number: int
) -> Iterator[Finding]:
    """Dates in order; who revokes is named."""
    line = file.line(number)
    since, until = regulation.valid_from, regulation.revoked_on
    if since and until and until < since:
        what = "revoked_on lies before valid_from"
        yield Finding(file.file, line, "C061", what, "mend the dates")
    if until and not regulation.revoked_by:
        what = "revoked_on is given without revoked_by"
        yield Finding(file.file, line, "C061", what, "name the rule that revoked it")
    yield from check_text(regulation.title, file=file.file, line=file.line(number, "title"))


def fact_findings(
    fact: FactSource, file: YamlFile, number: int, regulations: Container[str]
) -> Iterator[Finding]:
    """Dates in order, doubt in words, a known regulation."""
    line = file.line(number)
    if fact.regulation and fact.regulation not in regulations:
        at = file.line(number, "regulation")
        what = f"no regulation '{fact.regulation}'"
        yield Finding(file.file, at, "C063", what, "add it to regulations/*.yaml or mend the id")
    if fact.valid_from and fact.valid_until and fact.valid_until < fact.valid_from:
        what = "valid_until lies before valid_from"
        yield Finding(file.file, line, "C061", what, "mend the dates")
    if fact.review_on <= fact.reviewed_on:
        what = "review_on does not lie after reviewed_on"
        yield Finding(file.file, line, "C061", what, "name the day to look again")
    if fact.confidence != "T":
        statements = {"id": fact.statement.id, "en": fact.statement.en}
        for language in ("id", "en"):
            words = statements[language]
            if words is not None and not HAS_CAVEAT[language].search(words):
                at = file.line(number, "statement", language)
                what = f"a fact of confidence {fact.confidence} is told as certain"
                yield Finding(file.file, at, "C060", what, f"say '{CAVEAT[language]}' in it")
    yield from check_text(
        fact.statement.id, file=file.file, line=file.line(number, "statement", "id")
    )
