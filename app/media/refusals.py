"""Why a file is not taken, in words for who sent it. Pure."""

from collections.abc import Mapping

REFUSALS: Mapping[str, Mapping[str, str]] = {
    "unknown-kind": {
        "id": "Jenis berkas ini tidak diterima. Yang diterima: gambar (PNG, JPEG, WebP, GIF, SVG), "
        "suara (MP3, M4A, OGG), film (MP4, WebM), PDF, dan takarir WebVTT.",
        "en": "This kind of file is not taken. These are: pictures (PNG, JPEG, WebP, GIF, SVG), "
        "sound (MP3, M4A, OGG), film (MP4, WebM), PDF and WebVTT captions.",
    },
    "unknown-import": {
        "id": "Yang dapat diimpor: satu berkas Markdown (.md) atau satu arsip ZIP (.zip).",
        "en": "Only one Markdown file (.md) or one ZIP archive (.zip) can be imported.",
    },
    "unreadable": {
        "id": "Keterangan unggahan tidak terbaca. Muat ulang halaman, lalu pilih berkasnya lagi.",
        "en": "What describes the upload cannot be read. Reload and choose the file again.",
    },
    "empty": {
        "id": "Berkas ini kosong. Pilih berkas lain.",
        "en": "This file is empty. Choose another.",
    },
    "too-large": {
        "id": "Berkas ini terlalu besar: gambar paling banyak 15 MB, suara 60 MB, film 200 MB, "
        "PDF 30 MB, takarir 200 kB. Kecilkan dahulu, lalu coba lagi.",
        "en": "This file is too large: pictures 15 MB at most, sound 60 MB, film 200 MB, PDF 30 MB,"
        " captions 200 kB. Make it smaller and try again.",
    },
    "not-as-named": {
        "id": "Isi berkas ini bukan jenis yang disebut namanya, atau berkasnya rusak. Simpan ulang "
        "dari aplikasi asalnya, lalu coba lagi.",
        "en": "What is in this file is not what its name says, or it is damaged. Save it anew from "
        "where it was made and try again.",
    },
    "too-many-pixels": {
        "id": "Gambar ini terlalu besar: paling banyak 50 juta piksel. Kecilkan, lalu coba lagi.",
        "en": "This picture is too large: 50 million pixels at most. Shrink it and try again.",
    },
    "picture-too-heavy": {
        "id": "Gambar ini tetap terlalu berat setelah dikecilkan. Sederhanakan atau potong "
        "gambarnya, lalu coba lagi.",
        "en": "This picture stays too heavy even when made smaller. Simplify or crop it.",
    },
    "active-svg": {
        "id": "Gambar SVG ini memuat skrip, gaya, atau sesuatu dari luar. Ekspor sebagai SVG "
        "sederhana atau PNG, lalu coba lagi.",
        "en": "This SVG holds scripts, styles or something from outside. Export it as a plain SVG "
        "or as PNG and try again.",
    },
    "active-pdf": {
        "id": "PDF ini memuat skrip, perintah, formulir aktif, atau berkas lain di dalamnya. "
        "Cetak ulang menjadi PDF biasa, lalu coba lagi.",
        "en": "This PDF holds scripts, commands, active forms or other files. Print it to a plain "
        "PDF and try again.",
    },
    "locked-pdf": {
        "id": "PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu coba lagi.",
        "en": "This PDF is locked with a password. Save it without one and try again.",
    },
    "too-long": {
        "id": "Rekaman ini lebih dari empat jam. Bagi menjadi beberapa bagian, lalu coba lagi.",
        "en": "This recording is longer than four hours. Split it and try again.",
    },
    "bad-captions": {
        "id": "Takarir ini bukan WebVTT yang benar. Baris pertama harus WEBVTT dan setiap teks "
        "punya waktu mulai dan selesai, misalnya 00:01.000 --> 00:04.000.",
        "en": "These captions are not proper WebVTT. The first line is WEBVTT, and each text has "
        "its times, e.g. 00:01.000 --> 00:04.000.",
    },
    "broken-zip": {
        "id": "Zip ini rusak atau dibuat dengan cara yang tidak dikenal. Buat zip baru, lalu coba "
        "lagi.",
        "en": "This zip is broken or made in a way that is not known here. Make a new one and "
        "try again.",
    },
    "two-things": {
        "id": "Berkas ini zip dan sekaligus sesuatu yang lain. Buat zip baru, lalu coba lagi.",
        "en": "This file is a zip and something else at once. Make a new zip and try again.",
    },
    "overlap": {
        "id": "Isi zip ini saling bertumpuk. Zip seperti itu tidak dibuka. Buat zip baru.",
        "en": "What is in this zip lies upon each other. Such zips are not opened. Make a new one.",
    },
    "locked-zip": {
        "id": "Zip ini dikunci dengan kata sandi. Buat zip tanpa kata sandi.",
        "en": "This zip is locked with a password. Make one without.",
    },
    "too-many-files": {
        "id": "Zip ini berisi lebih dari 1.000 berkas. Satu zip untuk satu kursus.",
        "en": "This zip holds more than 1,000 files. One zip is for one course.",
    },
    "too-much": {
        "id": "Isinya terlalu besar: naskah dan gambar paling banyak 8 MB tiap berkas dan 40 MB "
        "seluruhnya; suara, film, dan PDF di folder media paling banyak 500 MB.",
        "en": "What is inside is too large: texts and pictures at most 8 MB a file and 40 MB "
        "together; sound, film and PDF in the media folder at most 500 MB.",
    },
    "bomb": {
        "id": "Satu berkas di dalam zip mengembang lebih dari seratus kali lipat. Zip seperti itu "
        "tidak dibuka.",
        "en": "A file in the zip grows more than a hundredfold. Such zips are not opened.",
    },
    "link": {
        "id": "Zip ini berisi tautan atau alat, bukan berkas. Salin berkasnya sendiri ke dalam "
        "zip.",
        "en": "The zip holds a link or a device, not a file. Put the file itself into the zip.",
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
    "not-its-hash": {
        "id": "Isi berkas di folder media tidak cocok dengan namanya, jadi berkas itu rusak atau "
        "ditukar. Unduh zipnya sekali lagi dari tempat asalnya.",
        "en": "What a file in the media folder holds does not fit its name: it is damaged or was "
        "exchanged. Download the zip once more from where it came.",
    },
    "no-room": {
        "id": "Ruang simpan server tidak cukup untuk isi zip ini. Hubungi pengelola.",
        "en": "The server has no room for what is in this zip. Tell the operator.",
    },
    "too-hard": {
        "id": "Berkas ini terlalu rumit untuk diperiksa. Simpan ulang dengan lebih sederhana, lalu "
        "coba lagi.",
        "en": "This file is too complex to examine. Save it in a simpler form and try again.",
    },
}


def words(code: str, language: str, about: str = "") -> str:
    """Why, and (``about``) which file inside it that is about."""
    said = REFUSALS.get(code, REFUSALS["too-hard"])
    told = said.get(language) or said["id"]
    return f"{about}: {told}" if about else told
