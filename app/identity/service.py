"""The door of identity: what upper floors, the command line and form adapters may call."""

from app.identity.acting import actor_for

__all__ = ["actor_for"]
