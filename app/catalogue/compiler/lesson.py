"""The lesson: Markdown to read, marked done by the learner.

``body`` of a compiled lesson: ``{"blocks": int, "checks": [id], "reflections": [id]}``; the ids
b1 … b<blocks> exist in every language's HTML, so a resume point holds across languages.
"""

from collections.abc import Sequence
from math import ceil
from typing import Literal

from app.catalogue.compiler.kinds import (
    ActivitySource,
    CompiledActivity,
    Finding,
    RenderedPage,
    RichText,
)
from app.catalogue.document import Language

# Careful reading on a phone with time for the inline questions.
WORDS_PER_MINUTE = 120


class LessonKind:
    """See ``kinds.ActivityKind``."""

    name = "lesson"
    completes_by: Literal["done", "outcome"] = "done"

    def lint(self, source: ActivitySource, text: RichText) -> Sequence[Finding]:
        pages = _pages(source, text)
        original = pages["id"]
        findings = []
        for language, page in pages.items():
            for what, count, instead in (
                ("blocks", page.blocks - original.blocks, "paragraphs, headings and lists"),
                ("checks", page.checks != original.checks, "check questions, by id"),
                ("reflections", page.reflections != original.reflections, "reflections, by id"),
            ):
                if count:
                    file = source.translations[language].file
                    line = source.translations[language].body_line
                    findings.append(
                        Finding(
                            file,
                            line,
                            "C033",
                            f"the translation's {what} differ from the original's"
                            + (
                                f" ({page.blocks}, not {original.blocks})"
                                if what == "blocks"
                                else ""
                            ),
                            f"keep the same {instead}, in the same order",
                        )
                    )
        return findings

    def compile(self, source: ActivitySource, text: RichText) -> CompiledActivity:
        pages = _pages(source, text)
        original = pages["id"]
        return CompiledActivity(
            html={language: page.html for language, page in pages.items()},
            words={language: page.words for language, page in pages.items()},
            minutes=minutes_of(original),
            body={
                "blocks": original.blocks,
                "checks": list(original.checks),
                "reflections": list(original.reflections),
            },
            private=None,
        )


def minutes_of(page: RenderedPage) -> int:
    """How long reading and listening takes, in whole minutes."""
    return max(1, ceil(page.words / WORDS_PER_MINUTE + page.seconds / 60))


def _pages(source: ActivitySource, text: RichText) -> dict[Language, RenderedPage]:
    pages: dict[Language, RenderedPage] = {
        "id": text.page(source.body, file=source.file, line=source.body_line, language="id")
    }
    for language, translation in source.translations.items():
        pages[language] = text.page(
            translation.body,
            file=translation.file,
            line=translation.body_line,
            language=language,
        )
    return pages
