"""Questions of each kind as an author would write them, and a quick way to compile one."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from app.assessment.questions.base import Fault, Question
from app.assessment.questions.registry import QUESTION_KINDS

_HEAD = {
    "competency": "Pelayanan Publik",
    "author": "Penulis Contoh",
    "review_on": "2027-01-31",
    "points": 1,
}


def _items(ids: str, word: str) -> list[dict[str, str]]:
    return [{"id": one, "text": f"{word} {one}"} for one in ids.split()]


def _text(**fields: object) -> dict[str, Any]:
    return {
        "id": {"stem": "Apa *yang* tepat?", "explanation": "Karena demikian."} | fields,
        "en": {"stem": "What is right?", "explanation": "Because so."} | deepcopy(fields),
    }


SOURCES: Mapping[str, Mapping[str, Any]] = {
    "single_choice": {
        "key": "b",
        "text": _text(options=_items("a b c", "Pilihan"), feedback={"a": "Bukan itu."}),
    },
    "multiple_response": {
        "key": ["a", "c"],
        "text": _text(options=_items("a b c d", "Pilihan")),
    },
    "true_false": {"key": True, "text": _text()},
    "short_answer": {"key": {"accept": ["KTP-el", "kartu tanda penduduk"]}, "text": _text()},
    "numeric": {"key": {"value": "91,48", "tolerance": "0,5"}, "text": _text(unit="menit")},
    "matching": {
        "key": {"l1": "r2", "l2": "r1", "l3": "r3"},
        "text": _text(left=_items("l1 l2 l3", "Kiri"), right=_items("r1 r2 r3 r4", "Kanan")),
    },
    "ordering": {"key": ["c", "a", "b"], "text": _text(items=_items("a b c", "Langkah"))},
    "essay": {
        "key": {
            "min_words": 3,
            "max_words": 200,
            "rubric": [
                {"id": "isi", "levels": [{"id": "k", "points": 0}, {"id": "b", "points": 4}]},
                {"id": "bahasa", "levels": [{"id": "k", "points": 1}, {"id": "b", "points": 2}]},
            ],
        },
        "text": _text(
            rubric=[
                {"id": one, "text": f"Kriteria {one}", "levels": _items("k b", "Tingkat")}
                for one in ("isi", "bahasa")
            ],
            model_answer="Jawaban **teladan**.",
        ),
    },
    "cloze": {
        "key": {
            "gaps": {
                "a": {"kind": "choice", "key": "x", "weight": 2},
                "b": {"kind": "short", "accept": ["KTP-el", "kartu tanda penduduk"]},
                "c": {
                    "kind": "numeric",
                    "value": "91,48",
                    "tolerance": "0,5",
                    "units": [{"unit": "jam", "factor": 60}],
                },
            }
        },
        "text": _text(
            stem="Berkas {{b}} dilayani {{a}}, paling lama {{c}}.",
            gaps={"a": {"options": _items("x y z", "Loket")}, "c": {"unit": "menit"}},
        ),
    },
    "calculated": {
        "key": {
            "formula": "(a + b) / 2",
            "parameters": {
                "a": {"from": 10, "to": 40, "step": 2},
                "b": {"from": "0,5", "to": "9,5", "step": "1,5"},
            },
            "tolerance": "0,25",
        },
        "text": _text(
            stem="Berapa rata-rata {{a}} dan {{b}}?",
            explanation="Rata-rata {{a}} dan {{b}} adalah {{answer}}.",
            unit="menit",
        ),
    },
    "rating": {"text": _text(levels=_items("1 2 3 4 5", "Tingkat"))},
    "open_text": {"text": _text()},
}


def source(kind: str, **changes: object) -> dict[str, Any]:
    """A bank's entry; ``changes`` replace top-level fields."""
    return deepcopy({"id": "soal", "kind": kind, **_HEAD, **SOURCES[kind], **changes})


class PlainRenderer:
    """Paragraphs and nothing else: what Markdown becomes is tested with the compiler."""

    def block(self, markdown: str, *_path: str | int) -> str:
        return f"<p>{markdown}</p>"

    def inline(self, markdown: str, *_path: str | int) -> str:
        return markdown


def faults(entry: Mapping[str, Any]) -> list[Fault]:
    kind = QUESTION_KINDS[entry["kind"]]
    return list(kind.faults(kind.source.model_validate(entry)))


def question(kind_name: str, **changes: object) -> Question:
    """The compiled question "bank.soal"."""
    kind = QUESTION_KINDS[kind_name]
    read = kind.source.model_validate(source(kind_name, **changes))
    assert not list(kind.faults(read))
    return kind.compile("bank", read, dict.fromkeys(read.text, PlainRenderer()))


def credit(asked: Question, response: object) -> str:
    """Credit of a response as an exact fraction, e.g. "1/2"."""
    return str(QUESTION_KINDS[asked.kind].mark(asked, asked.key, response).credit)


def composed(asked: Question, response: object = None, *, disabled: bool = False) -> str:
    kind, pieces = QUESTION_KINDS[asked.kind], asked.pieces_in("id")
    return kind.compose(asked.id, pieces, kind.slots(pieces), response, "id", disabled=disabled)
