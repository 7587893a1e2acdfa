"""A learner's own certificates, PDF and ledger over HTTP."""

import io

from httpx import AsyncClient
from pypdf import PdfReader

from tests.certificates.conftest import Scene
from tests.certificates.make import certificates, complete, enrol, withdraw
from tests.conftest import SignIn
from tests.make_course import make_course


async def test_it_works(served: Scene, as_player: SignIn) -> None:
    await complete(served.database, served.cast.sari.id, served.course, served.now)
    sari = await as_player(served.cast.sari)
    (one,) = (await sari.get("/api/v1/certificates")).json()
    assert one["number"] == "0001/LENTERA/2026"
    assert one["course"] == {"slug": "kursus-contoh", "title": "Kursus kursus-contoh"}
    assert (one["jp"], one["status"]) == (3, "valid")
    assert one["check_link"].startswith(f"/periksa/{one['code']}#")
    answer = await sari.get(one["pdf_link"])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="sertifikat-0001-lentera-2026.pdf"'
    )
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2


async def test_certificates_of_one_course(served: Scene, as_player: SignIn) -> None:
    await complete(served.database, served.cast.sari.id, served.course, served.now)
    sari = await as_player(served.cast.sari)
    assert len((await sari.get("/api/v1/certificates?course=kursus-contoh")).json()) == 1
    assert (await sari.get("/api/v1/certificates?course=lain")).json() == []


async def test_the_ledger_of_a_year(served: Scene, as_player: SignIn) -> None:
    await complete(served.database, served.cast.sari.id, served.course, served.now)
    sari = await as_player(served.cast.sari)
    found = (await sari.get("/api/v1/ledger")).json()
    (entry,) = found.pop("entries")
    assert found == {
        "year": 2026,
        "earned": 3,
        "target": 20,
        "kind": "minimum",
        "basis": "PP 11/2017 Pasal 203 jo. PP 17/2020",
    }
    (certificate,) = await certificates(served.database)
    assert (entry["kind"], entry["jp"], entry["certificate"]) == ("credit", 3, certificate.code)
    assert (await sari.get("/api/v1/ledger?year=2025")).json()["entries"] == []


async def test_the_ledger_in_english(served: Scene, as_player: SignIn) -> None:
    """Each course as it was called in English; one that has no English keeps its name."""
    async with served.database.transaction() as session:
        queues = await make_course(session, served.now, slug="antrean", jp=2, english="Queues")
        await enrol(session, served.cast.sari.id, queues, served.now)
    for course in (served.course, queues):
        await complete(served.database, served.cast.sari.id, course, served.now)
    await withdraw(served.database, served.cast.sari.id, queues, served.now)
    sari = await as_player(served.cast.sari)

    async def read() -> list[tuple[str, str]]:
        found = (await sari.get("/api/v1/ledger")).json()
        return [(one["kind"], one["course_title"]) for one in found["entries"]]

    own = ("credit", "Kursus kursus-contoh")
    assert await read() == [own, ("credit", "Kursus antrean"), ("reversal", "Kursus antrean")]
    await sari.patch("/api/v1/me", json={"language": "en"})
    assert await read() == [own, ("credit", "Queues"), ("reversal", "Queues")]


async def test_a_withdrawal_is_explained_in_the_ledger(served: Scene, as_player: SignIn) -> None:
    await complete(served.database, served.cast.sari.id, served.course, served.now)
    await withdraw(served.database, served.cast.sari.id, served.course, served.now)
    sari = await as_player(served.cast.sari)
    found = (await sari.get("/api/v1/ledger")).json()
    assert found["earned"] == 0
    assert [entry["kind"] for entry in found["entries"]] == ["credit", "reversal"]
    assert found["entries"][1]["evidence"] == "nilai berubah setelah penilaian ulang"


async def test_a_pppk_sees_a_maximum(served: Scene, as_player: SignIn) -> None:
    joko = await as_player(served.cast.joko)
    found = (await joko.get("/api/v1/ledger")).json()
    assert (found["target"], found["kind"], found["basis"]) == (24, "maximum", "PP 49/2018")


async def test_a_stranger_reads_nothing(
    served: Scene, as_player: SignIn, client: AsyncClient
) -> None:
    await complete(served.database, served.cast.sari.id, served.course, served.now)
    (certificate,) = await certificates(served.database)
    pdf = f"/api/v1/certificates/{certificate.id}/pdf"
    joko = await as_player(served.cast.joko)
    assert (await joko.get("/api/v1/certificates")).json() == []
    assert (await joko.get(pdf)).status_code == 404
    for path in ("/api/v1/certificates", "/api/v1/ledger", pdf):
        assert (await client.get(path)).status_code == 401


async def test_the_pdf_follows_lang(served: Scene, as_player: SignIn) -> None:
    await complete(served.database, served.cast.sari.id, served.course, served.now)
    (certificate,) = await certificates(served.database)
    sari = await as_player(served.cast.sari)
    for lang, title in (("id", "Sertifikat"), ("en", "Certificate")):
        answer = await sari.get(f"/api/v1/certificates/{certificate.id}/pdf?lang={lang}")
        assert title in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    wrong = await sari.get(f"/api/v1/certificates/{certificate.id}/pdf?lang=fr")
    assert wrong.status_code == 422
