"""The plan of a region pack: a local topic, e.g. waste in one sub-district. Pure.

A skeleton whose texts ask for local facts and say where to look for them. It holds no figure of any
place: who writes the pack brings figures with their source and day.
"""

from app.workshop.templates import Plan, Shape

_FRAME = """\
## Keadaan di wilayah Anda

Tulis tiga angka tentang topik ini, misalnya timbulan sampah, jumlah titik layanan, dan jumlah
aduan. Untuk tiap angka sebutkan sumber, tanggal, dan cara menghitungnya.

| Yang diukur | Angka | Sumber dan tanggal |
|---|---|---|
| Tulis apa yang diukur | Tulis angkanya | Tulis sumber dan tanggalnya |
| Tulis apa yang diukur | Tulis angkanya | Tulis sumber dan tanggalnya |

:::callout{title="Periksa angkanya"}
Hitung ulang satu angka dengan cara lain. Bila hasilnya berbeda, tulis kedua angka dan sebabnya.
:::

## Siapa yang merasakan

Tulis dua warga rekaan dan satu hari mereka. Apa yang mereka lihat, tunggu, atau bayar?

:::reflection{id="r1"}
Angka mana yang belum Anda ketahui dan siapa yang dapat menjawabnya?
:::
"""

_RULES = """\
## Aturan pusat dan daerah

Tulis aturan yang berlaku untuk topik ini: undang-undang, peraturan daerah, dan keputusan
setempat. Sebutkan pasal dan tanggal Anda membacanya.

## Siapa mengerjakan apa

| Pelaku | Tugasnya | Yang dapat dihubungi |
|---|---|---|
| Kecamatan | Tulis tugasnya | Tulis jabatannya |
| Kelurahan | Tulis tugasnya | Tulis jabatannya |
| Dinas yang berwenang | Tulis tugasnya | Tulis jabatannya |
| Warga, RT, dan RW | Tulis perannya | Tulis cara mengajaknya |

:::check{id="c1"}
Seorang warga bertanya siapa yang berwenang. Tulis pertanyaannya di sini.

- [ ] Tulis pelaku yang sering dikira berwenang | Jelaskan batas tugasnya.
- [x] Tulis pelaku yang berwenang | Sebutkan dasar aturannya.
:::
"""

_CASE = """\
## Satu kasus setempat

Ceritakan satu kejadian nyata tanpa nama orang, atau buat kejadian rekaan yang mirip. Apa yang
dicoba, apa yang berhasil, apa yang belum berhasil?

## Yang dapat ditiru

:::accordion{title="Langkah, biaya, dan waktu"}
Tulis langkahnya berurutan. Beri perkiraan biaya dan waktu, dan sebutkan siapa yang memutuskan.
:::

:::callout{title="Coba di wilayah Anda"}
Pilih satu kelurahan. Tulis satu langkah yang dapat dimulai pekan ini.
:::
"""

PLAN: Plan = [
    (
        "Keadaan setempat",
        "Angka wilayah kita, dengan sumber dan tanggalnya.",
        [
            Shape(
                "lesson",
                "Keadaan di wilayah kita",
                "Angka setempat dan siapa yang merasakannya.",
                body=_FRAME,
            ),
            Shape(
                "worksheet", "Catatan lapangan", "Mencatat satu tempat yang Anda datangi sendiri."
            ),
        ],
    ),
    (
        "Aturan dan pelaku",
        "Apa yang diatur dan siapa yang berwenang.",
        [
            Shape(
                "lesson",
                "Aturan dan siapa mengerjakan apa",
                "Dasar hukum dan pembagian tugas.",
                body=_RULES,
            ),
            Shape(
                "quiz", "Kuis aturan dan pelaku", "Memeriksa pemahaman tentang aturan dan tugas."
            ),
        ],
    ),
    (
        "Kasus dan rencana",
        "Belajar dari satu kasus, lalu menyusun rencana 90 hari.",
        [
            Shape(
                "lesson",
                "Satu kasus dari wilayah kita",
                "Apa yang dicoba dan apa hasilnya.",
                body=_CASE,
            ),
            Shape(
                "scenario", "Simulasi menghadapi aduan warga", "Memilih langkah saat warga mengadu."
            ),
            Shape(
                "worksheet",
                "Rencana 90 hari",
                "Langkah, ukuran, biaya, dan pesan bagi warga.",
                "action_plan",
            ),
        ],
    ),
]
