"""Counts tries that may fail: sign-ins, codes, current passwords.

A try is counted as a failure *before* it is judged and taken back when it succeeds: a hundred
guesses sent at once would otherwise all pass the same look at the counter. Every count is
committed on its own, so that it outlives the refusal. Keys are keyed hashes: the table tells
nobody who failed where.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from app.identity.client_address import address_group
from app.identity.queries import accounts
from app.identity.throttle import (
    FORGOTTEN_AFTER,
    Failures,
    address_counted,
    address_wait_seconds,
    counted,
    wait_seconds,
)
from app.kit.database import Database
from app.kit.keys import Keyring
from app.kit.problems import TooManyRequests

PURPOSE = "failures"


@dataclass(frozen=True, slots=True)
class Try:
    """One try under way. ``address_key`` is None in a known browser: its address is not counted."""

    key: bytes
    address_key: bytes | None


def _key(keys: Keyring, *parts: str) -> bytes:
    text = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hmac.digest(keys.secret(PURPOSE), text, hashlib.sha256)


async def begin_try(
    database: Database,
    keys: Keyring,
    *,
    what: str,
    account: str,
    address: str,
    known_browser: str | None,
    now: datetime,
) -> Try:
    """Count a try at ``account``; raises TooManyRequests while it has to wait.

    In a browser that signed in before, only that browser's own failures count.
    """
    group = address_group(address)
    if known_browser is None:
        begun = Try(_key(keys, what, account, group), _key(keys, "address", group))
    else:
        begun = Try(_key(keys, what, account, "browser", known_browser), None)
    async with database.transaction() as session:
        if begun.address_key is not None:
            there = await accounts.failures(session, begun.address_key)
            if there is not None:
                _refuse_for(address_wait_seconds(Failures(there.failures, there.last_at), now))
        row = await accounts.failures_for_update(session, begun.key, now)
        earlier = Failures(row.failures, row.last_at)
        _refuse_for(wait_seconds(earlier, now))
        row.failures, row.last_at = counted(earlier, now), now
    return begun


def _refuse_for(seconds: int) -> None:
    if seconds > 0:
        raise TooManyRequests(seconds)


async def end_in_failure(database: Database, begun: Try, now: datetime) -> None:
    """Count the failure for the address too, and forget what is long past."""
    async with database.transaction() as session:
        await accounts.forget_failures_before(session, now - FORGOTTEN_AFTER)
        if begun.address_key is not None:
            row = await accounts.failures_for_update(session, begun.address_key, now)
            row.failures = address_counted(Failures(row.failures, row.last_at), now)
            row.last_at = now


async def end_in_success(database: Database, begun: Try) -> None:
    """Take the count back, and the failures in a row before it."""
    async with database.transaction() as session:
        await accounts.forget_failures(session, begun.key)
