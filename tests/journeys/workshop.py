"""A studio in use: a draft with all its kinds of files, findings, comments and a colleague."""

import base64
import time
from dataclasses import dataclass
from typing import Any

from tests.journeys.office import Api
from tests.media.sending import TUS, mp3, picture

TITLE = "Pengelolaan sampah dari sumbernya di Kecamatan Plaju dan sekitarnya (rekaan)"
TITLE_EN = "Managing waste at its source in Plaju and around it (invented)"
MODULE = "Mengenal sampah rumah tangga dan asal-usulnya"
KINDS = {
    "lesson": "Memilah sampah sejak dari dapur, sebelum petugas datang",
    "quiz": "Kuis memilah",
    "scenario": "Warga menolak membayar retribusi",
    "app_practice": "Mencatat aduan di aplikasi (tiruan)",
    "worksheet": "Rencana RT saya",
}
# With a callout, a table and a word that the rules do not take: one finding.
LESSON = """
Setiap rumah di Plaju menghasilkan sampah. Yang dipilah sejak dapur tidak perlu diangkut jauh.

## Tiga wadah

| Wadah | Isinya | Diambil |
| --- | --- | --- |
| Hijau | Sisa makanan, daun | Setiap hari |
| Kuning | Botol, kardus, kaleng | Selasa dan Jumat |
| Merah | Baterai, lampu, obat | Sebulan sekali |

:::callout{title="Coba di rumah Anda"}
Timbang sampah dapur selama tiga hari, lalu catat beratnya.
:::

Warga login ke aplikasi lalu mengirim foto timbangannya (rekaan).
"""


@dataclass(frozen=True, slots=True)
class Workshop:
    """Ids of the draft, and addresses of its texts by kind of activity."""

    draft: str
    texts: dict[str, str]

    @property
    def address(self) -> str:
        return f"/kelola/studio/{self.draft}"


def busy_workshop(api: Api, colleague: Api | None = None) -> Workshop:
    """Begun and written by ``api``; ``colleague``, who may teach it too, has it open meanwhile."""
    draft = api.post(
        "/teaching/drafts", {"template": "empty", "title": TITLE, "title_en": TITLE_EN}
    )
    place = f"/teaching/drafts/{draft['id']}"

    def act(**wish: Any) -> dict[str, Any]:
        answer: dict[str, Any] = api.post(
            f"{place}/structure", wish | {"revision": draft["revision"]}
        )
        return answer

    module = draft["modules"][0]["slug"]
    draft = act(act="rename", module=module, title=MODULE, title_en="Household waste")
    for kind, title in KINDS.items():
        tool = {"tool": "action_plan"} if kind == "worksheet" else {}
        draft = act(act="add-activity", module=module, kind=kind, title=title, **tool)
    draft = act(act="add-module", title="Dari RT ke tempat pengolahan")
    made = {one["title"]: one for one in draft["modules"][0]["activities"]}
    shown = attached(api, draft["id"], module)
    path = made[KINDS["lesson"]]["files"]["id"]
    was = api.get(f"{place}/files/{path}")
    head = was["text"].split("\n---\n", 1)[0]
    text = f"{head}\n---\n{LESSON}\n{shown}"
    api.put(f"{place}/files/{path}", {"text": text, "revision": was["revision"]})
    line = text.split("\n").index("## Tiga wadah") + 1
    thread = api.post(
        f"{place}/comments",
        {
            "path": path,
            "line": line,
            "quote": "## Tiga wadah",
            "body": "Samakah warna wadahnya di semua kelurahan (rekaan)?",
        },
    )
    api.post(f"{place}/comments", {"thread": thread["id"], "body": "Sudah ditanyakan (rekaan)."})
    if colleague is not None:
        colleague.post(f"{place}/presence", {"path": path})
    slug = {one["kind"]: one["slug"] for one in made.values()}
    slug["lesson"] = made[KINDS["lesson"]]["slug"]
    address = f"/kelola/studio/{draft['id']}/naskah/{module}"
    return Workshop(draft["id"], {kind: f"{address}/{name}" for kind, name in slug.items()})


def attached(api: Api, draft: str, module: str) -> str:
    """A picture and a sound sent and described; the Markdown that shows them."""
    told = {"licence": "CC BY 4.0, Contoh", "module": module}
    photo = sent(api, draft, "timbangan.jpg", picture())
    sound = sent(api, draft, "wawancara.mp3", mp3())
    wanted: list[dict[str, Any]] = [
        {"upload": photo, "alt": "Timbangan dapur dengan sekantong sisa sayur (rekaan)"},
        {
            "upload": sound,
            "title": "Wawancara dengan Ketua RT (rekaan)",
            "transcript": "Selamat pagi.",
        },
    ]
    answers = [api.post(f"/teaching/drafts/{draft}/assets", one | told) for one in wanted]
    return "\n\n".join(answer["markdown"] for answer in answers)


def sent(api: Api, draft: str, name: str, content: bytes) -> str:
    """The id of an upload that has been examined."""
    said = {"filename": name, "course": draft}
    told = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in said.items())
    begun = api.raw(
        "POST", "/uploads", {**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": told}
    )
    where = begun.headers["location"].removeprefix("/api/v1")
    kind = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    api.raw("PATCH", where, {**TUS, **kind}, content)
    upload = where.rsplit("/", 1)[1]
    for _ in range(1200):
        if (state := api.get(where))["state"] in ("done", "refused"):
            break
        time.sleep(0.1)
    assert state["state"] == "done", state
    return upload
