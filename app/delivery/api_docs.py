"""The API's own page at /api/docs: Swagger UI from our build, nothing from another host."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.delivery.headers import content_security_policy
from app.delivery.rendering import pages_of

router = APIRouter(include_in_schema=False)


@router.get("/api/docs")
async def api_docs(request: Request) -> HTMLResponse:
    """Public like the OpenAPI document itself; what it calls still asks who you are."""
    policy = content_security_policy().replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    return HTMLResponse(
        pages_of(request).render("api-docs.html"),
        # Swagger UI styles its own elements; no markup of people is ever on this page.
        headers={"Content-Security-Policy": policy},
    )
