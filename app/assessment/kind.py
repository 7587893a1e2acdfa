"""The quiz as the compiler sees it: ``<quiz>.yaml`` and question banks → rules, intro, secrets.

Public: the rules (``quiz.QuizRules``) and the intro of the cover. Private: the questions with their
keys (``quiz.QuizSecrets``). Every question of a bank that a quiz names is checked, asked or not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from app.assessment.questions.base import Markdown, QuestionSource, SourceShape
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quiz import (
    Explanations,
    Pool,
    QuizRules,
    QuizSecrets,
    Shuffle,
    usual_offline_policy,
)
from app.assessment.timing import OfflinePolicy
from app.catalogue.compiler.htmlcleaning import word_count
from app.catalogue.compiler.kinds import ActivitySource, CompiledActivity, Finding, RichText
from app.catalogue.compiler.shapes import shaped
from app.catalogue.document import Language

MINUTES_PER_QUESTION = 1
PERCENT = 100  # basis points in one percent
MAX_QUESTIONS = 100

_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
Reference = Annotated[str, StringConstraints(pattern=rf"^{_SLUG}\.{_SLUG}$", max_length=161)]
BankSlug = Annotated[str, StringConstraints(pattern=rf"^{_SLUG}$", max_length=80)]


class QuizText(SourceShape):
    """``title`` and ``summary`` are every activity's and checked as such."""

    title: str = ""
    summary: str = ""
    intro: Markdown | None = None


class ShuffleSource(SourceShape):
    questions: bool = True
    options: bool = True


class DrawSource(SourceShape):
    bank: BankSlug
    count: Annotated[int, Field(ge=1, le=MAX_QUESTIONS)]


class QuizSource(SourceShape):
    """``pass_mark`` in percent; ``chances: null`` is unlimited; ``time_limit`` in minutes.

    ``reach_within``: hours after the end in which the answers must be here, for the policy of that
    name. Without ``offline`` the usual policy holds (``quiz.usual_offline_policy``).
    """

    id: str = ""
    kind: Literal["quiz"]
    required: bool = True
    text: dict[Language, QuizText]
    pass_mark: Annotated[int, Field(ge=1, le=100)]
    chances: Annotated[int, Field(ge=1, le=50)] | None
    shuffle: ShuffleSource = ShuffleSource()
    explanations: Explanations = "after_close"
    questions: Annotated[list[Reference], Field(min_length=1, max_length=MAX_QUESTIONS)] | None = (
        None
    )
    draw: Annotated[list[DrawSource], Field(min_length=1, max_length=20)] | None = None
    time_limit: Annotated[int, Field(ge=1, le=600)] | None = None
    offline: OfflinePolicy | None = None
    reach_within: Annotated[int, Field(ge=1, le=720)] | None = None
    feedback_offline: bool = False

    @property
    def asked(self) -> int:
        """How many questions an attempt has."""
        return sum(d.count for d in self.draw) if self.draw else len(self.questions or ())


@dataclass(frozen=True, slots=True)
class _Rendering:
    """Renders texts of one question, telling ``text`` where each stands."""

    text: RichText
    bank: ActivitySource
    place: int

    def block(self, markdown: str, *path: str | int) -> str:
        file, line = self.bank.place("questions", self.place, *path)
        return self.text.block(markdown, file=file, line=line)

    def inline(self, markdown: str, *path: str | int) -> str:
        file, line = self.bank.place("questions", self.place, *path)
        return self.text.inline(markdown, file=file, line=line)


class QuizKind:
    """See ``catalogue.compiler.kinds.ActivityKind``."""

    name = "quiz"
    completes_by: Literal["done", "outcome"] = "outcome"

    def lint(self, source: ActivitySource, text: RichText) -> Sequence[Finding]:
        quiz, findings = shaped(QuizSource, source.data, source)
        if quiz is None:
            return findings
        findings.extend(_reference_findings(quiz, source))
        findings.extend(_timing_findings(quiz, source))
        for bank in _banks_of(quiz):
            if bank in source.banks:
                findings.extend(_bank_findings(source.banks[bank], text))
        for language, words in quiz.text.items():
            line = source.line("text", language, "intro")
            if words.intro:
                text.block(words.intro, file=source.file, line=line)
            elif language == "id":
                what = "the quiz has no intro"
                findings.append(Finding(source.file, line, "C010", what, "write text.id.intro"))
        return findings

    def compile(self, source: ActivitySource, text: RichText) -> CompiledActivity:
        quiz = QuizSource.model_validate(source.data)
        html = {
            language: text.block(
                words.intro, file=source.file, line=source.line("text", language, "intro")
            )
            for language, words in quiz.text.items()
            if words.intro
        }
        pools = _pools(quiz, source)
        wanted = sorted({question for pool in pools for question in pool.questions})
        rules = QuizRules(
            questions=quiz.asked,
            pass_mark=quiz.pass_mark * PERCENT,
            chances=quiz.chances,
            shuffle=Shuffle(questions=quiz.shuffle.questions, options=quiz.shuffle.options),
            explanations=quiz.explanations,
            time_limit_minutes=quiz.time_limit,
            offline=quiz.offline
            or usual_offline_policy(
                timed=quiz.time_limit is not None, drawn=_is_drawn(pools), counts=quiz.required
            ),
            reach_within_hours=quiz.reach_within,
            feedback_offline=quiz.feedback_offline,
        )
        secrets = QuizSecrets(
            pools=pools,
            questions={reference: _compiled(reference, source, text) for reference in wanted},
        )
        return CompiledActivity(
            html=html,
            words={language: word_count(fragment) for language, fragment in html.items()},
            minutes=quiz.asked * MINUTES_PER_QUESTION,
            body=rules.model_dump(mode="json"),
            private=secrets.model_dump(mode="json"),
        )


def _banks_of(quiz: QuizSource) -> list[str]:
    named = [reference.split(".")[0] for reference in quiz.questions or ()]
    return sorted({*named, *(draw.bank for draw in quiz.draw or ())})


def _ids(bank: ActivitySource) -> list[str]:
    """Ids of a bank's questions in its order; those without a proper id are left out."""
    questions = bank.data.get("questions", ())
    found = [q.get("id") for q in questions if isinstance(q, Mapping)]
    return [one for one in found if isinstance(one, str)]


def _pools(quiz: QuizSource, source: ActivitySource) -> tuple[Pool, ...]:
    if quiz.draw:
        return tuple(
            Pool(
                label=draw.bank,
                count=draw.count,
                questions=tuple(f"{draw.bank}.{one}" for one in _ids(source.banks[draw.bank])),
            )
            for draw in quiz.draw
        )
    questions = tuple(quiz.questions or ())
    return (Pool(label="fixed", count=len(questions), questions=questions),)


def _is_drawn(pools: Sequence[Pool]) -> bool:
    return any(pool.count < len(pool.questions) for pool in pools)


def _timing_findings(quiz: QuizSource, source: ActivitySource) -> Iterator[Finding]:
    """What counts is offline only untimed with a drawn pool: a start there is trusted by nature."""
    line = source.line("offline")
    timed, policy = quiz.time_limit is not None, quiz.offline
    if policy is not None and policy.startswith("timed_") and not timed:
        what = f"'offline: {policy}' needs a time limit"
        yield Finding(source.file, line, "Q025", what, "add 'time_limit:' or write 'untimed'")
    if policy == "untimed" and timed:
        what = "'offline: untimed' beside a time limit"
        yield Finding(source.file, line, "Q025", what, "write 'timed_trusted' or drop the limit")
    if (policy == "timed_reach_within") != (quiz.reach_within is not None):
        what = "'reach_within' and 'offline: timed_reach_within' go together"
        yield Finding(source.file, line, "Q025", what, "write both or neither")
    if quiz.required and policy not in (None, "not_allowed"):
        known = all(draw.bank in source.banks for draw in quiz.draw or ())
        if timed or (known and not (quiz.draw and _is_drawn(_pools(quiz, source)))):
            what = "a quiz that counts may be offline only untimed and drawn from a larger bank"
            instead = "write 'offline: not_allowed', or 'required: false'"
            yield Finding(source.file, line, "Q026", what, instead)
    if quiz.required and quiz.feedback_offline:
        what = "a quiz that counts must not carry its keys to a device"
        line = source.line("feedback_offline")
        yield Finding(source.file, line, "Q027", what, "drop it, or write 'required: false'")


def _compiled(reference: str, source: ActivitySource, text: RichText) -> dict[str, Any]:
    bank_slug, question_id = reference.split(".")
    bank = source.banks[bank_slug]
    place = next(
        number
        for number, question in enumerate(bank.data["questions"])
        if question["id"] == question_id
    )
    question = bank.data["questions"][place]
    kind = QUESTION_KINDS[question["kind"]]
    read = kind.source.model_validate(question)
    rendering = _Rendering(text, bank, place)
    return kind.compile(bank_slug, read, dict.fromkeys(read.text, rendering)).model_dump(
        mode="json"
    )


def _reference_findings(quiz: QuizSource, source: ActivitySource) -> Iterator[Finding]:
    if "id" not in quiz.text:
        line = source.line("text")
        yield Finding(source.file, line, "Q008", "the Indonesian text is missing", "add 'id:'")
    if bool(quiz.questions) == bool(quiz.draw):
        what = "a quiz names its questions in one way"
        yield Finding(source.file, 1, "Q001", what, "write either 'questions:' or 'draw:'")
        return
    yield from _listed_findings(quiz.questions or (), source)
    yield from _draw_findings(quiz.draw or (), source)


def _listed_findings(references: Sequence[str], source: ActivitySource) -> Iterator[Finding]:
    for number, reference in enumerate(references):
        line = source.line("questions", number)
        bank, question = reference.split(".")
        if reference in references[:number]:
            yield Finding(
                source.file, line, "Q004", f"'{reference}' is listed twice", "list it once"
            )
        if bank not in source.banks:
            yield _no_bank(bank, source, line)
        elif question not in _ids(source.banks[bank]):
            what = f"the bank '{bank}' has no question '{question}'"
            yield Finding(source.file, line, "Q003", what, "name one of its ids")


def _draw_findings(draws: Sequence[DrawSource], source: ActivitySource) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, draw in enumerate(draws):
        line = source.line("draw", number, "bank")
        if draw.bank in seen:
            what = f"the bank '{draw.bank}' is drawn from twice"
            yield Finding(source.file, line, "Q004", what, "draw from it once")
        seen.add(draw.bank)
        if draw.bank not in source.banks:
            yield _no_bank(draw.bank, source, line)
        elif draw.count > (size := len(set(_ids(source.banks[draw.bank])))):
            what = f"the bank '{draw.bank}' has only {size} questions"
            line = source.line("draw", number, "count")
            yield Finding(source.file, line, "Q005", what, f"draw at most {size}")


def _no_bank(bank: str, source: ActivitySource, line: int) -> Finding:
    known = ", ".join(sorted(source.banks))
    instead = f"name one of {known}" if known else "add it under banks/"
    return Finding(source.file, line, "Q002", f"there is no bank '{bank}'", instead)


def _bank_findings(bank: ActivitySource, text: RichText) -> Iterator[Finding]:
    seen: set[str] = set()
    questions = bank.data.get("questions", ())
    for place, question in enumerate(questions):
        where = ("questions", place)
        kind_name = question.get("kind") if isinstance(question, Mapping) else None
        kind = QUESTION_KINDS.get(kind_name) if isinstance(kind_name, str) else None
        if kind is None:
            file, line = bank.place(*where, "kind")
            known = ", ".join(QUESTION_KINDS)
            yield Finding(file, line, "Q007", "no known kind of question", f"write one of {known}")
            continue
        read, findings = shaped(kind.source, question, bank, *where)
        yield from findings
        if read is None:
            continue
        if read.id in seen:
            file, line = bank.place(*where, "id")
            what = f"the question id '{read.id}' is used twice in this bank"
            yield Finding(file, line, "Q006", what, "give each question its own id")
        seen.add(read.id)
        yield from _question_findings(bank, place, read, text)


def _question_findings(
    bank: ActivitySource, place: int, question: QuestionSource, text: RichText
) -> Iterator[Finding]:
    kind = QUESTION_KINDS[question.kind]
    faults = list(kind.faults(question))
    for fault in faults:
        file, line = bank.place("questions", place, *fault.path)
        yield Finding(file, line, fault.code, fault.what, fault.instead)
    if "id" not in question.text:
        file, line = bank.place("questions", place, "text")
        yield Finding(file, line, "Q008", "the Indonesian text is missing", "add it under 'id:'")
    elif not faults:
        # Rendered for the findings of its Markdown alone.
        rendering = _Rendering(text, bank, place)
        kind.compile(bank.slug, question, dict.fromkeys(question.text, rendering))
