"""Plain Markdown → a course around it, with ids of its own. Pure.

What an author wrote stays as it is; only what a lesson must have and the text lacks is added: an
id, a title (its first heading) and a summary (how it begins).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from app.catalogue.compiler.yamltext import parse
from app.catalogue.compiler.yamlwriting import written
from app.workshop.carrying.reading import FileRefused

_FRONT = re.compile(r"---\n(.*?\n)?---(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"\A\s*#[ \t]+([^\n]+?)[ \t#]*(?:\n|\Z)")
_MARKS = re.compile(r"[*_`>]|!?\[|\]\([^)]*\)|^\s*(?:#+|[-+*]|\d+\.)\s+", re.MULTILINE)
MAX_TITLE, MAX_SUMMARY = 120, 200


def text_of(content: bytes, name: str) -> str:
    """The text with plain line ends. Raises ``FileRefused`` if it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("no-text", name) from error
    if "\x00" in text:
        raise FileRefused("no-text", name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lesson_of(content: bytes, name: str, new_id: Callable[[], UUID]) -> tuple[str, str]:
    """The lesson's title and its file. ``name``: what it is called where it says no title."""
    text = text_of(content, name)
    front = _FRONT.match(text)
    head: dict[str, Any] = {}
    if front:
        value = parse(front[1] or "", file=name).value
        if not isinstance(value, dict):
            # Nothing of it is lost: the findings say what is wrong with it.
            return _named(name), text
        head, text = value, text[front.end() :]
    heading = _HEADING.match(text)
    title = head.get("title")
    if not isinstance(title, str) or not title.strip():
        title = _plain(heading[1]) if heading else ""
        title = title[:MAX_TITLE] or _named(name)
        text = text[heading.end() :].lstrip("\n") if heading else text
    head = {
        "id": str(head.get("id") or new_id()),
        "title": title,
        "summary": head.get("summary") or _begins(text) or title,
        **{key: value for key, value in head.items() if key not in ("id", "title", "summary")},
    }
    return title, f"---\n{written(head)}---\n{text}"


def course_around(
    lessons: Mapping[str, bytes],
    *,
    course_id: UUID,
    slug: str,
    title: str | None,
    new_id: Callable[[], UUID],
) -> dict[str, bytes]:
    """Files of a course with one module of these lessons, by path. ``lessons`` by slug, in order.

    ``title`` None: that of the first lesson. Raises ``FileRefused``.
    """
    made = {name: lesson_of(content, name, new_id) for name, content in lessons.items()}
    title = (title or next(iter(made.values()))[0])[:MAX_TITLE]
    folder = f"courses/{slug}"
    course = {
        "id": str(course_id),
        "slug": slug,
        "status": "active",
        "topic": "umum",
        "competencies": [],
        "organiser": "Lentera",
        "jp": 0,
        "text": {
            "id": {
                "title": title,
                "summary": title,
                "why": "Tuliskan mengapa kursus ini berguna bagi pesertanya.\n",
                "audience": "Tuliskan untuk siapa kursus ini.",
                "outcomes": ["Tuliskan apa yang dapat dilakukan peserta sesudahnya."],
            }
        },
        "sources": [],
        "modules": ["materi"],
    }
    module = {
        "id": str(new_id()),
        "text": {"id": {"title": "Materi", "summary": "Bacaan kursus ini."}},
        "activities": list(made),
    }
    return {
        f"{folder}/course.yaml": written(course).encode(),
        f"{folder}/materi/module.yaml": written(module).encode(),
        **{f"{folder}/materi/{name}.md": text.encode() for name, (_, text) in made.items()},
    }


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", _MARKS.sub("", text)).strip()


def _named(name: str) -> str:
    return name.replace("-", " ").strip().capitalize()[:MAX_TITLE]


def _begins(text: str) -> str:
    """The first paragraph that is prose, cut at a word."""
    for block in re.split(r"\n\s*\n", text):
        if block.strip() and not re.match(r"\s*(?:#|:::|\||!\[|```|[-*_]{3,}\s*$)", block):
            words = _plain(block)
            cut = words[:MAX_SUMMARY]
            return cut if len(words) <= MAX_SUMMARY else f"{cut.rpartition(' ')[0] or cut}…"
    return ""
