"""Signing in and out, passwords, and oneself."""

from typing import Annotated, Literal

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Request, Response

from app.identity.client_address import address_group
from app.identity.cookies import browser_cookie, cookie_value, forget_session, keep_signed_in
from app.identity.deps import (
    AnyActor,
    ClientAddress,
    CurrentActor,
    TheIdentity,
    bearer_token,
    session_token,
)
from app.identity.errors import (
    CodeRefused,
    CrossSiteRequest,
    SignInFailed,
    WeakPassword,
    WrongPassword,
)
from app.identity.reading import me_of
from app.identity.resetting import CodeUse, change_password, confirm_reset, mail_code
from app.identity.schemas import (
    Me,
    MeChange,
    PasswordChange,
    ResetAnswer,
    ResetConfirmation,
    ResetRequest,
    SessionAnswer,
    SignInRequest,
    TokenAnswer,
)
from app.identity.signing_in import (
    Credentials,
    TokenPair,
    choose_language,
    refresh_client,
    sign_in,
    sign_in_client,
    sign_out,
)
from app.identity.tokens import ACCESS_LIFETIME
from app.kit.clock import Now
from app.kit.database import DbSession, ReadSession
from app.kit.problems import (
    BadRequest,
    Invalid,
    PayloadTooLarge,
    Problem,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
    problem_responses,
)
from app.kit.text import CleanText

BODY: tuple[type[Problem], ...] = (
    BadRequest,
    CrossSiteRequest,
    PayloadTooLarge,
    UnsupportedMediaType,
    Invalid,
    Unavailable,
)

router = APIRouter(prefix="/api/v1", tags=["identity"])


class TokenForm:
    """The forms of RFC 6749, sections 4.3.2 and 6; client credentials and scopes are not read."""

    def __init__(
        self,
        grant_type: Annotated[Literal["password", "refresh_token"], Form()] = "password",
        username: Annotated[CleanText, Form(max_length=254)] = "",
        password: Annotated[CleanText, Form(max_length=1000)] = "",
        refresh_token: Annotated[CleanText, Form(max_length=200)] = "",
    ) -> None:
        self.grant_type = grant_type
        self.username, self.password = username.strip(), password
        self.refresh_token = refresh_token


@router.post(
    "/auth/token",
    responses=problem_responses(SignInFailed, Unauthenticated, TooManyRequests, *BODY),
)
async def create_token(
    form: Annotated[TokenForm, Depends()],
    identity: TheIdentity,
    address: ClientAddress,
    now: Now,
    response: Response,
) -> TokenAnswer:
    """OAuth 2 for API clients: NIP or e-mail address and password, or a refresh token.

    A refresh token is good once; sent again within 60 seconds it gets the same answer, later reuse
    ends every token that came from the same sign-in.
    """
    response.headers["Cache-Control"] = "no-store"
    if form.grant_type == "refresh_token":
        return _tokens(await refresh_client(identity, form.refresh_token, now))
    credentials = Credentials(form.username, form.password, address)
    return _tokens(await sign_in_client(identity, credentials, now))


def _tokens(pair: TokenPair) -> TokenAnswer:
    return TokenAnswer(
        access_token=pair.access_token,
        token_type="bearer",  # noqa: S106 - RFC 6750 names it so
        expires_in=int(ACCESS_LIFETIME.total_seconds()),
        refresh_token=pair.refresh_token,
    )


@router.post("/auth/session", responses=problem_responses(SignInFailed, TooManyRequests, *BODY))
async def create_session(
    wanted: SignInRequest,
    request: Request,
    response: Response,
    identity: TheIdentity,
    address: ClientAddress,
    now: Now,
) -> SessionAnswer:
    """Sign a browser in; the session is in the cookie of the answer."""
    known = cookie_value(request.scope["headers"], browser_cookie(identity.public_url))
    credentials = Credentials(wanted.identifier, wanted.password, address, known)
    signed_in = await sign_in(identity, credentials, now)
    keep_signed_in(
        response,
        person_id=signed_in.person_id,
        session_token=signed_in.session_token,
        browser_token=signed_in.browser_token,
        public_url=identity.public_url,
    )
    return SessionAnswer(must_change_password=signed_in.must_change_password)


@router.delete(
    "/auth/session",
    status_code=204,
    responses=problem_responses(CrossSiteRequest, UnsupportedMediaType, Unavailable),
)
async def delete_session(request: Request, identity: TheIdentity) -> Response:
    """Sign this browser out, at once and everywhere. Without a session there is nothing to do."""
    await sign_out(identity, session_token(request))
    response = Response(status_code=204)
    forget_session(response, identity.public_url)
    return response


@router.post(
    "/auth/password",
    status_code=204,
    responses=problem_responses(
        Unauthenticated, WrongPassword, WeakPassword, TooManyRequests, *BODY
    ),
)
async def change_own_password(
    change: PasswordChange,
    actor: AnyActor,
    request: Request,
    identity: TheIdentity,
    address: ClientAddress,
    now: Now,
) -> None:
    """Change one's own password. Every other session and every token ends."""
    await change_password(
        identity,
        person_id=actor.person_id,
        current=change.current_password,
        new=change.new_password,
        address=address,
        session_token=session_token(request) if bearer_token(request) is None else None,
        now=now,
    )


@router.post("/auth/reset", status_code=202, responses=problem_responses(TooManyRequests, *BODY))
async def request_reset(
    wanted: ResetRequest,
    background: BackgroundTasks,
    identity: TheIdentity,
    address: ClientAddress,
    now: Now,
) -> ResetAnswer:
    """Ask for a code by mail. The answer is the same whether the account exists or not."""
    identity.reset_requests.take(address_group(address))
    if identity.has_mail:
        background.add_task(mail_code, identity, wanted.identifier, now)
    return ResetAnswer(by_mail=identity.has_mail, help_contact=identity.help_contact)


@router.post(
    "/auth/reset/confirm",
    status_code=204,
    responses=problem_responses(CodeRefused, WeakPassword, TooManyRequests, *BODY),
)
async def confirm_reset_by_code(
    wanted: ResetConfirmation, identity: TheIdentity, address: ClientAddress, now: Now
) -> None:
    """Set a new password by a one-time code; every session and token of before ends."""
    use = CodeUse(wanted.identifier, wanted.code, wanted.new_password, address)
    await confirm_reset(identity, use, now)


@router.get("/me", responses=problem_responses(Unauthenticated, Unavailable))
async def read_me(session: ReadSession, actor: AnyActor, identity: TheIdentity) -> Me:
    """Whoever asks: name, agency, roles, language, and whom to ask for help."""
    return await me_of(session, actor, help_contact=identity.help_contact)


@router.patch("/me", responses=problem_responses(Unauthenticated, *BODY))
async def change_me(
    change: MeChange, session: DbSession, actor: CurrentActor, identity: TheIdentity
) -> Me:
    """Choose the language of the interface."""
    await choose_language(session, actor, change.language)
    return await me_of(session, actor, help_contact=identity.help_contact)
