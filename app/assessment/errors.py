"""Problems that assessment raises or answers a command with."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, NotFound, Problem
from app.learning.kinds import Applied


class AttemptNotFound(NotFound):
    title = "Attempt not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Percobaan ini tidak ditemukan untuk akun Anda. Buka kuisnya dari halaman kursus.",
        "en": "This attempt was not found for your account. Open the quiz from the course page.",
    }


class QuizNotFound(NotFound):
    title = "Quiz not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kegiatan ini bukan kuis, jadi tidak ada yang dapat dikerjakan di sini.",
        "en": "This activity is not a quiz, so there is nothing to answer.",
    }


class LearnerNotFound(NotFound):
    title = "Learner not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Orang ini tidak mengikuti kursus tersebut. Cari lagi namanya di antara peserta.",
        "en": "This person does not take the course. Search again among its learners.",
    }


class AccommodationNotFound(NotFound):
    title = "Accommodation not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kelonggaran ini tidak ada pada kursus tersebut. Muat ulang daftarnya.",
        "en": "There is no such accommodation in the course. Reload the list.",
    }


class AttemptUnknown(Conflict):
    title = "Attempt is unknown"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Percobaan ini tidak ada pada kuis yang Anda ikuti. Mulai kuis dari halaman kursus.",
        "en": "There is no such attempt of the quiz you take. Start the quiz from the course page.",
    }


class QuestionUnknown(Conflict):
    title = "Question is not part of the quiz"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Soal ini tidak ada pada kuis yang Anda kerjakan. Jawaban soal lain tetap aman.",
        "en": "This question is not in the quiz you are taking. Your other answers are safe.",
    }


class ResponseInvalid(Conflict):
    title = "Response does not fit its question"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Jawaban ini tidak sesuai bentuk soalnya, jadi tidak disimpan. Muat ulang soal, "
        "lalu jawab lagi. Jawaban lain tetap aman.",
        "en": "This answer does not fit its question, so it was not stored. Reload the question "
        "and answer again. Your other answers are safe.",
    }


class PermitInvalid(Conflict):
    title = "Start permit is not valid"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Izin mulai ini bukan untuk akun dan percobaan Anda. Unduh ulang kursusnya, lalu "
        "mulai lagi. Jawaban Anda tetap tersimpan di perangkat.",
        "en": "This start permit is not for your account and attempt. Download the course again, "
        "then start anew. Your answers stay on your device.",
    }


class NotLate(Conflict):
    title = "Nothing late to accept"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Percobaan ini tidak menunggu keputusan: jawabannya tepat waktu, belum ditutup, atau "
        "sudah pernah diterima.",
        "en": "This attempt awaits no decision: it was in time, is not closed, or was accepted "
        "before.",
    }


class NoChancesLeft(Conflict):
    title = "No chances left"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kesempatan mengerjakan kuis ini sudah terpakai semua. Hasil Anda tetap tersimpan. "
        "Hubungi pengajar bila Anda perlu kesempatan lagi.",
        "en": "All chances of this quiz are used. Your results are kept. Ask the trainer if you "
        "need another chance.",
    }


class QuizNotOpen(Conflict):
    title = "Quiz is not open yet"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kuis ini belum dibuka. Jadwalnya tertulis pada halaman kuis; kesempatan Anda tidak "
        "berkurang.",
        "en": "This quiz is not open yet. Its page says when it opens; you have used no chance.",
    }


class QuizOver(Conflict):
    title = "Quiz is over"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Jadwal kuis ini sudah berakhir, jadi tidak dapat dimulai lagi. Hasil Anda tetap "
        "tersimpan. Hubungi pengajar bila Anda berhalangan.",
        "en": "The window of this quiz has closed, so it cannot be started any more. Your results "
        "are kept. Ask the trainer if you were prevented.",
    }


class AlreadySubmitted(Conflict):
    title = "Attempt was submitted before"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Percobaan ini sudah dikirim dengan jawaban lain. Yang pertama diterima tetap "
        "berlaku; kiriman ini disimpan sebagai catatan.",
        "en": "This attempt was already submitted with other answers. The first one received "
        "holds; this one is kept on record.",
    }


class TaskNotFound(NotFound):
    title = "Nothing to mark here"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Jawaban ini tidak ada dalam antrean penilaian Anda. Buka antrean untuk memilih "
        "jawaban lain.",
        "en": "This response is not in your marking queue. Open the queue to choose another one.",
    }


class MarkedAlready(Conflict):
    title = "Response was marked already"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Jawaban ini sudah dinilai, jadi nilai yang baru tidak disimpan. Nilai yang ada "
        "tetap berlaku. Lanjutkan ke jawaban berikutnya.",
        "en": "This response was marked already, so these marks were not stored. The marks given "
        "before hold. Go on with the next response.",
    }


class DraftChanged(Conflict):
    title = "Draft was changed elsewhere"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Draf penilaian ini sudah Anda ubah di perangkat lain. Keduanya masih ada: pilih "
        "yang akan dipakai.",
        "en": "You changed this draft on another device. Both are still here: choose which to use.",
    }


class MarksMisfit(Conflict):
    title = "Marks are not of the rubric"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Nilai ini tidak sesuai rubrik soal: setiap kriteria perlu satu tingkat dari "
        "rubriknya. Tidak ada yang disimpan.",
        "en": "These marks are not of the question's rubric: each criterion needs one of its own "
        "levels. Nothing was stored.",
    }


class NotSettled(Conflict):
    title = "Marks are still awaited"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Jawaban ini masih menunggu penilaian, jadi belum dapat dinilai ulang.",
        "en": "This response still awaits marks, so it cannot be marked anew.",
    }


class RegradeOutdated(Conflict):
    title = "Preview is outdated"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kunci atau keputusan untuk soal ini berubah sejak pratinjau dibuat. Tidak ada nilai "
        "yang diubah. Lihat pratinjau yang baru, lalu putuskan.",
        "en": "The key or a decision on this question changed since the preview. No mark was "
        "changed. Look at the new preview, then decide.",
    }


class RegradedAlready(Conflict):
    title = "Question is judged that way already"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Soal ini sudah dinilai ulang dengan cara yang sama. Tidak ada yang berubah.",
        "en": "This question is judged that way already. Nothing was changed.",
    }


class NotRegradable(Conflict):
    title = "Question cannot be judged that way"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Soal ini tidak dapat dinilai ulang dengan cara itu: soalnya tidak berbobot nilai, "
        "atau tidak ada pada versi kursus yang berlaku. Tidak ada yang berubah.",
        "en": "This question cannot be judged that way: it carries no points, or it is not in the "
        "course's current version. Nothing was changed.",
    }


class RegradeNotFound(NotFound):
    title = "Regrade not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Penilaian ulang ini tidak ditemukan pada kursus Anda.",
        "en": "This regrade was not found in your courses.",
    }


def refusal(problem: type[Problem], language: str) -> Applied:
    """A command's refusal for good, in the actor's language."""
    return Applied(
        refused=problem.slug(), detail=problem.message.get(language) or problem.message["id"]
    )
