"""The shortest right way through any app practice, so that no test knows what one contains."""

from collections import deque

from app.practice.app_replay import (
    CHECKED,
    Standing,
    Step,
    after,
    beginning,
    is_finished,
    mistake_in,
)
from app.practice.app_shapes import OF_OPTIONS, AppPractice, FieldPart, fields_of


def right_value(part: FieldPart) -> str:
    """A value that is right; what stands in it at first if nothing checks it."""
    if part.kind in OF_OPTIONS:
        return next((one.id for one in part.options if one.wrong is None), "")
    right = part.right
    if right is None:
        return "Sesuatu"
    if right.checked is not None:
        return CHECKED if right.checked else ""
    if right.words is not None:
        return " ".join(["kata"] * right.words)
    return right.is_[0] if right.is_ else right.from_ or right.to or ""


def filled(app: AppPractice, standing: Standing) -> dict[str, str]:
    """Right values for every field of the screen."""
    screen = app.screen(standing.screen)
    assert screen is not None
    values = {part.field: right_value(part) for part in fields_of(screen)}
    for part in fields_of(screen):
        if part.otherwise:
            assert mistake_in(part, values[part.field]) is None, part.field
    return values


def way_through(app: AppPractice) -> list[Step]:
    """The fewest right presses that reach every goal."""
    begins = beginning(app)
    waiting: deque[tuple[Standing, list[Step]]] = deque([(begins, [])])
    seen = {_situation(begins)}
    while waiting:
        standing, way = waiting.popleft()
        if is_finished(app, standing):
            return way
        fields = filled(app, standing)
        for press, _, _ in app.presses():
            step = Step(press.id, fields)
            there = after(app, standing, step)
            if there.misfits or there.wrong or _situation(there) in seen:
                continue
            seen.add(_situation(there))
            waiting.append((there, [*way, step]))
    raise AssertionError("no way reaches every goal")


def _situation(standing: Standing) -> tuple[object, ...]:
    return (
        standing.screen,
        tuple(sorted(standing.state.items())),
        frozenset(standing.reached),
    )
