"""The worksheet as the compiler sees it: ``<worksheet>.yaml`` → sections, fields, intro.

Nothing of it is secret: the whole is the public body (``sheet.Sheet``), so that a page that is
there can be worked with without a network.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from app.catalogue.compiler.htmlcleaning import word_count
from app.catalogue.compiler.kinds import ActivitySource, CompiledActivity, Finding, RichText
from app.catalogue.compiler.shapes import shaped
from app.catalogue.document import Language
from app.worksheets.rules import findings_of
from app.worksheets.sheet import (
    Cell,
    CellKind,
    Field,
    Option,
    Section,
    SectionWords,
    Sheet,
    Table,
    Words,
)
from app.worksheets.sources import (
    ColumnSource,
    FieldSource,
    LabelSource,
    SectionSource,
    WorksheetSource,
)


class WorksheetKind:
    """See ``catalogue.compiler.kinds.ActivityKind``."""

    name = "worksheet"
    completes_by: Literal["done", "outcome"] = "outcome"

    def lint(self, source: ActivitySource, text: RichText) -> Sequence[Finding]:
        worksheet, findings = shaped(WorksheetSource, source.data, source)
        if worksheet is None:
            return findings
        findings.extend(findings_of(worksheet, source))
        if not findings:
            # Rendered for the findings of its Markdown alone.
            self.compile(source, text)
        return findings

    def compile(self, source: ActivitySource, text: RichText) -> CompiledActivity:
        worksheet = WorksheetSource.model_validate(source.data)
        html = {}
        example: dict[Language, str] = {}
        for language in worksheet.languages():
            words = worksheet.text[language]
            assert words.intro is not None
            where = ("text", language)
            html[language] = _block(words.intro, source, text, *where, "intro")
            if words.example is not None:
                example[language] = _block(words.example, source, text, *where, "example")
        sheet = Sheet(
            tool=worksheet.tool,
            private=worksheet.private,
            example=example,
            sections=tuple(
                _section(section, number, source, text)
                for number, section in enumerate(worksheet.sections)
            ),
        )
        return CompiledActivity(
            html=html,
            words={
                language: word_count(fragment) + word_count(example.get(language, ""))
                for language, fragment in html.items()
            },
            minutes=worksheet.minutes,
            body=sheet.model_dump(mode="json"),
            private=None,
        )


def _block(markdown: str, source: ActivitySource, text: RichText, *path: str | int) -> str:
    return text.block(markdown, file=source.file, line=source.line(*path))


def _section(
    section: SectionSource, number: int, source: ActivitySource, text: RichText
) -> Section:
    where = ("sections", number, "text")
    return Section(
        id=section.id,
        before_tool=section.place == "before",
        text={
            language: SectionWords(
                title=words.title,
                html=_block(words.intro, source, text, *where, language, "intro")
                if words.intro
                else "",
            )
            for language, words in section.text.items()
        },
        fields=tuple(_field(one) for one in section.fields),
    )


def _field(one: FieldSource) -> Field:
    if one.kind == "rows":
        return Table(
            id=one.id,
            columns=tuple(_cell(column, column.kind) for column in one.columns),
            least=max(one.least, int(one.required)),
            most=one.most,
            text=_labels(one.text),
        )
    return _cell(one, one.kind)


def _cell(one: FieldSource | ColumnSource, kind: CellKind) -> Cell:
    return Cell(
        id=one.id,
        kind=kind,
        required=one.required,
        options=tuple(Option(id=o.id, text=dict(o.text)) for o in one.options),
        text=_labels(one.text),
    )


def _labels(text: Mapping[Language, LabelSource]) -> dict[Language, Words]:
    return {
        language: Words(label=words.label, help=words.help or "")
        for language, words in text.items()
    }
