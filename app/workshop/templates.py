"""What a new course can begin from: nothing, a region's own topic, the shape of another. Pure.

A shape is its modules and activities by kind, with ids of their own and prompts in place of texts:
nobody's writing is copied, and nothing a learner did elsewhere belongs to it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.workshop.sources import CourseFile, slug_of, yaml_of
from app.workshop.starters import KINDS, TOOLS, About, lesson, starter

EMPTY, REGION = "empty", "region"

WHY = """\
Mulailah dengan satu kejadian di tempat kerja peserta. Apa yang terjadi bila tidak ada yang berubah?

Lalu tulis manfaatnya. **Bagi Anda**: … **Bagi warga**: … **Bagi unit**: …
"""
WHY_EN = """\
Begin with something that happens where learners work. What follows if nothing changes?

Then say what it is good for. **For you**: … **For citizens**: … **For the unit**: …
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person said of the new course; ``author`` signs its questions."""

    course_id: UUID
    slug: str
    title: str
    title_en: str | None
    organiser: str
    author: str
    review_on: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An activity to be made: its kind, what it is called, what stands in it at first."""

    kind: str
    title: str
    summary: str
    tool: str = "none"
    body: str | None = None


# By module: title, summary, activities.
Plan = list[tuple[str, str, list[Shape]]]

EMPTY_PLAN: Plan = [
    (
        "Modul pertama",
        "Tulis satu kalimat tentang isi modul ini.",
        [Shape("lesson", "Materi pertama", "Tulis satu kalimat tentang isi materi ini.")],
    )
]


def shape_of(course: CourseFile) -> Plan:
    """The plan of a course that is there."""
    plan: Plan = []
    for number, module in enumerate(course.modules, 1):
        told = _first(module.values)
        shapes = []
        for at, activity in enumerate(module.activities, 1):
            kind = activity.kind if activity.kind in KINDS else "lesson"
            tool = activity.head.get("tool")
            shapes.append(
                Shape(
                    kind,
                    f"{_NAMES[kind]} {number}.{at}",
                    f"Contoh: “{_short(activity.title('id'))}”. Ganti judul dan ringkasan ini.",
                    tool if isinstance(tool, str) and tool in TOOLS else "none",
                )
            )
        plan.append(
            (f"Modul {number}", f"Contoh: “{_short(told)}”. Ganti judul dan ringkasan ini.", shapes)
        )
    return plan


_NAMES: Mapping[str, str] = {
    "lesson": "Materi",
    "quiz": "Kuis",
    "scenario": "Simulasi",
    "app_practice": "Praktik aplikasi",
    "worksheet": "Lembar kerja",
}


def _first(values: Mapping[str, Any]) -> str | None:
    text = values.get("text")
    words = text.get("id") if isinstance(text, Mapping) else None
    title = words.get("title") if isinstance(words, Mapping) else None
    return title if isinstance(title, str) else None


def _short(title: str | None) -> str:
    words = (title or "tanpa judul").replace("“", "").replace("”", "").split()
    return " ".join(words[:12])


def course_files(wish: Wish, plan: Plan, new_id: Callable[[], UUID]) -> dict[str, bytes]:
    """The files of a new course after ``plan``, in which the rules find nothing wrong."""
    folder = f"courses/{wish.slug}/"
    files: dict[str, bytes] = {}
    modules: list[str] = []
    names: set[str] = set()
    for title, summary, shapes in plan:
        module = slug_of(title, modules, otherwise="modul")
        modules.append(module)
        activities = []
        for shape in shapes:
            name = slug_of(shape.title, names, otherwise="kegiatan")
            names.add(name)
            activities.append(name)
            files |= _activity_files(wish, shape, f"{folder}{module}/{name}", name, new_id())
        files[f"{folder}{module}/module.yaml"] = yaml_of(
            {
                "id": str(new_id()),
                "text": {"id": {"title": title, "summary": summary}},
                "activities": activities,
            }
        )
    files[f"{folder}course.yaml"] = yaml_of(_course(wish, modules))
    return dict(sorted(files.items()))


def _activity_files(
    wish: Wish, shape: Shape, path: str, name: str, new_id: UUID
) -> dict[str, bytes]:
    about = About(new_id, shape.title, None, wish.author, wish.review_on, shape.summary)
    made = starter(shape.kind, about, bank=f"{wish.slug}-{name}"[:80].strip("-"), tool=shape.tool)
    if shape.body is not None:
        made = replace(made, content=lesson(about, shape.body))
    return {f"{path}{made.ending}": made.content, **made.bank}


def _course(wish: Wish, modules: list[str]) -> dict[str, Any]:
    text: dict[str, Any] = {
        "id": {
            "title": wish.title,
            "summary": "Tulis satu kalimat: untuk siapa kursus ini dan apa hasilnya.",
            "why": WHY,
            "audience": "Tulis siapa yang sebaiknya mengikuti dan apa prasyaratnya.",
            "outcomes": ["Tulis satu hal yang dapat dikerjakan peserta sesudah kursus ini."],
        }
    }
    if wish.title_en:
        text["en"] = {
            "title": wish.title_en,
            "summary": "Write one sentence: for whom the course is and what comes of it.",
            "why": WHY_EN,
            "audience": "Write who should take it and what they need to know before.",
            "outcomes": ["Write one thing learners can do after this course."],
        }
    return {
        "id": str(wish.course_id),
        "slug": wish.slug,
        "status": "active",
        "topic": "umum",
        "competencies": [],
        "organiser": wish.organiser,
        "jp": 0,
        "languages": ["id"],
        "text": text,
        "sources": [],
        "modules": modules,
    }
