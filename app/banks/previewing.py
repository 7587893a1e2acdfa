"""A question as a learner would meet it, from a text that may still be unfinished."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from app.assessment.kind import QuizKind
from app.assessment.questions.registry import QUESTION_KINDS
from app.assessment.quiz import Quiz
from app.banks.checking import QuestionFinding, figures_in, question_findings
from app.banks.describing import question_slug
from app.banks.editing import finding_document
from app.banks.places import as_bank
from app.banks.reading import bank_to_read
from app.banks.schemas import FindingRead, Preview, PreviewRequest
from app.banks.sources import bank_figures
from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.kinds import ActivitySource
from app.catalogue.compiler.markdown import MarkdownText
from app.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class Shown:
    """HTML of a question; all None where its form leaves nothing to show."""

    html: str | None = None
    key: str | None = None
    explanation: str | None = None
    feedback: Mapping[str, str] = field(default_factory=dict)


async def preview(
    session: AsyncSession, actor: Actor, bank_slug: str, wanted: PreviewRequest
) -> Preview:
    """Nothing is kept; whoever reads the bank may ask. Rendered off the loop."""
    bank = await bank_to_read(session, actor, bank_slug)
    source = _named(wanted.source)
    assets = await bank_figures(session, [bank.slug], figures_in([source]))
    findings, shown = await asyncio.to_thread(
        judged, bank.slug, source, assets, wanted.language, wanted.seed
    )
    return Preview(
        html=shown.html,
        key=shown.key,
        explanation=shown.explanation,
        feedback=dict(shown.feedback),
        findings=[
            FindingRead.model_validate(finding_document(one, actor.language)) for one in findings
        ],
    )


def _named(source: Mapping[str, Any]) -> dict[str, Any]:
    """With an id: a question that is not saved yet has none."""
    return dict(source) if "id" in source else {"id": question_slug(source, ()), **source}


def judged(
    bank: str,
    source: Mapping[str, Any],
    assets: Mapping[str, AssetFile],
    language: str,
    seed: str,
) -> tuple[list[QuestionFinding], Shown]:
    """Findings, and what can be shown in spite of them. Pure."""
    findings = question_findings(bank, source, assets)
    return findings, _shown(bank, source, assets, language, seed)


def _shown(
    bank: str,
    source: Mapping[str, Any],
    assets: Mapping[str, AssetFile],
    language: str,
    seed: str,
) -> Shown:
    kind = QUESTION_KINDS.get(str(source.get("kind")))
    if kind is None:
        return Shown()
    try:
        read = kind.source.model_validate(source)
    except (ValidationError, RecursionError):
        return Shown()
    if "id" not in read.text or any(True for _ in kind.faults(read)):
        return Shown()
    # A quiz of this one question, compiled and drawn as every quiz is: values, order and all.
    compiled = QuizKind().compile(
        ActivitySource(
            *("preview", "preview", _QUIZ | {"questions": [f"{bank}.{read.id}"]}, {}, "", 1),
            banks={bank: as_bank(bank, [source])},
        ),
        MarkdownText({}, assets),
    )
    quiz = Quiz.of(compiled.body, compiled.private or {})
    asked = quiz.order(seed)[0]
    question = quiz.as_asked(asked)
    pieces = question.pieces_in(language)
    spoken = language if language in question.explanation else "id"
    key = kind.key.model_validate(question.key)
    return Shown(
        html=kind.compose(question.id, pieces, asked.slots, None, language),
        key=kind.key_words(pieces, key, language),
        explanation=question.explanation.get(spoken) or None,
        feedback=question.feedback.get(spoken, {}),
    )


_QUIZ: dict[str, Any] = {
    "id": "preview",
    "kind": "quiz",
    "text": {"id": {"title": "", "summary": ""}},
    "pass_mark": 70,
    "chances": None,
}
