"""A device as the server sees it: makes commands with ids, counters and clocks of its own."""

from datetime import datetime
from typing import Any

from app.kit.ids import uuid7
from app.learning import clock


class Device:
    """Makes commands in order; ``now`` is this device's own idea of the time."""

    def __init__(self, name: str) -> None:
        self.name, self.seq, self.hlc = name, 0, 0

    def command(self, kind: str, now: datetime, **payload: Any) -> dict[str, Any]:
        self.seq += 1
        self.hlc = clock.next_after(self.hlc, now)
        return {
            "id": str(uuid7(int(now.timestamp() * 1000))),
            "seq": self.seq,
            "hlc": clock.wire(self.hlc),
            "kind": kind,
            "occurred_at": now.isoformat(),
            "payload": {key: str(v) if hasattr(v, "hex") else v for key, v in payload.items()},
        }

    def push(self, now: datetime, *commands: dict[str, Any]) -> dict[str, Any]:
        """The body of a push of these commands."""
        return {"device": self.name, "sent_at": now.isoformat(), "commands": list(commands)}
