"""Problems that the catalogue raises."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, NotFound


class CourseNotFound(NotFound):
    """Not there, or outside what this actor sees."""

    title = "Course not found"


class AssetNotFound(NotFound):
    title = "Asset not found"


class CourseSlugTaken(Conflict):
    """Two courses with different ids want one address."""

    title = "Course address is taken by another course"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Alamat ini sudah dipakai kursus lain. Tidak ada yang berubah; pilih alamat lain.",
        "en": "Another course has this address. Nothing was changed; choose another.",
    }


class SourcesMissing(Conflict):
    """Published before sources were kept, so there is nothing to edit."""

    title = "The publication's files were not kept"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Naskah kursus ini belum tersimpan di server. Tidak ada yang berubah. "
        "Minta pengelola sistem menerbitkan ulang isi kursus, lalu coba lagi.",
        "en": "The files of this course are not kept on the server yet. Nothing was changed. "
        "Ask the system operator to publish the content again, then try again.",
    }


class PublishedMeanwhile(Conflict):
    """Someone else published the course after this change was begun."""

    title = "The course was published meanwhile"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kursus ini baru saja diterbitkan orang lain. Draf Anda aman dan belum terbit. "
        "Muat ulang, periksa perbedaannya, lalu terbitkan lagi.",
        "en": "Somebody else has just published this course. Your draft is safe and not published "
        "yet. Reload, look at the differences, then publish again.",
    }
