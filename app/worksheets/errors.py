"""Problems that worksheets raise or answer a command with."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, NotFound


class WorksheetNotFound(NotFound):
    title = "Worksheet not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Lembar kerja ini tidak ditemukan untuk akun Anda. Buka dari halaman kursus.",
        "en": "This worksheet was not found for your account. Open it from the course page.",
    }


class WorksheetFieldUnknown(Conflict):
    title = "Field is not part of the worksheet"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Satu isian tidak ada pada lembar kerja versi Anda, jadi tidak disimpan. "
        "Muat ulang halaman; isian yang sudah diterima tetap aman.",
        "en": "One field is not part of your version of the worksheet, so it was not stored. "
        "Reload the page; what was received before is safe.",
    }


class WorksheetValueTooLong(Conflict):
    title = "Value is too long for its field"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Satu isian terlalu panjang, jadi tidak disimpan. Teks Anda masih ada di layar; "
        "ringkas lalu simpan lagi.",
        "en": "One value is too long and was not stored. Your text is still on the screen; "
        "shorten it and save again.",
    }


class WorksheetStaysOnDevice(Conflict):
    title = "Worksheet stays on the device"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Isi buku waktu hanya untuk perangkat Anda. Server menolaknya dan tidak "
        "menyimpannya.",
        "en": "A time log is for your device alone. The server refused it and did not keep it.",
    }
