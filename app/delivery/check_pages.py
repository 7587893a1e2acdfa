"""Pages for everyone: the certificate check and the privacy notice."""

from datetime import UTC, date, datetime, time
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from app.certificates import service as certificates
from app.certificates.limits import WithinCheckLimit
from app.certificates.service import CheckResult
from app.delivery.rendering import look_of, pages_of
from app.delivery.words import Dictionary
from app.identity.deps import OptionalActor, TheIdentity
from app.identity.service import help_contact_of
from app.kit.database import ReadSession
from app.kit.text import CleanText

router = APIRouter(include_in_schema=False)


def _day(day: date | None, t: Dictionary) -> str:
    return "" if day is None else t.date(datetime.combine(day, time(), UTC), "UTC")


def _rows(found: CheckResult, t: Dictionary) -> list[tuple[str, str]]:
    if found.status == "unknown":
        return []
    jp = t("check.jp_words", n=found.jp) if found.jp else t("check.jp_none")
    version = f"{found.version}" + (f" ({found.fingerprint})" if found.fingerprint else "")
    rows = (
        ("name", found.name),
        ("course", found.course),
        ("jp", jp),
        ("completed", _day(found.completed_on, t)),
        ("issuer", found.issuer),
        ("number", found.number),
        ("version", version),
    )
    return [(t(f"check.{name}"), value) for name, value in rows if value]


def _check_page(request: Request, code: str, found: CheckResult | None) -> Response:
    look = look_of(request)
    t = pages_of(request).assets.words[look.language]
    is_known = found is not None and found.status != "unknown"
    return pages_of(request).response(
        "check",
        look,
        style="check",
        script="check",
        context={
            "here": request.url.path,
            "code": code,
            "asked": code if found is not None and not is_known else "",
            "verdict": found.status if found else "",
            "facts": found if is_known else None,
            "rows": _rows(found, t) if found else [],
            "revoked_on": _day(found.revoked_on, t) if found else "",
            "reason": found.reason if found else None,
            "replaced_by": found.replaced_by if found else None,
        },
        status=404 if found is not None and not is_known else 200,
    )


@router.get("/periksa")
async def check_form(request: Request, code: CleanText = "") -> Response:
    if code.strip():
        return RedirectResponse(f"/periksa/{quote(code.strip()[:60], safe='')}", 303)
    return _check_page(request, "", None)


@router.get("/periksa/{code}")
async def check_certificate(
    request: Request, session: ReadSession, _limit: WithinCheckLimit, code: CleanText
) -> Response:
    language = look_of(request).language
    found = await certificates.check_certificate(session, code, language)
    return _check_page(request, code[:60], found)


@router.get("/privasi")
async def privacy_notice(
    request: Request, session: ReadSession, identity: TheIdentity, actor: OptionalActor
) -> Response:
    contact = identity.help_contact
    if actor is not None:
        contact = await help_contact_of(session, actor.agency_path, contact)
    return pages_of(request).response(
        "privacy",
        look_of(request),
        style="check",
        context={"here": "/privasi", "help_contact": contact},
    )
