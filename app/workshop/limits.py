"""How often one author may have a text rendered.

A preview takes some 30 ms of a core, none of it the readers'. Who types asks for one at each pause
of 0.6 s; a script that asks without end holds up nobody but itself.
"""

from fastapi import Request

from app.identity.deps import CurrentActor
from app.kit.ratelimit import RateLimit

BURST, PER_MINUTE = 30, 120


async def typing(request: Request, actor: CurrentActor) -> None:
    """Take one preview of the actor's; raises ``TooManyRequests``."""
    state = request.app.state
    if not hasattr(state, "preview_limit"):
        state.preview_limit = RateLimit(burst=BURST, per_minute=PER_MINUTE)
    state.preview_limit.take(str(actor.person_id))
