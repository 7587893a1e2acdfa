"""A course as large as they come, made of rules instead of ideas: for measuring only.

Its lessons use what authors use: headings, lists, a table, callouts, an inline check, a legal fact.
The same arguments always make the same files.
"""

from uuid import NAMESPACE_URL, uuid5

SLUG = "kursus-besar"
COURSE_ID = uuid5(NAMESPACE_URL, "lentera/bench/kursus-besar")

_COURSE = """\
id: {id}
slug: {slug}
status: active
topic: pelayanan-publik
competencies: [Pelayanan Publik]
organiser: Contoh
jp: 0
text:
  id:
    title: Kursus besar (rekaan)
    summary: Sebuah kursus rekaan untuk mengukur.
    why: |
      Karena yang besar pun harus **terbit cepat**.
    audience: Siapa saja.
    outcomes: [Dapat mengukur.]
sources: [UU 25/2009]
modules:
{modules}
"""
_MODULE = """\
id: {id}
text:
  id: {{title: Modul {number}, summary: Modul rekaan ke-{number}.}}
activities:
{activities}
"""
_LESSON = """\
---
id: {id}
title: Pelajaran {number}
summary: Tentang loket ke-{number}.
---
{body}"""
_PART = """\
## Bagian {part}

Senin pagi di loket {number}, empat puluh enam warga menunggu. Petugas mencatat **nama keperluan**,
lalu memilahnya menurut [asas pelayanan](fact:asas) dan *waktu tunggu* yang tersisa di papan.

- Apa keperluan warga pada jam {part}?
- Berkas mana yang sudah lengkap dan mana yang belum?
- Siapa yang perlu didampingi sampai selesai?

| Langkah | Menit | Petugas |
| --- | --- | --- |
| Menyapa | {part} | Loket |
| Memeriksa berkas | {number} | Verifikator |

:::callout{{title="Coba di loket Anda"}}
Catat keperluan dua puluh warga pertama, lalu bandingkan dengan catatan minggu lalu.
:::

"""
_FOOT = """\
:::fact{ref="asas"}
:::

:::check{id="c1"}
Siapa yang didahulukan?

- [ ] Yang paling keras | Suara keras bukan alasan.
- [x] Lansia | Benar, itu asas pelayanan.
:::
"""
_LAW = {
    "facts/register.yaml": """\
- id: asas
  statement:
    id: Kelompok rentan mendapat perlakuan khusus.
  source: UU 25/2009, Pasal 4
  regulation: uu25-2009
  valid_from: 2009-07-18
  reviewed_on: 2026-10-12
  review_on: 2027-04-12
  confidence: T
""",
    "regulations/register.yaml": """\
- id: uu25-2009
  title: UU 25/2009 tentang Pelayanan Publik
  valid_from: 2009-07-18
""",
}


def path_of(number: int, modules: int = 10) -> str:
    """Where lesson ``number`` (from 0) stands."""
    return f"courses/{SLUG}/modul-{number % modules + 1}/pelajaran-{number + 1}.md"


def course_of(lessons: int, *, parts: int = 5, modules: int = 10) -> dict[str, bytes]:
    """Files of a course by path. ``parts``: sections of about 90 words in each lesson."""
    files = dict(_LAW)
    inside: dict[int, list[str]] = {module: [] for module in range(min(modules, lessons))}
    for number in range(lessons):
        body = "".join(_PART.format(part=part + 1, number=number + 1) for part in range(parts))
        files[path_of(number, modules)] = _LESSON.format(
            id=uuid5(COURSE_ID, f"lesson/{number}"), number=number + 1, body=body + _FOOT
        )
        inside[number % modules].append(f"pelajaran-{number + 1}")
    for module, activities in inside.items():
        files[f"courses/{SLUG}/modul-{module + 1}/module.yaml"] = _MODULE.format(
            id=uuid5(COURSE_ID, f"module/{module}"),
            number=module + 1,
            activities="\n".join(f"  - {slug}" for slug in activities),
        )
    files[f"courses/{SLUG}/course.yaml"] = _COURSE.format(
        id=COURSE_ID,
        slug=SLUG,
        modules="\n".join(f"  - modul-{module + 1}" for module in inside),
    )
    return {name: text.encode() for name, text in files.items()}
