"""An app practice as HTML: every screen a form of its own, what is not there now hidden. Pure.

Compiled at its beginning it is the activity's fragment, which the page's script brings to life;
made anew for a standing it is the page that works by forms alone. So no screen exists twice.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from app.catalogue.document import Language
from app.practice import app_replay
from app.practice.app_replay import Standing, holds
from app.practice.app_shapes import (
    OF_OPTIONS,
    AnyPart,
    AppPractice,
    ButtonPart,
    DevicePart,
    Fact,
    FactsPart,
    FieldPart,
    ListPart,
    NotePart,
    PaperPart,
    Row,
    Screen,
    TablePart,
    TableRow,
    TextPart,
    When,
    Words,
    fields_of,
)

_OWN: Mapping[str, tuple[str, str]] = {
    "mark": ("Layar tiruan · data rekaan", "Imitation screen · invented data"),
    "tasks": ("Tugas Anda", "Your tasks"),
    "now": ("Tugas", "Task"),
    "all": ("Semua tugas tercapai.", "All goals are reached."),
    "hint": ("Petunjuk", "Hint"),
    "done": (", tercapai", ", reached"),
    "nav": ("Menu aplikasi tiruan", "Menu of the imitated application"),
    "choose": ("Pilih …", "Choose …"),
    "address": ("Alamat situs", "Site address"),
    "device": ("Perangkat kedua", "Second device"),
}
SHORT = 'maxlength="400" autocomplete="off"'
_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What all parts of one rendering share. ``hidden``: inputs that every form carries."""

    app: AppPractice
    language: Language
    standing: Standing
    action: str
    hidden: str = ""

    def words(self, words: Words) -> str:
        return words.get(self.language) or words["id"]

    def text(self, words: Words) -> str:
        return escape(self.words(words))

    def own(self, key: str) -> str:
        return _OWN[key][self.language == "en"]

    def shown(self, when: When) -> str:
        """Attributes of something that is there only while ``when`` holds."""
        if not when:
            return ""
        kept = escape(json.dumps(when, separators=(",", ":")))
        return f' data-when="{kept}"' + ("" if holds(when, self.standing.state) else " hidden")


def fragment(
    app: AppPractice,
    language: Language,
    *,
    action: str,
    standing: Standing | None = None,
    hidden: Mapping[str, str] | None = None,
) -> str:
    """Tasks and screens at a standing (the beginning if there is none)."""
    carried = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in (hidden or {}).items()
    )
    page = Page(app, language, standing or app_replay.beginning(app), action, carried)
    return f"{_tasks(page)}{_frame(page)}{_machine(page)}"


def _tasks(page: Page) -> str:
    now = app_replay.current_task(page.app, page.standing)
    rows = []
    for task in page.app.tasks:
        done = task.id in page.standing.reached
        state = "d" if done else "c" if task.id == now else ""
        current = ' aria-current="step"' if state == "c" else ""
        said = f'<span class="sr">{page.own("done") if done else ""}</span>'
        rows.append(
            f'<li data-task="{task.id}" class="{state}"{current}>{page.text(task.goal)}{said}</li>'
        )
    title = f'<h2 id="tasks-title">{page.own("tasks")}</h2>'
    return (
        f'<section class="tasks" aria-labelledby="tasks-title">{title}'
        f'<ol id="tasks">{"".join(rows)}</ol></section>\n'
    )


def _frame(page: Page) -> str:
    screens = "".join(_screen(page, screen) for screen in page.app.screens)
    name = page.text(page.app.name)
    return (
        f'<section class="app" id="app" aria-label="{page.own("mark")}: {name}">'
        f'{_now(page)}<p class="app-name">{name}</p>{screens}</section>\n'
    )


def _now(page: Page) -> str:
    """The goal of the moment, on top of the screens, with its hint after two wrong presses."""
    name = app_replay.current_task(page.app, page.standing)
    task = next((one for one in page.app.tasks if one.id == name), None)
    place = page.app.tasks.index(task) + 1 if task else 0
    title = f"{page.own('now')} {place}/{len(page.app.tasks)}: " if task else ""
    goal = page.text(task.goal) if task else page.own("all")
    hinted = task is not None and page.standing.tries >= app_replay.TRIES_BEFORE_HINT
    hint = page.text(task.hint) if task and hinted else ""
    return (
        f'<div class="app-now"><p class="app-mark">{page.own("mark")}</p>'
        f'<p id="now"><b>{title}</b>{goal}</p>'
        f'<p id="hint" role="status"{"" if hinted else " hidden"}>'
        f"<b>{page.own('hint')}: </b><span>{hint}</span></p></div>"
    )


def _screen(page: Page, screen: Screen) -> str:
    here = page.standing.screen == screen.id
    hidden = "" if here else " hidden"
    main = next((p for p in screen.parts if isinstance(p, ButtonPart) and p.main), None)
    # Enter presses the first button of a form; that must be the main one, not the navigation.
    first = (
        f'<button class="sr" name="press" value="{main.id}" tabindex="-1" aria-hidden="true">'
        "</button>"
        if main and fields_of(screen)
        else ""
    )
    address = ""
    if screen.address:
        address = (
            f'<p class="app-address"><span class="sr">{page.own("address")}: </span>'
            f"{page.text(screen.address)}</p>"
        )
    nav = ""
    if screen.nav and page.app.nav:
        entries = "".join(
            f'<li><button name="press" value="{one.id}">{page.text(one.label)}</button></li>'
            for one in page.app.nav
        )
        nav = f'<nav aria-label="{page.own("nav")}"><ul>{entries}</ul></nav>'
    said = page.standing.said
    told = ""
    if here and said and said.right and said.words:
        told = f'<p class="said ok" role="status">{page.text(said.words)}</p>'
    parts = "".join(_part(page, part) for part in screen.parts)
    return (
        f'<form class="scr {screen.look}" data-screen="{screen.id}" method="post" '
        f'action="{escape(page.action)}"{hidden} novalidate>{page.hidden}{first}{address}{nav}'
        f'<div class="body"><h3 tabindex="-1">{page.text(screen.title)}</h3>{told}{parts}</div>'
        "</form>\n"
    )


def _part(page: Page, part: AnyPart) -> str:
    shown = page.shown(part.when)
    match part:
        case TextPart():
            return f'<div class="words"{shown}>{page.words(part.text)}</div>'
        case PaperPart():
            return f'<div class="paper"{shown}>{page.words(part.paper)}</div>'
        case NotePart():
            return f'<p class="says {part.tone}"{shown}>{page.text(part.note)}</p>'
        case DevicePart():
            return (
                f'<aside class="device"{shown}><p><span class="sr">{page.own("device")}: </span>'
                f"{page.text(part.device)}</p><p><b>{page.text(part.says)}</b></p></aside>"
            )
        case FactsPart():
            facts = "".join(_fact(page, fact) for fact in part.facts)
            return f'<dl class="facts"{shown}>{facts}</dl>'
        case ListPart():
            rows = "".join(_row(page, row) for row in part.list)
            return f'<ul class="rows"{shown}>{rows}</ul>'
        case TablePart():
            return _table(page, part, shown)
        case FieldPart():
            return _field(page, part, shown)
        case ButtonPart():
            line = "" if part.main else " line"
            return (
                f'<div class="act"{shown}><button class="btn{line}" name="press" value="{part.id}">'
                f"{page.text(part.button)}</button>{_answer(page, part.id)}</div>"
            )


def _answer(page: Page, press: str) -> str:
    """What a wrong press is met with, right below it."""
    said = page.standing.said
    if said is None or said.right or said.at != press or said.words is None:
        return ""
    return f'<p class="trouble" role="alert">{page.text(said.words)}</p>'


def _fact(page: Page, fact: Fact) -> str:
    shown = page.shown(fact.when)
    if fact.of is None:
        value = page.text(fact.value) if fact.value else "–"
        return f"<dt{shown}>{page.text(fact.label)}</dt><dd{shown}>{value}</dd>"
    part = page.app.field(fact.of)
    value = (
        escape(filled(part, page.standing.values.get(fact.of, ""), page.language)) if part else ""
    )
    return (
        f'<dt{shown}>{page.text(fact.label)}</dt><dd{shown} data-of="{fact.of}">{value or "–"}</dd>'
    )


def filled(part: FieldPart, value: str, language: Language) -> str:
    """A value as people read it: an option's label, a day in words."""
    if part.kind in OF_OPTIONS:
        chosen = next((one for one in part.options if one.id == value), None)
        return (chosen.label.get(language) or chosen.label["id"]) if chosen else ""
    if part.kind == "date":
        year, _, rest = value.partition("-")
        month, _, day = rest.partition("-")
        if not (year.isdigit() and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12):
            return ""
        return f"{int(day)} {_MONTHS[language].split()[int(month) - 1]} {year}"
    return value


def _row(page: Page, row: Row) -> str:
    note = f"<small>{page.text(row.note)}</small>" if row.note else ""
    tag = f'<span class="tag {row.tone}">{page.text(row.tag)}</span>' if row.tag else ""
    inside = f"<span><b>{page.text(row.title)}</b>{note}</span>{tag}"
    if row.rules:
        inside = f'<button name="press" value="{row.id}">{inside}</button>'
    else:
        inside = f'<div class="still">{inside}</div>'
    return f"<li{page.shown(row.when)}>{inside}{_answer(page, row.id)}</li>"


def _table(page: Page, part: TablePart, shown: str) -> str:
    head = "".join(f'<th scope="col">{page.text(one)}</th>' for one in part.columns)
    rows = "".join(_table_row(page, row) for row in part.rows)
    caption = page.text(part.table)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"{shown}>'
        f"<table><caption>{caption}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _table_row(page: Page, row: TableRow) -> str:
    first, *others = (page.text(cell) for cell in row.cells)
    if row.rules:
        first = f'<button name="press" value="{row.id}">{first}</button>'
    cells = "".join(f"<td>{cell}</td>" for cell in others)
    answer = _answer(page, row.id)
    told = f'<tr class="told"><td colspan="{len(row.cells)}">{answer}</td></tr>' if answer else ""
    return f'<tr{page.shown(row.when)}><th scope="row">{first}</th>{cells}</tr>{told}'


def _field(page: Page, part: FieldPart, shown: str) -> str:
    said = page.standing.said
    mistake = said.fields.get(part.field) if said and not said.right else None
    why = f"why-{part.field}"
    help_ = f'<small id="help-{part.field}">{page.text(part.help)}</small>' if part.help else ""
    described = f' aria-describedby="{f"help-{part.field} " if part.help else ""}{why}"'
    if mistake:
        described += ' aria-invalid="true"'
    trouble = (
        f'<p class="trouble" id="{why}"{"" if mistake else " hidden"}>'
        f"{page.text(mistake) if mistake else ''}</p>"
    )
    value = page.standing.values.get(part.field, "")
    label, name = page.text(part.label), f"f:{part.field}"
    inner = _input(page, part, value, described)
    if part.kind in ("choice", "file"):
        body = (
            f'<fieldset class="{part.kind}"{described}><legend>{label}{help_}</legend>'
            f"{inner}</fieldset>"
        )
    elif part.kind == "checkbox":
        body = f'<label class="opt">{inner}<span>{label}{help_}</span></label>'
    else:
        body = f'<label for="{name}">{label}{help_}</label>{inner}'
    return f'<div class="ask" data-field="{part.field}"{shown}>{body}{trouble}</div>'


def _input(page: Page, part: FieldPart, value: str, described: str) -> str:
    name = f"f:{part.field}"
    about = f'name="{name}" id="{name}"{described}'
    match part.kind:
        case "choice" | "file":
            return "".join(
                f'<label class="opt"><input type="radio" name="{name}" value="{one.id}"'
                f"{' checked' if one.id == value else ''}>"
                f"<span>{page.text(one.label)}</span></label>"
                for one in part.options
            )
        case "select":
            options = "".join(
                f'<option value="{one.id}"{" selected" if one.id == value else ""}>'
                f"{page.text(one.label)}</option>"
                for one in part.options
            )
            return (
                f'<select {about}><option value="">{page.own("choose")}</option>{options}</select>'
            )
        case "checkbox":
            checked = " checked" if value == app_replay.CHECKED else ""
            return f'<input type="checkbox" {about} value="{app_replay.CHECKED}"{checked}>'
        case "long":
            return f'<textarea {about} rows="4" maxlength="400">{escape(value)}</textarea>'
        case "date":
            return f'<input type="date" {about} value="{escape(value)}">'
        case "code":
            return f'<input {about} value="{escape(value)}" inputmode="numeric" {SHORT}>'
        case "text":
            return f'<input {about} value="{escape(value)}" {SHORT}>'


def _machine(page: Page) -> str:
    """What the script needs to answer presses, in one language; it can hold no ``</script>``."""
    told = json.dumps(machine(page.app, page.language), ensure_ascii=False, separators=(",", ":"))
    told = told.replace("<", "\\u003c")
    return f'<script type="application/json" id="machine">{told}</script>\n'


def machine(app: AppPractice, language: Language) -> dict[str, Any]:
    """The application in one language, without what stands in the HTML already."""

    def said(words: Words | None) -> str | None:
        return (words.get(language) or words["id"]) if words else None

    presses: dict[str, list[dict[str, Any]]] = {}
    for press, _, _ in app.presses():
        presses[press.id] = [
            _full(
                when=rule.when,
                wrong=said(rule.wrong),
                checks=rule.checks,
                set=rule.set,
                go=rule.go,
                say=said(rule.say),
            )
            for rule in press.rules
        ]
    fields = {
        part.field: _full(
            options={one.id: said(one.wrong) or "" for one in part.options},
            right=part.right.model_dump(mode="json", exclude_defaults=True) if part.right else None,
            mistakes=[[[*m.is_], said(m.say)] for m in part.mistakes],
            otherwise=said(part.otherwise),
        )
        for part in _all(fields_of(screen) for screen in app.screens)
    }
    return {
        "start": app.start,
        "state": {one.id: one.values[0] for one in app.state},
        "starts": dict(app_replay.beginning(app).values),
        "general": said(app.general),
        "tasks": [
            {"id": task.id, "done": task.done, "hint": said(task.hint)} for task in app.tasks
        ],
        "words": {key: _OWN[key][language == "en"] for key in ("now", "all", "done")},
        "presses": presses,
        "fields": fields,
    }


def _full(**entries: Any) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if value}


def _all(groups: Iterable[list[FieldPart]]) -> list[FieldPart]:
    return [one for group in groups for one in group]
