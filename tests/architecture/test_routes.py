"""Every route names its actor or stands on the public list, and documents its problems."""

from collections.abc import Iterator
from typing import Any

# What a stranger may ask for. Adding a line here is a decision, not a habit.
PUBLIC = {
    ("POST", "/api/v1/auth/token"),
    ("POST", "/api/v1/auth/session"),
    ("DELETE", "/api/v1/auth/session"),
    ("POST", "/api/v1/auth/reset"),
    ("POST", "/api/v1/auth/reset/confirm"),
    ("GET", "/api/v1/check/{code}"),
    ("GET", "/api/v1/check/revocations"),
    ("GET", "/.well-known/lentera-certificates.json"),
}


def operations(openapi: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def test_every_route_names_its_actor(openapi: dict[str, Any]) -> None:
    unnamed = set()
    for method, path, operation in operations(openapi):
        if not operation.get("security"):
            unnamed.add((method, path))
    assert unnamed == PUBLIC


def test_every_operation_documents_what_it_may_refuse(openapi: dict[str, Any]) -> None:
    for method, path, operation in operations(openapi):
        statuses = set(operation["responses"])
        if (method, path) not in PUBLIC:
            assert "401" in statuses, f"{method} {path} does not document 401"
        assert any(status.startswith("2") for status in statuses) or "303" in statuses


def test_problems_are_documented_as_problems(openapi: dict[str, Any]) -> None:
    for method, path, operation in operations(openapi):
        for status, response in operation["responses"].items():
            if status.startswith(("4", "5")):
                assert "application/problem+json" in response["content"], (
                    f"{method} {path} {status}"
                )
