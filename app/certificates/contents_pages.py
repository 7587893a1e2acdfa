"""The pages behind the first: the course's modules with their minutes and JP."""

from app.certificates import ornament, wording
from app.certificates.facts import in_language
from app.certificates.issuing import grouped
from app.certificates.ornament import EDGE, INK, LINE, SOFT
from app.certificates.sheet import HEIGHT, MARGIN, WIDTH, Sheet
from app.certificates.typesetting import BOLD, SANS, SERIF, Block, fitted, put


def draw_contents(sheet: Sheet) -> None:
    pages = _module_pages(sheet)
    for index, rows in enumerate(pages):
        _module_page(sheet, rows, index, len(pages))


def _module_pages(sheet: Sheet) -> list[list[tuple[int, Block, int, int]]]:
    """Module rows (place, title, minutes, tenths of a JP) by page."""
    room, pages = 98.0, [[]]  # type: float, list[list[tuple[int, Block, int, int]]]
    used = 0.0
    for place, module in enumerate(sheet.facts.modules, 1):
        title = fitted(
            sheet.pdf,
            in_language(module.title, sheet.language),
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


def _module_page(
    sheet: Sheet, rows: list[tuple[int, Block, int, int]], index: int, pages: int
) -> None:
    pdf, facts, t = sheet.pdf, sheet.facts, sheet.t
    pdf.add_page()
    sheet.ground(6.0)
    right = WIDTH - MARGIN
    y = put(pdf, sheet.one(t["modules"], 180, SERIF, 24), MARGIN, 27, INK)
    course = fitted(
        pdf,
        facts.course_in(sheet.language),
        right - MARGIN,
        font=SANS,
        sizes=(12, 11, 10),
        most_lines=2,
        leading=1.35,
    )
    y = put(pdf, course, MARGIN, y + 0.5, SOFT) + 5
    y = _row(
        sheet,
        y,
        sheet.one(t["no"], 14, SANS, 10),
        sheet.one(t["module"], 90, SANS, 10),
        t["minutes"],
        "JP" if facts.jp else "",
        SANS,
        SOFT,
        10,
    )
    for place, title, minutes, tenths in rows:
        jp = wording.one_decimal(tenths, sheet.language) if facts.jp else ""
        y = _row(
            sheet, y, Block((str(place),), SANS, 12, 1.35), title, str(minutes), jp, SANS, INK, 12
        )
    if index == pages - 1:
        total = Block((t["total"],), BOLD, 12, 1.35)
        in_all = wording.one_decimal(10 * facts.jp, sheet.language)
        minutes_in_all = str(sum(module.minutes for module in facts.modules))
        y = _row(sheet, y, None, total, minutes_in_all, in_all if facts.jp else "", BOLD, INK, 12)
        if facts.jp and facts.rule:
            note = t["rule"].format(minutes=facts.minutes_per_jp, rule=facts.rule)
            block = fitted(
                pdf, note, right - MARGIN, font=SANS, sizes=(10,), most_lines=3, leading=1.4
            )
            put(pdf, block, MARGIN, y + 4, SOFT)
    _foot(sheet, index, pages)
    sheet.mark_revoked()


def _row(
    sheet: Sheet,
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
    pdf, right = sheet.pdf, WIDTH - MARGIN
    if place is not None:
        put(pdf, place, MARGIN, y + 1.7, SOFT)
    below = put(pdf, title, MARGIN + 14, y + 1.7, colour)
    for text, edge in ((minutes, right - 30), (jp, right)):
        if text:
            put(pdf, Block((text,), font, size, title.leading), 0, y + 1.7, colour, right=edge)
    sheet.rule(MARGIN, right, below + 1.7, LINE)
    return below + 1.7


def _foot(sheet: Sheet, index: int, pages: int) -> None:
    pdf, right = sheet.pdf, WIDTH - MARGIN
    sheet.rule(MARGIN, right, HEIGHT - 22, EDGE)
    said = f"{sheet.page.number}  ·  {sheet.facts.name}  ·  {grouped(sheet.page.code)}"
    put(pdf, sheet.one(said, 205, SANS, 9.5), MARGIN, HEIGHT - 20, SOFT)
    place = sheet.t["page"].format(page=index + 2, pages=pages + 1)
    put(pdf, sheet.one(place, 40, SANS, 9.5), 0, HEIGHT - 20, SOFT, right=right)
