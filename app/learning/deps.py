"""What the routers of learning ask of the application."""

from typing import Annotated

from fastapi import Depends, Request

from app.learning.sync import Registry


async def registry_of(request: Request) -> Registry:
    registry: Registry = request.app.state.command_registry
    return registry


CommandRegistry = Annotated[Registry, Depends(registry_of)]
