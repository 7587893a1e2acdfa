"""Every route names its actor or stands on the public list, and documents its problems."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.main import ROUTERS

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


def _api_routes(routes: Iterable[Any]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif (included := getattr(route, "original_router", None)) is not None:
            yield from _api_routes(included.routes)


def _parameters(dependant: Dependant) -> Iterator[Any]:
    yield from dependant.path_params
    yield from dependant.query_params
    yield from dependant.body_params
    for dependency in dependant.dependencies:
        yield from _parameters(dependency)


@pytest.mark.parametrize(
    ("method", "path", "parameter"),
    [
        pytest.param(method, route.path, field, id=f"{method} {route.path} {field.name}")
        for router in ROUTERS
        for route in _api_routes(router.routes)
        for field in _parameters(route.dependant)
        for method in sorted(route.methods or ())
        if str in (field.field_info.annotation, *get_args(field.field_info.annotation))
        or "CleanText" in repr(field.field_info)
    ],
)
def test_no_text_that_a_database_cannot_hold_gets_in(
    method: str, path: str, parameter: Any
) -> None:
    """A string of a path, query or form is a ``CleanText``, or has a pattern."""
    _, errors = parameter.validate("a\x00b", {}, loc=("here",))
    assert errors, f"{method} {path} takes NUL in {parameter.name}"
