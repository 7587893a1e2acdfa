"""The one place that says who reacts to whom, and which kinds there are."""

from app.kit.events import Reactions


def reactions() -> Reactions:
    """Event → reactions, in order, in the event's own transaction."""
    return {}
