"""Files and pasted texts of questions into a bank.

The file is read in a process of its own, outside any transaction; what came out goes into the bank
in one. Read a second time to apply it: so nothing of a stranger's file is kept between the two.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from app.banks import service as banks
from app.banks.errors import PictureRefused
from app.banks.service import Added, QuestionFinding, words_of
from app.catalogue.compiler.figures import AssetFile
from app.catalogue.document import Language
from app.identity.actor import Actor
from app.identity.service import person_card
from app.interop.apart import worked
from app.interop.errors import FileUnreadable
from app.interop.questions.pictures import described_in
from app.interop.schemas import ImportedQuestion, ImportRead, ImportStatus
from app.kit.database import Database

ImportFormat = Literal["gift", "aiken", "moodle", "xlsx", "yaml", "table"]
IMPORTS_PATH = "/api/v1/teaching/banks/{bank}/imports"
MAX_FILE_BYTES = 20 * 1024 * 1024
# With the fields around it, so that what is a little too large is told so in words.
MAX_IMPORT_BODY = MAX_FILE_BYTES + 1024 * 1024
REVIEW_DAYS = 365

# Advice on wording: a question of strangers comes in with it, and is mended where it is.
_WORDING = frozenset({"C070", "C071"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be read and how; ``format`` None: by name and content.

    ``author``, ``competency`` and ``review_on`` are for questions that say none. ``leave_out``:
    indexes as the dry run gave them.
    """

    name: str
    content: bytes
    format: ImportFormat | None = None
    language: Language = "id"
    author: str = ""
    competency: str = ""
    review_on: date | None = None
    leave_out: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """The worker's answer: questions with their findings, what it refused, and its pictures."""

    answer: Mapping[str, Any]
    pictures: Mapping[str, bytes]

    @property
    def sources(self) -> list[dict[str, Any]]:
        return [dict(one["source"]) for one in self.answer["questions"]]

    @property
    def findings(self) -> list[list[QuestionFinding]]:
        return [
            [QuestionFinding(tuple(path), *rest) for path, *rest in one["findings"]]
            for one in self.answer["questions"]
        ]


class _UndoneError(Exception):
    """Ends the transaction of a dry run, which did everything, without keeping any of it."""

    def __init__(self, outcome: ImportRead) -> None:
        super().__init__()
        self.outcome = outcome


async def import_questions(
    database: Database,
    actor: Actor,
    bank: str,
    wanted: Wanted,
    *,
    dry_run: bool,
    take: bool,
    now: datetime,
) -> ImportRead:
    """Every question of the file, and whether it came in; all that was taken came in together.

    A dry run is the very act, undone. Raises ``FileUnreadable``, ``FileTooHard`` and what the
    bank's door raises.
    """
    async with database.reading() as session:
        await banks.bank_to_read(session, actor, bank)
        figures = await banks.bank_figures(session, [bank]) if _may_be_bank(wanted) else {}
        author = wanted.author.strip() or (await person_card(session, actor.person_id)).name
    read = await _read(bank, replace(wanted, author=author), figures, actor.language, now)
    outcome = _Outcome(read, wanted.leave_out, actor.language)
    try:
        async with database.transaction() as session:
            await outcome.take_in(session, actor, bank, take=take, now=now)
            told = outcome.told(dry_run=dry_run)
            if dry_run:
                raise _UndoneError(told)
    except _UndoneError as undone:
        return undone.outcome
    return told


def _may_be_bank(wanted: Wanted) -> bool:
    """Whether the file may be a bank's own, whose figures are those of a bank."""
    return wanted.format == "yaml" or PurePosixPath(wanted.name).suffix in (".yaml", ".yml")


async def _read(
    bank: str, wanted: Wanted, figures: Mapping[str, AssetFile], language: str, now: datetime
) -> _Read:
    review_on = wanted.review_on or now.date() + timedelta(days=REVIEW_DAYS)
    header = {
        "task": "read",
        "bank": bank,
        "format": "moodle-xml" if wanted.format == "moodle" else wanted.format or "",
        "suffix": PurePosixPath(wanted.name).suffix[:10],
        "language": wanted.language,
        "author": wanted.author,
        "competency": wanted.competency.strip(),
        "review_on": review_on.isoformat(),
        "figures": [PurePosixPath(name).name for name in figures],
    }
    answer, blobs = await worked(header, [wanted.content, *(f.content for f in figures.values())])
    if "unreadable" in answer:
        line, indonesian, english = answer["unreadable"]
        raise FileUnreadable(line, {"id": indonesian, "en": english}, language)
    return _Read(answer, dict(zip(answer["pictures"], blobs, strict=True)))


class _Outcome:
    """What becomes of the questions that were read."""

    def __init__(self, read: _Read, leave_out: Collection[int], language: str) -> None:
        self._read = read
        self._language = language
        self._sources, findings = read.sources, read.findings
        left_out = frozenset(leave_out)
        self._chosen = [n for n in range(len(self._sources)) if n not in left_out]
        self._faults = [
            [words_of(one, language) for one in found if one.code not in _WORDING]
            for found in findings
        ]
        self._advice = [
            [words_of(one, language) for one in found if one.code in _WORDING] for found in findings
        ]
        # By line and name; those of the whole file under an empty name.
        self._notes: dict[tuple[int, str], list[str]] = {}
        for line, name, *words in read.answer["notes"]:
            self._notes.setdefault((line, name), []).append(self._said(words))
        self._added: dict[int, Added] = {}
        self._pictures = 0

    async def take_in(
        self, session: AsyncSession, actor: Actor, bank: str, *, take: bool, now: datetime
    ) -> None:
        """Pictures first, then the questions that have no faults."""
        files: dict[str, str] = {}
        for name, content in self._read.pictures.items():
            showing = [n for n in self._chosen if not self._faults[n] and self._shows(n, name)]
            if not showing:
                continue
            alt, licence = described_in(texts_of(self._sources[showing[0]]), name)
            try:
                kept = await banks.keep_picture(
                    *(session, actor, bank),
                    name=name,
                    content=content,
                    alt=alt,
                    licence=licence,
                    take=take,
                    now=now,
                )
            except PictureRefused as refused:
                why = refused.document(language=self._language)["detail"]
                for n in showing:
                    self._faults[n].append(f"{name}: {why}")
                continue
            files[f"assets/{name}"] = kept.file
            self._pictures += 1
        fit = [n for n in self._chosen if not self._faults[n]]
        added = await banks.add_questions(
            *(
                session,
                actor,
                bank,
                [renamed(self._sources[n], files) if files else self._sources[n] for n in fit],
            ),
            note="",
            take=take,
            now=now,
            findings=[[] for _ in fit],
        )
        self._added = dict(zip(fit, added, strict=True))

    def _shows(self, index: int, picture: str) -> bool:
        return any(f'src="assets/{picture}"' in text for text in texts_of(self._sources[index]))

    def told(self, *, dry_run: bool) -> ImportRead:
        questions = sorted(
            [*(self._one(n) for n in self._chosen), *self._refused()], key=lambda one: one.line
        )
        count = Counter(one.status for one in questions)
        return ImportRead(
            dry_run=dry_run,
            format=self._read.answer["format"],
            taken=count["taken"],
            duplicates=count["duplicate"],
            refused=count["refused"],
            left_out=len(self._sources) - len(self._chosen),
            pictures=self._pictures,
            questions=questions,
            notes=[words[0] for (line, name), words in self._notes.items() if not name],
        )

    def _one(self, index: int) -> ImportedQuestion:
        entry = self._read.answer["questions"][index]
        source, added = self._sources[index], self._added.get(index)
        status: ImportStatus = "refused"
        if added is not None and added.status != "refused":
            status = "taken" if added.status == "added" else "duplicate"
        return ImportedQuestion(
            index=index,
            line=entry["line"],
            name=entry["name"],
            kind=str(source.get("kind", ""))[:40],
            stem=entry["stem"],
            status=status,
            id=(added.id or added.same_as) if added else None,
            why=self._faults[index],
            notes=[*self._notes.get((entry["line"], entry["name"]), []), *self._advice[index]],
        )

    def _refused(self) -> list[ImportedQuestion]:
        return [
            ImportedQuestion(
                index=None,
                line=line,
                name=name,
                kind="",
                stem="",
                status="refused",
                id=None,
                why=[self._said(words)],
                notes=[],
            )
            for line, name, *words in self._read.answer["refused"]
        ]

    def _said(self, words: Sequence[str]) -> str:
        return words[1] if self._language == "en" else words[0]


def texts_of(value: object) -> Iterator[str]:
    """Every text in a source, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def renamed(value: Any, files: Mapping[str, str]) -> Any:
    """A source whose figures name the files that the bank keeps."""
    if isinstance(value, str):
        for old, new in files.items():
            value = value.replace(f'src="{old}"', f'src="{new}"')
        return value
    if isinstance(value, Mapping):
        return {key: renamed(inner, files) for key, inner in value.items()}
    return [renamed(inner, files) for inner in value] if isinstance(value, list) else value
