"""Problems that learning raises, and the words of commands it refuses."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, NotFound, Unauthenticated


class EnrolmentNotFound(NotFound):
    title = "Enrolment not found"


class NotEnrolled(Conflict):
    """The course is there for this person, who has not enrolled yet."""

    title = "Not enrolled in this course"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Anda belum terdaftar di kursus ini. Buka halaman kursus dan pilih Ikuti kursus.",
        "en": "You are not enrolled in this course yet. Open its page and choose Enrol.",
    }


class CourseClosed(Conflict):
    title = "Course is closed to new enrolments"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kursus ini tidak menerima pendaftaran baru. Kemajuan Anda tetap tersimpan.",
        "en": "This course takes no new enrolments now. Any progress you have is kept.",
    }


class OtherAccount(Unauthenticated):
    """The browser signed in as someone else while commands of this account were on their way."""

    title = "Signed in with another account"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Anda masuk dengan akun lain. Tidak ada yang dikirim. Masuk lagi dengan akun semula.",
        "en": "You are signed in with another account. Nothing was sent. Sign in as before.",
    }


class DeviceKeyDiffers(Conflict):
    title = "Device is known with another key"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Perangkat ini sudah terdaftar dengan kunci lain. Jawaban Anda tetap tersimpan.",
        "en": "This device is registered with another key. Your answers are kept.",
    }


class TooManyDevices(Conflict):
    title = "Too many devices"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Akun Anda sudah mempunyai terlalu banyak perangkat. Jawaban tetap terkirim lewat "
        "jaringan; kirim lewat berkas tidak tersedia di perangkat ini.",
        "en": "Your account has too many devices. Answers are still sent by network; sending by "
        "file is not available on this device.",
    }


class HandOverRefused(Conflict):
    """``reason``: "device" (unknown), "signature" (not its), "account" (not active)."""

    title = "Hand-over is refused"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Berkas ini tidak dapat diterima: tanda tangan perangkat tidak cocok, atau perangkat "
        "dan akunnya tidak dikenal. Tidak ada yang disimpan; berkas dan jawaban di perangkat aman.",
        "en": "This file cannot be taken: the device's signature does not match, or device and "
        "account are not known. Nothing was stored; the file and the device's answers are safe.",
    }


# Slug of a refused command → (title, words in Indonesian, words in English).
REFUSALS: dict[str, tuple[str, str, str]] = {
    "command-invalid": (
        "Command is malformed",
        "Perintah ini tidak dapat dibaca server, jadi tidak dicatat. Perintah lain tetap diproses.",
        "The server could not read this command, so it was not recorded. Others were handled.",
    ),
    "command-kind-unknown": (
        "Command kind is unknown",
        "Server belum mengenal jenis perintah ini. Perbarui server atau muat ulang aplikasi.",
        "The server does not know this kind of command. Update the server or reload the app.",
    ),
    "command-too-large": (
        "Command is too large",
        "Isinya terlalu panjang untuk disimpan. Teks Anda masih ada di layar; ringkas lalu simpan.",
        "It is too long to store. Your text is still on the screen; shorten it and save.",
    ),
    "id-reused": (
        "Command id was used before with other content",
        "Nomor perintah ini sudah dipakai untuk isi lain. Yang pertama berlaku; keduanya disimpan.",
        "This command id was used for other content. The first one holds; both are kept.",
    ),
    "clock-ahead": (
        "Device clock is more than 24 hours ahead",
        "Jam perangkat lebih dari 24 jam di depan. Perbaiki jam perangkat, lalu simpan lagi.",
        "The device clock is over 24 hours ahead. Set the clock right, then save again.",
    ),
    "enrolment-unknown": (
        "Enrolment is unknown",
        "Pendaftaran kursus ini tidak ditemukan untuk akun Anda. Buka halaman kursus lalu ikuti.",
        "This enrolment was not found for your account. Open the course page and enrol.",
    ),
    "activity-unknown": (
        "Activity is not part of the course version",
        "Kegiatan ini tidak ada pada versi kursus yang Anda ikuti.",
        "This activity is not part of the course version you take.",
    ),
    "not-markable": (
        "Activity is not completed by marking it done",
        "Kegiatan ini selesai lewat hasilnya, bukan dengan tanda selesai.",
        "This activity is completed by its result, not by marking it done.",
    ),
}


def refusal_problem(slug: str, detail: str | None, language: str) -> dict[str, object]:
    """The RFC 9457 document that goes with a rejected command."""
    title, indonesian, english = REFUSALS.get(slug, (slug.replace("-", " ").capitalize(), "", ""))
    words = detail or (english if language == "en" else indonesian) or title
    return {"type": f"/problems/{slug}", "title": title, "status": 409, "detail": words}
