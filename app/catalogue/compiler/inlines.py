"""Inside one paragraph: addresses, citations of law, wording, and what Markdown must not hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from app.catalogue.compiler.kinds import Finding
from app.catalogue.compiler.lawnotes import CAVEAT, HAS_CAVEAT
from app.catalogue.compiler.sources import FactSource
from app.catalogue.compiler.wording import check_speech, speech_of
from app.catalogue.document import Language

_LINK = re.compile(r"https://[^\s]+|mailto:[^\s]+|tel:[+0-9-]+|/(?![/\\])[^\s]*|#[\w-]+")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--[^<>]*)>")


@dataclass(slots=True)
class Page:
    """One text on its way to HTML."""

    file: str
    line: int
    language: Language
    is_lesson: bool  # with every directive; else a stem or an explanation
    drawings: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    reflections: list[str] = field(default_factory=list)
    noted: set[str] = field(default_factory=set)  # facts with a note of their own
    mentioned: dict[str, None] = field(default_factory=dict)  # facts cited inside a sentence
    heading: int = 1  # level of the last heading
    seconds: int = 0  # of what is heard or seen and has no transcript to be counted by


class Inlines:
    """Checks and settles inline tokens; collects findings and cited facts."""

    def __init__(self, facts: Mapping[str, FactSource]) -> None:
        self.facts = facts
        self.findings: list[Finding] = []
        self.cited: dict[str, None] = {}  # fact ids in the order they are met

    def fault(self, page: Page, offset: int, code: str, what: str, instead: str) -> None:
        """A finding ``offset`` lines below the text's first."""
        self.findings.append(Finding(page.file, page.line + offset, code, what, instead))

    def check(self, token: Token, page: Page, offset: int) -> None:
        """Findings in one run of text; addresses and citations are settled on the way."""
        speech = speech_of(token)
        tag = _TAG.search(speech)
        if tag:
            at = offset + speech.count("\n", 0, tag.start())
            self.fault(page, at, "C040", f"HTML '{tag[0][:30]}'", "use Markdown or a directive")
        if page.is_lesson and page.language == "id":
            self.findings.extend(check_speech(speech, file=page.file, line=page.line + offset))
        kept: list[Token] = []
        open_links: list[Token] = []
        for child in token.children or ():
            if child.type == "image":
                self.fault(
                    page, offset, "C051", "a picture by ![…]", "use :::figure, with alt text"
                )
                continue
            if child.type == "link_open":
                open_links.append(child)
                self._settle_link(child, page, offset, speech)
            elif child.type == "link_close":
                opened = open_links.pop()
                if opened.tag == "cite":
                    child.tag = "cite"
                    kept.append(_text(f" ({opened.meta['source']})"))
            kept.append(child)
        token.children = kept

    def _settle_link(self, link: Token, page: Page, offset: int, speech: str) -> None:
        href = str(link.attrs.get("href", ""))
        link.attrs = {}
        if href.startswith("fact:"):
            name = href.removeprefix("fact:")
            fact = self.cite(name, page, offset)
            if fact is None:
                return
            page.mentioned[name] = None
            self.check_caveat(fact, speech, page, offset)
            link.attrs = {"class": "fact"}
            if page.is_lesson:
                link.attrs["href"] = f"#fakta-{name}"
            else:
                link.tag, link.meta = "cite", {"source": fact.source}
        elif _LINK.fullmatch(href):
            link.attrs = {"href": href}
            if href.startswith("https:"):
                link.attrs["rel"] = "noopener noreferrer external"
        else:
            what = f"the address '{href[:60]}'"
            self.fault(page, offset, "C050", what, "use https://, mailto:, tel:, /path or fact:id")

    def cite(self, name: str, page: Page, offset: int) -> FactSource | None:
        fact = self.facts.get(name)
        if fact is None:
            what = f"no legal fact '{name[:60]}'"
            self.fault(page, offset, "C053", what, "add it to content/facts or mend the name")
            return None
        self.cited[name] = None
        if page.language == "en" and not fact.statement.en:
            what = f"the fact '{name}' has no English statement"
            self.fault(page, offset, "C062", what, "add statement: en: to the fact")
        return fact

    def check_caveat(self, fact: FactSource, words: str, page: Page, offset: int) -> None:
        # A question's texts come without their language: either wording will do there.
        languages = (page.language,) if page.is_lesson else tuple(HAS_CAVEAT)
        said = any(HAS_CAVEAT[language].search(words) for language in languages)
        if fact.confidence != "T" and not said:
            what = f"'{fact.id}' is not certain ({fact.confidence}) but is told as if it were"
            instead = f"say '{CAVEAT[page.language]}' in the same paragraph"
            self.fault(page, offset, "C060", what, instead)


def _text(content: str) -> Token:
    token = Token("text", "", 0)
    token.content = content
    return token
