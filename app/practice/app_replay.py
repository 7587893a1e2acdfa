"""What presses do: the state of an app practice as a function of what was pressed. Pure.

The page's script does the same (``enhance/app-practice.js``); ``tests/practice/app_vectors.json``
holds both to it. A press that is not on the screen, or of another version, changes nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.practice.app_shapes import (
    OF_OPTIONS,
    AppPractice,
    FieldPart,
    Press,
    Rule,
    When,
    Words,
    fields_of,
)

TRIES_BEFORE_HINT = 2
CHECKED = "1"
# What both languages of ours take for space; each has a longer list of its own.
_SPACE = re.compile("[ \t\n\r\u00a0]+")


@dataclass(frozen=True, slots=True)
class Step:
    """One press with what stood in the fields of its screen."""

    press: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to a press: ``at`` names the press, ``fields`` what is wrong with each field."""

    right: bool
    at: str
    words: Words | None
    fields: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where someone is in an application. ``tries``: wrong presses since the last goal."""

    screen: str
    state: Mapping[str, str]
    values: Mapping[str, str]
    reached: tuple[str, ...] = ()
    wrong: int = 0
    tries: int = 0
    steps: int = 0
    misfits: int = 0
    said: Said | None = None


def beginning(app: AppPractice) -> Standing:
    return Standing(
        screen=app.start,
        state={one.id: one.values[0] for one in app.state},
        values={
            one.field: one.start for screen in app.screens for one in fields_of(screen) if one.start
        },
    )


def holds(when: When, state: Mapping[str, str]) -> bool:
    return all(state.get(name) in values for name, values in when.items())


def is_finished(app: AppPractice, standing: Standing) -> bool:
    return len(standing.reached) == len(app.tasks)


def current_task(app: AppPractice, standing: Standing) -> str | None:
    """The first goal that is not reached; a hint is given for it."""
    return next((task.id for task in app.tasks if task.id not in standing.reached), None)


def normal(value: str) -> str:
    """A text as it is compared: small letters, single spaces."""
    return _SPACE.sub(" ", value).strip(" ").lower()


def mistake_in(part: FieldPart, value: str) -> Words | None:
    """Why a value is wrong; None if it is right."""
    if _is_right(part, value):
        return None
    if part.kind in OF_OPTIONS:
        chosen = next((one for one in part.options if one.id == value), None)
        return (chosen.wrong if chosen else None) or part.otherwise
    said = next(
        (m.say for m in part.mistakes if normal(value) in [normal(one) for one in m.is_]), None
    )
    return said or part.otherwise


def _is_right(part: FieldPart, value: str) -> bool:
    if part.kind in OF_OPTIONS:
        return any(one.id == value and one.wrong is None for one in part.options)
    right = part.right
    if right is None:
        return normal(value) != ""
    if right.checked is not None:
        return (value == CHECKED) is right.checked
    if right.words is not None:
        return normal(value) != "" and len(normal(value).split(" ")) >= right.words
    if right.from_ is not None or right.to is not None:
        return (right.from_ or "") <= value <= (right.to or "9999") and value != ""
    return normal(value) in [normal(one) for one in right.is_]


def rule_for(press: Press, state: Mapping[str, str]) -> Rule | None:
    return next((rule for rule in press.rules if holds(rule.when, state)), None)


def after(app: AppPractice, standing: Standing, step: Step) -> Standing:
    """The standing after one more press."""
    found = next(
        (
            press
            for press, screens, when in app.presses()
            if press.id == step.press and standing.screen in screens and holds(when, standing.state)
        ),
        None,
    )
    if found is None:
        return replace(standing, misfits=standing.misfits + 1, said=None)
    values = dict(standing.values)
    screen = app.screen(standing.screen)
    shown = (
        [part for part in fields_of(screen) if holds(part.when, standing.state)] if screen else []
    )
    for part in shown:
        # A form says nothing of a box that is not ticked.
        values[part.field] = step.fields.get(part.field, "")
    standing = replace(standing, values=values, steps=standing.steps + 1)
    rule = rule_for(found, standing.state)
    if rule is None or rule.wrong:
        return _wrong(standing, Said(False, found.id, rule.wrong if rule else app.general))
    mistakes = {
        part.field: said
        for part in shown
        if part.field in rule.checks
        and (said := mistake_in(part, values.get(part.field, ""))) is not None
    }
    if mistakes:
        return _wrong(standing, Said(False, found.id, None, mistakes))
    return _right(app, standing, rule, found.id)


def _wrong(standing: Standing, said: Said) -> Standing:
    return replace(standing, wrong=standing.wrong + 1, tries=standing.tries + 1, said=said)


def _right(app: AppPractice, standing: Standing, rule: Rule, press: str) -> Standing:
    state = {**standing.state, **rule.set}
    newly = [
        task.id for task in app.tasks if task.id not in standing.reached and holds(task.done, state)
    ]
    return replace(
        standing,
        screen=rule.go or standing.screen,
        state=state,
        reached=(*standing.reached, *newly),
        tries=0 if newly else standing.tries,
        said=Said(True, press, rule.say) if rule.say else None,
    )


def replay(app: AppPractice, steps: Iterable[Step]) -> Standing:
    """The standing after all steps, from the beginning."""
    standing = beginning(app)
    for step in steps:
        standing = after(app, standing, step)
    return standing
