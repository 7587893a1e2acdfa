"""The quiz as the compiler sees it: ``<quiz>.yaml`` and question banks → rules, intro, secrets.

Public: the rules (``quiz.QuizRules``) and the intro of the cover. Private: the questions with their
keys (``quiz.QuizSecrets``). Every question of a bank that a quiz names is checked, asked or not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.assessment.blueprint import is_drawn, pools_of
from app.assessment.questions.base import QuestionSource
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quiz import (
    QuizRules,
    QuizSecrets,
    Review,
    Shuffle,
    usual_offline_policy,
)
from app.assessment.quiz_findings import neighbour_findings, rule_findings
from app.assessment.quiz_source import QuizSource
from app.assessment.timing import OfflinePolicy
from app.catalogue.compiler.htmlcleaning import word_count
from app.catalogue.compiler.kinds import (
    ActivitySource,
    CompiledActivity,
    Finding,
    Neighbour,
    RichText,
)
from app.catalogue.compiler.shapes import shaped

MINUTES_PER_QUESTION = 1
PERCENT = 100  # basis points in one percent


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
        findings.extend(rule_findings(quiz, source))
        for bank in _banks_of(quiz):
            if bank in source.banks:
                findings.extend(bank_findings(source.banks[bank], text))
        for language, words in quiz.text.items():
            line = source.line("text", language, "intro")
            if words.intro:
                text.block(words.intro, file=source.file, line=line)
            elif language == "id":
                what = "the quiz has no intro"
                findings.append(Finding(source.file, line, "C010", what, "write text.id.intro"))
        return findings

    def lint_among(self, source: ActivitySource, course: Sequence[Neighbour]) -> Sequence[Finding]:
        quiz, _ = shaped(QuizSource, source.data, source)
        return () if quiz is None else tuple(neighbour_findings(quiz, source, course))

    def compile(self, source: ActivitySource, text: RichText) -> CompiledActivity:
        quiz = QuizSource.model_validate(source.data)
        html = {
            language: text.block(
                words.intro, file=source.file, line=source.line("text", language, "intro")
            )
            for language, words in quiz.text.items()
            if words.intro
        }
        pools = pools_of(quiz, source.banks)
        wanted = sorted({question for pool in pools for question in pool.questions})
        rules = _rules(quiz, drawn=is_drawn(pools))
        secrets = QuizSecrets(
            pools=pools,
            questions={reference: _compiled(reference, source, text) for reference in wanted},
        )
        return CompiledActivity(
            html=html,
            words={language: word_count(fragment) for language, fragment in html.items()},
            minutes=quiz.asked * MINUTES_PER_QUESTION,
            body=rules.stored(),
            private=secrets.model_dump(mode="json"),
        )


def _banks_of(quiz: QuizSource) -> list[str]:
    named = [reference.split(".")[0] for reference in quiz.questions or ()]
    return sorted({*named, *(draw.bank for draw in quiz.draw or ())})


def _rules(quiz: QuizSource, *, drawn: bool) -> QuizRules:
    review = quiz.review
    return QuizRules(
        questions=quiz.asked,
        pass_mark=quiz.pass_mark * PERCENT,
        chances=quiz.chances,
        shuffle=Shuffle(questions=quiz.shuffle.questions, options=quiz.shuffle.options),
        explanations=review.explanations if review else quiz.explanations,
        time_limit_minutes=quiz.time_limit,
        offline=quiz.offline or _usual_policy(quiz, drawn=drawn),
        reach_within_hours=quiz.reach_within,
        feedback_offline=quiz.feedback_offline,
        grace_minutes=quiz.grace,
        layout=quiz.layout,
        review=Review.model_validate(review.model_dump()) if review else None,
        pair=quiz.pair,
        test_out=tuple(quiz.test_out) if isinstance(quiz.test_out, list) else quiz.test_out,
        markers=quiz.markers,
        anonymous_marking=quiz.anonymous_marking,
    )


def _usual_policy(quiz: QuizSource, *, drawn: bool) -> OfflinePolicy:
    if quiz.test_out is not None:
        return "not_allowed"
    return usual_offline_policy(
        timed=quiz.time_limit is not None, drawn=drawn, counts=quiz.required
    )


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


def bank_findings(bank: ActivitySource, text: RichText) -> Iterator[Finding]:
    """Everything wrong with a bank's questions but how they speak (``compiler.rules``)."""
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
