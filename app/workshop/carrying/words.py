"""Why a file is not taken, in words for people. Pure."""

from collections.abc import Mapping

from app.workshop.carrying.reading import Reason

_SAFE = {
    "id": " Tidak ada yang disimpan.",
    "en": " Nothing was stored.",
}
_WHY: Mapping[Reason, Mapping[str, str]] = {
    "not-a-file-of-a-course": {
        "id": "Berkas ini bukan Markdown (.md) dan bukan zip. Pilih salah satunya.",
        "en": "This file is neither Markdown (.md) nor a zip. Choose one of these.",
    },
    "broken": {
        "id": "Zip ini rusak atau dibuat dengan cara yang tidak dikenal. Buat zip baru, lalu coba "
        "lagi.",
        "en": "This zip is broken or made in a way that is not known here. Make a new one and "
        "try again.",
    },
    "locked": {
        "id": "Zip ini dikunci dengan kata sandi. Buat zip tanpa kata sandi.",
        "en": "This zip is locked with a password. Make one without.",
    },
    "too-many": {
        "id": "Zip ini berisi lebih dari 1.000 berkas. Satu zip untuk satu kursus.",
        "en": "This zip holds more than 1,000 files. One zip is for one course.",
    },
    "too-large": {
        "id": "Isinya terlalu besar: paling banyak 8 MB tiap berkas dan 40 MB seluruhnya.",
        "en": "What is inside is too large: at most 8 MB a file and 40 MB together.",
    },
    "bomb": {
        "id": "Satu berkas di dalam zip mengembang lebih dari seratus kali lipat. Zip seperti itu "
        "tidak dibuka.",
        "en": "A file in the zip grows more than a hundredfold. Such zips are not opened.",
    },
    "link": {
        "id": "Zip ini berisi tautan ke berkas lain. Salin berkasnya sendiri ke dalam zip.",
        "en": "The zip holds a link to another file. Put the file itself into the zip.",
    },
    "odd-name": {
        "id": "Ada nama berkas yang tidak dapat dipakai. Pakai huruf, angka, titik, garis, tanpa "
        "spasi.",
        "en": "A file has a name that cannot be used. Use letters, digits, dots, dashes, no "
        "spaces.",
    },
    "twice": {
        "id": "Ada nama berkas yang muncul dua kali di dalam zip.",
        "en": "A file name is in the zip twice.",
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


def why(reason: Reason, name: str, language: str) -> str:
    """The reason, the name it is about, and that nothing was stored."""
    spoken = "en" if language == "en" else "id"
    about = f" ({name})" if name else ""
    return _WHY[reason][spoken].rstrip(".") + f"{about}." + _SAFE[spoken]
