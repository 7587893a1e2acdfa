"""A small content folder that has no findings, as a mapping of path to text; tests spoil it."""

from collections.abc import Mapping
from pathlib import Path

from app.assessment.kind import QuizKind
from app.catalogue.compiler.compile import CompiledCourse, CompileReport, compile_all
from app.catalogue.compiler.kinds import ActivityKind
from app.catalogue.compiler.lesson import LessonKind

KINDS: Mapping[str, ActivityKind] = {"lesson": LessonKind(), "quiz": QuizKind()}

COURSE = "courses/contoh/course.yaml"
MODULE = "courses/contoh/dasar/module.yaml"
LESSON = "courses/contoh/dasar/satu.md"
ENGLISH = "courses/contoh/dasar/satu.en.md"
QUIZ = "courses/contoh/dasar/kuis.yaml"
DRAWING = "courses/contoh/dasar/assets/loket.svg"
BANK = "banks/contoh/dasar.yaml"
FACTS = "facts/pelayanan.yaml"
REGULATIONS = "regulations/pelayanan.yaml"

FILES: Mapping[str, str] = {
    COURSE: """\
id: 0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0001
slug: contoh
status: active
topic: pelayanan-publik
competencies: [Pelayanan Publik]
organiser: BKPSDM Contoh
jp: 0
text:
  id:
    title: Kursus contoh
    summary: Sebuah kursus rekaan.
    why: |
      Karena warga **menunggu**.
    audience: Petugas loket.
    outcomes: [Dapat memilah antrean.]
  en:
    title: Sample course
    summary: An invented course.
    why: Because citizens **wait**.
    audience: Counter staff.
    outcomes: [Can sort a queue.]
sources: [UU 25/2009]
modules: [dasar]
languages: [id, en]
""",
    MODULE: """\
id: 0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0002
text:
  id: {title: Dasar, summary: Yang pertama.}
  en: {title: Basics, summary: The first.}
activities: [satu, kuis]
""",
    LESSON: """\
---
id: 0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0003
title: Memilah antrean
summary: Tiga pertanyaan di pintu.
---
Senin pagi, empat puluh enam warga menunggu. Lihat [asas pelayanan](fact:asas).

## Tiga pertanyaan

- Apa keperluan Anda?
- Boleh saya lihat berkasnya?

:::callout{title="Coba di loket Anda"}
Catat keperluan dua puluh warga pertama.
:::

:::fact{ref="asas"}
:::

:::check{id="c1"}
Siapa yang didahulukan?

- [ ] Yang paling keras | Suara keras bukan alasan.
- [x] Lansia | Benar, itu asas pelayanan.
:::

:::figure{src="assets/loket.svg" alt="Dua loket" licence="CC BY 4.0, Lentera"}
Angka rekaan.
:::

:::accordion{title="Lebih dalam"}
:::reflection{id="r1"}
Apa yang akan Anda ubah?
:::
:::
""",
    ENGLISH: """\
---
title: Sorting a queue
summary: Three questions at the door.
---
Monday morning, forty-six citizens wait. See the [principles](fact:asas).

## Three questions

- What do you need?
- May I see your papers?

:::callout{title="Try it at your counter"}
Note what the first twenty citizens need.
:::

:::fact{ref="asas"}
:::

:::check{id="c1"}
Who goes first?

- [ ] The loudest | A loud voice is no reason.
- [x] The elderly | Right, it is a principle.
:::

:::figure{src="assets/loket.svg" alt="Two counters" licence="CC BY 4.0, Lentera"}
Invented figures.
:::

:::accordion{title="Deeper"}
:::reflection{id="r1"}
What will you change?
:::
:::
""",
    QUIZ: """\
kind: quiz
id: 0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0004
text:
  id: {title: Kuis, summary: Satu pertanyaan., intro: Baca dengan tenang.}
  en: {title: Quiz, summary: One question., intro: Read calmly.}
pass_mark: 70
chances: 3
questions: [contoh.benar]
""",
    DRAWING: """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
  <g id="loket" fill="var(--ink)"><path d="M2 2h16v16H2z"/></g>
  <use href="#loket" x="20"/>
</svg>
""",
    BANK: """\
- id: benar
  kind: true_false
  competency: pelayanan-publik
  author: Tim Lentera
  review_on: 2027-01-01
  points: 1
  key: true
  text:
    id: {stem: Lansia didahulukan., explanation: Itu asas pelayanan.}
    en: {stem: The elderly go first., explanation: It is a principle.}
""",
    FACTS: """\
- id: asas
  statement:
    id: Kelompok rentan mendapat perlakuan khusus.
    en: Vulnerable groups get special treatment.
  source: UU 25/2009, Pasal 4
  regulation: uu25-2009
  valid_from: 2009-07-18
  reviewed_on: 2026-10-12
  review_on: 2027-04-12
  confidence: T
""",
    REGULATIONS: """\
- id: uu25-2009
  title: UU 25/2009 tentang Pelayanan Publik
  valid_from: 2009-07-18
""",
}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files below ``folder`` and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def spoiled(changes: Mapping[str, str | bytes | None]) -> dict[str, str | bytes]:
    """The sample folder with some files replaced, added or (None) left out."""
    files: dict[str, str | bytes] = dict(FILES)
    for name, text in changes.items():
        if text is None:
            del files[name]
        else:
            files[name] = text
    return files


def report_of(
    folder: Path, changes: Mapping[str, str | bytes | None] | None = None
) -> CompileReport:
    """The compiler's report on the sample folder, spoiled or not."""
    return compile_all([write(folder, spoiled(changes or {}))], KINDS)


def compiled_course(
    folder: Path, changes: Mapping[str, str | bytes | None] | None = None
) -> CompiledCourse:
    """The sample course, compiled."""
    report = report_of(folder, changes)
    assert not report.findings, "\n".join(map(str, report.findings))
    return report.courses[0]
