"""Problems of files of questions."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Invalid


class FileUnreadable(Invalid):
    """``line`` and the reason stand in ``errors``."""

    title = "The file cannot be read"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Berkas ini tidak dapat dibaca. Tidak ada soal yang masuk; perbaiki lalu coba lagi.",
        "en": "This file cannot be read. No question came in; mend it and try again.",
    }

    def __init__(self, line: int, words: Mapping[str, str], language: str) -> None:
        said = words.get(language) or words["id"]
        super().__init__([{"in": "body", "pointer": "", "detail": said}])
        self.extensions["line"] = line


class FileTooHard(Invalid):
    title = "The file takes too long to read"
    message: ClassVar[Mapping[str, str]] = {
        "id": (
            "Berkas ini terlalu lama dibaca, jadi berhenti di tengah. Tidak ada soal yang masuk; "
            "bagi menjadi beberapa berkas yang lebih kecil."
        ),
        "en": (
            "This file took too long to read and was given up. No question came in; split it into "
            "smaller files."
        ),
    }


class FileMissing(Invalid):
    title = "No file and no text"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Belum ada berkas atau teks. Pilih berkas, atau tempelkan soalnya.",
        "en": "There is neither a file nor a text. Choose a file, or paste the questions.",
    }


class FileTooLarge(Invalid):
    title = "The file is too large"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Berkas ini lebih dari 20 MB. Tidak ada soal yang masuk; bagi menjadi beberapa.",
        "en": "This file is larger than 20 MB. No question came in; split it.",
    }
