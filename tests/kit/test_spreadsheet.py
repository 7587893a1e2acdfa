"""Tables for spreadsheets: text stays text, numbers stay numbers."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

from app.kit.spreadsheet import Cell, csv_file, xlsx

ROWS: list[list[Cell]] = [
    ["Soal", "Angka"],
    ["=1+1", 0.25],
    ["a\x00b & <c>", None],
    ["-", -3],
]


def test_csv_does_not_calculate() -> None:
    content = csv_file(ROWS)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[1] == ["'=1+1", "0.25"]
    assert rows[3] == ["'-", "-3"]


def test_xlsx_holds_the_cells() -> None:
    content = xlsx("Uji & coba", ROWS, (20, 10))
    assert content == xlsx("Uji & coba", ROWS, (20, 10)), "the same rows are the same bytes"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        sheet = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        book = ET.fromstring(archive.read("xl/workbook.xml"))
    assert [one.get("name") for one in book.iter() if one.tag.endswith("sheet")] == ["Uji & coba"]
    cells = {one.get("r"): one for one in sheet.iter() if one.tag.endswith("}c")}
    assert "".join(cells["A2"].itertext()) == "=1+1"
    assert cells["A2"].get("t") == "inlineStr"
    assert "".join(cells["A3"].itertext()) == "a�b & <c>"
    assert ("".join(cells["B4"].itertext()), cells["B4"].get("t")) == ("-3", None)
    assert "B3" not in cells
    many: list[list[Cell]] = [[*range(28)]]
    with zipfile.ZipFile(io.BytesIO(xlsx("x", many, ()))) as archive:
        assert 'r="AB1"' in archive.read("xl/worksheets/sheet1.xml").decode()
