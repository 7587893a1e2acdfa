"""Addresses for machines: alive, ready, metrics. No actor: a probe has no account."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response

from app.kit.database import Db
from app.kit.problems import NotFound, problem_responses
from app.operations import health
from app.operations.errors import NotReady
from app.operations.metrics import CONTENT_TYPE, Traffic
from app.operations.schemas import Alive, Ready

router = APIRouter(include_in_schema=False)


def traffic_of(request: Request) -> Traffic:
    traffic: Traffic = request.app.state.traffic
    return traffic


def demand_metrics_token(request: Request, authorization: Annotated[str, Header()] = "") -> None:
    """Raises NotFound for a wrong token and where none is set: the address tells nothing."""
    token = request.app.state.settings.metrics_token
    expected = f"Bearer {token.get_secret_value()}" if token else ""
    if not token or not hmac.compare_digest(authorization.encode(), expected.encode()):
        raise NotFound


@router.api_route("/healthz", methods=["GET", "HEAD"])
async def alive() -> Alive:
    """The process answers. Says nothing of the database: restarting would not mend that."""
    return Alive(status="alive")


@router.api_route("/readyz", methods=["GET", "HEAD"], responses=problem_responses(NotReady))
async def ready(database: Db) -> Ready:
    reasons = await health.reasons_against(database)
    if reasons:
        raise NotReady(reasons)
    return Ready(status="ready")


@router.get("/metrics", dependencies=[Depends(demand_metrics_token)])
async def metrics(database: Db, traffic: Annotated[Traffic, Depends(traffic_of)]) -> Response:
    return Response(await health.metrics(database, traffic), media_type=CONTENT_TYPE)
