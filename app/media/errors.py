"""Problems that uploads raise."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, Gone, Invalid, NotFound, PreconditionFailed


class UploadNotFound(NotFound):
    title = "Upload not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Unggahan ini tidak ada atau sudah lewat tujuh hari. Pilih berkasnya lagi.",
        "en": "This upload is not there, or is older than seven days. Choose the file again.",
    }


class UploadGone(Gone):
    """Its bytes are no longer in the store."""

    title = "Upload is gone"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Bagian yang sudah terkirim tidak ada lagi di server. Pilih berkasnya lagi.",
        "en": "What was sent is no longer on the server. Choose the file again.",
    }


class UploadMoved(Conflict):
    """The piece does not begin where the last one ended; ``offset`` says where that is."""

    title = "The piece does not follow"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Bagian ini tidak bersambung dengan yang sudah diterima. Kiriman diteruskan dari "
        "bagian terakhir yang tiba.",
        "en": "This piece does not follow what has arrived. Go on from what has arrived.",
    }


class UploadClosed(Conflict):
    title = "The upload has arrived already"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Berkas ini sudah diterima seluruhnya.",
        "en": "This file has arrived already.",
    }


class UploadNotDone(Conflict):
    """Not examined yet, or refused; ``state`` says which."""

    title = "The upload is not ready"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Berkas ini belum selesai diperiksa atau tidak dapat dipakai. Lihat keterangannya "
        "di daftar unggahan.",
        "en": "This file has not been examined yet, or cannot be used. See the list of uploads.",
    }


class CourseFull(Conflict):
    title = "The course holds no more media"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Ruang media kursus ini penuh (2 GB). Hapus yang tidak dipakai, lalu coba lagi.",
        "en": "This course's media are full (2 GB). Remove what is not used and try again.",
    }


class TooManyUploads(Conflict):
    title = "Too many unfinished uploads"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Masih ada 40 unggahan Anda yang belum selesai. Teruskan atau batalkan dahulu.",
        "en": "40 of your uploads are unfinished. Finish or cancel some first.",
    }


class StorageFull(Conflict):
    title = "The server's disk is full"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Ruang simpan server hampir penuh. Berkas Anda belum dikirim. Hubungi pengelola.",
        "en": "The server's disk is nearly full. Your file was not sent. Tell the operator.",
    }


class UploadRefused(Invalid):
    """What is asked for cannot be taken; ``code`` is one of ``app.media.refusals``."""

    title = "This file cannot be taken"

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail=detail)
        self.extensions["code"] = code


class TusVersionUnknown(PreconditionFailed):
    """tus 1.0.0, section Tus-Resumable: any other version gets 412 and is told ours."""

    title = "Another version of tus"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Cara mengirim berkas ini tidak dikenal server. Muat ulang halaman, lalu coba lagi.",
        "en": "The server does not know this way of sending. Reload the page and try again.",
    }

    def __init__(self) -> None:
        super().__init__(headers={"Tus-Version": "1.0.0"})
