"""A worksheet as an activity of a publication: valid by default, every part optional."""

from typing import Any, Literal
from uuid import UUID

from app.catalogue.document import Activity, ActivityText
from app.kit.ids import uuid7
from app.worksheets.sheet import (
    Cell,
    CellKind,
    Option,
    Section,
    SectionWords,
    Sheet,
    Table,
    ToolName,
    Words,
)
from tests.make_course import fragment


def cell(
    name: str, kind: CellKind = "short_text", *, required: bool = True, options: str = ""
) -> Cell:
    return Cell(
        id=name,
        kind=kind,
        required=required,
        options=tuple(
            Option(id=one, text={"id": one.title(), "en": one.upper()}) for one in options.split()
        ),
        text={
            "id": Words(label=f"Isian {name}", help="Boleh singkat."),
            "en": Words(label=f"Field {name}"),
        },
    )


def table(name: str, *columns: Cell, least: int = 2, most: int = 4) -> Table:
    return Table(
        id=name,
        columns=columns,
        least=least,
        most=most,
        text={"id": Words(label=f"Tabel {name}"), "en": Words(label=f"Table {name}")},
    )


SECTION = Section(
    id="layanan",
    text={
        "id": SectionWords(title="Satu layanan", html="<p>Pilih satu.</p>"),
        "en": SectionWords(title="One service"),
    },
    fields=(
        cell("nama"),
        cell("uraian", "long_text", required=False),
        cell("jenis", "choice", options="loket daring"),
        table("langkah", cell("apa"), cell("menit", "number"), cell("catatan", required=False)),
    ),
)

# What fills everything that SECTION requires.
WHOLE = {
    "nama": "Surat pengantar (rekaan)",
    "jenis": "loket",
    "langkah.1.apa": "Memeriksa berkas",
    "langkah.1.menit": "4,5",
    "langkah.3.apa": "Menandatangani",
    "langkah.3.menit": "10",
}


def make_worksheet(
    slug: str = "lembar",
    *,
    tool: ToolName = "none",
    private: Literal["own", "device"] = "own",
    sections: tuple[Section, ...] | None = None,
    worksheet_id: UUID | None = None,
) -> Activity:
    if sections is None:
        sections = (SECTION,) if tool == "none" else ()
    sheet = Sheet(
        tool=tool,
        private=private,
        example={"id": "<p>Contoh rekaan.</p>"},
        sections=sections,
    )
    body: dict[str, Any] = sheet.model_dump(mode="json")
    return Activity(
        id=worksheet_id or uuid7(),
        slug=slug,
        kind="worksheet",
        module_id=UUID(int=0),
        minutes=15,
        required=True,
        completes_by="outcome",
        text={
            "id": ActivityText(title="Lembar rekaan", summary="Untuk diuji."),
            "en": ActivityText(title="Invented sheet", summary="To be tested."),
        },
        fragments={"id": fragment("<p>Isi dengan tenang.</p>")},
        body=body,
    )
