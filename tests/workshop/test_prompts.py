"""What a template asked for is told until somebody has written it."""

from pathlib import Path

import pytest

from app.workshop.prompts import is_unwritten
from tests.workshop.conftest import Shop

CONTENT = Path(__file__).parents[2] / "content"


@pytest.mark.parametrize(
    "text",
    [
        "Tulis satu kalimat: untuk siapa kursus ini\ndan apa hasilnya.\n",
        "text:\n  id:\n    summary: 'Contoh: “Antrean”. Ganti judul dan ringkasan ini.'\n",
        "choice: Tulis pilihan yang menggoda.\n",
    ],
)
def test_a_request_is_found_wherever_its_line_ends(text: str) -> None:
    assert is_unwritten(text.encode())


@pytest.mark.parametrize(
    "content", [None, b"", b"\xff\xfe", b"Tulis nama Anda di buku tamu.", b"Siap, tulis."]
)
def test_what_authors_write_is_no_request(content: bytes | None) -> None:
    assert not is_unwritten(content)


def test_no_shipped_course_is_unwritten() -> None:
    texts = [p for p in CONTENT.rglob("*") if p.suffix in {".md", ".yaml"}]
    assert len(texts) > 100
    assert [p for p in texts if is_unwritten(p.read_bytes())] == []


async def test_outline_and_review_say_what_is_left(shop: Shop) -> None:
    wish = {"template": "region", "title": "Memilah sampah (rekaan)"}
    told = (await shop.budi.get("/api/v1/teaching/drafts/templates")).json()
    wish["audience"] = told["audiences"][0]["id"]
    made = await shop.budi.post("/api/v1/teaching/drafts", json=wish)
    assert made.status_code == 201, made.text
    outline = made.json()
    assert outline["unwritten"]
    activities = [one for module in outline["modules"] for one in module["activities"]]
    assert all(one["unwritten"] for one in activities)
    url = f"/api/v1/teaching/drafts/{outline['id']}"
    lesson = next(one for one in activities if one["kind"] == "lesson")["files"]["id"]
    there = (await shop.budi.get(f"{url}/files/{lesson}")).json()
    head = there["text"].partition("\n---\n")[0]
    body = {"text": f"{head}\n---\nDi sini ada isi (rekaan).\n", "revision": there["revision"]}
    assert (await shop.budi.put(f"{url}/files/{lesson}", json=body)).status_code == 200
    review = (await shop.budi.get(f"{url}/review")).json()
    assert lesson not in review["unwritten"]
    assert len(review["unwritten"]) > 3
