"""Markdown of lessons and questions → sanitised HTML, once, at publish.

CommonMark with tables, our directives and nothing else: raw HTML is text (and a finding). Every
piece passes ``htmlcleaning.clean``; SVG figures, written anew by ``svg``, are put in after it.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import PurePosixPath

from markdown_it.token import Token

from app.catalogue.compiler import recordings
from app.catalogue.compiler.directives import OPEN, Directive, closing_token
from app.catalogue.compiler.figures import AssetFile, Drawing, Refusal, figure_of, narrower_names
from app.catalogue.compiler.htmlcleaning import clean, word_count
from app.catalogue.compiler.inlines import Inlines, Page
from app.catalogue.compiler.kinds import Finding, RenderedPage
from app.catalogue.compiler.lawnotes import law_list, law_note, statement
from app.catalogue.compiler.parsing import blocks_of, parser
from app.catalogue.compiler.recordings import POINTER, TYPES, Recording
from app.catalogue.compiler.sources import SLUG_PATTERN, FactSource
from app.catalogue.compiler.wording import check_speech
from app.catalogue.document import AssetRef, Language

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "callout": ("title",),
    "accordion": ("title",),
    "reflection": ("id",),
    "check": ("id",),
    "figure": ("src", "alt", "licence"),
    "fact": ("ref",),
    **dict.fromkeys(TYPES, ("src",)),
}
# What shows something of its own needs no text inside.
MAY_BE_EMPTY = frozenset({"fact", *TYPES})
# Which directives may stand inside which; "" is the text itself.
INSIDE: Mapping[str, frozenset[str]] = {
    "": frozenset(ATTRIBUTES),
    "accordion": frozenset(ATTRIBUTES) - {"accordion"},
    "callout": frozenset({"figure"}),
}
NOTE_LENGTH = 4000

_OPTION = re.compile(r"\[([ xX])\]\s+(.*?)(?:\s+\|\s+(.*))?", re.DOTALL)


class MarkdownText:
    """Renders the texts of one activity; collects findings, cited facts and used assets.

    ``assets`` is by file name; a text's figures are looked for beside it, then one folder above.
    """

    def __init__(
        self, facts: Mapping[str, FactSource], assets: Mapping[str, AssetFile] | None = None
    ) -> None:
        self._inlines = Inlines(facts)
        self._assets = assets or {}
        self._md = parser()
        self._figures = 0
        self.used: set[str] = set()  # files of assets
        self.files: dict[str, tuple[str, bytes]] = {}  # sha256 → media type, content
        self.media: dict[str, AssetRef] = {}  # sha256 → what is kept elsewhere

    @property
    def findings(self) -> list[Finding]:
        return self._inlines.findings

    @property
    def cited(self) -> Sequence[str]:
        """Ids of facts in the order they are met."""
        return tuple(self._inlines.cited)

    def block(self, markdown: str, *, file: str, line: int) -> str:
        page = Page(file, line, "id", is_lesson=False)
        return _finish(page, self._blocks(self._md.parse(markdown), page, ""))

    def inline(self, markdown: str, *, file: str, line: int) -> str:
        page = Page(file, line, "id", is_lesson=False)
        return _finish(page, self._blocks(self._md.parseInline(markdown), page, ""))

    def page(self, markdown: str, *, file: str, line: int, language: Language) -> RenderedPage:
        page = Page(file, line, language, is_lesson=True)
        tokens = self._md.parse(markdown)
        blocks = blocks_of(tokens)
        for number, token in enumerate(blocks, 1):
            token.attrSet("id", f"b{number}")
        if not tokens:
            self._inlines.fault(
                page, 0, "C052", "the lesson has no text", "write it below the front matter"
            )
        html = self._blocks(tokens, page, "")
        unnoted = [(n, self._inlines.facts[n]) for n in page.mentioned if n not in page.noted]
        html = _finish(page, html + law_list(unnoted, language))
        words = word_count(html)
        ids = (tuple(page.checks), tuple(page.reflections))
        return RenderedPage(html, words, len(blocks), *ids, seconds=page.seconds)

    def _blocks(self, tokens: Sequence[Token], page: Page, inside: str) -> str:
        """HTML of block tokens; ``inside`` names the directive around them."""
        html: list[str] = []
        run: list[Token] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.type == OPEN:
                end = closing_token(tokens, at)
                html.append(self._plain(run))
                run = []
                html.append(self._directive(token, tokens[at + 1 : end], page, inside))
                at = end
            else:
                self._check_block(token, page)
                run.append(token)
            at += 1
        html.append(self._plain(run))
        return "".join(html)

    def _plain(self, tokens: list[Token]) -> str:
        for token in tokens:
            style = str(token.attrs.pop("style", ""))
            if style:  # alignment of a table's cell: classes, because style attributes are barred
                token.attrs["class"] = "num" if "right" in style else "mid"
            if token.type == "th_open":
                token.attrs["scope"] = "col"
            if token.type == "fence":
                token.info = ""
        html = str(self._md.renderer.render(tokens, self._md.options, {}))
        return html.replace("<table", '<div class="scroll" tabindex="0"><table').replace(
            "</table>", "</table></div>"
        )

    def _check_block(self, token: Token, page: Page) -> None:
        offset = token.map[0] if token.map else 0
        if token.type == "inline":
            self._inlines.check(token, page, offset)
        elif token.type == "heading_open":
            level = int(token.tag[1:])
            if level < 2 or level > 4 or level > page.heading + 1:
                what = f"a heading of level {level} after level {page.heading}"
                self._inlines.fault(
                    page, offset, "C044", what, "begin with ##, go down one level at a time"
                )
            page.heading = max(2, level)

    # Directives: each returns its HTML.

    def _directive(self, token: Token, inner: Sequence[Token], page: Page, inside: str) -> str:
        offset = token.map[0] if token.map else 0
        if not self._stands_well(token, inner, page, inside):
            return ""
        head: Directive = token.meta["directive"]
        given = head.attributes
        anchor = str(token.attrs.get("id", ""))
        block_id = f' id="{anchor}"' if anchor else ""
        if head.name == "figure":
            return self._figure(given, inner, page, offset, block_id)
        if head.name in TYPES:
            return self._recording(head, inner, page, offset, block_id)
        if head.name == "fact":
            return self._fact(given["ref"], inner, page, offset, anchor)
        if head.name in ("reflection", "check"):
            return self._question(head, inner, page, offset, block_id)
        title = self._title(given["title"], page, offset)
        body = self._blocks(inner, page, head.name)
        if head.name == "callout":
            return f'<aside class="note"{block_id}><h3>{title}</h3>{body}</aside>\n'
        return f'<details class="acc"{block_id}><summary>{title}</summary>{body}</details>\n'

    def _stands_well(self, token: Token, inner: Sequence[Token], page: Page, inside: str) -> bool:
        """Whether a directive is one of ours, in its place, with its attributes and its text."""
        head: Directive = token.meta["directive"]
        offset = token.map[0] if token.map else 0
        if head.name not in ATTRIBUTES or not head.closed:
            what = f"'{token.meta['source'][:40]}' is not a directive"
            if head.name in ATTRIBUTES:
                what = f"the directive '{head.name}' is not closed"
            instead = f"open with :::name{{…}} ({', '.join(ATTRIBUTES)}), close with :::"
            self._inlines.fault(page, offset, "C041", what, instead)
            return False
        allowed = INSIDE.get(inside, frozenset()) if page.is_lesson else frozenset({"figure"})
        if head.name not in allowed:
            where = f"inside '{inside}'" if inside else "in a question"
            self._inlines.fault(page, offset, "C043", f"'{head.name}' {where}", "move it out")
            return False
        wanted, given = ATTRIBUTES[head.name], head.attributes
        if (
            head.bad_attributes
            or set(given) != set(wanted)
            or not all(value.strip() for value in given.values())
        ):
            code = "C047" if head.name == "figure" else "C042"
            listed = " ".join(f'{name}="…"' for name in wanted)
            what, instead = f"attributes of '{head.name}'", f"write {{{listed}}}, none empty"
            self._inlines.fault(page, offset, code, what, instead)
            return False
        if head.name not in MAY_BE_EMPTY and not inner:
            self._inlines.fault(page, offset, "C052", f"'{head.name}' is empty", "write its text")
            return False
        return True

    def _question(
        self, head: Directive, inner: Sequence[Token], page: Page, offset: int, block_id: str
    ) -> str:
        """A reflection or an inline check: both carry an id of their own."""
        name = head.attributes["id"]
        if not re.fullmatch(SLUG_PATTERN, name) or name in (*page.checks, *page.reflections):
            what = f"the id '{name[:40]}' is used twice or has odd signs"
            instead = "give each a short id of its own, e.g. r1, c1"
            self._inlines.fault(page, offset, "C045", what, instead)
            return ""
        if head.name == "check":
            page.checks.append(name)
            return self._check(name, inner, page, offset, block_id)
        page.reflections.append(name)
        # Part of the form "mark as done", so that it is sent where no script sends it while typing.
        body = self._blocks(inner, page, "reflection")
        return (
            f'<div class="reflect" data-reflection="{name}"{block_id}>'
            f'<div id="reflect-{name}">{body}</div>'
            f'<textarea form="done" name="reflection:{name}" rows="4" '
            f'maxlength="{NOTE_LENGTH}" aria-labelledby="reflect-{name}"></textarea></div>\n'
        )

    def _title(self, title: str, page: Page, offset: int) -> str:
        if page.language == "id":
            self._inlines.findings.extend(
                check_speech(title, file=page.file, line=page.line + offset)
            )
        return escape(title)

    def _figure(
        self,
        given: Mapping[str, str],
        inner: Sequence[Token],
        page: Page,
        offset: int,
        block_id: str,
    ) -> str:
        asset = self._asset(given["src"], page)
        if asset is None:
            what = f"no file '{given['src'][:80]}'"
            instead = "put it into assets/ beside the text or in the course's folder"
            self._inlines.fault(page, offset, "C048", what, instead)
            return ""
        narrower = [self._assets[n] for n in narrower_names(asset.file) if n in self._assets]
        self.used |= {asset.file, *(one.file for one in narrower)}
        self._figures += 1
        figure = figure_of(
            asset, name=given["src"], alt=given["alt"], number=self._figures, narrower=narrower
        )
        if isinstance(figure, Refusal):
            self._inlines.findings.append(
                Finding(asset.file, figure.line, figure.code, figure.what, figure.instead)
            )
            return ""
        if isinstance(figure, Drawing):
            shown = f'<i data-slot="{len(page.drawings)}"></i>'
            page.drawings.append(figure.html)
        else:
            shown = figure.html
            self.files |= figure.files
        caption = self._blocks(inner, page, "figure")
        licence = f"<small>{escape(given['licence'])}</small>"
        return (
            f'<figure class="fig"{block_id}>{shown}'
            f"<figcaption>{caption}{licence}</figcaption></figure>\n"
        )

    def _asset(self, source: str, page: Page, ending: str = "") -> AssetFile | None:
        """The file a text means: beside it, or one folder above."""
        folder = PurePosixPath(page.file).parent
        places = (folder / (source + ending), folder.parent / (source + ending))
        return next((self._assets[str(p)] for p in places if str(p) in self._assets), None)

    def _recording(
        self, head: Directive, inner: Sequence[Token], page: Page, offset: int, block_id: str
    ) -> str:
        source = head.attributes["src"]
        asset = self._asset(source, page, POINTER)
        if asset is None:
            what = f"no file '{source[:80]}{POINTER}'"
            instead = "upload the file in the studio, or write what points to it"
            self._inlines.fault(page, offset, "C081", what, instead)
            return ""
        found = recordings.recording_of(asset, head.name, self._assets)
        if not isinstance(found, Recording):
            self.findings.extend(found)
            return ""
        self.findings.extend(found.findings)
        self.files |= found.files
        self.used |= {one.file for one in (asset, found.captions) if one is not None}
        pointed, pointer = found.pointed, found.pointed.pointer
        self.media[pointer.sha256] = pointer.ref
        transcript = ""
        if pointer.transcript:
            told = Page(pointed.file, pointed.transcript_line, page.language, is_lesson=False)
            transcript = self._blocks(self._md.parse(pointer.transcript), told, head.name)
        else:
            page.seconds += pointer.seconds or 0
        return recordings.recording_html(
            found,
            name=head.name,
            language=page.language,
            block_id=block_id,
            caption=self._blocks(inner, page, "figure"),
            transcript=transcript,
            file_name=PurePosixPath(source).name,
        )

    def _fact(self, name: str, inner: Sequence[Token], page: Page, offset: int, anchor: str) -> str:
        fact = self._inlines.cite(name, page, offset)
        if fact is None:
            return ""
        if name in page.noted:
            what = f"the fact '{name}' is noted twice here"
            self._inlines.fault(
                page, offset, "C045", what, f"refer to it with [words](fact:{name})"
            )
            return ""
        page.noted.add(name)
        own = " ".join(token.content for token in inner if token.type == "inline")
        self._inlines.check_caveat(fact, f"{statement(fact, page.language)} {own}", page, offset)
        body = self._blocks(inner, page, "fact")
        return law_note(name, fact, page.language, block_id=anchor, body=body)

    def _check(
        self, name: str, inner: Sequence[Token], page: Page, offset: int, block_id: str
    ) -> str:
        listed = next((n for n, t in enumerate(inner) if t.type == "bullet_list_open"), len(inner))
        stem, rest = inner[:listed], inner[listed:]
        options = [token for token in rest if token.type == "inline"]
        matches = [_OPTION.fullmatch(token.content.strip()) for token in options]
        right = sum(1 for m in matches if m and m[1] != " ")
        is_list = bool(rest) and rest[-1].type == "bullet_list_close"
        plain = all(t.type in _CHECK_TOKENS for t in rest) and [t.type for t in stem] == [
            *("paragraph_open", "inline", "paragraph_close")
        ]
        if not (is_list and plain and len(options) >= 2 and all(matches)) or right != 1:
            what = "not one paragraph and a list of options with exactly one right"
            instead = "write '- [ ] wrong | feedback' and '- [x] right | feedback'"
            self._inlines.fault(page, offset, "C046", what, instead)
            return ""
        html = [f'<fieldset class="check" data-check="{name}"{block_id}>']
        html.append(f"<legend>{self._part(stem[1].content, stem[1], page)}</legend>")
        for number, (match, token) in enumerate(zip(matches, options, strict=True), 1):
            if match is None or not match[3]:
                at = token.map[0] if token.map else offset
                self._inlines.fault(
                    page, at, "C046", "an option without feedback", "add '| why' to it"
                )
                continue
            mark = ' data-right=""' if match[1] != " " else ""
            html.append(
                f'<label class="opt">'
                f'<input type="radio" name="check:{name}" value="{number}"{mark}>'
                f"<span>{self._part(match[2], token, page)}</span></label>"
                f'<p class="fb" data-for="{number}" hidden>{self._part(match[3], token, page)}</p>'
            )
        return "".join([*html, "</fieldset>\n"])

    def _part(self, markdown: str, source: Token, page: Page) -> str:
        """Inline HTML of a part of a paragraph."""
        tokens = self._md.parseInline(markdown)
        for token in tokens:
            token.map = source.map
            self._inlines.check(token, page, source.map[0] if source.map else 0)
        return self._plain(tokens)


_CHECK_TOKENS = frozenset(
    f"{name}_{end}"
    for name in ("bullet_list", "list_item", "paragraph")
    for end in ("open", "close")
) | {"inline"}


def _finish(page: Page, html: str) -> str:
    cleaned = clean(html)
    for number, drawing in enumerate(page.drawings):
        cleaned = cleaned.replace(f'<i data-slot="{number}"></i>', drawing)
    return cleaned.strip()
