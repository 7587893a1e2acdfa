"""Whatever a folder holds, the compiler answers with findings and never with an exception."""

import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalogue.compiler.compile import compile_all
from app.catalogue.compiler.figures import AssetFile
from app.catalogue.compiler.htmlcleaning import TAGS, clean
from app.catalogue.compiler.images import picture
from app.catalogue.compiler.markdown import MarkdownText
from app.catalogue.compiler.sources import FactSource
from app.catalogue.compiler.svg import ELEMENTS, Fault, sanitise
from app.catalogue.compiler.yamltext import parse
from tests.catalogue import make_content
from tests.catalogue.make_content import FILES, KINDS, spoiled, write

QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SLOW = settings(QUICK, max_examples=40)

PIECES = st.sampled_from(
    [
        *(":::", ':::check{id="c1"}', ':::figure{src="assets/loket.svg" alt="a" licence="b"}'),
        *(':::accordion{title="t"}', ':::fact{ref="asas"}', ':::reflection{id="r1"}', ":::x{"),
        *(':::callout{title="<img src=x onerror=alert(1)>"}', "- [ ] a | b", "- [x] c", "1. a"),
        *("# h", "## h", "##### h", "| a | b |", "|-|-:|", "```", "~~~", "> q", "---", "***", "\n"),
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x -->", "</aside>"),
        *("[a](javascript:alert(1))", "[a](fact:asas)", "[a](<data:text/html,x>)", "![x](y)"),
        *('<https://x.id/"onmouseover="alert(1)>', "[a]: javascript:x", "[a]", "&#106;avascript:"),
        *('<i data-slot="0"></i>', "<svg onload=alert(1)>", "\\", "`", "**", "_", "\u202e", "\x00"),
        *("<style>*{}</style>", '<a href="//x" style="x">', "<textarea>", "</textarea><script>"),
    ]
)
HOSTILE = st.lists(PIECES | st.text(max_size=12), max_size=25).map("\n".join) | st.lists(
    PIECES | st.text(max_size=12), max_size=25
).map(" ".join)


class Inspector(HTMLParser):
    """Collects whatever could run in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS and tag not in {name.lower() for name in ELEMENTS}:
            self.wrong.append(tag)
        for name, value in attrs:
            address = (value or "").strip().lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "xlink:href"):
                self.wrong.append(f"{tag} {name}")
            if name in ("href", "src") and not address.startswith(
                ("https://", "mailto:", "tel:", "#", "/")
            ):
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("href", "src") and address.startswith(("//", "/\\")):
                self.wrong.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")


def faults_in(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.wrong


def text_renderer() -> MarkdownText:
    facts = {"asas": FactSource.model_validate(parse(FILES[make_content.FACTS], file="f").value[0])}
    drawing = AssetFile("m/assets/loket.svg", FILES[make_content.DRAWING].encode())
    return MarkdownText(facts, {drawing.file: drawing})


@QUICK
@given(HOSTILE)
def test_no_script_survives_markdown(markdown: str) -> None:
    text = text_renderer()
    page = text.page(markdown, file="m/x.md", line=1, language="id")
    block = text.block(markdown, file="m/x.md", line=1)
    inline = text.inline(markdown, file="m/x.md", line=1)
    for html in (page.html, block, inline):
        assert faults_in(html) == []


@QUICK
@given(HOSTILE)
def test_no_script_survives_the_last_gate(html: str) -> None:
    assert faults_in(clean(html)) == []


@QUICK
@given(st.binary(max_size=400) | HOSTILE.map(str.encode))
def test_any_bytes_as_a_drawing(content: bytes) -> None:
    drawn = sanitise(content, prefix="p-", label="x")
    assert isinstance(drawn, Fault) or faults_in(drawn) == []
    inside = b'<svg xmlns="http://www.w3.org/2000/svg"><text>' + content + b"</text></svg>"
    drawn = sanitise(inside, prefix="p-", label="x")
    assert isinstance(drawn, Fault) or faults_in(drawn) == []


@QUICK
@given(
    st.binary(max_size=60), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF"])
)
def test_any_bytes_as_a_picture(content: bytes, start: bytes) -> None:
    picture(start + content)


@QUICK
@given(st.text(max_size=200) | HOSTILE)
def test_any_text_as_yaml(text: str) -> None:
    parsed = parse(text, file="x.yaml")
    assert parsed.value is not None or parsed.findings or not text.strip(" \n") or parsed.lines


@SLOW
@given(st.dictionaries(st.sampled_from(sorted(FILES)), st.binary(max_size=300), min_size=1))
def test_any_bytes_in_any_file(changes: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        compile_all([write(Path(folder), spoiled(dict(changes)))], KINDS)


@SLOW
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_file_with_a_piece_changed(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    changed = (
        text[:start]
        + data.draw(HOSTILE | st.sampled_from(["[]", "{}", "null", "- ", "1"]))
        + text[end:]
    )
    with tempfile.TemporaryDirectory() as folder:
        report = compile_all(
            [write(Path(folder), spoiled({name: changed.encode("utf-8", "replace")}))], KINDS
        )
    for course in report.courses:
        for activity in course.public.activities():
            for fragment in activity.fragments.values():
                assert faults_in(fragment.html) == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=6) | st.just("contoh.benar"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "en", "text", "stem", "options"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@SLOW
@given(
    st.sampled_from(
        [
            "id",
            "slug",
            "text",
            "modules",
            "activities",
            "questions",
            "key",
            "kind",
            "draw",
            "statement",
            "chances",
            "pass_mark",
            "jp",
            "review_on",
            "sources",
            "outcomes",
        ]
    ),
    VALUES,
)
def test_any_value_in_any_field(field: str, value: object) -> None:
    import json
    import re

    changes = {}
    for name, text in FILES.items():
        if name.endswith(".yaml"):
            changes[name] = re.sub(
                rf"(?m)^(\s*(?:- )?){field}:.*$",
                lambda m: f"{m[1]}{field}: {json.dumps(value)}",
                text,
            ).encode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as folder:
        compile_all([write(Path(folder), spoiled(dict(changes)))], KINDS)


@pytest.mark.parametrize(
    "opening", ["[", "{", "{a: [", "- - - ", "!!python/object:os.system {", "&a [*a,"]
)
def test_deep_or_clever_yaml_ends_as_a_finding(opening: str) -> None:
    assert parse(opening * 20_000, file="x.yaml").findings


def test_deep_markdown_ends() -> None:
    text = text_renderer()
    for piece in (">", "- ", ':::callout{title="a"}\n', "[", "*a **b ", "`", "<a", "|"):
        text.page(piece * 5_000, file="m/x.md", line=1, language="id")
