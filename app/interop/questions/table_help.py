"""The table's headings and kinds in both languages, its examples, and the sheet of help."""

from collections.abc import Mapping, Sequence

COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("nama", "name", "judul", "title"), "name"),
    **dict.fromkeys(("jenis", "kind", "type", "tipe"), "kind"),
    **dict.fromkeys(("soal", "question", "pertanyaan", "stem"), "stem"),
    **dict.fromkeys(("kunci", "key", "answer", "jawaban"), "key"),
    **dict.fromkeys(("pembahasan", "explanation", "penjelasan"), "explanation"),
    **dict.fromkeys(("satuan", "unit"), "unit"),
    **dict.fromkeys(("toleransi", "tolerance"), "tolerance"),
    **dict.fromkeys(("huruf besar", "case", "case sensitive"), "case"),
    **dict.fromkeys(("poin", "points", "nilai", "bobot"), "points"),
    **dict.fromkeys(("kompetensi", "competency", "competence"), "competency"),
    **dict.fromkeys(("kategori", "category"), "category"),
    **dict.fromkeys(("label", "tags", "tag"), "tags"),
    **dict.fromkeys(("penulis", "author"), "author"),
    **dict.fromkeys(("tinjau ulang", "review on", "review date"), "review_on"),
}
LETTERED: Mapping[str, str] = {
    **dict.fromkeys(("pilihan", "option", "opsi"), "option"),
    **dict.fromkeys(("pasangan", "match", "partner"), "partner"),
    **dict.fromkeys(("umpan balik", "feedback"), "feedback"),
}
# The first name of each kind is the one that is written.
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("pilihan tunggal", "pilihan ganda", "single choice"), "single_choice"),
    **dict.fromkeys(
        ("pilihan jamak", "multiple response", "pilihan ganda kompleks"), "multiple_response"
    ),
    **dict.fromkeys(("benar salah", "benar-salah", "benar/salah", "true false"), "true_false"),
    **dict.fromkeys(("isian singkat", "short answer", "isian"), "short_answer"),
    **dict.fromkeys(("angka", "numeric", "number"), "numeric"),
    **dict.fromkeys(("menjodohkan", "matching", "jodohkan"), "matching"),
    **dict.fromkeys(("urutan", "ordering", "mengurutkan"), "ordering"),
}

_COMMON = {"Poin": "1", "Kompetensi": "pelayanan-publik", "Penulis": "Tim contoh (rekaan)"}
SAMPLES: Sequence[Mapping[str, str]] = (
    {
        **_COMMON,
        "Nama": "contoh-tunggal",
        "Jenis": "pilihan tunggal",
        "Soal": "Siapa yang didahulukan di loket ini (rekaan)?",
        "Kunci": "B",
        "Pilihan A": "Yang paling keras",
        "Pilihan B": "Warga lanjut usia",
        "Umpan balik A": "Suara keras bukan alasan.",
        "Pembahasan": "Kelompok rentan didahulukan.",
    },
    {
        **_COMMON,
        "Nama": "contoh-jamak",
        "Jenis": "pilihan jamak",
        "Soal": "Mana saja yang ada di papan informasi yang baik?",
        "Kunci": "A, C",
        "Pilihan A": "Syarat",
        "Pilihan B": "Nama kenalan",
        "Pilihan C": "Biaya",
        "Pembahasan": "Syarat dan biaya perlu diketahui sebelum datang.",
    },
    {
        **_COMMON,
        "Nama": "contoh-benar-salah",
        "Jenis": "benar salah",
        "Soal": "Maklumat pelayanan ditempel di tempat yang mudah dilihat.",
        "Kunci": "Benar",
        "Umpan balik B": "Warga perlu dapat membacanya.",
        "Pembahasan": "Maklumat adalah janji kepada warga.",
    },
    {
        **_COMMON,
        "Nama": "contoh-isian",
        "Jenis": "isian singkat",
        "Soal": "Singkatan Jam Pelajaran adalah …",
        "Pilihan A": "JP",
        "Pilihan B": "J.P.",
        "Pembahasan": "Satu JP adalah 45 menit.",
    },
    {
        **_COMMON,
        "Nama": "contoh-angka",
        "Jenis": "angka",
        "Soal": "Berapa menit dalam 2 JP?",
        "Kunci": "90",
        "Toleransi": "0",
        "Satuan": "menit",
        "Pembahasan": "2 × 45 menit.",
    },
    {
        **_COMMON,
        "Nama": "contoh-menjodohkan",
        "Jenis": "menjodohkan",
        "Soal": "Jodohkan keadaan dengan tindakan.",
        "Pilihan A": "Berkas kurang",
        "Pilihan B": "Warga bertanya",
        "Pasangan A": "Tunjukkan daftar syarat",
        "Pasangan B": "Arahkan ke meja informasi",
        "Pasangan C": "Minta datang besok",
        "Pembahasan": "Pasangan C tidak cocok dengan apa pun.",
    },
    {
        **_COMMON,
        "Nama": "contoh-urutan",
        "Jenis": "urutan",
        "Soal": "Urutkan langkah melayani.",
        "Pilihan A": "Menyapa",
        "Pilihan B": "Memeriksa berkas",
        "Pilihan C": "Menyerahkan hasil",
        "Pembahasan": "Pilihan ditulis dalam urutan yang benar; saat kuis diacak.",
    },
)

HELP: Sequence[Sequence[str]] = (
    ("Kolom", "English", "Isi"),
    ("Nama", "Name", "Nama pendek, unik. Boleh kosong."),
    ("Jenis", "Kind", "Pilih dari daftar: pilihan tunggal, pilihan jamak, benar salah, …"),
    ("Soal", "Question", "Teks soal. Boleh Markdown: **tebal**, *miring*, daftar, tabel."),
    (
        "Kunci",
        "Key",
        "Pilihan tunggal: B. Pilihan jamak: A, C. Benar salah: Benar. Angka: 91,48. Lain: kosong.",
    ),
    (
        "Pilihan A, B, …",
        "Option A, B, …",
        "Isian singkat: jawaban yang diterima. Menjodohkan: sisi kiri. Urutan: urutan yang benar.",
    ),
    (
        "Pasangan A, B, …",
        "Match A, B, …",
        "Menjodohkan: pasangan dari pilihan berhuruf sama. Tanpa pilihan: pengecoh.",
    ),
    (
        "Umpan balik A, B, …",
        "Feedback A, B, …",
        "Untuk yang memilih huruf itu. Benar salah: A untuk Benar, B untuk Salah.",
    ),
    ("Pembahasan", "Explanation", "Mengapa jawaban itu benar; tampil setelah kuis."),
    ("Satuan", "Unit", "Angka saja, misalnya menit."),
    ("Toleransi", "Tolerance", "Angka saja: selisih yang masih diterima, ke atas dan ke bawah."),
    ("Huruf besar", "Case", "Isian singkat saja: Ya bila huruf besar dan kecil dibedakan."),
    ("Poin", "Points", "1 sampai 10; kosong berarti 1."),
    ("Kompetensi", "Competency", "Kompetensi yang diuji."),
    ("Kategori", "Category", "Boleh kosong."),
    ("Label", "Tags", "Dipisahkan titik koma. Boleh kosong."),
    ("Penulis", "Author", "Siapa yang menulis soal."),
    ("Tinjau ulang", "Review on", "Tanggal seperti 2027-04-12."),
    ("", "", "Baris contoh boleh dihapus. Rumus dan makro ditolak: tulis nilainya."),
)
