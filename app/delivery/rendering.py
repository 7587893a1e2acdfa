"""Turns templates into pages: words, icons, the inlined style and its hash in the policy."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.types import Receive, Scope, Send

from app.delivery.assets import Assets
from app.delivery.bytecache import CODINGS, Headers, packed
from app.delivery.headers import security_headers
from app.delivery.negotiate import IDENTITY, choose
from app.delivery.words import Dictionary

# Marks a question as answered at the first tap, before the page's script has come; what was chosen
# by then is sent as soon as it runs. The policy of the quiz's pages admits exactly this text.
FIRST_TAP = (
    "addEventListener('change',({target:t})=>{const q=t.closest('.qs');"
    "if(q&&!t.closest('.flagc,[data-enhanced]'))"
    "document.querySelector(`.pal [href='#${q.id}']`).classList.add('a')})"
)
FIRST_TAP_HASH = f"sha256-{b64encode(sha256(FIRST_TAP.encode()).digest()).decode()}"
TAPPED_STYLE = "quiz"
PRIVATE_NO_STORE = "private, no-store"
TEMPLATES = Path(__file__).parent / "templates"


class PageResponse(HTMLResponse):
    """A page made for one person: compressed on its way out, kept by nobody."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        accept = next((v for n, v in scope["headers"] if n == b"accept-encoding"), b"")
        coding = choose(accept.decode("latin-1"), CODINGS)
        if coding != IDENTITY:
            self.body = packed(bytes(self.body), coding)
            self.headers["content-encoding"] = coding
            self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Look:
    """How this browser wants its pages. ``theme`` None: as the device says."""

    language: str
    theme: str | None


def look_of(request: Request) -> Look:
    """The browser's own choice of language, else what the person's account prefers."""
    state = request.state
    return Look(getattr(state, "language", "id"), getattr(state, "theme", None))


class Pages:
    """The templates with this build's words, icons, styles and scripts."""

    def __init__(self, assets: Assets, *, https: bool) -> None:
        self.assets, self._https = assets, https
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["icon"] = self._icon
        self._environment.globals["for_script"] = self._for_script
        self._environment.globals["first_tap"] = Markup(FIRST_TAP)  # noqa: S704 - our own text
        self._environment.policies["json.dumps_kwargs"] = {
            "ensure_ascii": False,
            "separators": (",", ":"),
            "sort_keys": False,
        }

    def _icon(self, name: str, extra: str = "") -> Markup:
        # Markup of our own build, never of a person.
        return Markup(  # noqa: S704
            f'<svg class="i{" " + extra if extra else ""}" viewBox="0 0 24 24" aria-hidden="true">'
            f"{self.assets.icons[name]}</svg>"
        )

    def _for_script(self, t: Dictionary, prefix: str, *icons: str) -> dict[str, str]:
        """The words and icons that a page's script will need, with those of the save line."""
        words = t.starting("page.js.") | t.starting(prefix)
        return words | {f"icon.{name}": self.assets.icons[name] for name in icons}

    def html(
        self,
        template: str,
        look: Look,
        *,
        style: str,
        script: str | None = None,
        context: Mapping[str, Any],
    ) -> str:
        """The page's whole HTML."""
        return self._environment.get_template(f"{template}.html").render(
            self._given(look, context),
            # Built from our own sources; the policy admits exactly this text.
            style=Markup(self.assets.styles[style].text),  # noqa: S704
            scripts=self.assets.scripts[script] if script else (),
        )

    def body(self, template: str, look: Look, context: Mapping[str, Any]) -> str:
        """What a template puts between the frame's head and end."""
        found = self._environment.get_template(f"{template}.html")
        given = found.new_context(self._given(look, context))
        return "".join(found.blocks["body"](given))

    def macros(self, template: str, look: Look, context: Mapping[str, Any]) -> Any:
        """A template's macros, to be called with values."""
        return self._environment.get_template(f"{template}.html").make_module(
            self._given(look, context)
        )

    def _given(self, look: Look, context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **context,
            "t": self.assets.words[look.language],
            "lang": look.language,
            "other": "en" if look.language == "id" else "id",
            "theme": look.theme,
            "sheets": self.assets.sheets,
        }

    def headers(self, style: str, *, lean: bool = False) -> Headers:
        """Security headers of a page with this style."""
        return security_headers(
            https=self._https,
            style_hashes=(self.assets.styles[style].hash,),
            script_hashes=(FIRST_TAP_HASH,) if style == TAPPED_STYLE else (),
            lean=lean,
        )

    def response(
        self,
        template: str,
        look: Look,
        *,
        style: str,
        script: str | None = None,
        context: Mapping[str, Any],
        status: int = 200,
        cache_control: str = PRIVATE_NO_STORE,
        more_headers: Iterable[tuple[str, str]] = (),
    ) -> PageResponse:
        """A page as a response of its own; by default nobody keeps it."""
        html = self.html(template, look, style=style, script=script, context=context)
        response = PageResponse(html, status_code=status)
        for name, value in self.headers(style):
            response.headers[name.decode()] = value.decode()
        response.headers["cache-control"] = cache_control
        response.headers["content-language"] = look.language
        response.headers["vary"] = "Accept-Encoding, Cookie"
        for header, text in more_headers:
            response.headers[header] = text
        return response


def pages_of(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages
