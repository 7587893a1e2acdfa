"""Why a file is not taken, in words for people. Pure."""

from collections.abc import Mapping

from app.media import refusals

_SAFE = {
    "id": " Tidak ada yang disimpan.",
    "en": " Nothing was stored.",
}
_WHY: Mapping[str, Mapping[str, str]] = {
    "not-a-file-of-a-course": {
        "id": "Berkas ini bukan Markdown (.md) dan bukan zip. Pilih salah satunya.",
        "en": "This file is neither Markdown (.md) nor a zip. Choose one of these.",
    },
    "no-course": {
        "id": "Tidak ada kursus di dalam berkas ini: course.yaml atau naskah .md tidak ditemukan.",
        "en": "There is no course in this file: neither course.yaml nor a .md text was found.",
    },
    "several-courses": {
        "id": "Zip ini berisi beberapa kursus. Kirim satu kursus dalam satu zip.",
        "en": "This zip holds several courses. Send one course in a zip.",
    },
    "no-text": {
        "id": "Naskah ini bukan teks UTF-8. Simpan ulang sebagai UTF-8.",
        "en": "This text is not UTF-8. Save it as UTF-8.",
    },
    "odd-id": {
        "id": "Tanda pengenal (id) di course.yaml tidak dapat dibaca. Hapus barisnya untuk "
        "mendapat yang baru.",
        "en": "The id in course.yaml cannot be read. Remove its line to get a new one.",
    },
    "other-address": {
        "id": "Alamat (slug) kursus di berkas ini berbeda dari draf yang ada. Samakan dahulu.",
        "en": "The address (slug) of the course in this file is not that of the draft. Make them "
        "the same first.",
    },
}


def why(reason: str, name: str, language: str) -> str:
    """The reason, the name it is about, and that nothing was stored.

    ``reason``: one of these here, or of ``media.refusals`` for what every zip must be.
    """
    spoken = "en" if language == "en" else "id"
    if reason not in _WHY:
        return refusals.words(reason, spoken, name) + _SAFE[spoken]
    about = f" ({name})" if name else ""
    return _WHY[reason][spoken].rstrip(".") + f"{about}." + _SAFE[spoken]
