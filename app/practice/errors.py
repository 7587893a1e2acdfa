"""Problems that practice raises or answers a command with."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, NotFound, Problem
from app.learning.kinds import Applied


class PracticeNotFound(NotFound):
    title = "Practice not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Latihan ini tidak ditemukan untuk akun Anda. Buka latihannya dari halaman kursus.",
        "en": "This practice was not found for your account. Open it from the course page.",
    }


class PracticeVersionUnknown(Conflict):
    title = "Practice version is unknown"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Langkah ini dibuat pada versi latihan yang tidak kami kenali, jadi tidak dicatat. "
        "Muat ulang halaman latihan. Langkah Anda yang lain tetap aman.",
        "en": "This step was made on a version of the practice that we do not know, so it was not "
        "recorded. Reload the practice page. Your other steps are safe.",
    }


class RunMisfit(Conflict):
    title = "Run does not fit its practice"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Langkah ini tidak ada pada latihannya, jadi tidak dicatat. Muat ulang halaman "
        "latihan, lalu pilih lagi. Langkah Anda yang lain tetap aman.",
        "en": "There is no such step in this practice, so it was not recorded. Reload the "
        "practice page and choose again. Your other steps are safe.",
    }


class GoalsNotReached(Conflict):
    title = "Goals are not reached"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Belum semua tugas latihan tercapai. Langkah Anda tersimpan; lanjutkan tugasnya.",
        "en": "Not all goals of the practice are reached. Your steps are kept; go on with them.",
    }


REFUSALS: tuple[type[Problem], ...] = (
    PracticeNotFound,
    PracticeVersionUnknown,
    RunMisfit,
    GoalsNotReached,
)


def refusal(problem: type[Problem], language: str) -> Applied:
    """A command's refusal for good, in the actor's language."""
    return Applied(
        refused=problem.slug(), detail=problem.message.get(language) or problem.message["id"]
    )
