"""Refusals as a browser meets them: a page with words and a way on, instead of a JSON document.

Who asks for ``text/html`` outside the API gets a page; strangers are led to the sign-in, and people
with a temporary password to its change. Everyone else gets the problem document, as before.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import Response

from app.delivery.rendering import look_of, pages_of
from app.identity.errors import PasswordChangeRequired
from app.kit.problems import NotFound, Problem, Unauthenticated, invalid_from, problem_response
from app.learning.errors import NotEnrolled

Handler = Callable[[Request, Exception], Awaitable[Response]]
_NOT_PAGES = ("/api/", "/.well-known/", "/assets/", "/healthz", "/readyz", "/metrics")
_TITLED = (403, 404, 409, 422, 429, 500, 503)


def wants_page(request: Request) -> bool:
    """Whether a browser shows what is answered here to a person."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(
        _NOT_PAGES
    )


def sign_in_link(request: Request) -> str:
    """The sign-in, which leads back here; a form's answer cannot be repeated, so there to home."""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return "/masuk?lanjut=" + quote(here if request.method in ("GET", "HEAD") else "/", safe="/")


def error_page(request: Request, problem: Problem, status: int | None = None) -> HTMLResponse:
    """The page that says what happened, what is safe, and what to do."""
    pages, look = pages_of(request), look_of(request)
    t = pages.assets.words[look.language]
    shown = status or problem.status
    is_passing = shown in (429, 500, 503) and request.method in ("GET", "HEAD")
    return pages.response(
        "error",
        look,
        style="check",
        context={
            "title": t(f"error.{shown if shown in _TITLED else 'other'}"),
            "detail": problem.document(None, look.language)["detail"],
            "again": request.url.path if is_passing else None,
            "code": getattr(request.state, "request_id", None) if shown >= 500 else None,
            "here": request.url.path if request.method == "GET" else "/",
        },
        status=shown,
        more_headers=list(problem.headers.items()),
    )


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    if not wants_page(request):
        return problem_response(error, request)
    if isinstance(error, Unauthenticated):
        return RedirectResponse(sign_in_link(request), 303)
    if isinstance(error, PasswordChangeRequired):
        return RedirectResponse("/masuk/ganti", 303)
    if isinstance(error, NotEnrolled):
        course = request.path_params.get("course", "")
        return RedirectResponse(f"/kursus/{quote(course)}?ikuti=1", 303)
    return error_page(request, error)


def install_browser_errors(app: FastAPI) -> None:
    """Answer browsers with pages; to be called after ``install_problem_handlers``."""
    framework = app.exception_handlers[StarletteHTTPException]

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, StarletteHTTPException)
        if wants_page(request):
            problem = NotFound() if error.status_code == 404 else Problem()
            return error_page(request, problem, error.status_code)
        answer = framework(request, error)
        return answer if isinstance(answer, Response) else await answer

    async def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if not wants_page(request):
            return problem_response(invalid_from(error), request)
        # A page's address that cannot be read is an address that is not there.
        missing = request.method in ("GET", "HEAD")
        return error_page(request, NotFound() if missing else invalid_from(error))

    async def on_crash(request: Request, _error: Exception) -> Response:
        # Logged with its trace by the layer around the app; here only its number is shown.
        return (
            error_page(request, Problem())
            if wants_page(request)
            else problem_response(
                Problem(request_id=getattr(request.state, "request_id", None)), request
            )
        )

    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(StarletteHTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(Exception, on_crash)
