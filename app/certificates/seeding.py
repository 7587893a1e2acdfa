"""Brings the shipped JP rules into the database, at each migration or start."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from app.certificates import queries
from app.certificates.models import JpRule
from app.certificates.rules import Rule, shipped_rules


async def seed_rules(session: AsyncSession, rules: Iterable[Rule] | None = None) -> list[str]:
    """Add the shipped rules that are missing and close those whose last day became known.

    Ids of the rows added or closed. A row an operator has edited is left as it is: ledger entries
    name it.
    """
    known = {rule.id: rule for rule in await queries.rules(session)}
    changed = []
    for rule in shipped_rules() if rules is None else rules:
        row = known.get(rule.id)
        if row is None:
            session.add(JpRule(**rule.model_dump()))
            changed.append(rule.id)
        elif row.valid_until is None and rule.valid_until is not None:
            row.valid_until = rule.valid_until
            changed.append(rule.id)
    await session.flush()  # completions of the same transaction must find the rules
    return changed
