"""Problems that insight raises."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, NotFound


class ReportNotFound(NotFound):
    title = "Report not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Laporan ini tidak ada di kursus Anda. Muat ulang daftarnya.",
        "en": "There is no such report in your course. Reload the list.",
    }


class ActivityNotThere(NotFound):
    title = "Activity not found"


class ReportSettled(Conflict):
    title = "Report is settled already"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Laporan ini sudah ditangani orang lain. Belum ada yang disimpan dari Anda: muat"
        " ulang, lalu lihat jawabannya.",
        "en": "Somebody else has settled this report. Nothing of yours is saved yet: reload and"
        " look at the answer.",
    }


class BlockNotFound(NotFound):
    title = "No such passage"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Bagian yang dipilih tidak ada di materi ini. Tulisan Anda belum terkirim: kembali,"
        " pilih bagiannya lagi, lalu kirim.",
        "en": "The chosen passage is not in this lesson. What you wrote was not sent yet: go back,"
        " choose the passage again and send it.",
    }
