"""How often one author may have a text rendered.

A preview takes some 50 ms of a core. Who types asks for about one a second; a script that asks
without end holds up nobody but itself.
"""

from fastapi import Request

from app.identity.deps import CurrentActor
from app.kit.ratelimit import RateLimit

BURST, PER_MINUTE = 20, 60


async def typing(request: Request, actor: CurrentActor) -> None:
    """Take one preview of the actor's; raises ``TooManyRequests``."""
    state = request.app.state
    if not hasattr(state, "preview_limit"):
        state.preview_limit = RateLimit(burst=BURST, per_minute=PER_MINUTE)
    state.preview_limit.take(str(actor.person_id))
