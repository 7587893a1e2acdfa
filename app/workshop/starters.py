"""What a new activity begins with: small and whole, so that nothing in it is wrong. Pure.

Each says in its own words what to write in its place. Everything in them is invented.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.workshop.sources import yaml_of

# What one tool of worksheets takes at least is asked of a person: minutes as shipped courses say.
TOOLS: Mapping[str, int] = {
    "none": 10,
    "queue": 15,
    "skm": 15,
    "minutes": 10,
    "time_log": 30,
    "action_plan": 30,
    "matrix": 15,
    "week": 15,
}
KINDS = ("lesson", "quiz", "scenario", "app_practice", "worksheet")

LESSON = """\
## Kejadian

Mulailah dengan satu kejadian yang dikenal peserta. Siapa yang datang, apa yang terjadi, dan apa
akibatnya?

## Yang perlu Anda tahu

Jelaskan satu gagasan dengan kalimat pendek. Beri contoh dan angka, sebutkan sumbernya.

:::callout{title="Coba di tempat kerja"}
Tulis satu langkah kecil yang dapat dikerjakan besok pagi.
:::

:::check{id="c1"}
Tulis satu pertanyaan singkat tentang isi materi ini.

- [ ] Tulis jawaban yang menggoda | Jelaskan mengapa ini kurang tepat.
- [x] Tulis jawaban yang benar | Jelaskan mengapa ini tepat.
:::
"""


@dataclass(frozen=True, slots=True)
class Starter:
    """``ending`` of the activity's file; ``bank``: files of a bank of its own, by path."""

    ending: str
    content: bytes
    bank: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class About:
    """What the person said of it, and what the house adds."""

    id: UUID
    title: str
    title_en: str | None
    author: str
    review_on: str
    summary: str = "Tulis satu kalimat tentang isinya."
    summary_en: str = "Write one sentence about it."


def starter(kind: str, about: About, *, bank: str, tool: str = "none") -> Starter:
    """The first text of an activity of ``kind``; ``bank``: a free name, for a quiz."""
    match kind:
        case "quiz":
            return Starter(".yaml", yaml_of(_quiz(about, bank)), _bank(about, bank))
        case "scenario":
            return Starter(".yaml", yaml_of(_scenario(about)), {})
        case "app_practice":
            return Starter(".yaml", yaml_of(_app(about)), {})
        case "worksheet":
            return Starter(".yaml", yaml_of(_worksheet(about, tool)), {})
    return Starter(".md", lesson(about, LESSON), {})


def lesson(about: About, body: str) -> bytes:
    head: dict[str, Any] = {"id": str(about.id), "title": about.title, "summary": about.summary}
    if about.title_en:
        head |= {"title_en": about.title_en, "summary_en": about.summary_en}
    return b"---\n" + yaml_of(head) + b"---\n" + _unwrapped(body).encode()


def _unwrapped(markdown: str) -> str:
    """Each paragraph on one line, as somebody who types in a browser has it."""
    return re.sub(r"(?<=[a-z,.?])\n(?=[A-Za-z])", " ", markdown)


def _text(about: About, **more: str) -> dict[str, Any]:
    text: dict[str, Any] = {"id": {"title": about.title, "summary": about.summary, **more}}
    if about.title_en:
        text["en"] = {"title": about.title_en, "summary": about.summary_en}
    return text


def _quiz(about: About, bank: str) -> dict[str, Any]:
    return {
        "kind": "quiz",
        "id": str(about.id),
        "text": _text(about, intro="Baca tiap soal dengan tenang."),
        "pass_mark": 70,
        "chances": 3,
        "shuffle": {"questions": True, "options": True},
        "layout": "one",
        "explanations": "after_close",
        "questions": [f"{bank}.contoh-1"],
    }


def _bank(about: About, bank: str) -> dict[str, bytes]:
    question = {
        "id": "contoh-1",
        "kind": "single_choice",
        "competency": "umum",
        "author": about.author,
        "review_on": about.review_on,
        "points": 1,
        "key": "b",
        "text": {
            "id": {
                "stem": "Tulis pertanyaan tentang satu hal yang dapat dikerjakan peserta.",
                "options": [
                    {"id": "a", "text": "Tulis jawaban yang menggoda."},
                    {"id": "b", "text": "Tulis jawaban yang benar."},
                ],
                "explanation": "Tulis mengapa jawaban itu benar dan sebutkan dasarnya.",
            }
        },
    }
    from_list = b"".join(
        (b"- " if number == 0 else b"  ") + line + b"\n"
        for number, line in enumerate(yaml_of(question).splitlines())
    )
    return {f"banks/{bank}/soal.yaml": from_list}


def _scenario(about: About) -> dict[str, Any]:
    def choice(name: str, to: str, effect: int, words: str) -> dict[str, Any]:
        told = {"choice": words, "feedback": "Tulis apa yang terjadi sesudahnya."}
        return {"id": name, "to": to, "effect": {"kepercayaan": effect}, "text": {"id": told}}

    def ending(name: str, grade: str, title: str) -> dict[str, Any]:
        told = {"title": title, "text": "Tulis akibatnya.", "lesson": "Tulis pelajarannya."}
        return {"id": name, "grade": grade, "text": {"id": told}}

    opening = {"title": "Di awal", "text": "Tulis kejadian pertama yang meminta keputusan."}
    return {
        "kind": "scenario",
        "id": str(about.id),
        "minutes": 5,
        "text": _text(about, setting="Rekaan. Tulis tempat, waktu, dan peran peserta."),
        "variables": [
            {
                "id": "kepercayaan",
                "start": 50,
                "better": "high",
                "text": {"id": {"label": "Kepercayaan warga"}},
            }
        ],
        "steps": [
            {
                "id": "awal",
                "text": {"id": opening},
                "choices": [
                    choice("a", "baik", 20, "Tulis pilihan yang baik."),
                    choice("b", "kurang", -20, "Tulis pilihan yang menggoda."),
                ],
            }
        ],
        "endings": [
            ending("baik", "baik", "Akhir yang baik"),
            ending("kurang", "buruk", "Akhir yang kurang baik"),
        ],
    }


def _app(about: About) -> dict[str, Any]:
    return {
        "kind": "app_practice",
        "id": str(about.id),
        "minutes": 5,
        "text": _text(
            about, intro="Tulis peran peserta dan apa yang menunggu. Semua data *rekaan*."
        ),
        "app": {
            "name": "Aplikasi Contoh (tiruan)",
            "start": "awal",
            "general": "Belum ada yang terjadi. Lihat tugas yang berjalan.",
            "state": [{"id": "surat", "values": ["draf", "terkirim"]}],
            "tasks": [
                {
                    "id": "kirim-surat",
                    "goal": "Tulis apa yang harus dicapai peserta.",
                    "hint": "Tulis petunjuk yang membantu.",
                    "done": {"surat": "terkirim"},
                }
            ],
            "screens": [
                {
                    "id": "awal",
                    "title": "Layar pertama",
                    "parts": [
                        {"text": "Tulis apa yang terlihat di layar ini."},
                        {
                            "button": "Kirim",
                            "id": "kirim",
                            "when": {"surat": "draf"},
                            "set": {"surat": "terkirim"},
                            "say": "Terkirim.",
                        },
                    ],
                }
            ],
        },
    }


def _worksheet(about: About, tool: str) -> dict[str, Any]:
    field = {
        "id": "catatan",
        "kind": "long_text",
        "required": True,
        "text": {"id": {"label": "Tulis apa yang diisi peserta di sini"}},
    }
    section = {
        "id": "isian",
        "place": "before",
        "text": {"id": {"title": "Isian"}},
        "fields": [field],
    }
    return {
        "kind": "worksheet",
        "id": str(about.id),
        "minutes": TOOLS[tool],
        "tool": tool,
        **({"private": "device"} if tool == "time_log" else {}),
        "text": _text(about, intro="Tulis apa yang dikerjakan peserta dan untuk apa."),
        "sections": [section],
    }
