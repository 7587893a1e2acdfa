"""The API's own page at /api/docs: Swagger UI from our build, nothing from another host."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.delivery.headers import content_security_policy

PAGE = (Path(__file__).parent / "templates" / "api-docs.html").read_text("utf-8")
# Swagger UI writes styles of its own; no markup of people is ever on this page.
POLICY = content_security_policy().replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")

router = APIRouter(include_in_schema=False)


@router.get("/api/docs")
async def api_docs() -> HTMLResponse:
    """Public like the OpenAPI document itself; what it calls still asks who you are."""
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": POLICY})
