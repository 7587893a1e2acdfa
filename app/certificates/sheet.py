"""The paper a certificate is drawn on: A4 landscape, its ground, its rules, its mark of revocation.

What is written on it is in ``front_page`` and ``contents_pages``.
"""

from dataclasses import dataclass
from datetime import datetime

from fpdf.enums import TextMode

from app.catalogue.document import Language
from app.certificates import ornament, wording
from app.certificates.facts import CertificateFacts
from app.certificates.ledger import local_date
from app.certificates.ornament import HEAD, PAPER, REVOKED
from app.certificates.printed_words import PRINTED
from app.certificates.typesetting import BOLD, Block, fitted, new_document, put

WIDTH, HEIGHT = 297.0, 210.0
MARGIN = 22.0


@dataclass(frozen=True, slots=True)
class Printable:
    """What a rendering needs of a certificate, apart from the database."""

    number: str
    code: str
    url: str
    site: str
    facts: CertificateFacts
    issued_at: datetime
    revoked_at: datetime | None
    reason: str | None


class Sheet:
    """One document being drawn."""

    def __init__(self, page: Printable, language: Language) -> None:
        self.page, self.facts, self.language = page, page.facts, language
        self.t = PRINTED[language]
        self.pdf = new_document()
        self._describe()

    def finish(self) -> bytes:
        return bytes(self.pdf.output())

    def _describe(self) -> None:
        pdf, page = self.pdf, self.page
        pdf.set_title(f"{self.t['title']} {page.number}")
        pdf.set_author(self.facts.issuer)
        pdf.set_subject(self.facts.course_in(self.language))
        pdf.set_creator("Lentera")
        pdf.set_lang(self.language)
        pdf.set_creation_date(page.issued_at)
        pdf.set_display_mode("fullpage")

    def one(self, text: str, width: float, font: str, size: float) -> Block:
        """One line that shrinks rather than wraps, down to half its size."""
        sizes = [size * (1 - step / 20) for step in range(11)]
        return fitted(self.pdf, text, width, font=font, sizes=sizes, most_lines=1)

    def day(self, moment: datetime) -> str:
        return wording.long_date(local_date(moment, self.facts.time_zone), self.language)

    def ground(self, head: float) -> None:
        pdf = self.pdf
        pdf.set_fill_color(*PAPER)
        pdf.rect(0, 0, WIDTH, HEIGHT, style="F")
        pdf.set_fill_color(*HEAD)
        pdf.rect(0, 0, WIDTH, head, style="F")
        ornament.woven_band(pdf, head, WIDTH)

    def rule(
        self, x: float, to_x: float, y: float, colour: ornament.Colour, to_y: float | None = None
    ) -> None:
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(0.2)
        self.pdf.line(x, y, to_x, y if to_y is None else to_y)

    def mark_revoked(self) -> None:
        """DICABUT across the page, in outline and tint so that grey print shows it too."""
        page, pdf, t = self.page, self.pdf, self.t
        if page.revoked_at is None:
            return
        word = self.one(t["revoked"], 260, BOLD, 130)
        pdf.set_font(BOLD, size=word.size)
        width = pdf.get_string_width(word.lines[0])
        pdf.set_draw_color(*REVOKED)
        pdf.set_line_width(0.7)
        pdf.set_text_color(*REVOKED)
        with (
            pdf.rotation(24, WIDTH / 2, HEIGHT / 2 + 8),
            pdf.local_context(fill_opacity=0.13, text_mode=TextMode.FILL_STROKE),
        ):
            pdf.text((WIDTH - width) / 2, HEIGHT / 2 + 24, word.lines[0])
        notice = t["revoked_on"].format(
            day=self.day(page.revoked_at),
            reason=wording.reason(page.reason or "", self.language).rstrip("."),
        )
        block = fitted(
            pdf, notice, WIDTH - 2 * MARGIN, font=BOLD, sizes=(10.5, 9.5, 8.5), most_lines=1
        )
        put(pdf, block, MARGIN, HEIGHT - 8.5 - (block.height - 4) / 2, REVOKED)
