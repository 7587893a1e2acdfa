"""Problems that reviewing and publishing drafts raise."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, Forbidden, NotFound


class CommentNotFound(NotFound):
    title = "Comment not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Komentar ini tidak ada (lagi), atau bukan untuk akun Anda. Muat ulang halaman.",
        "en": "This comment is not there (any more), or not for your account. Reload the page.",
    }


class CourseDraftMoved(Conflict):
    """The draft has another revision than the one that was looked at."""

    title = "The course draft moved on"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Draf ini berubah sejak Anda membukanya. Tidak ada yang terbit. "
        "Muat ulang, lihat perubahannya, lalu putuskan lagi.",
        "en": "This draft has changed since you opened it. Nothing was published. "
        "Reload, look at what changed, then decide again.",
    }


class CourseDraftUnfinished(Conflict):
    """The rules of content find something; ``findings`` says what and where."""

    title = "The course draft has something to mend"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Ada temuan yang perlu diperbaiki lebih dahulu. Draf Anda aman dan belum terbit.",
        "en": "There are findings to mend first. Your draft is safe and not published yet.",
    }


class CourseDraftOutdated(Conflict):
    """The course was published by another way since the draft was begun."""

    title = "The course draft stands on an older version"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kursus ini terbit dalam versi lain sesudah draf dimulai. Draf Anda aman. "
        "Buka Riwayat dan perbarui dasar draf, lalu lanjutkan.",
        "en": "The course was published in another version after this draft was begun. Your "
        "draft is safe. Open History and bring the draft up to date, then go on.",
    }


class CourseDraftUnchanged(Conflict):
    title = "The course draft is what is published"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Draf ini sama dengan yang terbit. Tidak ada versi baru yang dibuat.",
        "en": "This draft is the same as what is published. No new version was made.",
    }


class ReviewStepRefused(Conflict):
    """The draft is not in a state in which this can be done."""

    title = "Not at this point of the review"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Langkah ini belum atau tidak lagi berlaku pada keadaan draf sekarang. "
        "Tidak ada yang berubah. Muat ulang untuk melihat keadaannya.",
        "en": "This step is not possible in the draft's present state. Nothing was changed. "
        "Reload to see how it stands.",
    }


class OwnReview(Forbidden):
    """Nobody approves what they asked to have reviewed."""

    title = "Somebody else must review"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Tinjauan harus oleh orang lain, bukan yang memintanya. Tidak ada yang berubah. "
        "Minta pengajar lain pada kursus ini atau admin.",
        "en": "Somebody other than who asked must review. Nothing was changed. "
        "Ask another teacher of the course or an admin.",
    }


class PublishingRefused(Forbidden):
    """A partner lecturer writes and comments; trainers and admins publish."""

    title = "Publishing is for trainers and admins"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Dosen mitra menyunting dan meninjau; yang menerbitkan adalah pengajar atau admin. "
        "Draf Anda aman. Mintalah salah satu dari mereka.",
        "en": "Partner lecturers write and review; trainers or admins publish. "
        "Your draft is safe. Ask one of them.",
    }


class TimeHasPassed(Conflict):
    title = "That time has passed"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Waktu terbit harus di depan dan paling jauh satu tahun. Tidak ada yang berubah.",
        "en": "The time to publish must lie ahead, at most one year. Nothing was changed.",
    }


class TooManyComments(Conflict):
    title = "Too many comments"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Draf ini sudah memuat 1.000 komentar. Komentar ini tidak disimpan; "
        "selesaikan yang ada lebih dahulu.",
        "en": "This draft holds 1,000 comments. This one was not saved; resolve others first.",
    }
