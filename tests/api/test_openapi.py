"""Schemathesis over the OpenAPI document, as a stranger, a learner, a trainer and an admin.

No 5xx, no undocumented status, every response as its schema says, whatever is sent.
"""

import os
from collections.abc import Iterator

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS

from tests.server import Server, demo_server

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "12"))
ACTORS = ("nobody", "learner", "trainer", "admin")
# Wrong input may be refused in many documented ways; that it is refused is tested by hand.
CHECKED = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    ]
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with demo_server(tmp_path_factory.mktemp("schemathesis")) as running:
        yield running


@pytest.fixture(scope="module")
def tokens(server: Server) -> dict[str, str]:
    found = {}
    for role, account in server.accounts().items():
        answer = httpx.post(
            f"{server.url}/api/v1/auth/token",
            data={"username": account.nip, "password": account.password},
        )
        answer.raise_for_status()
        found[role] = answer.json()["access_token"]
    return found


@pytest.fixture(scope="module")
def document(server: Server) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json")


schema = schemathesis.pytest.from_fixture("document")


@pytest.mark.parametrize("actor", ACTORS)
@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_nothing_a_client_sends_breaks_the_contract(
    case: schemathesis.Case, actor: str, tokens: dict[str, str]
) -> None:
    headers = {"Authorization": f"Bearer {tokens[actor]}"} if actor in tokens else {}
    case.call_and_validate(headers=headers, checks=CHECKED)
