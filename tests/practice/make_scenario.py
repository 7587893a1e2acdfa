"""A small scenario: as its author writes it, compiled, and as an activity of a publication.

Two steps and a detour, four ways, three endings (two good ones by different paths):

    pintu –a→ meja –a→ tertib (baik)          pintu –b→ ribut –a→ meja
                   –b→ lewat (cukup)                          –b→ pecah (buruk)
"""

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

from app.catalogue.compiler.compile import CompileReport, compile_all
from app.catalogue.compiler.kinds import ActivityKind
from app.catalogue.document import Activity, ActivityText, Fragment
from app.kit.ids import uuid7
from app.practice.scenario import Scenario
from app.practice.scenario_kind import ScenarioKind
from app.wiring import ACTIVITY_KINDS
from tests.catalogue.make_content import MODULE, spoiled, write

KINDS: dict[str, ActivityKind] = {**ACTIVITY_KINDS, "scenario": ScenarioKind()}
FILE = "courses/contoh/dasar/antrean.yaml"

YAML = """\
kind: scenario
id: 0f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0077
minutes: 10
text:
  id:
    title: Antrean di pintu
    summary: Satu pagi rekaan.
    setting: |
      Rekaan. Dua puluh warga menunggu.
  en:
    title: A queue at the door
    summary: An invented morning.
    setting: |
      Invented. Twenty citizens wait.
variables:
  - id: kepercayaan
    start: 50
    better: high
    weight: 2
    text: {id: {label: Kepercayaan warga}, en: {label: Trust of citizens}}
  - id: tunggu
    start: 60
    max: 120
    better: low
    text: {id: {label: Waktu tunggu, unit: menit}, en: {label: Waiting time, unit: minutes}}
steps:
  - id: pintu
    text:
      id: {title: Di pintu, text: Warga mulai gelisah.}
      en: {title: At the door, text: People grow restless.}
    choices:
      - id: a
        to: meja
        effect: {kepercayaan: 20, tunggu: -20}
        text:
          id: {choice: Jelaskan keadaan., feedback: Warga tenang., basis: "UU 25/2009, Pasal 4"}
          en: {choice: Explain., feedback: People calm down., basis: "UU 25/2009, article 4"}
      - id: b
        to: ribut
        effect: {kepercayaan: -30}
        text:
          id: {choice: Diam saja., feedback: Suara meninggi.}
          en: {choice: Say nothing., feedback: Voices rise.}
  - id: ribut
    text:
      id: {title: Suara meninggi, text: Seorang warga merekam.}
      en: {title: Voices rise, text: Someone records.}
    choices:
      - id: a
        to: meja
        effect: {kepercayaan: 10}
        text:
          id: {choice: Minta maaf., feedback: Pulih sebagian.}
          en: {choice: Apologise., feedback: Partly mended.}
      - id: b
        to: pecah
        effect: {kepercayaan: -40, tunggu: 30}
        text:
          id: {choice: Larang merekam., feedback: Makin ramai.}
          en: {choice: Forbid it., feedback: It grows louder.}
  - id: meja
    text:
      id: {title: Di meja, text: Antrean mulai tertib.}
      en: {title: At the desk, text: The queue settles.}
    choices:
      - id: a
        to: tertib
        effect: {kepercayaan: 10, tunggu: -10}
        text:
          id: {choice: Catat waktunya., feedback: Ada data.}
          en: {choice: Note the times., feedback: Now there is data.}
      - id: b
        to: lewat
        effect: {}
        text:
          id: {choice: Biarkan., feedback: Besok sama.}
          en: {choice: Let it be., feedback: Tomorrow is the same.}
endings:
  - id: tertib
    grade: baik
    text:
      id: {title: Pagi yang tertib, text: Semua terlayani., lesson: Ukur lalu ubah.}
      en: {title: An orderly morning, text: All were served., lesson: Measure and change.}
  - id: lewat
    grade: cukup
    text:
      id: {title: Pagi yang lewat, text: Selesai., lesson: Penyebab masih ada.}
      en: {title: A morning gone, text: Done., lesson: The cause remains.}
  - id: pecah
    grade: buruk
    text:
      id: {title: Pagi yang pecah, text: Aduan masuk., lesson: Jangan melarang.}
      en: {title: A broken morning, text: Complaints came., lesson: Do not forbid.}
"""

# Path → ending and score in basis points, worked out by hand: the points of each ending are
# (2 · trust + wait) // 3 in hundredths of a percent, the score is that part of the most, 7833.
SCORES = {
    ("a", "a"): ("tertib", 10_000),  # trust 80, wait 30: (2 · 8000 + 7500) // 3 = 7833
    ("a", "b"): ("lewat", 8_793),  # 70, 40: (2 · 7000 + 6666) // 3 = 6888
    ("b", "a", "a"): ("tertib", 5_886),  # 40, 50: (2 · 4000 + 5833) // 3 = 4611
    ("b", "a", "b"): ("lewat", 4_680),  # 30, 60: (2 · 3000 + 5000) // 3 = 3666
    ("b", "b"): ("pecah", 1_063),  # 0, 90: 2500 // 3 = 833
}


def report_of(folder: Path, text: str = YAML) -> CompileReport:
    """The sample course with the scenario in its module."""
    module = str(spoiled({})[MODULE]).replace("[satu, kuis]", "[satu, antrean, kuis]")
    return compile_all([write(folder, spoiled({MODULE: module, FILE: text}))], KINDS)


def compiled_activity(folder: Path, text: str = YAML) -> Activity:
    report = report_of(folder, text)
    assert not report.findings, "\n".join(map(str, report.findings))
    found = report.courses[0].public.activity_by_slug("antrean")
    assert found is not None
    return found


def scenario_of(activity: Activity) -> Scenario:
    return Scenario.model_validate(activity.body)


def as_made(activity: Activity, *, required: bool = True, **body: Any) -> Activity:
    """The activity under an id of its own, e.g. with ``pass_mark``."""
    return activity.model_copy(
        update={"id": uuid7(), "required": required, "body": {**activity.body, **body}}
    )


def bare(activity_id: UUID, html: str) -> Activity:
    """A lesson where a scenario is expected."""
    return Activity(
        id=activity_id,
        slug="materi",
        kind="lesson",
        module_id=UUID(int=0),
        minutes=1,
        required=True,
        completes_by="done",
        text={"id": ActivityText(title="Materi", summary="Ringkas.")},
        fragments={
            "id": Fragment(html=html, sha256=hashlib.sha256(html.encode()).hexdigest(), words=1)
        },
        body={},
    )
