"""``kill -9`` while devices push: what was acknowledged is stored, and is told the same again."""

import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.learning.power_cut import CONTENT, Pusher, enrolled, pulled, signed_in
from tests.server import Server, demo_server

CUTS = 2
SECONDS = 1.2
DEVICES = 3


def push_until_killed(server: Server, pushers: list[Pusher]) -> None:
    for pusher in pushers:
        pusher.start()
    time.sleep(SECONDS)
    server.kill()
    for pusher in pushers:
        pusher.over.set()
        pusher.join(30)
        assert not pusher.is_alive()


@pytest.mark.long
@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_what_was_acknowledged_outlives_a_power_cut(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    environment = {"LENTERA_CONTENT": str(CONTENT)}
    if engine == "postgres":
        environment["LENTERA_DATABASE_URL"] = request.getfixturevalue("postgres_database_url")
    pushers: list[Pusher] = []
    with ExitStack() as stack:
        server = stack.enter_context(demo_server(tmp_path, **environment))
        client = stack.enter_context(signed_in(server, server.accounts()["learner"]))
        about = enrolled(client)
        for cut in range(CUTS):
            fresh = [Pusher(client, f"perangkat-{cut}-{n}", about) for n in range(DEVICES)]
            push_until_killed(server, fresh)
            pushers += fresh
            server.start()
        stored = {command["id"]: command for command in pulled(client)}
        acknowledged = {id_: code for one in pushers for id_, code in one.receipts.items()}
        assert len(acknowledged) > CUTS * DEVICES * 4, "the cut came before anything was said"
        assert {id_: stored[id_]["receipt"] for id_ in acknowledged} == acknowledged
        # Whatever the devices still hold goes out again, all of it, twice.
        for pusher in pushers * 2:
            for batch in reversed(pusher.batches):
                answer = client.post("/api/v1/learning/commands", json=batch).raise_for_status()
                pusher.note(answer.json()["results"])
        stored = {command["id"]: command for command in pulled(client)}
        made = {c["id"] for one in pushers for batch in one.batches for c in batch["commands"]}
        assert set(stored) == made, "nothing lost, nothing doubled"
        cursors = [command["cursor"] for command in stored.values()]
        assert cursors == list(range(1, len(made) + 1))
