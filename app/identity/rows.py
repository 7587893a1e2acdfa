"""Rows as admins paste them: ``NIP;name;unit``, separated by semicolons or tabs (pure).

Every line is accounted for: it becomes a row with what is right or wrong about it, or it is empty,
or it is the heading.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.identity.names import folded

MOST_ROWS = 500
LONGEST_NAME = 200

_HEADING = re.compile(r"(nip|nomor induk pegawai|no\.?)\b")


class RowFault(StrEnum):
    """Why a row is refused, beside the faults of its NIP."""

    SHAPE = "row-shape"
    NIP_MISSING = "nip-missing"
    NIP_REPEATED = "nip-repeated"
    NIP_TAKEN = "nip-taken"
    NAME_MISSING = "name-missing"
    NAME_REFUSED = "name-refused"
    UNIT_UNKNOWN = "unit-unknown"
    UNIT_AMBIGUOUS = "unit-ambiguous"

    def words(self, language: str) -> str:
        """What a person reads: what is wrong and what to do."""
        return _WORDS[self].get(language) or _WORDS[self]["id"]


_WORDS: Mapping[RowFault, Mapping[str, str]] = {
    RowFault.SHAPE: {
        "id": "Tulis tiga kolom: NIP;nama;unit (unit boleh kosong).",
        "en": "Write three columns: NIP;name;unit (the unit may be empty).",
    },
    RowFault.NIP_MISSING: {
        "id": "NIP kosong. Orang tanpa NIP ditambahkan satu per satu dengan surel.",
        "en": "No NIP. Add people without one singly, with an e-mail address.",
    },
    RowFault.NIP_REPEATED: {
        "id": "NIP ini sudah ada pada baris di atas.",
        "en": "This NIP is in an earlier row already.",
    },
    RowFault.NIP_TAKEN: {
        "id": "NIP ini sudah terdaftar.",
        "en": "This NIP is already registered.",
    },
    RowFault.NAME_MISSING: {"id": "Nama kosong.", "en": "No name."},
    RowFault.NAME_REFUSED: {
        "id": f"Nama memuat tanda yang aneh atau lebih dari {LONGEST_NAME} huruf.",
        "en": f"The name has odd signs or more than {LONGEST_NAME} letters.",
    },
    RowFault.UNIT_UNKNOWN: {
        "id": "Unit tidak ditemukan di bawah perangkat daerah yang dipilih. Tambahkan dahulu.",
        "en": "No such unit below the chosen agency. Add it first.",
    },
    RowFault.UNIT_AMBIGUOUS: {
        "id": "Ada beberapa unit bernama sama. Pakai kode unit.",
        "en": "Several units have this name. Use the unit's code.",
    },
}

UNUSUAL_AGE: Mapping[str, str] = {
    "id": "Periksa lagi: usia saat diangkat tidak lazim.",
    "en": "Look again: the age at appointment is unusual.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One pasted row, fields stripped; ``line`` counts from 1. ``fault`` is about its form."""

    line: int
    nip: str
    name: str
    unit: str
    fault: RowFault | None


def _fields(line: str) -> list[str]:
    separator = "\t" if "\t" in line else ";"
    fields = [field.strip().strip('"').strip() for field in line.split(separator)]
    while len(fields) > 3 and not fields[-1]:
        fields.pop()
    return fields


def _name_fault(name: str) -> RowFault | None:
    if not name:
        return RowFault.NAME_MISSING
    odd = any(unicodedata.category(char).startswith("C") for char in name)
    return RowFault.NAME_REFUSED if odd or len(name) > LONGEST_NAME else None


def _row(line: int, fields: Sequence[str]) -> Row:
    if not 2 <= len(fields) <= 3:
        return Row(line, "", " ".join(fields)[:LONGEST_NAME], "", RowFault.SHAPE)
    nip, name, unit = (*fields, "")[:3]
    fault = RowFault.NIP_MISSING if not nip else _name_fault(name)
    return Row(line, nip, name[:LONGEST_NAME], unit[:LONGEST_NAME], fault)


def parse_rows(text: str) -> list[Row]:
    """The rows of a text, in order; a heading in the first line is left out."""
    rows: list[Row] = []
    is_first = True
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip():
            continue
        fields = _fields(line)
        if not (is_first and _HEADING.match(folded(fields[0]))):
            rows.append(_row(number, fields))
        is_first = False
    return rows
