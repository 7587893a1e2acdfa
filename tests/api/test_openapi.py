"""Schemathesis over the OpenAPI document, as a stranger, a learner, a trainer and an admin.

No 5xx, no undocumented status, every response as its schema says, whatever is sent.
"""

import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.server import Server, demo_server

EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "12"))
SEED = int(os.environ.get("SCHEMATHESIS_SEED", "20261123"))
ACTORS = ("nobody", "learner", "trainer", "admin")
# Wrong input may be refused in many documented ways; that it is refused is tested by hand.
CHECKED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


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


@pytest.mark.long
@pytest.mark.parametrize("actor", ACTORS)
def test_nothing_a_client_sends_breaks_the_contract(
    document: schemathesis.BaseSchema, tokens: dict[str, str], actor: str
) -> None:
    headers = {"Authorization": f"Bearer {tokens[actor]}"} if actor in tokens else {}
    broken = []
    for found in document.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @seed(SEED)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(headers=headers, checks=CHECKED)

        try:
            ask()
        except (AssertionError, FailureGroup) as failure:
            broken.append(f"{operation.label}: {failure}")
    assert not broken, "\n\n".join(broken)
