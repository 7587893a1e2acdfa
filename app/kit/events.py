"""Facts that a lower floor announces and upper floors react to, in the same transaction.

``REACTIONS`` in ``app.wiring`` says who reacts to what; it reaches this module through
``session.info``, so that nothing here, and no lower floor, knows the names above it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

Reaction = Callable[[AsyncSession, Any], Awaitable[None]]
Reactions = Mapping[type, Sequence[Reaction]]

REACTIONS_KEY = "lentera.reactions"


async def publish(session: AsyncSession, event: object) -> None:
    """Run the reactions to ``event`` in order; whatever one raises rolls back everything."""
    reactions: Reactions = session.info.get(REACTIONS_KEY, {})
    for reaction in reactions.get(type(event), ()):
        await reaction(session, event)
