"""The table of questions as a file for a spreadsheet. Pure."""

from collections.abc import Mapping
from typing import Literal

from app.assessment.statistics.schemas import QuizStatisticsRead
from app.kit.spreadsheet import CSV, XLSX, Cell, csv_file, xlsx

Format = Literal["xlsx", "csv"]

_HEADS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "Soal",
        "Bunyi",
        "Jenis",
        "Kompetensi",
        "Percobaan",
        "Tingkat kemudahan",
        "Simpangan baku",
        "Daya beda",
        "Beda kelompok atas dan bawah (27 %)",
        "Efisiensi daya beda",
        "Tidak dijawab",
        "Nilai tebakan",
        "Bobot dimaksud",
        "Bobot nyata",
        "Catatan",
    ),
    "en": (
        "Question",
        "Text",
        "Kind",
        "Competency",
        "Attempts",
        "Facility",
        "Standard deviation",
        "Discrimination",
        "Upper less lower group (27%)",
        "Discriminative efficiency",
        "Left empty",
        "Guess score",
        "Intended weight",
        "Effective weight",
        "Notes",
    ),
}
_WIDTHS = (28, 60, 18, 24, 11, 11, 11, 11, 16, 12, 11, 11, 11, 11, 60)
_EARLY = {"id": "Sementara: kurang dari 30 percobaan.", "en": "Early: fewer than 30 attempts."}


def exported(told: QuizStatisticsRead, file_format: Format, language: str) -> tuple[bytes, str]:
    """The file and its media type. Shares are numbers from 0 to 1."""
    spoken = "en" if language == "en" else "id"
    weights = {one.slot: one for one in told.slots}
    rows: list[list[Cell]] = [[*_HEADS[spoken]]]
    for one in told.questions:
        weight = weights.get(one.id)
        notes = [hint.words for hint in one.hints]
        if one.confidence == "early" and notes:
            notes.insert(0, _EARLY[spoken])
        rows.append(
            [
                one.id,
                one.stem,
                one.kind,
                one.competency,
                one.attempts,
                *(
                    None if figure is None else round(figure, 4)
                    for figure in (
                        one.facility,
                        one.deviation,
                        one.discrimination,
                        one.index,
                        one.efficiency,
                        one.blank,
                        one.guess,
                        weight.intended if weight else None,
                        weight.effective if weight else None,
                    )
                ),
                " ".join(notes),
            ]
        )
    if file_format == "csv":
        return csv_file(rows), CSV
    name = "Statistik" if spoken == "id" else "Statistics"
    return xlsx(name, rows, _WIDTHS), XLSX
