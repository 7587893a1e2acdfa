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
        "id": "Berkas lebih besar dari 20 MB dan tidak disimpan. Kecilkan gambarnya, atau unggah "
        "suara, film, dan PDF lewat halaman Media.",
        "en": "The file is larger than 20 MB and was not stored. Shrink its pictures, or upload "
        "sound, film and PDF on the media page.",
    }


class CourseIsHere(Conflict):
    """The course of the file is here already; ``course`` is its id and ``yours`` whether the actor
    teaches it, and may bring the file into its draft."""

    title = "The course is here already"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kursus dari berkas ini sudah ada di sini. Tidak ada yang berubah. Bila Anda "
        "pengajarnya, masukkan berkas ke dalam drafnya; bila bukan, hubungi admin.",
        "en": "The course in this file is here already. Nothing was changed. If you teach it, "
        "bring the file into its draft; if not, ask an admin.",
    }
