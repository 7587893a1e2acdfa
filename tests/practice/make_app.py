"""An app practice for tests: a letter that is drafted, sent and answered. Every part occurs."""

import copy
from typing import Any
from uuid import UUID

from app.catalogue.compiler.kinds import ActivitySource
from app.catalogue.document import Activity, ActivityText
from app.kit.ids import uuid7
from app.practice import app_rendering
from app.practice.app_kind import AppPracticeKind
from app.practice.app_replay import Step
from app.practice.app_shapes import AppPractice
from tests.make_course import fragment

APP: dict[str, Any] = {
    "name": "Surat (tiruan)",
    "start": "kotak",
    "general": "Belum ada gunanya sekarang.",
    "state": [{"id": "surat", "values": ["kosong", "draf", "terkirim"]}],
    "tasks": [
        {
            "id": "konsep",
            "goal": "Buat konsep surat.",
            "hint": "Pilih Buat.",
            "done": {"surat": ["draf", "terkirim"]},
        },
        {
            "id": "kirim",
            "goal": "Kirim surat.",
            "hint": "Buka surat itu.",
            "done": {"surat": "terkirim"},
        },
    ],
    "nav": [{"id": "menu-kotak", "label": "Kotak", "go": "kotak"}],
    "screens": [
        {
            "id": "kotak",
            "title": "Kotak surat",
            "parts": [
                {"text": "Surat *rekaan*.", "when": {"surat": "kosong"}},
                {
                    "list": [
                        {
                            "id": "baris",
                            "title": "Nota dinas",
                            "note": "Konsep",
                            "tag": "Draf",
                            "tone": "wait",
                            "when": {"surat": "draf"},
                            "go": "isi",
                        },
                        {"id": "lama", "title": "Surat lama", "wrong": "Itu sudah selesai."},
                    ]
                },
                {
                    "table": "Daftar agenda",
                    "columns": ["Nomor", "Perihal"],
                    "rows": [
                        {"id": "agenda-1", "cells": ["1", "Rapat"], "wrong": "Bukan itu."},
                        {"id": "agenda-2", "cells": ["2", "Cuti"]},
                    ],
                },
                {
                    "button": "Buat",
                    "id": "buat",
                    "main": True,
                    "when": {"surat": "kosong"},
                    "go": "tulis",
                },
            ],
        },
        {
            "id": "tulis",
            "title": "Tulis surat",
            "look": "dialog",
            "nav": False,
            "parts": [
                {
                    "field": "perihal",
                    "label": "Perihal",
                    "right": {"words": 2},
                    "mistakes": [{"is": "surat", "say": "Terlalu umum."}],
                    "otherwise": "Tulis perihal, paling sedikit dua kata.",
                },
                {
                    "field": "tujuan",
                    "label": "Tujuan",
                    "kind": "select",
                    "options": [
                        {"id": "camat", "label": "Camat"},
                        {"id": "warga", "label": "Warga", "wrong": "Nota dinas untuk ke dalam."},
                    ],
                    "otherwise": "Pilih tujuan.",
                },
                {
                    "field": "tanggal",
                    "label": "Tanggal",
                    "kind": "date",
                    "start": "2026-11-20",
                    "right": {"from": "2026-11-23", "to": "2026-11-27"},
                    "otherwise": "Pilih hari dalam pekan ini.",
                },
                {
                    "field": "setuju",
                    "label": "Sudah saya baca lagi",
                    "kind": "checkbox",
                    "right": {"checked": True},
                    "otherwise": "Baca lagi dahulu.",
                },
                {
                    "field": "lampiran",
                    "label": "Lampiran",
                    "kind": "file",
                    "options": [
                        {"id": "undangan", "label": "undangan.pdf"},
                        {"id": "foto", "label": "foto.jpg", "wrong": "Foto tidak perlu."},
                    ],
                    "otherwise": "Pilih berkas.",
                },
                {
                    "button": "Simpan",
                    "id": "simpan",
                    "main": True,
                    "checks": ["perihal", "tujuan", "tanggal", "setuju", "lampiran"],
                    "set": {"surat": "draf"},
                    "go": "kotak",
                    "say": "Konsep tersimpan.",
                },
                {"button": "Batal", "id": "batal", "go": "kotak"},
            ],
        },
        {
            "id": "isi",
            "title": "Nota dinas",
            "look": "browser",
            "address": "surat.contoh.example",
            "parts": [
                {"paper": "## Nota dinas\n\nIsi surat rekaan."},
                {"note": "Kode dikirim.", "tone": "warn"},
                {"device": "Ponsel", "says": "Kode 482915"},
                {
                    "facts": [
                        {"label": "Perihal", "of": "perihal"},
                        {"label": "Sifat", "value": "Biasa"},
                    ]
                },
                {
                    "field": "kode",
                    "label": "Kode",
                    "kind": "code",
                    "right": {"is": "482915"},
                    "otherwise": "Lihat ponsel.",
                },
                {
                    "button": "Kirim",
                    "id": "kirim",
                    "main": True,
                    "on": [
                        {
                            "when": {"surat": "draf"},
                            "checks": ["kode"],
                            "set": {"surat": "terkirim"},
                            "say": "Surat terkirim.",
                        }
                    ],
                },
            ],
        },
    ],
}

DRAFT = {
    "perihal": "Undangan rapat",
    "tujuan": "camat",
    "tanggal": "2026-11-24",
    "setuju": "1",
    "lampiran": "undangan",
}
# The shortest way to both goals.
WAY = (
    Step("buat"),
    Step("simpan", DRAFT),
    Step("baris"),
    Step("kirim", {"kode": "482915"}),
)


def app_practice(**changes: Any) -> AppPractice:
    return AppPractice.model_validate(copy.deepcopy(APP) | changes)


def source(**changes: Any) -> dict[str, Any]:
    """The YAML file's mapping."""
    return {
        "id": "0192a1b2-0000-7000-8000-00000000a001",
        "kind": "app_practice",
        "minutes": 10,
        "text": {
            "id": {"title": "Surat", "summary": "Ringkas.", "intro": "Data *rekaan*."},
            "en": {"title": "Letter", "summary": "Short."},
        },
        "app": copy.deepcopy(APP),
    } | changes


def read_source(data: dict[str, Any]) -> ActivitySource:
    """As the compiler's reader would give it, with no lines."""
    return ActivitySource("surat.yaml", "surat", data, {(): 1}, "", 1)


def make_app_activity(slug: str = "surat", activity_id: UUID | None = None) -> Activity:
    """The activity of a publication."""
    app = app_practice()
    return Activity(
        id=activity_id or uuid7(),
        slug=slug,
        kind=AppPracticeKind.name,
        module_id=UUID(int=0),
        minutes=10,
        required=True,
        completes_by="outcome",
        text={
            "id": ActivityText(title="Surat rekaan", summary="Ringkas."),
            "en": ActivityText(title="Invented letter", summary="Short."),
        },
        fragments={"id": fragment(app_rendering.fragment(app, "id", action=f"{slug}/latihan"))},
        body={
            "app": app.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "intro": {"id": "<p>Data rekaan.</p>"},
        },
    )
