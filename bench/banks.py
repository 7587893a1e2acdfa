"""Searching a bank of 20,000 questions: list, search and facets over HTTP, on either database.

.venv/bin/python -m bench.banks [--questions 20000] [--database postgresql://…]
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from httpx import ASGITransport, AsyncClient

from app.banks.describing import described, digest
from app.banks.models import (
    BankOrigin,
    BankQuestion,
    QuestionBank,
    QuestionStatus,
    QuestionTag,
    QuestionVersion,
)
from app.banks.queries import storing
from app.banks.rows import question_row, version_row
from app.identity.cookies import session_cookie
from app.kit.clock import system_clock
from app.kit.database import Database, sqlite_url
from app.kit.ids import uuid7
from app.main import create_app
from app.operations.migrating import migrate
from app.settings import Settings
from tests.cast import ROOT, assemble

WORDS = (
    "pelayanan publik pengaduan antrean loket berkas standar maklumat asas lansia warga petugas "
    "waktu layanan informasi keterbukaan data pribadi keamanan sandi rapat pesan prioritas rencana "
    "anggaran kinerja sasaran indikator aparatur integritas gratifikasi etika koordinasi laporan"
).split()
ROUNDS = 20


def source(number: int, rng: random.Random) -> dict[str, object]:
    def said(words: int) -> str:
        return " ".join(rng.choice(WORDS) for _ in range(words))

    return {
        "id": f"soal-{number}",
        "kind": "single_choice",
        "competency": f"kompetensi-{rng.randrange(40)}",
        "author": "Contoh (rekaan)",
        "review_on": (date(2026, 1, 1) + timedelta(rng.randrange(900))).isoformat(),
        "difficulty": rng.choice(("easy", "medium", "hard")),
        "tags": sorted({rng.choice(WORDS) for _ in range(3)}),
        "key": "a",
        "text": {
            "id": {
                "stem": f"{said(25)} nomor{number}?",
                "options": [{"id": one, "text": said(8)} for one in "abcd"],
                "explanation": said(30),
            }
        },
    }


async def fill(database: Database, count: int) -> None:
    rng, now = random.Random(7), system_clock()
    bank = QuestionBank(
        id=uuid7(),
        slug="besar",
        title="Besar",
        search_title="besar besar",
        agency_id=ROOT,
        origin=BankOrigin.STUDIO,
        created_at=now,
    )
    async with database.transaction() as session:
        session.add(bank)
        await session.flush()
        questions, versions, tags = [], [], []
        for number in range(count):
            one = source(number, rng)
            said, question_id = described(one), uuid7()
            questions.append(
                question_row(said)
                | {
                    "id": question_id,
                    "bank_id": bank.id,
                    "slug": one["id"],
                    "status": QuestionStatus.ACTIVE,
                    "version": 1,
                    "position": number + 1,
                    "updated_at": now,
                }
            )
            versions.append(
                version_row(question_id, 1, one, digest(one), note="", by=None, now=now)
            )
            tags += [
                {"bank_id": bank.id, "question_id": question_id, "tag": tag} for tag in said.tags
            ]
        await storing.insert_all(session, BankQuestion, questions)
        await storing.insert_all(session, QuestionVersion, versions)
        await storing.insert_all(session, QuestionTag, tags)


ASKS = {
    "first page with facets": {},
    "next page": {"after": "…"},
    "a frequent word": {"q": "pelayanan"},
    "a part of a word": {"q": "aduan"},
    "two words": {"q": "lansia gratif"},
    "one in 20,000": {"q": "nomor19999"},
    "nothing": {"q": "tidakada"},
    "competency and difficulty": {"competency": "kompetensi-3", "difficulty": "hard"},
    "a tag": {"tag": "lansia"},
    "due for review": {"due": "true"},
}


async def measure(url: str, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = url or sqlite_url(Path(folder) / "lentera.db")
        await asyncio.to_thread(migrate, url)
        app = create_app(Settings(data_dir=Path(folder) / "data", database_url=url))
        async with app.router.lifespan_context(app):
            async with app.state.database.transaction() as session:
                cast = await assemble(session, system_clock())
            began = time.perf_counter()
            await fill(app.state.database, count)
            print(f"{count} questions in {time.perf_counter() - began:.1f} s")
            async with app.state.database.transaction() as session:
                token = await app.state.sessions.create(session, cast.rina.id, system_clock())
            async with AsyncClient(
                transport=ASGITransport(app),
                base_url="https://test",
                cookies={session_cookie(None): token},
            ) as client:
                path = "/api/v1/teaching/banks/besar/questions"
                cursor = (await client.get(path)).json()["next"]
                for name, query in ASKS.items():
                    wanted = {k: cursor if v == "…" else v for k, v in query.items()}
                    took, worked = [], time.process_time()
                    for _ in range(ROUNDS):
                        began = time.perf_counter()
                        answer = await client.get(path, params=wanted)
                        took.append((time.perf_counter() - began) * 1000)
                        assert answer.status_code == 200, answer.text
                    took.sort()
                    worked = (time.process_time() - worked) * 1000 / ROUNDS
                    found = (answer.json()["facets"] or {}).get("found", "")
                    print(
                        f"{name:<28} median {statistics.median(took):6.1f} ms   "
                        f"p95 {took[int(len(took) * 0.95)]:6.1f} ms   "
                        f"of this process {worked:6.1f} ms   found {found}"
                    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=20_000)
    parser.add_argument("--database", default="")
    given = parser.parse_args()
    asyncio.run(measure(given.database, given.questions))


if __name__ == "__main__":
    main()
