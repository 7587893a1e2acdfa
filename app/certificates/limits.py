"""One limit for the public check, whether it is asked for as a page or through the API."""

from typing import Annotated

from fastapi import Depends, Request

from app.identity.client_address import address_group
from app.identity.deps import ClientAddress
from app.kit.ratelimit import RateLimit

# Two a second on average: a whole office checks from one address. Guessing a code of 133 bits is
# hopeless at any rate; this bounds what a stranger makes us compute.
BURST, PER_MINUTE = 120, 120


async def _within_limit(request: Request, address: ClientAddress) -> None:
    state = request.app.state
    if not hasattr(state, "check_limit"):
        state.check_limit = RateLimit(burst=BURST, per_minute=PER_MINUTE)
    state.check_limit.take(address_group(address))


WithinCheckLimit = Annotated[None, Depends(_within_limit)]
LIMITED = [Depends(_within_limit)]
