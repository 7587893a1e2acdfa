"""Findings about a question in words for its author, in Indonesian and English. Pure.

The compiler speaks English to those who write files; who writes in the browser reads this.
"""

from collections.abc import Mapping

from app.banks.checking import QuestionFinding

# By the code of the rule in content/README.md: what is wrong and what to do.
_INDONESIAN: Mapping[str, str] = {
    "C002": "Terlalu panjang atau terlalu besar. Ringkas, atau bagi menjadi dua soal.",
    "C003": "Ada tanda kendali yang tidak terlihat. Hapus tanda itu.",
    "C007": "Susunannya terlalu dalam. Tulis lebih sederhana.",
    "C040": "Ada tag HTML. Pakai Markdown, atau apit tag itu dengan `tanda ini`.",
    "C041": "Ada blok ::: yang tidak dikenal atau tidak ditutup. Tutup dengan ::: di baris baru.",
    "C042": "Atribut blok ::: tidak lengkap. Tulis semua atributnya, tidak ada yang kosong.",
    "C043": "Blok ini tidak boleh ada di dalam soal. Di soal hanya boleh gambar.",
    "C044": "Urutan judul tidak tepat. Mulai dari ## lalu turun satu tingkat demi satu tingkat.",
    "C047": "Gambar perlu src, alt, dan licence. Isi ketiganya.",
    "C048": "Berkas gambar ini tidak ada di bank soal. Unggah dahulu, atau periksa namanya.",
    "C049": "Gambar SVG ini memuat lebih dari bentuk dan teks. Sederhanakan gambarnya.",
    "C050": "Alamat tautan tidak diizinkan. Pakai https://, mailto:, tel:, atau /halaman.",
    "C051": "Gambar ditulis dengan ![…]. Pakai blok gambar, supaya ada keterangan dan lisensinya.",
    "C052": "Blok ini kosong. Tulis isinya.",
    "C053": "Fakta hukum ini tidak dikenal di sini. Tulis dasar hukumnya sebagai teks biasa.",
    "C060": "Fakta ini belum pasti. Tambahkan kata “periksa aturan terbaru”.",
    "C070": "Ada kata yang sebaiknya diganti. Pakai padanan Indonesianya.",
    "C071": "Kalimat ini lebih dari 30 kata. Pecah menjadi dua kalimat.",
    "Q006": "Kode soal dipakai dua kali. Beri kode sendiri untuk setiap soal.",
    "Q007": "Jenis soal belum dipilih atau tidak dikenal. Pilih salah satu jenis.",
    "Q008": "Teks bahasa Indonesia belum ada. Tulis dahulu.",
    "Q011": "Ada pilihan atau butir dengan kode yang sama. Beri kode berbeda.",
    "Q012": "Kunci atau umpan balik menunjuk pilihan yang tidak ada. Pilih salah satu yang ada.",
    "Q013": "Pilihan pada terjemahan tidak sama dengan teks Indonesia. Samakan kodenya.",
    "Q014": "Semua pilihan benar, sehingga mencentang semuanya selalu benar. Tambah yang salah.",
    "Q015": "Jawaban ini tidak memuat huruf atau angka, jadi tidak akan pernah cocok.",
    "Q016": "Ini bukan angka. Tulis seperti peserta menulisnya, misalnya 91,48.",
    "Q017": "Angka ini dapat dibaca dua cara. Tulis 1240 untuk ribuan atau 1,24 untuk desimal.",
    "Q018": "Toleransi tidak boleh kurang dari 0.",
    "Q019": "Ada butir kiri yang belum punya pasangan. Pasangkan semuanya.",
    "Q020": "Kunci urutan harus menyebut setiap butir tepat satu kali.",
    "Q030": "Jumlah kata paling sedikit lebih besar daripada paling banyak. Tukar keduanya.",
    "Q031": "Semua tingkat kriteria ini bernilai sama. Beri nilai lebih untuk yang lebih baik.",
}
# Of "C010", by what the compiler proposes instead.
_OF_FORM: Mapping[str, str] = {
    "add it": "Bagian ini belum diisi. Isi dahulu.",
    "remove it or mend its name": "Bagian ini tidak dikenal untuk jenis soal ini. Hapus.",
    "write text, in quotes if it looks like a number": "Isi dengan teks.",
    "write something": "Bagian ini masih kosong. Tulis isinya.",
    "use small letters, digits and single dashes": (
        "Pakai huruf kecil, angka, dan satu tanda hubung di antaranya."
    ),
    "write a whole number": "Isi dengan bilangan bulat.",
    "write true or false": "Pilih benar atau salah.",
    "write a list, each item after '- '": "Isi dengan daftar.",
    "write a mapping": "Susunan bagian ini tidak tepat.",
    "write one of the values allowed": "Pilih salah satu nilai yang tersedia.",
    "write a date as 2026-11-21, an id as a UUID": "Tulis tanggal seperti 2026-11-21.",
}
_OTHERWISE = "Bagian ini tidak sesuai aturan soal ({code}). Periksa isinya."


def words_of(finding: QuestionFinding, language: str) -> str:
    """One or two sentences: what is wrong, what to do."""
    if language == "en":
        said = f"{finding.what}; {finding.instead}."
        return said[:1].upper() + said[1:]
    if finding.code == "C010":
        return _OF_FORM.get(finding.instead, "Isi bagian ini tidak tepat. Perbaiki.")
    return _INDONESIAN.get(finding.code, _OTHERWISE.format(code=finding.code))
