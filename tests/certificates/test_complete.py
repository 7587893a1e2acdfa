"""A completion earns JP and a certificate, in its own transaction; a withdrawal takes them back."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Executable, delete, update
from sqlalchemy.exc import DBAPIError

from app.certificates import signing
from app.certificates.facts import CertificateFacts
from app.certificates.issuing import ISSUING_KEY, normal_code
from app.certificates.ledger import EntryKind, balance
from app.certificates.models import CertificateStatus, JpRule, LedgerEntry
from app.certificates.rules import shipped_rules
from app.certificates.seeding import seed_rules
from app.identity.models import Agency, Person
from app.learning.models import ActivityState
from app.learning.statuses import OutcomeState
from tests.certificates.conftest import Scene
from tests.certificates.make import (
    add_learner,
    announce_completion,
    certificates,
    complete,
    enrol,
    enrolment_of,
    entries,
    withdraw,
)
from tests.make_course import make_course

NEW_YEAR_WITA = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)


async def test_it_works(scene: Scene) -> None:
    await complete(scene.database, scene.cast.sari.id, scene.course, scene.now)
    (certificate,) = await certificates(scene.database)
    (entry,) = await entries(scene.database)
    assert certificate.number == "0001/LENTERA/2026"
    assert certificate.status is CertificateStatus.VALID
    assert normal_code(certificate.code) == certificate.code
    facts = CertificateFacts.model_validate(certificate.facts)
    assert facts.name == "Sari Contoh, S.Sos."
    assert (facts.unit, facts.government) == (
        "Kecamatan Contoh (rekaan)",
        "Pemerintah Kota Contoh (rekaan)",
    )
    assert (facts.jp, facts.issuer, facts.version) == (3, "BKPSDM Kota Contoh", 1)
    assert (entry.kind, entry.jp, entry.year) == (EntryKind.CREDIT, 3, 2026)
    assert entry.rule_id == "course-self-paced-45"
    assert entry.course_title == "Kursus kursus-contoh"
    assert entry.may_move_to_year is None


async def test_the_signature_is_genuine(scene: Scene) -> None:
    await complete(scene.database, scene.cast.sari.id, scene.course, scene.now)
    (certificate,) = await certificates(scene.database)
    keys = scene.database.info[ISSUING_KEY].keys.verification_keys("certificates")
    assert signing.is_genuine(keys, certificate.code, certificate.payload, certificate.signature)
    said = signing.decode(certificate.payload)
    assert (said.number, said.name, said.jp) == (certificate.number, "Sari Contoh, S.Sos.", 3)


async def test_no_nip_is_kept_but_its_end(scene: Scene) -> None:
    await complete(scene.database, scene.cast.sari.id, scene.course, scene.now)
    (certificate,) = await certificates(scene.database)
    assert certificate.facts["nip_end"] == "991"
    assert scene.cast.sari.nip[:15] not in str(certificate.facts)


async def test_the_score_is_the_mean_of_what_was_passed(scene: Scene) -> None:
    async with scene.database.transaction() as session:
        enrolment = await enrolment_of(session, scene.cast.sari.id, scene.course)
        outcomes = [(OutcomeState.PASSED, 9000), (OutcomeState.PASSED, 8001)]
        outcomes.append((OutcomeState.NOT_PASSED, 100))
        ids = [*scene.course.activities.values(), scene.course.id]
        for activity_id, (state, score) in zip(ids, outcomes, strict=True):
            session.add(
                ActivityState(
                    enrolment_id=enrolment.id,
                    activity_id=activity_id,
                    furthest=0,
                    spot_hlc=0,
                    outcome_state=state,
                    score=score,
                )
            )
    await complete(scene.database, scene.cast.sari.id, scene.course, scene.now)
    (certificate,) = await certificates(scene.database)
    assert certificate.facts["score"] == 8500


async def test_the_same_completion_twice_is_one(scene: Scene) -> None:
    for _ in range(3):
        await complete(scene.database, scene.cast.sari.id, scene.course, scene.now)
    assert len(await certificates(scene.database)) == 1
    assert len(await entries(scene.database)) == 1


async def test_two_deliveries_at_once_are_one(scene: Scene) -> None:
    sari = scene.cast.sari.id
    await asyncio.gather(
        *(complete(scene.database, sari, scene.course, scene.now) for _ in range(5))
    )
    assert len(await certificates(scene.database)) == 1
    assert len(await entries(scene.database)) == 1


async def test_numbers_have_no_gaps_when_many_finish_at_once(scene: Scene) -> None:
    async with scene.database.transaction() as session:
        people = [await add_learner(session, scene.cast.sari.id, scene.now) for _ in range(12)]
        for person_id in people:
            await enrol(session, person_id, scene.course, scene.now)

    async def finish(person_id: UUID, *, fails: bool) -> None:
        async with scene.database.transaction() as session:
            await announce_completion(session, person_id, scene.course, scene.now)
            if fails:
                raise RuntimeError("power cut")

    done = await asyncio.gather(
        *(finish(person_id, fails=i % 3 == 0) for i, person_id in enumerate(people)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, RuntimeError) for one in done) == 4
    assert [c.sequence for c in await certificates(scene.database)] == list(range(1, 9))
    assert len(await entries(scene.database)) == 8


async def test_each_year_counts_from_one(scene: Scene) -> None:
    async with scene.database.transaction() as session:
        other = await add_learner(session, scene.cast.sari.id, scene.now)
        await enrol(session, other, scene.course, scene.now)
    half_an_hour = timedelta(minutes=30)
    sari = scene.cast.sari.id
    await complete(scene.database, sari, scene.course, NEW_YEAR_WITA - half_an_hour)
    await complete(scene.database, other, scene.course, NEW_YEAR_WITA + half_an_hour)
    numbers = [certificate.number for certificate in await certificates(scene.database)]
    assert numbers == ["0001/LENTERA/2026", "0001/LENTERA/2027"]
    assert [entry.year for entry in await entries(scene.database)] == [2026, 2027]


async def test_half_past_eleven_on_new_years_eve_is_this_year(scene: Scene) -> None:
    at = NEW_YEAR_WITA - timedelta(minutes=30)
    await complete(scene.database, scene.cast.sari.id, scene.course, at)
    (certificate,) = await certificates(scene.database)
    assert certificate.facts["completed_on"] == "2026-12-31"
    (entry,) = await entries(scene.database)
    assert entry.year == 2026


async def test_the_same_moment_in_another_zone_is_another_year(scene: Scene) -> None:
    async with scene.database.transaction() as session:
        agency = await session.get_one(Agency, scene.cast.sari.agency_id)
        agency.time_zone = "Asia/Jayapura"
    at = NEW_YEAR_WITA - timedelta(minutes=30)
    await complete(scene.database, scene.cast.sari.id, scene.course, at)
    (entry,) = await entries(scene.database)
    assert entry.year == 2027


async def test_a_late_arrival_is_flagged(scene: Scene) -> None:
    finished = NEW_YEAR_WITA - timedelta(hours=2)
    received = NEW_YEAR_WITA + timedelta(days=3)
    await complete(scene.database, scene.cast.sari.id, scene.course, received, finished)
    (entry,) = await entries(scene.database)
    assert (entry.year, entry.may_move_to_year) == (2027, 2026)


async def test_a_withdrawal_reverses_and_revokes(scene: Scene) -> None:
    later = scene.now + timedelta(days=1)
    await complete(scene.database, scene.cast.sari.id, scene.course, scene.now)
    await withdraw(scene.database, scene.cast.sari.id, scene.course, later)
    await withdraw(scene.database, scene.cast.sari.id, scene.course, later)
    (certificate,) = await certificates(scene.database)
    assert (certificate.status, certificate.revoked_at, certificate.reason) == (
        CertificateStatus.REVOKED,
        later,
        "outcome-changed",
    )
    credit, reversal = await entries(scene.database)
    assert (reversal.kind, reversal.jp, reversal.reverses_id) == (
        EntryKind.REVERSAL,
        -3,
        credit.id,
    )
    assert balance([credit, reversal]) == {2026: 0}


async def test_completing_again_issues_anew_and_reuses_no_number(scene: Scene) -> None:
    sari = scene.cast.sari.id
    await complete(scene.database, sari, scene.course, scene.now)
    await withdraw(scene.database, sari, scene.course, scene.now + timedelta(hours=1))
    await complete(scene.database, sari, scene.course, scene.now)  # the old event once more
    assert len(await certificates(scene.database)) == 1
    await complete(scene.database, sari, scene.course, scene.now + timedelta(hours=2))
    first, second = await certificates(scene.database)
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.code != second.code
    assert second.status is CertificateStatus.VALID
    assert balance(await entries(scene.database)) == {2026: 3}


async def test_a_course_without_jp_earns_a_certificate_alone(scene: Scene) -> None:
    async with scene.database.transaction() as session:
        course = await make_course(session, scene.now, slug="tanpa-jp", jp=0)
        await enrol(session, scene.cast.sari.id, course, scene.now)
    await complete(scene.database, scene.cast.sari.id, course, scene.now)
    assert [c.facts["jp"] for c in await certificates(scene.database)] == [0]
    assert not await entries(scene.database)


async def test_a_rollback_takes_everything_along(scene: Scene) -> None:
    async def fail_at_the_end() -> None:
        async with scene.database.transaction() as session:
            await announce_completion(session, scene.cast.sari.id, scene.course, scene.now)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await fail_at_the_end()
    assert not await certificates(scene.database)
    assert not await entries(scene.database)


async def test_a_certificate_keeps_the_name_it_was_issued_with(scene: Scene) -> None:
    await complete(scene.database, scene.cast.sari.id, scene.course, scene.now)
    async with scene.database.transaction() as session:
        (await session.get_one(Person, scene.cast.sari.id)).name = "Sari Contoh, M.Si."
    (certificate,) = await certificates(scene.database)
    assert certificate.facts["name"] == "Sari Contoh, S.Sos."


async def test_a_ledger_entry_cannot_be_changed(scene: Scene) -> None:
    await complete(scene.database, scene.cast.sari.id, scene.course, scene.now)

    async def change(statement: Executable) -> None:
        async with scene.database.transaction() as session:
            await session.execute(statement)

    for statement in (update(LedgerEntry).values(jp=30), delete(LedgerEntry)):
        with pytest.raises(DBAPIError):
            await change(statement)
    assert [entry.jp for entry in await entries(scene.database)] == [3]


async def test_rules_are_seeded_once_and_never_overwritten(scene: Scene) -> None:
    rule = shipped_rules()[1]
    async with scene.database.transaction() as session:
        assert await seed_rules(session) == []
        (await session.get_one(JpRule, rule.id)).jp = 25
    closed = rule.model_copy(update={"valid_until": scene.now.date()})
    async with scene.database.transaction() as session:
        assert await seed_rules(session, [closed]) == [rule.id]
        assert await seed_rules(session, [closed]) == []
        row = await session.get_one(JpRule, rule.id)
        assert (row.jp, row.valid_until) == (25, scene.now.date())
