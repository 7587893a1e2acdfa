"""Sign-in, one-time code, change of password, sign-out: forms that need no script."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from app.delivery.headers import LANGUAGE_COOKIE, THEME_COOKIE
from app.delivery.places import safe_back
from app.delivery.rendering import look_of, pages_of
from app.identity import service as identity_service
from app.identity.client_address import address_group
from app.identity.cookies import (
    browser_cookie,
    cookie_value,
    forget_session,
    is_https,
    keep_signed_in,
)
from app.identity.deps import AnyActor, ClientAddress, OptionalActor, TheIdentity, session_token
from app.identity.errors import CodeRefused, SignInFailed, WeakPassword, WrongPassword
from app.identity.service import CodeUse, Credentials
from app.kit.clock import Now
from app.kit.problems import Problem, TooManyRequests, Unavailable
from app.kit.text import CleanText

router = APIRouter(include_in_schema=False)

Identifier = Annotated[CleanText, Form(max_length=254)]
Password = Annotated[CleanText, Form(max_length=200)]
Back = Annotated[CleanText, Form(max_length=500)]
CHOICE_SECONDS = 400 * 24 * 3600


def _page(
    request: Request, template: str, context: Mapping[str, Any], problem: Problem | None = None
) -> HTMLResponse:
    headers = list(problem.headers.items()) if problem else []
    return pages_of(request).response(
        template,
        look_of(request),
        style="sign-in",
        script="sign-in",
        context={"here": request.url.path, **context},
        status=problem.status if problem else 200,
        # A challenge would make the browser open a window of its own.
        more_headers=[pair for pair in headers if pair[0].lower() != "www-authenticate"],
    )


def _said(request: Request, problem: Problem) -> str:
    document = problem.document(None, look_of(request).language)
    errors = document.get("errors")
    if isinstance(errors, list) and errors:
        return str(errors[0]["detail"])
    return str(document["detail"])


def _words(request: Request, key: str) -> str:
    return pages_of(request).assets.words[look_of(request).language](key)


def _sign_in_page(
    request: Request,
    *,
    back: str,
    identifier: str = "",
    notice: str | None = None,
    problem: Problem | None = None,
    help_contact: str | None = None,
) -> HTMLResponse:
    context = {
        "back": back,
        "identifier": identifier,
        "notice": notice,
        "error": _said(request, problem) if problem else None,
        "identifier_error": None,
        "help_contact": help_contact,
    }
    return _page(request, "sign-in", context, problem)


@router.get("/masuk")
async def sign_in_form(
    request: Request,
    actor: OptionalActor,
    identity: TheIdentity,
    lanjut: CleanText = "",
    keluar: bool = False,
    baru: bool = False,
) -> Response:
    back = safe_back(lanjut)
    if actor is not None:
        return RedirectResponse("/" if back.startswith("/masuk") else back, 303)
    key = "sign_in.changed" if baru else "sign_in.signed_out" if keluar else None
    if key is None and back != "/":
        key = "sign_in.first"
    notice = _words(request, key) if key else None
    return _sign_in_page(request, back=back, notice=notice, help_contact=identity.help_contact)


@router.post("/masuk")
async def sign_in(
    request: Request,
    now: Now,
    identity: TheIdentity,
    address: ClientAddress,
    identifier: Identifier,
    password: Password,
    lanjut: Back = "/",
) -> Response:
    back = safe_back(lanjut)
    browser = cookie_value(request.scope["headers"], browser_cookie(identity.public_url))
    try:
        signed_in = await identity_service.sign_in(
            identity, Credentials(identifier, password, address, browser), now
        )
    except (SignInFailed, TooManyRequests, Unavailable) as problem:
        return _sign_in_page(
            request,
            back=back,
            identifier=identifier,
            problem=problem,
            help_contact=identity.help_contact,
        )
    response = RedirectResponse("/masuk/ganti" if signed_in.must_change_password else back, 303)
    keep_signed_in(
        response,
        person_id=signed_in.person_id,
        session_token=signed_in.session_token,
        browser_token=signed_in.browser_token,
        public_url=identity.public_url,
    )
    return response


@router.post("/keluar")
async def sign_out(request: Request, identity: TheIdentity) -> Response:
    await identity_service.sign_out(identity, session_token(request))
    response = RedirectResponse("/masuk?keluar=1", 303)
    forget_session(response, identity.public_url)
    return response


def _code_page(
    request: Request,
    identity: TheIdentity,
    *,
    identifier: str = "",
    problem: Problem | None = None,
    notice: str | None = None,
) -> HTMLResponse:
    is_weak = isinstance(problem, WeakPassword)
    context = {
        "identifier": identifier,
        "notice": notice,
        "error": _said(request, problem) if problem and not is_weak else None,
        "password_error": _said(request, problem) if problem and is_weak else None,
        "by_mail": identity.has_mail,
        "help_contact": identity.help_contact,
    }
    return _page(request, "code", context, problem)


@router.get("/masuk/kode")
async def code_form(request: Request, identity: TheIdentity, dikirim: bool = False) -> Response:
    notice = _words(request, "code.sent") if dikirim else None
    return _code_page(request, identity, notice=notice)


@router.post("/masuk/kode")
async def use_code(
    request: Request,
    now: Now,
    identity: TheIdentity,
    address: ClientAddress,
    identifier: Identifier,
    code: Annotated[CleanText, Form(max_length=40)],
    new_password: Password,
) -> Response:
    try:
        use = CodeUse(identifier, code, new_password, address)
        await identity_service.confirm_reset(identity, use, now)
    except (CodeRefused, WeakPassword, TooManyRequests, Unavailable) as problem:
        return _code_page(request, identity, identifier=identifier, problem=problem)
    return RedirectResponse("/masuk?baru=1", 303)


@router.post("/masuk/kode/minta")
async def ask_for_code(
    request: Request,
    now: Now,
    identity: TheIdentity,
    address: ClientAddress,
    tasks: BackgroundTasks,
    identifier: Identifier,
) -> Response:
    try:
        identity.reset_requests.take(address_group(address))
    except TooManyRequests as problem:
        return _code_page(request, identity, identifier=identifier, problem=problem)
    # The same answer for everyone, at once: it does not say whether the account exists.
    if identity.has_mail:
        tasks.add_task(identity_service.mail_code, identity, identifier, now)
    return RedirectResponse("/masuk/kode?dikirim=1", 303, background=tasks)


def _change_page(
    request: Request, actor: AnyActor, back: str, problem: Problem | None = None
) -> HTMLResponse:
    said = _said(request, problem) if problem else None
    is_weak, is_wrong = isinstance(problem, WeakPassword), isinstance(problem, WrongPassword)
    context = {
        "name": actor.name,
        "first": actor.must_change_password,
        "back": back,
        "error": said if problem and not (is_weak or is_wrong) else None,
        "current_error": said if is_wrong else None,
        "password_error": said if is_weak else None,
    }
    return _page(request, "change-password", context, problem)


@router.get("/masuk/ganti")
async def change_form(request: Request, actor: AnyActor, lanjut: CleanText = "") -> Response:
    return _change_page(request, actor, safe_back(lanjut))


@router.post("/masuk/ganti")
async def change_password(
    request: Request,
    now: Now,
    identity: TheIdentity,
    actor: AnyActor,
    address: ClientAddress,
    current_password: Password,
    new_password: Password,
    lanjut: Back = "/",
) -> Response:
    back = safe_back(lanjut)
    try:
        await identity_service.change_password(
            identity,
            person_id=actor.person_id,
            current=current_password,
            new=new_password,
            address=address,
            session_token=session_token(request),
            now=now,
        )
    except (WrongPassword, WeakPassword, TooManyRequests, Unavailable) as problem:
        return _change_page(request, actor, back, problem)
    return RedirectResponse(back, 303)


@router.post("/bahasa")
async def choose_language(
    identity: TheIdentity,
    language: Annotated[str, Form(pattern="^(id|en)$")],
    back: Back = "/",
) -> Response:
    response = RedirectResponse(safe_back(back, "/masuk"), 303)
    _keep_choice(response, LANGUAGE_COOKIE, language, identity.public_url)
    return response


@router.post("/tema")
async def choose_theme(
    identity: TheIdentity,
    theme: Annotated[str, Form(pattern="^(light|dark)$")],
    back: Back = "/",
) -> Response:
    response = RedirectResponse(safe_back(back, "/masuk"), 303)
    _keep_choice(response, THEME_COOKIE, theme, identity.public_url)
    return response


def _keep_choice(response: Response, name: str, value: str, public_url: str | None) -> None:
    # Readable by scripts on purpose: the interface changes it in place, too.
    response.set_cookie(
        name, value, max_age=CHOICE_SECONDS, path="/", secure=is_https(public_url), samesite="lax"
    )
