"""SVG figures: parsed, checked against an allow-list and written anew, to be inlined.

Inlined so that ``currentColor`` and the theme's variables work. An author may be hostile, so only
known drawing elements and attributes pass; everything else is refused with a reason rather than
cut away in silence. Ids are prefixed, so that two figures on one page cannot clash.
"""

import re
from dataclasses import dataclass
from html import escape
from xml.parsers import expat

MAX_BYTES = 128 * 1024
MAX_ELEMENTS = 4000
MAX_DEPTH = 32

SVG_NAMESPACE = "http://www.w3.org/2000/svg"

ELEMENTS = {
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("text", "tspan", "title", "desc", "defs", "use", "symbol", "clipPath", "mask", "marker"),
    *("linearGradient", "radialGradient", "stop", "pattern"),
}
ATTRIBUTES = {
    *("id", "viewBox", "preserveAspectRatio", "width", "height", "x", "y", "x1", "y1", "x2", "y2"),
    *("cx", "cy", "r", "rx", "ry", "fx", "fy", "d", "points", "dx", "dy", "transform", "rotate"),
    *("textLength", "lengthAdjust", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width"),
    *("stroke-opacity", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"),
    *("stroke-dashoffset", "stroke-miterlimit", "opacity", "color", "font-size", "font-weight"),
    *("font-style", "font-family", "text-anchor", "dominant-baseline", "alignment-baseline"),
    *("letter-spacing", "clip-path", "clip-rule", "clipPathUnits", "mask", "maskUnits"),
    *("maskContentUnits", "marker-start", "marker-mid", "marker-end", "markerWidth"),
    *("markerHeight", "markerUnits", "refX", "refY", "orient", "offset", "stop-color"),
    *("stop-opacity", "gradientUnits", "gradientTransform", "spreadMethod", "patternUnits"),
    *("patternContentUnits", "patternTransform", "vector-effect", "paint-order", "xml:space"),
}
# Said by the figure itself, or of no use once inlined: left out without a word.
DROPPED = frozenset({"version", "role", "aria-labelledby", "aria-hidden", "aria-label", "lang"})

_LOCAL_URL = re.compile(r"url\(\s*['\"]?#([A-Za-z][\w.-]*)['\"]?\s*\)")
_LOCAL_REFERENCE = re.compile(r"#([A-Za-z][\w.-]*)")
_ID = re.compile(r"[A-Za-z][\w.-]*")
_HARMLESS = re.compile(r"[^<>{};\\]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an SVG is refused; ``line`` is in the SVG file."""

    line: int
    what: str
    instead: str


class _RefusedError(Exception):
    def __init__(self, what: str, instead: str) -> None:
        super().__init__(what)
        self.what, self.instead = what, instead


class _Writer:
    """Receives the parser's events and writes what the allow-list lets through."""

    def __init__(self, prefix: str, label: str) -> None:
        self.prefix, self.label = prefix, label
        self.out: list[str] = []
        self.stack: list[str] = []
        self.elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS or len(self.stack) >= MAX_DEPTH:
            raise _RefusedError("the drawing is too large", "simplify the drawing")
        namespace, _, local = name.rpartition(" ")
        if namespace != SVG_NAMESPACE or local not in ELEMENTS:
            raise _RefusedError(f"<{local[:40]}> is not allowed", "draw with plain shapes and text")
        if not self.stack and local != "svg":
            raise _RefusedError("the root is not <svg>", "save the drawing as SVG")
        parts = [f"<{local}"]
        if not self.stack:
            parts.append(f' role="img" aria-label="{escape(self.label)}"')
        for key, value in attributes.items():
            written = self.attribute(key, value)
            if written:
                parts.append(" " + written)
        self.stack.append(local)
        self.out.append("".join(parts) + ">")

    def attribute(self, key: str, value: str) -> str | None:
        namespace, _, local = key.rpartition(" ")
        if local == "href" and namespace in ("", "http://www.w3.org/1999/xlink"):
            match = _LOCAL_REFERENCE.fullmatch(value.strip())
            if match is None:
                raise _RefusedError("a reference leads outside the drawing", "use href='#id' only")
            return f'href="#{self.prefix}{match[1]}"'
        if namespace == "http://www.w3.org/XML/1998/namespace":
            local, namespace = f"xml:{local}", ""
        if namespace or local in DROPPED:
            return None
        if local not in ATTRIBUTES:
            hint = "use presentation attributes such as fill" if local == "style" else "remove it"
            raise _RefusedError(f"the attribute '{local[:40]}' is not allowed", hint)
        if local == "id":
            if not _ID.fullmatch(value):
                raise _RefusedError("an id has other signs than letters and digits", "rename it")
            value = self.prefix + value
        elif _HARMLESS.fullmatch(value) is None:
            raise _RefusedError(f"odd signs in '{local}'", "use plain values")
        elif "(" in value and local != "transform" and not local.endswith("Transform"):
            value = self.paint(local, value)
        return f'{local}="{escape(value)}"'

    def paint(self, name: str, value: str) -> str:
        """A value with brackets: a local url(), a theme variable or a colour function."""
        value = _LOCAL_URL.sub(lambda match: f"url(#{self.prefix}{match[1]})", value)
        rest = _LOCAL_URL.sub("", value)
        if re.search(r"(?i)[a-z-]+\(", re.sub(r"(?i)\b(var|rgb|rgba|hsl|hsla|oklch)\(", "", rest)):
            raise _RefusedError(
                f"'{name}' calls something outside", "use url(#id), var(--x) or a colour"
            )
        return value

    def end(self, _name: str) -> None:
        self.out.append(f"</{self.stack.pop()}>")

    def text(self, text: str) -> None:
        if self.stack and self.stack[-1] in ("text", "tspan", "title", "desc"):
            self.out.append(escape(text, quote=False))

    def doctype(self, *_arguments: object) -> None:
        raise _RefusedError("a DOCTYPE or entity", "save the drawing without a DOCTYPE")


def sanitise(content: bytes, *, prefix: str, label: str) -> str | Fault:
    """The drawing as one <svg> element with ``label`` as its accessible name, or why not."""
    if len(content) > MAX_BYTES:
        return Fault(
            1, f"the drawing is larger than {MAX_BYTES // 1024} kB", "simplify the drawing"
        )
    writer = _Writer(prefix, label)
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.StartDoctypeDeclHandler = writer.doctype
    parser.EntityDeclHandler = writer.doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        return Fault(error.lineno, "not well-formed XML", "save the drawing anew as SVG")
    except _RefusedError as refused:
        return Fault(parser.CurrentLineNumber, refused.what, refused.instead)
    except (ValueError, UnicodeError):
        return Fault(1, "not readable as UTF-8", "save the drawing as SVG in UTF-8")
    return "".join(writer.out)
