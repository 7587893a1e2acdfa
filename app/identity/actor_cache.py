"""Actors in memory, by the hash of a session or access token.

What a newcomer would get wrong: between reading an actor and keeping it, the person may have been
deactivated. So whoever fills the cache takes ``epoch`` before reading, and ``keep`` drops what was
read in an older epoch.
"""

from collections import OrderedDict
from datetime import datetime
from uuid import UUID

from app.identity.actor import Actor
from app.kit.invalidation import EVERYTHING


class ActorCache:
    """At most ``size`` actors, least recently used out first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._entries: OrderedDict[bytes, tuple[Actor, datetime]] = OrderedDict()
        self._keys_of: dict[UUID, set[bytes]] = {}
        self.epoch = 0

    def get(self, key: bytes, now: datetime) -> Actor | None:
        """The actor while it is good; None means ask the database."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        actor, good_until = entry
        if now >= good_until:
            self._forget(key)
            return None
        self._entries.move_to_end(key)
        return actor

    def keep(self, key: bytes, actor: Actor, good_until: datetime, epoch: int) -> None:
        """Remember an actor read in ``epoch``."""
        if epoch != self.epoch:
            return
        self._entries[key] = (actor, good_until)
        self._entries.move_to_end(key)
        self._keys_of.setdefault(actor.person_id, set()).add(key)
        if len(self._entries) > self._size:
            self._forget(next(iter(self._entries)))

    def drop(self, person: str) -> None:
        """Forget a person (the text of the id), or with ``EVERYTHING`` everyone."""
        self.epoch += 1
        if person == EVERYTHING:
            self._entries.clear()
            self._keys_of.clear()
            return
        for key in tuple(self._keys_of.get(UUID(person), ())):
            self._forget(key)

    def _forget(self, key: bytes) -> None:
        actor, _ = self._entries.pop(key)
        keys = self._keys_of[actor.person_id]
        keys.discard(key)
        if not keys:
            del self._keys_of[actor.person_id]
