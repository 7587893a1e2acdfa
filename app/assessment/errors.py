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


def refusal(problem: type[Problem], language: str) -> Applied:
    """A command's refusal for good, in the actor's language."""
    return Applied(
        refused=problem.slug(), detail=problem.message.get(language) or problem.message["id"]
    )
