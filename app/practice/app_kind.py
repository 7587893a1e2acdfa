"""The app practice as the compiler sees it: ``<activity>.yaml`` → screens in one fragment.

Public throughout: nothing in an exercise is secret, so that a phone can play it without a line.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.catalogue.compiler.htmlcleaning import word_count
from app.catalogue.compiler.kinds import ActivitySource, CompiledActivity, Finding, RichText
from app.catalogue.compiler.shapes import shaped
from app.catalogue.compiler.wording import check_text
from app.catalogue.document import Language
from app.practice import app_rendering, app_rules
from app.practice.app_shapes import APP_PRACTICE, AppPractice, Shape

MAX_MINUTES = 15
MARK = "rekaan"


class AppPracticeText(Shape):
    """``title`` and ``summary`` are every activity's and checked as such."""

    title: str = ""
    summary: str = ""
    intro: Annotated[str, Field(min_length=1, max_length=4000)] | None = None


class AppPracticeSource(Shape):
    id: str = ""
    kind: Literal["app_practice"]
    required: bool = True
    minutes: Annotated[int, Field(ge=1)]
    text: dict[Language, AppPracticeText]
    app: AppPractice


class AppPracticeKind:
    """See ``catalogue.compiler.kinds.ActivityKind``."""

    name = APP_PRACTICE
    completes_by: Literal["done", "outcome"] = "outcome"

    def lint(self, source: ActivitySource, text: RichText) -> Sequence[Finding]:
        read, findings = shaped(AppPracticeSource, source.data, source)
        if read is None:
            return findings
        for fault in app_rules.faults(read.app):
            line = source.line("app", *fault.path)
            findings.append(Finding(source.file, line, fault.code, fault.what, fault.instead))
        findings.extend(_own_findings(read, source))
        findings.extend(_language_findings(read, source))
        rendered(read, source, text)
        return findings

    def compile(self, source: ActivitySource, text: RichText) -> CompiledActivity:
        read = AppPracticeSource.model_validate(source.data)
        app = rendered(read, source, text)
        html, intros = {}, {}
        for language in _languages(read):
            intros[language] = text.block(
                read.text[language].intro or "",
                file=source.file,
                line=source.line("text", language, "intro"),
            )
            screens = app_rendering.fragment(app, language, action=f"{source.slug}/latihan")
            html[language] = f'<div class="prose">{intros[language]}</div>\n{screens}'
        spoken = {language: _without_script(fragment) for language, fragment in html.items()}
        return CompiledActivity(
            html=html,
            words={language: word_count(fragment) for language, fragment in spoken.items()},
            minutes=read.minutes,
            body={
                "app": app.model_dump(mode="json", by_alias=True, exclude_defaults=True),
                "intro": intros,
            },
            private=None,
        )


def _without_script(html: str) -> str:
    return html.partition('<script type="application/json"')[0]


def _languages(read: AppPracticeSource) -> list[Language]:
    """Languages in which everything is written: title and summary alone do not make one."""
    return [language for language, words in read.text.items() if words.intro]


def rendered(read: AppPracticeSource, source: ActivitySource, text: RichText) -> AppPractice:
    """The application with its Markdown as HTML, which also finds what is wrong with it."""

    def html(words: Mapping[Language, str], *path: str | int) -> dict[Language, str]:
        return {
            language: text.block(markdown, file=source.file, line=source.line("app", *path))
            for language, markdown in words.items()
        }

    screens = []
    for s, screen in enumerate(read.app.screens):
        parts = []
        for p, part in enumerate(screen.parts):
            update: dict[str, Any] = {
                name: html(getattr(part, name), "screens", s, "parts", p, name)
                for name in ("text", "paper")
                if hasattr(part, name)
            }
            parts.append(part.model_copy(update=update) if update else part)
        screens.append(screen.model_copy(update={"parts": tuple(parts)}))
    return read.app.model_copy(update={"screens": tuple(screens)})


def _own_findings(read: AppPracticeSource, source: ActivitySource) -> Iterator[Finding]:
    file = source.file
    if read.minutes > MAX_MINUTES:
        what = f"{read.minutes} minutes"
        instead = f"keep it to {MAX_MINUTES}, or make two of it"
        yield Finding(file, source.line("minutes"), "A012", what, instead)
    words = read.text.get("id")
    if words is None or words.intro is None:
        what = "the Indonesian intro is missing"
        yield Finding(file, source.line("text"), "A013", what, "write text.id.intro")
    elif MARK not in words.intro.casefold():
        what = "the intro does not say that the data are invented"
        yield Finding(file, source.line("text", "id", "intro"), "A014", what, f"say '{MARK}'")


def _language_findings(read: AppPracticeSource, source: ActivitySource) -> Iterator[Finding]:
    """Every word in Indonesian as the house speaks, and in English if the intro is."""
    in_english = "en" in read.text and read.text["en"].intro is not None
    for path, words in every_words(read.app):
        line = source.line("app", *path)
        named = ".".join(str(part) for part in path)
        if "id" not in words:
            yield Finding(source.file, line, "A013", f"no Indonesian for {named}", "write id: …")
            continue
        if in_english and "en" not in words:
            what = f"no English for {named}"
            instead = "write it as {id: …, en: …}, or take out text.en.intro"
            yield Finding(source.file, line, "A013", what, instead)
        elif not in_english and "en" in words:
            what = f"English for {named} alone"
            yield Finding(source.file, line, "A013", what, "write text.en.intro and all the rest")
        yield from check_text(words["id"], file=source.file, line=line)


def every_words(app: AppPractice) -> Iterator[tuple[tuple[str | int, ...], Mapping[Language, str]]]:
    """All words of an application with their paths in the file."""
    yield from _walk(app, ())


def _walk(
    value: object, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Mapping[Language, str]]]:
    if isinstance(value, BaseModel):
        for name, about in type(value).model_fields.items():
            yield from _walk(getattr(value, name), (*path, about.alias or name))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _walk(one, (*path, number))
    elif isinstance(value, Mapping) and _is_words(value, path):
        yield path, value


def _is_words(value: Mapping[Any, Any], path: tuple[str | int, ...]) -> bool:
    # ``when``, ``set`` and ``done`` are mappings of names.
    return bool(value) and path[-1] not in ("when", "set", "done")
