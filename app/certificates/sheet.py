"""Lays out a certificate on A4 landscape: a page to hang up, then its modules.

The first page has two columns: on the left what is said, from the title down to a row of facts; on
the right the record, from the number down to the QR code. Free height is shared out between the
blocks, so one-line and three-line names both fill the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fpdf.enums import TextMode

from app.catalogue.document import Language
from app.certificates import ornament, wording
from app.certificates.facts import CertificateFacts, in_language
from app.certificates.issuing import grouped
from app.certificates.ledger import local_date
from app.certificates.ornament import EDGE, HEAD, INK, LINE, ON_HEAD, PAPER, REVOKED, SOFT
from app.certificates.typesetting import (
    BOLD,
    SANS,
    SERIF,
    Block,
    fitted,
    new_document,
    put,
)

WIDTH, HEIGHT = 297.0, 210.0
MARGIN = 22.0
RECORD_X = 221.0
RECORD_WIDTH = WIDTH - MARGIN - RECORD_X
SAID_WIDTH = RECORD_X - MARGIN - 18.0
BODY_TOP = 46.0
FACTS_TOP = 172.0
QR_SIZE = 45.0

_T = {
    "id": {
        "title": "Sertifikat",
        "to": "diberikan kepada",
        "for": "yang telah lulus kursus",
        "number": "Nomor",
        "issuer": "Penerbit",
        "issued": "Diterbitkan",
        "jp": "Pengakuan",
        "done": "Selesai",
        "taken": "Diikuti",
        "score": "Nilai",
        "version": "Versi materi",
        "check": "Dokumen ini dapat diperiksa keasliannya melalui kode QR, atau di "
        "{site}/periksa dengan kode",
        "modules": "Rincian materi",
        "no": "No.",
        "module": "Modul",
        "minutes": "Menit",
        "total": "Jumlah",
        "rule": "1 JP (jam pelajaran) setara {minutes} menit. JP tiap modul dibagi menurut "
        "menit materinya. Dasar: {rule}.",
        "organiser": "Penyelenggara",
        "page": "Halaman {page} dari {pages}",
        "revoked": "DICABUT",
        "revoked_on": "Sertifikat ini dicabut pada {day}. Alasan: {reason}.",
    },
    "en": {
        "title": "Certificate",
        "to": "is awarded to",
        "for": "who has passed the course",
        "number": "Number",
        "issuer": "Issuer",
        "issued": "Issued",
        "jp": "Recognised as",
        "done": "Completed",
        "taken": "Taken",
        "score": "Score",
        "version": "Course version",
        "check": "The authenticity of this document can be checked by its QR code, or at "
        "{site}/periksa with the code",
        "modules": "Contents of the course",
        "no": "No.",
        "module": "Module",
        "minutes": "Minutes",
        "total": "Total",
        "rule": "1 JP (lesson hour) equals {minutes} minutes. The JP of a module is its share "
        "by minutes. Basis: {rule}.",
        "organiser": "Organiser",
        "page": "Page {page} of {pages}",
        "revoked": "REVOKED",
        "revoked_on": "This certificate was revoked on {day}. Reason: {reason}.",
    },
}


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

    def __init__(self, page: Printable, language: Language, qr: Sequence[Sequence[int]]) -> None:
        self._page, self._facts, self._language, self._qr = page, page.facts, language, qr
        self._t = _T[language]
        self._pdf = new_document()

    def render(self) -> bytes:
        self._describe()
        self._front()
        self._modules()
        return bytes(self._pdf.output())

    def _describe(self) -> None:
        pdf, page = self._pdf, self._page
        pdf.set_title(f"{self._t['title']} {page.number}")
        pdf.set_author(self._facts.issuer)
        pdf.set_subject(self._facts.course_in(self._language))
        pdf.set_creator("Lentera")
        pdf.set_lang(self._language)
        pdf.set_creation_date(page.issued_at)
        pdf.set_display_mode("fullpage")

    def _one(self, text: str, width: float, font: str, size: float) -> Block:
        """One line that shrinks rather than wraps, down to half its size."""
        sizes = [size * (1 - step / 20) for step in range(11)]
        return fitted(self._pdf, text, width, font=font, sizes=sizes, most_lines=1)

    def _day(self, moment: datetime) -> str:
        return wording.long_date(local_date(moment, self._facts.time_zone), self._language)

    # Front page

    def _front(self) -> None:
        pdf, facts = self._pdf, self._facts
        pdf.add_page()
        self._ground(22.0)
        ornament.lantern(pdf, MARGIN - 1.5, 6.2, 9.6, ON_HEAD)
        put(pdf, self._one("Lentera", 40, SERIF, 17), MARGIN + 10.5, 7.6, ON_HEAD)
        issuer = self._one(facts.issuer, 170, SANS, 11.5)
        put(pdf, issuer, 0, 8.6, ON_HEAD, right=WIDTH - MARGIN)
        self._said()
        self._facts_row()
        self._record()
        self._mark_revoked()

    def _ground(self, head: float) -> None:
        pdf = self._pdf
        pdf.set_fill_color(*PAPER)
        pdf.rect(0, 0, WIDTH, HEIGHT, style="F")
        pdf.set_fill_color(*HEAD)
        pdf.rect(0, 0, WIDTH, head, style="F")
        ornament.woven_band(pdf, head, WIDTH)

    def _said(self) -> None:
        """Title, name and course, with the free height shared out between them."""
        pdf, facts, t = self._pdf, self._facts, self._t
        name = fitted(
            pdf,
            facts.name,
            SAID_WIDTH,
            font=SERIF,
            sizes=(38, 34, 30, 26, 22),
            most_lines=2,
            leading=1.14,
        )
        course = fitted(
            pdf,
            facts.course_in(self._language),
            SAID_WIDTH,
            font=SERIF,
            sizes=(24, 22, 20, 18, 16),
            most_lines=2,
            leading=1.2,
        )
        holder = fitted(
            pdf,
            self._holder(),
            SAID_WIDTH,
            font=SANS,
            sizes=(12, 11, 10),
            most_lines=2,
            leading=1.35,
        )
        title = self._one(t["title"], SAID_WIDTH, SERIF, 30)
        small = 12.0
        to, passed = (self._one(t[key], SAID_WIDTH, SANS, small) for key in ("to", "for"))
        thread_height = 9.0
        used = (
            title.height
            + to.height
            + name.height
            + holder.height
            + passed.height
            + course.height
            + thread_height
            + 3 * 2.0
        )
        gap = min(max((FACTS_TOP - BODY_TOP - used - 8.0) / 3, 2.5), 14.0)
        y = put(pdf, title, MARGIN, BODY_TOP - 2, INK) + gap
        y = put(pdf, to, MARGIN, y, SOFT) + 2
        y = put(pdf, name, MARGIN, y, INK) + 2
        y = put(pdf, holder, MARGIN, y, SOFT) + gap
        y = put(pdf, passed, MARGIN, y, SOFT) + 2
        y = put(pdf, course, MARGIN, y, INK) + gap
        ornament.thread(pdf, MARGIN, y + thread_height / 2, SAID_WIDTH, len(facts.modules))

    def _holder(self) -> str:
        facts = self._facts
        parts = [", ".join(part for part in (facts.unit, facts.government) if part)]
        if facts.nip_end:
            parts.append(f"NIP {'•' * 6}{facts.nip_end}")
        return "  ·  ".join(parts)

    def _facts_row(self) -> None:
        """What the completion is worth, as a ruled row at the foot of the column."""
        facts, t, language = self._facts, self._t, self._language
        cells = [(t["jp"], f"{facts.jp} JP")] if facts.jp else []
        taken = wording.date_range(facts.started_on, facts.completed_on, language)
        cells.append((t["taken"], taken))
        if facts.score is not None:
            cells.append((t["score"], wording.score(facts.score, language)))
        cells.append((t["version"], str(facts.version)))
        blocks = [
            (self._one(label, 80, SANS, 10), self._one(value, 110, SERIF, 17))
            for label, value in cells
        ]
        widths = [max(label.width, value.width) for label, value in blocks]
        gap = min((SAID_WIDTH - sum(widths)) / max(len(cells) - 1, 1), 26.0)
        self._rule(MARGIN, MARGIN + SAID_WIDTH, FACTS_TOP, EDGE)
        x = MARGIN
        for (label_block, value_block), width in zip(blocks, widths, strict=True):
            y = put(self._pdf, label_block, x, FACTS_TOP + 3.5, SOFT)
            put(self._pdf, value_block, x, y + 0.6, INK)
            x += width + gap

    def _record(self) -> None:
        """The right column: number, issue and issuer on top, the QR code at the foot."""
        pdf, facts, t = self._pdf, self._facts, self._t
        day = wording.long_date(facts.issued_on, self._language)
        issued = f"{facts.place}, {day}" if facts.place else day
        said = [
            (t["number"], self._page.number),
            (t["issued"], issued),
            (t["issuer"], facts.issuer),
        ]
        if facts.organiser not in {"", facts.issuer}:
            said.append((t["organiser"], facts.organiser))
        check = fitted(
            pdf,
            t["check"].format(site=self._page.site),
            RECORD_WIDTH,
            font=SANS,
            sizes=(9, 8.5, 8),
            most_lines=4,
            leading=1.3,
        )
        code = fitted(
            pdf,
            _in_two(grouped(self._page.code)),
            RECORD_WIDTH,
            font=BOLD,
            sizes=(9.5, 9),
            most_lines=2,
            leading=1.3,
        )
        foot = HEIGHT - 17.0 - check.height - code.height
        qr_top = foot - QR_SIZE - 3.0
        rows, gap = self._record_rows(said, qr_top - 5.0 - BODY_TOP)
        y = BODY_TOP
        for label, value in rows:
            y = put(pdf, label, RECORD_X, y, SOFT) + 0.4
            y = put(pdf, value, RECORD_X, y, INK) + gap
        self._rule(RECORD_X - 9, RECORD_X - 9, BODY_TOP, LINE, HEIGHT - 18)
        self._draw_qr(RECORD_X, qr_top)
        y = put(pdf, check, RECORD_X, foot, SOFT)
        put(pdf, code, RECORD_X, y + 0.8, INK)

    def _record_rows(
        self, said: list[tuple[str, str]], room: float
    ) -> tuple[list[tuple[Block, Block]], float]:
        """Labels and values at the largest size that fits into ``room``; the gap between them."""
        for size in (11.5, 10.5, 9.5, 8.5):
            rows = [
                (
                    self._one(label, RECORD_WIDTH, SANS, 10),
                    fitted(
                        self._pdf,
                        value,
                        RECORD_WIDTH,
                        font=BOLD,
                        sizes=(size,),
                        most_lines=3,
                        leading=1.3,
                    ),
                )
                for label, value in said
            ]
            used = sum(label.height + 0.4 + value.height for label, value in rows)
            gap = min((room - used) / max(len(rows) - 1, 1), 4.4)
            if gap >= 2.2:
                break
        return rows, max(gap, 1.0)

    def _draw_qr(self, x: float, y: float) -> None:
        """The code's dark runs as rectangles; the paper around it is its quiet zone."""
        pdf = self._pdf
        module = QR_SIZE / len(self._qr)
        pdf.set_fill_color(*INK)
        for row_number, row in enumerate(self._qr):
            start: int | None = None
            for column, dark in enumerate([*row, 0]):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    run = (column - start) * module
                    # A hair of overlap keeps viewers from showing seams between rows.
                    pdf.rect(
                        x + start * module, y + row_number * module, run, module + 0.01, style="F"
                    )
                    start = None

    def _rule(
        self, x: float, to_x: float, y: float, colour: ornament.Colour, to_y: float | None = None
    ) -> None:
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(0.2)
        self._pdf.line(x, y, to_x, y if to_y is None else to_y)

    def _mark_revoked(self) -> None:
        """DICABUT across the page, in outline and tint so that grey print shows it too."""
        page, pdf, t = self._page, self._pdf, self._t
        if page.revoked_at is None:
            return
        word = self._one(t["revoked"], 260, BOLD, 130)
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
            day=self._day(page.revoked_at),
            reason=wording.reason(page.reason or "", self._language).rstrip("."),
        )
        block = fitted(
            pdf, notice, WIDTH - 2 * MARGIN, font=BOLD, sizes=(10.5, 9.5, 8.5), most_lines=1
        )
        put(pdf, block, MARGIN, HEIGHT - 8.5 - (block.height - 4) / 2, REVOKED)

    # Following pages

    def _modules(self) -> None:
        pages = self._module_pages()
        for index, rows in enumerate(pages):
            self._module_page(rows, index, len(pages))

    def _module_pages(self) -> list[list[tuple[int, Block, int, int]]]:
        """Module rows (place, title, minutes, tenths of a JP) by page."""
        room, pages = 104.0, [[]]  # type: float, list[list[tuple[int, Block, int, int]]]
        used = 0.0
        for place, module in enumerate(self._facts.modules, 1):
            title = fitted(
                self._pdf,
                in_language(module.title, self._language),
                168.0,
                font=SANS,
                sizes=(12,),
                most_lines=3,
                leading=1.35,
            )
            if used + title.height + 3.4 > room:
                pages.append([])
                used = 0.0
            used += title.height + 3.4
            pages[-1].append((place, title, module.minutes, module.jp_tenths))
        return pages

    def _module_page(self, rows: list[tuple[int, Block, int, int]], index: int, pages: int) -> None:
        pdf, facts, t = self._pdf, self._facts, self._t
        pdf.add_page()
        self._ground(6.0)
        right = WIDTH - MARGIN
        y = put(pdf, self._one(t["modules"], 180, SERIF, 24), MARGIN, 27, INK)
        course = fitted(
            pdf,
            facts.course_in(self._language),
            right - MARGIN,
            font=SANS,
            sizes=(12, 11, 10),
            most_lines=2,
            leading=1.35,
        )
        y = put(pdf, course, MARGIN, y + 0.5, SOFT) + 5
        y = self._row(
            y,
            self._one(t["no"], 14, SANS, 10),
            self._one(t["module"], 90, SANS, 10),
            t["minutes"],
            "JP" if facts.jp else "",
            SANS,
            SOFT,
            10,
        )
        for place, title, minutes, tenths in rows:
            jp = wording.one_decimal(tenths, self._language) if facts.jp else ""
            y = self._row(
                y, Block((str(place),), SANS, 12, 1.35), title, str(minutes), jp, SANS, INK, 12
            )
        if index == pages - 1:
            total = Block((t["total"],), BOLD, 12, 1.35)
            in_all = wording.one_decimal(10 * facts.jp, self._language)
            minutes_in_all = str(sum(module.minutes for module in facts.modules))
            y = self._row(y, None, total, minutes_in_all, in_all if facts.jp else "", BOLD, INK, 12)
            if facts.jp and facts.rule:
                note = t["rule"].format(minutes=facts.minutes_per_jp, rule=facts.rule)
                block = fitted(
                    pdf, note, right - MARGIN, font=SANS, sizes=(10,), most_lines=3, leading=1.4
                )
                put(pdf, block, MARGIN, y + 4, SOFT)
        self._foot(index, pages)
        self._mark_revoked()

    def _row(
        self,
        y: float,
        place: Block | None,
        title: Block,
        minutes: str,
        jp: str,
        font: str,
        colour: ornament.Colour,
        size: float,
    ) -> float:
        """One ruled row of the table; the y of the next."""
        pdf, right = self._pdf, WIDTH - MARGIN
        if place is not None:
            put(pdf, place, MARGIN, y + 1.7, SOFT)
        below = put(pdf, title, MARGIN + 14, y + 1.7, colour)
        for text, edge in ((minutes, right - 30), (jp, right)):
            if text:
                put(pdf, Block((text,), font, size, title.leading), 0, y + 1.7, colour, right=edge)
        self._rule(MARGIN, right, below + 1.7, LINE)
        return below + 1.7

    def _foot(self, index: int, pages: int) -> None:
        pdf, right = self._pdf, WIDTH - MARGIN
        self._rule(MARGIN, right, HEIGHT - 22, EDGE)
        said = f"{self._page.number}  ·  {self._facts.name}  ·  {grouped(self._page.code)}"
        put(pdf, self._one(said, 205, SANS, 9.5), MARGIN, HEIGHT - 20, SOFT)
        place = self._t["page"].format(page=index + 2, pages=pages + 1)
        put(pdf, self._one(place, 40, SANS, 9.5), 0, HEIGHT - 20, SOFT, right=right)


def _in_two(code: str) -> str:
    """A grouped code that breaks between its third and fourth group only."""
    groups = code.split("-")
    return f"{'-'.join(groups[:3])}- {'-'.join(groups[3:])}"
