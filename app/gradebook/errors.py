"""Problems that the gradebook raises."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, Forbidden, NotFound


class GradeNotFound(NotFound):
    title = "Grade not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Peserta atau kegiatan ini tidak ada di buku nilai Anda. Muat ulang halaman.",
        "en": "There is no such learner or activity in your gradebook. Reload the page.",
    }


class GradesReadOnly(Forbidden):
    title = "Grades are read-only here"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Anda dapat membaca nilai ini, tetapi hanya pengajar kursus dan admin yang dapat"
        " mengubahnya. Tidak ada yang berubah.",
        "en": "You may read these grades, but only the course's trainers and administrators may"
        " change them. Nothing was changed.",
    }


class OwnGrade(Forbidden):
    title = "Nobody changes their own grade"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Ini nilai Anda sendiri. Minta pengajar lain mengubahnya. Tidak ada yang berubah.",
        "en": "This is your own grade. Ask another trainer to change it. Nothing was changed.",
    }


class GradeChanged(Conflict):
    title = "Somebody was faster"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Orang lain baru saja mengubah nilai ini. Belum ada yang disimpan dari Anda: lihat"
        " riwayatnya, lalu putuskan lagi.",
        "en": "Somebody else has just changed this grade. Nothing of yours is saved yet: look at"
        " its history and decide again.",
    }


class AlreadyExcused(Conflict):
    title = "Already excused"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Peserta ini sudah dibebaskan dari kegiatan tersebut. Tidak ada yang berubah.",
        "en": "This learner is excused from the activity already. Nothing was changed.",
    }


class NothingToWithdraw(Conflict):
    title = "Nothing to withdraw"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Tidak ada yang berlaku untuk ditarik kembali pada kegiatan ini. Muat ulang halaman.",
        "en": "There is nothing in force to take back at this activity. Reload the page.",
    }


class HasNoResult(Conflict):
    title = "The activity has no result to set"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kegiatan ini selesai dengan ditandai, jadi tidak ada nilai untuk ditetapkan. Peserta"
        " dapat dibebaskan darinya.",
        "en": "This activity is done by marking it so: there is no result to set. The learner can"
        " be excused from it.",
    }


class TooManyLearners(Conflict):
    title = "Too many learners for one file"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Pesertanya terlalu banyak untuk satu berkas. Saring menurut perangkat daerah atau"
        " keadaan, lalu unduh lagi.",
        "en": "There are too many learners for one file. Filter by agency or state and download"
        " again.",
    }
