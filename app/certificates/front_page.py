"""The first page of a certificate, to hang up, in two columns.

On the left what is said, from the title down to a row of facts; on the right the record, from the
number down to the QR code. Free height is shared out between the blocks, so one-line and three-line
names both fill the page.
"""

from collections.abc import Sequence

from app.certificates import ornament, wording
from app.certificates.issuing import grouped
from app.certificates.ornament import EDGE, INK, LINE, ON_HEAD, SOFT
from app.certificates.sheet import HEIGHT, MARGIN, WIDTH, Sheet
from app.certificates.typesetting import BOLD, SANS, SERIF, Block, fitted, put

RECORD_X = 221.0
RECORD_WIDTH = WIDTH - MARGIN - RECORD_X
SAID_WIDTH = RECORD_X - MARGIN - 18.0
BODY_TOP = 46.0
FACTS_TOP = 172.0
QR_SIZE = 45.0

Matrix = Sequence[Sequence[int]]


def draw_front(sheet: Sheet, qr: Matrix) -> None:
    pdf, facts = sheet.pdf, sheet.facts
    pdf.add_page()
    sheet.ground(22.0)
    ornament.lantern(pdf, MARGIN - 1.5, 6.2, 9.6, ON_HEAD)
    put(pdf, sheet.one("Lentera", 40, SERIF, 17), MARGIN + 10.5, 7.6, ON_HEAD)
    issuer = sheet.one(facts.issuer, 170, SANS, 11.5)
    put(pdf, issuer, 0, 8.6, ON_HEAD, right=WIDTH - MARGIN)
    _said(sheet)
    _facts_row(sheet)
    _record(sheet, qr)
    sheet.mark_revoked()


def _said(sheet: Sheet) -> None:
    """Title, name and course, with the free height shared out between them."""
    pdf, facts, t = sheet.pdf, sheet.facts, sheet.t
    name = _display(sheet, facts.name, (38, 34, 30, 26), (26, 22, 18, 15), leading=1.14)
    title_text = facts.course_in(sheet.language)
    course = _display(sheet, title_text, (24, 22, 20), (20, 18, 16, 14, 11), leading=1.2)
    holder = fitted(
        pdf,
        _holder(sheet),
        SAID_WIDTH,
        font=SANS,
        sizes=(12, 11, 10),
        most_lines=2,
        leading=1.35,
    )
    title = sheet.one(t["title"], SAID_WIDTH, SERIF, 30)
    small = 12.0
    to, passed = (sheet.one(t[key], SAID_WIDTH, SANS, small) for key in ("to", "for"))
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


def _display(
    sheet: Sheet,
    text: str,
    on_two_lines: Sequence[float],
    on_three: Sequence[float],
    *,
    leading: float,
) -> Block:
    """A name or title as large as two lines allow, else as large as three do."""
    pdf = sheet.pdf
    block = fitted(
        pdf, text, SAID_WIDTH, font=SERIF, sizes=on_two_lines, most_lines=2, leading=leading
    )
    if len(block.lines) <= 2:
        return block
    return fitted(pdf, text, SAID_WIDTH, font=SERIF, sizes=on_three, most_lines=3, leading=leading)


def _holder(sheet: Sheet) -> str:
    facts = sheet.facts
    parts = [", ".join(part for part in (facts.unit, facts.government) if part)]
    if facts.nip_end:
        parts.append(f"NIP {'•' * 6}{facts.nip_end}")
    return "  ·  ".join(parts)


def _facts_row(sheet: Sheet) -> None:
    """What the completion is worth, as a ruled row at the foot of the column."""
    facts, t, language = sheet.facts, sheet.t, sheet.language
    cells = [(t["jp"], f"{facts.jp} JP")] if facts.jp else []
    taken = wording.date_range(facts.started_on, facts.completed_on, language)
    cells.append((t["taken"], taken))
    if facts.score is not None:
        cells.append((t["score"], wording.score(facts.score, language)))
    cells.append((t["version"], str(facts.version)))
    blocks = [
        (sheet.one(label, 80, SANS, 10), sheet.one(value, 110, SERIF, 17)) for label, value in cells
    ]
    widths = [max(label.width, value.width) for label, value in blocks]
    gap = min((SAID_WIDTH - sum(widths)) / max(len(cells) - 1, 1), 26.0)
    sheet.rule(MARGIN, MARGIN + SAID_WIDTH, FACTS_TOP, EDGE)
    x = MARGIN
    for (label_block, value_block), width in zip(blocks, widths, strict=True):
        y = put(sheet.pdf, label_block, x, FACTS_TOP + 3.5, SOFT)
        put(sheet.pdf, value_block, x, y + 0.6, INK)
        x += width + gap


def _record(sheet: Sheet, qr: Matrix) -> None:
    """The right column: number, issue and issuer on top, the QR code at the foot."""
    pdf, facts, t = sheet.pdf, sheet.facts, sheet.t
    day = wording.long_date(facts.issued_on, sheet.language)
    issued = f"{facts.place}, {day}" if facts.place else day
    said = [
        (t["number"], sheet.page.number),
        (t["issued"], issued),
        (t["issuer"], facts.issuer),
    ]
    if facts.organiser not in {"", facts.issuer}:
        said.append((t["organiser"], facts.organiser))
    check = fitted(
        pdf,
        t["check"].format(site=sheet.page.site),
        RECORD_WIDTH,
        font=SANS,
        sizes=(9, 8.5, 8),
        most_lines=4,
        leading=1.3,
    )
    code = fitted(
        pdf,
        _in_two(grouped(sheet.page.code)),
        RECORD_WIDTH,
        font=BOLD,
        sizes=(9.5, 9),
        most_lines=2,
        leading=1.3,
    )
    foot = HEIGHT - 17.0 - check.height - code.height
    qr_top = foot - QR_SIZE - 3.0
    rows, gap = _record_rows(sheet, said, qr_top - 5.0 - BODY_TOP)
    y = BODY_TOP
    for label, value in rows:
        y = put(pdf, label, RECORD_X, y, SOFT) + 0.4
        y = put(pdf, value, RECORD_X, y, INK) + gap
    sheet.rule(RECORD_X - 9, RECORD_X - 9, BODY_TOP, LINE, HEIGHT - 18)
    _draw_qr(sheet, qr, RECORD_X, qr_top)
    y = put(pdf, check, RECORD_X, foot, SOFT)
    put(pdf, code, RECORD_X, y + 0.8, INK)


def _record_rows(
    sheet: Sheet, said: list[tuple[str, str]], room: float
) -> tuple[list[tuple[Block, Block]], float]:
    """Labels and values at the largest size that fits into ``room``; the gap between them."""
    for size in (11.5, 10.5, 9.5, 8.5):
        rows = [
            (
                sheet.one(label, RECORD_WIDTH, SANS, 10),
                fitted(
                    sheet.pdf,
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


def _draw_qr(sheet: Sheet, qr: Matrix, x: float, y: float) -> None:
    """The code's dark runs as rectangles; the paper around it is its quiet zone."""
    pdf = sheet.pdf
    module = QR_SIZE / len(qr)
    pdf.set_fill_color(*INK)
    for row_number, row in enumerate(qr):
        start: int | None = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                run = (column - start) * module
                # A hair of overlap keeps viewers from showing seams between rows.
                pdf.rect(x + start * module, y + row_number * module, run, module + 0.01, style="F")
                start = None


def _in_two(code: str) -> str:
    """A grouped code that breaks between its third and fourth group only."""
    groups = code.split("-")
    return f"{'-'.join(groups[:3])}- {'-'.join(groups[3:])}"
