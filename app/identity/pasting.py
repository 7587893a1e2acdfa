"""Adds people from pasted rows: what is right is added, and every row is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.identity import nip as nips
from app.identity.actor import Actor
from app.identity.errors import NipTaken, TooManyRows
from app.identity.models import Agency
from app.identity.names import folded
from app.identity.people import agency_in_hand, create_person
from app.identity.queries import people, tree
from app.identity.resetting import CODE_LIFETIME, issue_code
from app.identity.rows import MOST_ROWS, UNUSUAL_AGE, Row, RowFault, parse_rows
from app.identity.schemas import RowRead, RowsAnswer, RowsRequest, RowStatus
from app.kit.keys import Keyring


@dataclass(frozen=True, slots=True)
class Checked:
    """A row with the number and the unit it names, or with what is wrong."""

    row: Row
    number: nips.Nip | None
    agency: Agency | None
    fault: RowFault | nips.NipFault | None


class Units:
    """Units of a subtree by code and by name."""

    def __init__(self, top: Agency, subtree: Sequence[Agency]) -> None:
        self._top = top
        self._by_code = {folded(unit.code): unit for unit in subtree if unit.code}
        self._by_name: dict[str, list[Agency]] = {}
        for unit in subtree:
            self._by_name.setdefault(folded(unit.name), []).append(unit)

    def named(self, text: str) -> Agency | RowFault:
        """The unit someone means; nothing written means the top."""
        name = folded(text)
        if not name:
            return self._top
        if name in self._by_code:
            return self._by_code[name]
        same = self._by_name.get(name, [])
        if len(same) == 1:
            return same[0]
        return RowFault.UNIT_AMBIGUOUS if same else RowFault.UNIT_UNKNOWN


def _check(row: Row, units: Units, seen: set[str], now: datetime) -> Checked:
    if row.fault is not None:
        return Checked(row, None, None, row.fault)
    number = nips.parse(row.nip, this_year=now.year)
    if isinstance(number, nips.NipFault):
        return Checked(row, None, None, number)
    if number.normal in seen:
        return Checked(row, number, None, RowFault.NIP_REPEATED)
    seen.add(number.normal)
    unit = units.named(row.unit)
    if isinstance(unit, RowFault):
        return Checked(row, number, None, unit)
    return Checked(row, number, unit, None)


def _answer(
    checked: Checked,
    status: RowStatus,
    language: str,
    *,
    fault: RowFault | nips.NipFault | None = None,
    person: UUID | None = None,
    code: str | None = None,
) -> RowRead:
    message = fault.words(language) if fault else None
    if fault is None and checked.number is not None and checked.number.is_unusual:
        message = UNUSUAL_AGE.get(language, UNUSUAL_AGE["id"])
    return RowRead(
        line=checked.row.line,
        name=checked.row.name,
        nip_masked=nips.masked(checked.number.normal) if checked.number else None,
        unit=checked.agency.name if checked.agency else checked.row.unit,
        status=status,
        reason=fault.value if fault else None,
        message=message,
        person=person,
        code=code,
    )


async def paste_people(
    session: AsyncSession,
    keys: Keyring,
    actor: Actor,
    wanted: RowsRequest,
    *,
    language: str,
    now: datetime,
) -> RowsAnswer:
    """Add whoever can be added. Raises AgencyUnknown or TooManyRows; then nothing is added."""
    rows = parse_rows(wanted.text)
    if len(rows) > MOST_ROWS:
        raise TooManyRows(MOST_ROWS)
    top = await agency_in_hand(session, actor, wanted.agency)
    units = Units(top, await tree.subtree_of(session, top))
    seen: set[str] = set()
    checked = [_check(row, units, seen, now) for row in rows]
    taken = await people.taken_nips(session, sorted(seen))
    answers = []
    for one in checked:
        fault = one.fault
        if fault is None and one.number is not None and one.number.normal in taken:
            fault = RowFault.NIP_TAKEN
        if fault is not None:
            answers.append(_answer(one, RowStatus.REFUSED, language, fault=fault))
        elif wanted.dry_run:
            answers.append(_answer(one, RowStatus.READY, language))
        else:
            answers.append(
                await _add(session, keys if wanted.with_codes else None, actor, one, language, now)
            )
    has_codes = any(answer.code for answer in answers)
    return RowsAnswer(
        dry_run=wanted.dry_run,
        added=_count(answers, RowStatus.ADDED),
        refused=_count(answers, RowStatus.REFUSED),
        codes_expire_at=now + CODE_LIFETIME if has_codes else None,
        rows=answers,
    )


def _count(answers: Sequence[RowRead], status: RowStatus) -> int:
    return sum(answer.status is status for answer in answers)


async def _add(
    session: AsyncSession,
    keys: Keyring | None,
    actor: Actor,
    checked: Checked,
    language: str,
    now: datetime,
) -> RowRead:
    assert checked.number is not None
    assert checked.agency is not None
    try:
        person = await create_person(
            session,
            name=checked.row.name,
            nip=checked.number.normal,
            email=None,
            agency_id=checked.agency.id,
            now=now,
            by=actor.person_id,
        )
    except NipTaken:  # someone else added them since we looked
        return _answer(checked, RowStatus.REFUSED, language, fault=RowFault.NIP_TAKEN)
    code = None
    if keys is not None:
        issued = await issue_code(
            session, keys, person_id=person.id, issued_by=actor.person_id, now=now
        )
        code = issued.code
    return _answer(checked, RowStatus.ADDED, language, person=person.id, code=code)
