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
