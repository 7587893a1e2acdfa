"""Problems that bringing a course in as a file raises."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, PayloadTooLarge


class CourseFileRefused(Conflict):
    """The file is not taken; ``reason`` (see ``reading.Reason``) and ``name`` say why."""

    title = "The file was not taken"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Berkas ini tidak dapat diterima. Tidak ada yang disimpan.",
        "en": "This file cannot be taken. Nothing was stored.",
    }


class CourseFileTooLarge(PayloadTooLarge):
    title = "The course file is too large"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Berkas lebih besar dari 20 MB dan tidak disimpan. Kirim lewat halaman Impor: di "
        "sana berkas sampai 500 MB dikirim sedikit demi sedikit.",
        "en": "The file is larger than 20 MB and was not stored. Send it on the import page: there "
        "files of up to 500 MB travel piece by piece.",
    }


class CourseIsHere(Conflict):
    """The course of the file is here already; ``course`` is its id and ``yours`` whether the actor
    teaches it, and may bring the file into its draft. ``replaces`` then says how many files that
    would make ``added``, ``changed`` and ``removed``, and ``draft`` whether a draft is begun."""

    title = "The course is here already"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kursus dari berkas ini sudah ada di sini. Tidak ada yang berubah. Bila Anda "
        "pengajarnya, masukkan berkas ke dalam drafnya; bila bukan, hubungi admin.",
        "en": "The course in this file is here already. Nothing was changed. If you teach it, "
        "bring the file into its draft; if not, ask an admin.",
    }


class NotWhatIsMissing(Conflict):
    title = "Not one of the missing files"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Berkas ini bukan salah satu yang ditunggu kursus: isinya harus persis sama dengan "
        "aslinya. Kirim berkas asli, atau tambahkan sebagai media baru.",
        "en": "This file is not one the course waits for: it must be exactly the original. Send "
        "the original file, or add this one as new media.",
    }
