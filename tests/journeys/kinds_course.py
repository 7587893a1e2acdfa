"""A course that asks one question of each kind, as a content folder: invented, for tests."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

SLUG = "aneka-soal"
LINK = f"/kursus/{SLUG}/latihan"
COVER = "Latihan aneka soal (rekaan)"

_HEAD = {"competency": "Pelayanan Publik", "author": "Penulis Contoh", "review_on": "2027-06-30"}


def _pairs(**texts: str) -> list[dict[str, str]]:
    return [{"id": one, "text": text} for one, text in texts.items()]


def _question(slug: str, kind: str, stem: str, key: Any = None, **more: Any) -> dict[str, Any]:
    """In both languages; the English words are only as many as a test needs."""
    explanation = more.pop("explanation", "Begitulah caranya (rekaan).")
    text = {"stem": stem, "explanation": explanation} | more
    entry = {"id": slug, "kind": kind, **_HEAD, "text": {"id": text, "en": text}}
    return entry if key is None else entry | {"key": key}


RUBRIC = {"isi": {"kurang": 0, "cukup": 2, "baik": 4}, "bahasa": {"kurang": 0, "baik": 2}}
_RUBRIC_WORDS = {
    "isi": ("Langkah yang Anda usulkan dapat dijalankan besok", "Umum", "Sebagian", "Jelas"),
    "bahasa": ("Kalimatnya pendek dan santun", "Sulit dibaca", "Mudah dibaca"),
}

QUESTIONS: list[dict[str, Any]] = [
    _question(
        "satu-pilihan",
        "single_choice",
        "Berkas warga kurang satu lembar. Apa yang Anda lakukan **dahulu**?",
        "b",
        options=_pairs(a="Meminta warga pulang", b="Menyebut lembar mana yang kurang"),
    ),
    _question(
        "beberapa-pilihan",
        "multiple_response",
        "Mana yang termasuk *standar pelayanan* yang diumumkan?",
        ["a", "c"],
        options=_pairs(a="Persyaratan", b="Anggaran unit", c="Jangka waktu"),
    ),
    _question(
        "benar-salah",
        "true_false",
        "Maklumat pelayanan dipasang di tempat yang mudah dilihat warga.",
        True,
    ),
    _question(
        "isian",
        "short_answer",
        "Apa singkatan dari *kartu tanda penduduk elektronik*?",
        {"accept": ["KTP-el", "e-KTP"]},
    ),
    _question(
        "angka",
        "numeric",
        "Sebuah berkas datang pukul 09.00 dan selesai pukul 10.30. Berapa lama layanannya?",
        {"value": "90", "units": [{"unit": "jam", "factor": 60}], "unit_required": True},
        unit="menit",
    ),
    _question(
        "pasangan",
        "matching",
        "Pasangkan keluhan warga dengan langkah pertama Anda.",
        {"antre": "nomor", "lama": "waktu", "bingung": "tanya"},
        left=_pairs(antre="“Antreannya kacau.”", lama="“Lama sekali.”", bingung="“Saya bingung.”"),
        right=_pairs(
            nomor="Memeriksa mesin nomor antrean",
            waktu="Menyebut perkiraan waktu selesai",
            tanya="Menanyakan bagian yang belum jelas",
        ),
    ),
    _question(
        "urutan",
        "ordering",
        "Susun langkah menerima aduan.",
        ["dengar", "catat", "terima", "tindak"],
        items=_pairs(
            catat="Mencatat aduan beserta tanggalnya",
            dengar="Mendengarkan sampai selesai",
            tindak="Meneruskan kepada unit yang berwenang",
            terima="Memberi tanda terima kepada warga",
        ),
    ),
    _question(
        "isian-teks",
        "cloze",
        "Warga menunjukkan {{dokumen}}. Petugas {{sikap}} berkas itu, lalu menyebut bahwa layanan"
        " selesai dalam {{lama}}.",
        {
            "gaps": {
                "dokumen": {"kind": "short", "accept": ["KTP-el", "kartu tanda penduduk"]},
                "sikap": {"kind": "choice", "key": "periksa", "weight": 2},
                "lama": {"kind": "numeric", "value": "15", "tolerance": "5"},
            }
        },
        gaps={
            "sikap": {"options": _pairs(periksa="memeriksa", tumpuk="menumpuk", tolak="menolak")},
            "lama": {"unit": "menit"},
        },
    ),
    _question(
        "hitungan",
        "calculated",
        "Loket A melayani {{a}} warga dan Loket B melayani {{b}} warga dalam 1 jam. Berapa"
        " rata-rata layanan per loket?",
        {
            "formula": "(a + b) / 2",
            "parameters": {
                "a": {"from": 12, "to": 30, "step": 2},
                "b": {"from": 11, "to": 29, "step": 2},
            },
        },
        explanation="Rata-rata {{a}} dan {{b}} adalah ({{a}} + {{b}}) ÷ 2 = {{answer}}.",
        unit="warga",
    ),
    _question(
        "uraian",
        "essay",
        "Seorang warga lansia datang tanpa surat pengantar. Uraikan langkah Anda dari awal sampai"
        " warga pulang dengan jawaban yang jelas.",
        {
            "min_words": 30,
            "max_words": 200,
            "rubric": [
                {"id": one, "levels": [{"id": level, "points": n} for level, n in levels.items()]}
                for one, levels in RUBRIC.items()
            ],
        },
        rubric=[
            {
                "id": one,
                "text": _RUBRIC_WORDS[one][0],
                "levels": [
                    {"id": level, "text": text}
                    for level, text in zip(levels, _RUBRIC_WORDS[one][1:], strict=True)
                ],
            }
            for one, levels in RUBRIC.items()
        ],
        model_answer="Dahulukan tempat duduk, lalu periksa data yang sudah dimiliki negara.",
    ),
    _question(
        "penilaian",
        "rating",
        "Seberapa berguna latihan ini bagi pekerjaan Anda?",
        levels=_pairs(
            s1="Tidak berguna",
            s2="Kurang berguna",
            s3="Cukup berguna",
            s4="Berguna",
            s5="Sangat berguna",
        ),
    ),
    _question("saran", "open_text", "Apa yang sebaiknya diperbaiki dari latihan ini?"),
]


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # JSON is YAML.
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def kinds_content(folder: Path, questions: Iterable[dict[str, Any]] = ()) -> Path:
    """A content folder with this course, whose quiz may be taken without a network."""
    asked = list(questions) or QUESTIONS
    words = {"title": "Aneka soal (rekaan)", "summary": "Satu soal dari tiap jenis."}
    course = folder / "courses" / SLUG
    _write(folder / "banks" / "aneka" / "soal.yaml", asked)
    _write(
        course / "course.yaml",
        {
            "id": str(UUID(int=0xA1)),
            "slug": SLUG,
            "status": "active",
            "topic": "pelayanan-publik",
            "competencies": ["Pelayanan Publik"],
            "organiser": "Contoh",
            "jp": 0,
            "languages": ["id"],
            "text": {
                "id": words
                | {
                    "why": "Untuk mencoba.",
                    "audience": "Siapa saja.",
                    "outcomes": ["Menjawab tiap jenis soal."],
                }
            },
            "sources": ["Karangan sendiri"],
            "modules": ["satu"],
        },
    )
    _write(
        course / "satu" / "module.yaml",
        {"id": str(UUID(int=0xA2)), "text": {"id": words}, "activities": ["bacaan", "latihan"]},
    )
    (course / "satu" / "bacaan.md").write_text(
        f"---\nid: {UUID(int=0xA3)}\ntitle: Bacaan\nsummary: Pendek saja.\n---\nBacalah.\n",
        "utf-8",
    )
    _write(
        course / "satu" / "latihan.yaml",
        {
            "kind": "quiz",
            "id": str(UUID(int=0xA4)),
            "required": False,
            "text": {
                "id": {
                    "title": COVER,
                    "summary": "Satu soal dari tiap jenis.",
                    "intro": "Jawablah dengan tenang.",
                }
            },
            "pass_mark": 60,
            "chances": None,
            "shuffle": {"questions": False, "options": True},
            "questions": [f"aneka.{one['id']}" for one in asked],
        },
    )
    return folder
