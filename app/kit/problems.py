"""Problems (RFC 9457): every refusal a client sees has a stable type and words for people.

Features subclass one of the five kinds and never write a status number. ``title`` is for developers
and stays in English; ``message`` is what a person reads, in Indonesian and English: what happened,
what is safe, what to do.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException as StarletteHTTPException

MEDIA_TYPE = "application/problem+json"


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


class Problem(Exception):
    """A refusal with a stable type; the five kinds below carry the status."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Terjadi gangguan. Data Anda yang sudah tersimpan tetap aman. Coba lagi sebentar.",
        "en": "Something went wrong. What was saved is safe. Please try again shortly.",
    }

    def __init__(
        self,
        detail: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        **extensions: Any,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.headers = dict(headers or {})
        self.extensions = extensions

    def __reduce__(self) -> tuple[Any, ...]:
        # A kind may take other arguments than these: it travels between processes as what it says.
        return _again, (type(self), self.detail, self.headers, self.extensions)

    @classmethod
    def slug(cls) -> str:
        """The last segment of the type URI: the class name in kebab-case."""
        return _kebab(cls.__name__)

    @classmethod
    def type_uri(cls) -> str:
        return f"/problems/{cls.slug()}"

    def document(self, instance: str | None = None, language: str = "id") -> dict[str, object]:
        """The problem as it goes on the wire."""
        body: dict[str, object] = {
            "type": self.type_uri(),
            "title": self.title,
            "status": self.status,
            "detail": self.detail or self.message.get(language) or self.message["id"],
        }
        if instance:
            body["instance"] = instance
        return body | self.extensions


def _again(
    kind: type[Problem],
    detail: str | None,
    headers: Mapping[str, str],
    extensions: Mapping[str, Any],
) -> Problem:
    """A problem as it was, in another process."""
    problem = kind.__new__(kind)
    Problem.__init__(problem, detail, headers=headers, **extensions)
    return problem


class BadRequest(Problem):
    """The request itself cannot be read, e.g. a body that is not the text it says it is."""

    status = 400
    title = "Bad request"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Permintaan tidak dapat dibaca. Tidak ada yang berubah.",
        "en": "The request could not be read. Nothing was changed.",
    }


class UnsupportedMediaType(Problem):
    status = 415
    title = "Unsupported media type"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kirim sebagai application/json. Tidak ada yang berubah.",
        "en": "Send it as application/json. Nothing was changed.",
    }


class NotFound(Problem):
    """Not there, or not for this actor's eyes: the two are not told apart."""

    status = 404
    title = "Not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Tidak ditemukan, atau bukan untuk akun Anda. Periksa alamatnya, atau buka Beranda.",
        "en": "Not found, or not for your account. Check the address or go back home.",
    }


class Forbidden(Problem):
    status = 403
    title = "Forbidden"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Tindakan ini tidak diizinkan untuk akun Anda. Tidak ada yang berubah.",
        "en": "Your account may not do this. Nothing was changed.",
    }


class Conflict(Problem):
    status = 409
    title = "Conflict"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Keadaannya sudah berubah. Tidak ada yang hilang. Muat ulang, lalu coba lagi.",
        "en": "Things have changed meanwhile. Nothing is lost. Reload and try again.",
    }


class Gone(Problem):
    status = 410
    title = "Gone"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Ini sudah tidak berlaku lagi.",
        "en": "This is no longer available.",
    }


class PreconditionFailed(Problem):
    """What the request builds on is not so (RFC 9110, section 15.5.13)."""

    status = 412
    title = "Precondition failed"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Permintaan ini tidak cocok dengan keadaan di server. Tidak ada yang berubah. Muat"
        " ulang, lalu coba lagi.",
        "en": "This request does not fit what is on the server. Nothing was changed. Reload and"
        " try again.",
    }


class Invalid(Problem):
    """The payload itself is wrong. A broken business rule is a Conflict, not this."""

    status = 422
    title = "Invalid input"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Ada isian yang perlu diperbaiki. Belum ada yang disimpan; perbaiki, lalu kirim.",
        "en": "Some input needs mending. Nothing was saved; mend it and send again.",
    }

    def __init__(self, errors: Sequence[Mapping[str, str]] = (), detail: str | None = None) -> None:
        super().__init__(detail, errors=list(errors))


class Unauthenticated(Problem):
    status = 401
    title = "Sign-in required"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Anda belum masuk atau sesi berakhir. Yang sudah disimpan tetap aman. Silakan masuk.",
        "en": "You are not signed in, or your session ended. Saved work is safe. Please sign in.",
    }

    def __init__(self, detail: str | None = None, **extensions: Any) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"}, **extensions)


class TooManyRequests(Problem):
    status = 429
    title = "Too many requests"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.",
        "en": "Too many attempts. Wait a moment and try again.",
    }

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(
            headers={"Retry-After": str(retry_after_seconds)}, retry_after=retry_after_seconds
        )


class Unavailable(Problem):
    """Trouble of ours that passes: the client keeps what it has and tries again."""

    status = 503
    title = "Temporarily unavailable"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Server sedang sibuk. Jawaban Anda tetap tersimpan di perangkat. Coba lagi sebentar.",
        "en": "The server is busy. Your answers stay on your device. Please try again shortly.",
    }

    def __init__(self, retry_after_seconds: int = 5) -> None:
        super().__init__(headers={"Retry-After": str(retry_after_seconds)})


class PayloadTooLarge(Problem):
    status = 413
    title = "Payload too large"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kiriman terlalu besar dan tidak disimpan. Kirim dalam bagian yang lebih kecil.",
        "en": "The request is too large. Nothing was stored; send smaller parts.",
    }


class ProblemDocument(BaseModel):
    """RFC 9457 problem details, as described in the OpenAPI document."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None


def problem_responses(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """OpenAPI ``responses`` for a route: the problems it may answer with."""
    by_status: dict[int, list[str]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, []).append(kind.title)
    return {
        status: {
            "description": "; ".join(sorted(set(titles))),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}},
        }
        for status, titles in by_status.items()
    }


# Statuses the framework itself can raise, as problems of ours.
_BY_STATUS: dict[int, tuple[str, str, str]] = {
    400: ("bad-request", "Bad request", "Permintaan tidak dapat dibaca. Tidak ada yang berubah."),
    405: ("method-not-allowed", "Method not allowed", "Cara ini tidak tersedia di alamat ini."),
    406: ("not-acceptable", "Not acceptable", "Bentuk jawaban yang diminta tidak tersedia."),
    415: ("unsupported-media-type", "Unsupported media type", "Kirim sebagai application/json."),
}


def problem_response(problem: Problem, request: Request) -> JSONResponse:
    language = getattr(request.state, "language", "id")
    return JSONResponse(
        problem.document(request.url.path, language),
        status_code=problem.status,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )


def _framework_problem(error: StarletteHTTPException, request: Request) -> JSONResponse:
    if error.status_code == 404:
        return problem_response(NotFound(), request)
    slug, title, message = _BY_STATUS.get(error.status_code, _BY_STATUS[400])
    body = {
        "type": f"/problems/{slug}",
        "title": title,
        "status": error.status_code,
        "detail": message,
        "instance": request.url.path,
    }
    return JSONResponse(
        body, status_code=error.status_code, headers=error.headers, media_type=MEDIA_TYPE
    )


def _pointer(location: Sequence[str | int]) -> str:
    """Location of a validation error as a JSON pointer into its source (RFC 6901)."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in location[1:]]
    return "/" + "/".join(parts) if parts else ""


def invalid_from(error: RequestValidationError) -> Invalid:
    """FastAPI's validation errors as ``errors: [{in, pointer, detail}]``; input is never echoed."""
    return Invalid(
        [
            {"in": str(e["loc"][0]), "pointer": _pointer(e["loc"]), "detail": str(e["msg"])}
            for e in error.errors()
        ]
    )


def install_problem_handlers(app: FastAPI) -> None:
    """Route every refusal, ours or the framework's, through RFC 9457 documents."""

    async def on_problem(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, Problem)
        return problem_response(error, request)

    async def on_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, StarletteHTTPException)
        return _framework_problem(error, request)

    async def on_validation(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        return problem_response(invalid_from(error), request)

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(StarletteHTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_validation)
