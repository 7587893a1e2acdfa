"""The application with layers of our own outside the framework's.

What ``add_middleware`` takes stands inside FastAPI, whose own layers cost each request about as
much as a whole lesson from memory. Layers that answer or count by themselves stand before it.
"""

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send


class FrontedApp(FastAPI):
    """A FastAPI application that is entered through ``front``; a server may call that directly."""

    front: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.front is None:
            await self.framework(scope, receive, send)
            return
        await self.front(scope, receive, send)

    async def framework(self, scope: Scope, receive: Receive, send: Send) -> None:
        """FastAPI itself: what the innermost layer of the front goes on to."""
        await super().__call__(scope, receive, send)
