"""Rules of an app practice that its shapes cannot say, numbered as in content/README.md. Pure.

Whether everything can be reached is found by walking: from the beginning, every press that is there
is tried with right values. States are few, so the walk sees them all.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.practice.app_replay import holds, rule_for
from app.practice.app_shapes import (
    OF_OPTIONS,
    AppPractice,
    ButtonPart,
    FactsPart,
    FieldPart,
    ListPart,
    NavEntry,
    Press,
    Right,
    Row,
    Rule,
    Screen,
    TablePart,
    TableRow,
    When,
    fields_of,
)

MAX_SITUATIONS = 20_000

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding without its file: ``path`` leads to its line, from ``app`` down."""

    path: Path
    code: str
    what: str
    instead: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A press with its place in the file; ``screen`` None: the navigation."""

    press: Press
    path: Path
    screen: Screen | None


def faults(app: AppPractice) -> list[Fault]:
    """Everything wrong with a well-formed application."""
    found = [*_ids(app), *_names(app), *_parts(app), *_presses(app), *_fields(app)]
    # A walk through names that lead nowhere would only say the same again.
    return found or [*_reachable(app)]


def placed(app: AppPractice) -> Iterator[Placed]:
    """Everything to press."""
    for number, entry in enumerate(app.nav):
        yield Placed(entry, ("nav", number), None)
    for s, screen in enumerate(app.screens):
        for p, part in enumerate(screen.parts):
            at = ("screens", s, "parts", p)
            if isinstance(part, ButtonPart):
                yield Placed(part, at, screen)
            rows: tuple[Row, ...] | tuple[TableRow, ...] = ()
            if isinstance(part, ListPart):
                rows = part.list
            elif isinstance(part, TablePart):
                rows = part.rows
            where = "list" if isinstance(part, ListPart) else "rows"
            for r, row in enumerate(rows):
                yield Placed(row, (*at, where, r), screen)


def placed_fields(app: AppPractice) -> Iterator[tuple[FieldPart, Path]]:
    for s, screen in enumerate(app.screens):
        for p, part in enumerate(screen.parts):
            if isinstance(part, FieldPart):
                yield part, ("screens", s, "parts", p)


def _ids(app: AppPractice) -> Iterator[Fault]:
    groups: list[list[tuple[str, Path]]] = [
        [(one.id, ("screens", n, "id")) for n, one in enumerate(app.screens)],
        [(one.id, ("state", n, "id")) for n, one in enumerate(app.state)],
        [(one.id, ("tasks", n, "id")) for n, one in enumerate(app.tasks)],
        [(one.press.id, (*one.path, "id")) for one in placed(app)],
        [(part.field, (*path, "field")) for part, path in placed_fields(app)],
    ]
    groups += [
        [(option.id, (*path, "options", n, "id")) for n, option in enumerate(part.options)]
        for part, path in placed_fields(app)
    ]
    for group in groups:
        seen: set[str] = set()
        for name, path in group:
            if name in seen:
                yield Fault(path, "A001", f"the id '{name}' is used twice", "rename one of them")
            seen.add(name)


def _names(app: AppPractice) -> Iterator[Fault]:
    if app.screen(app.start) is None:
        yield _no_screen(app.start, ("start",), app)
    for n, task in enumerate(app.tasks):
        yield from _when(app, task.done, ("tasks", n, "done"))
    for one in placed(app):
        if isinstance(one.press, Row | TableRow | ButtonPart):
            yield from _when(app, one.press.when, (*one.path, "when"))
        for rule, path in _rules(one):
            yield from _when(app, rule.when, (*path, "when"))
            yield from _when(app, {k: (v,) for k, v in rule.set.items()}, (*path, "set"))
            if rule.go is not None and app.screen(rule.go) is None:
                yield _no_screen(rule.go, (*path, "go"), app)
            known = {f.field for f in fields_of(one.screen)} if one.screen else set()
            for name in rule.checks:
                if name not in known:
                    what = f"no field '{name}' on this screen"
                    yield Fault((*path, "checks"), "A004", what, "name a field of the same screen")


def _parts(app: AppPractice) -> Iterator[Fault]:
    for s, screen in enumerate(app.screens):
        for p, part in enumerate(screen.parts):
            path = ("screens", s, "parts", p)
            if not isinstance(part, ButtonPart):
                yield from _when(app, part.when, (*path, "when"))
            if isinstance(part, FactsPart):
                for n, fact in enumerate(part.facts):
                    at = (*path, "facts", n)
                    yield from _when(app, fact.when, (*at, "when"))
                    if (fact.of is None) is (fact.value is None) or (
                        fact.of is not None and app.field(fact.of) is None
                    ):
                        instead = "write either value or of, naming a field"
                        yield Fault(at, "A004", "a fact without its value", instead)


def _when(app: AppPractice, when: When, path: Path) -> Iterator[Fault]:
    known = {one.id: one.values for one in app.state}
    for name, values in when.items():
        if name not in known:
            instead = f"name one of {', '.join(known)}"
            yield Fault((*path, name), "A003", f"no state '{name}'", instead)
            continue
        for value in values:
            if value not in known[name]:
                what = f"'{name}' is never '{value}'"
                yield Fault((*path, name), "A003", what, f"write one of {', '.join(known[name])}")


def _no_screen(name: str, path: Path, app: AppPractice) -> Fault:
    known = ", ".join(one.id for one in app.screens)
    return Fault(path, "A002", f"there is no screen '{name}'", f"name one of {known}")


def _rules(one: Placed) -> list[tuple[Rule, Path]]:
    """The rules of a press with their places: under ``on``, and its own words last."""
    listed: list[tuple[Rule, Path]] = [
        (rule, (*one.path, "on", n)) for n, rule in enumerate(one.press.on)
    ]
    return listed + [(rule, one.path) for rule in one.press.rules[len(listed) :]]


def _presses(app: AppPractice) -> Iterator[Fault]:
    for one in placed(app):
        rules = _rules(one)
        if not rules and isinstance(one.press, ButtonPart | NavEntry):
            instead = "give it go, set, say or wrong"
            yield Fault(one.path, "A005", f"'{one.press.id}' does nothing", instead)
        for number, (rule, path) in enumerate(rules):
            acts = rule.checks or rule.set or rule.go or rule.say
            if rule.wrong and acts:
                instead = "a wrong press changes nothing: give wrong alone, or take it out"
                yield Fault(path, "A005", f"'{one.press.id}' is wrong and does something", instead)
            elif not rule.wrong and not (rule.set or rule.go or rule.say):
                instead = "add go, set or say; or wrong with its explanation"
                yield Fault(path, "A005", f"a rule of '{one.press.id}' does nothing", instead)
            if not rule.when and number < len(rules) - 1:
                instead = "put the rule without when last"
                yield Fault(path, "A006", f"rules of '{one.press.id}' are never reached", instead)


def _fields(app: AppPractice) -> Iterator[Fault]:
    checked = {name for one in placed(app) for rule in one.press.rules for name in rule.checks}
    for part, path in placed_fields(app):
        if (part.kind in OF_OPTIONS) is not bool(part.options):
            what = f"'{part.field}' and its options do not fit"
            yield Fault(
                path, "A007", what, "give options to choice, select and file, and only there"
            )
            continue
        if part.options:
            right = [one for one in part.options if one.wrong is None]
            if len(part.options) < 2 or (part.field in checked and not right):
                what = f"nothing to choose rightly in '{part.field}'"
                yield Fault(path, "A007", what, "give two options, one of them without wrong")
            if part.right or part.mistakes:
                instead = "write wrong at each wrong option"
                yield Fault(path, "A007", "right or mistakes beside options", instead)
        elif part.right is not None:
            yield from _right(part, part.right, path)
        if part.field in checked and part.otherwise is None:
            what = f"'{part.field}' is checked without an explanation"
            yield Fault(path, "A008", what, "say in otherwise what to fill in, and why")
        if part.kind == "date" and part.start:
            yield from _day(part.start, (*path, "start"))


def _right(part: FieldPart, right: Right, path: Path) -> Iterator[Fault]:
    given = [
        bool(right.is_),
        right.words is not None,
        right.from_ is not None or right.to is not None,
        right.checked is not None,
    ]
    fits = {"checkbox": given[3], "date": given[2] or given[0]}.get(part.kind, given[0] or given[1])
    if sum(given) != 1 or not fits:
        what = f"what is right does not fit the {part.kind} '{part.field}'"
        instead = "text: is or words; date: is, or from and to; checkbox: checked"
        yield Fault((*path, "right"), "A007", what, instead)
    if right.from_ and right.to and right.from_ > right.to:
        yield Fault((*path, "right"), "A007", "from lies after to", "mend the days")
    if part.kind == "date":
        for day in right.is_:
            yield from _day(day, (*path, "right"))


def _day(day: str, path: Path) -> Iterator[Fault]:
    if len(day) != 10 or day[4] != "-" or day[7] != "-":
        yield Fault(path, "A007", f"'{day}' is not a day", "write it as 2026-11-21")


Situation = tuple[str, tuple[str, ...]]


@dataclass(slots=True)
class _Walk:
    """Every situation there can be: a screen and the values of all states."""

    app: AppPractice
    ahead: dict[Situation, set[Situation]] = field(default_factory=dict)
    pressed: set[str] = field(default_factory=set)
    is_whole: bool = True

    def state(self, situation: Situation) -> Mapping[str, str]:
        return dict(zip((one.id for one in self.app.state), situation[1], strict=True))

    def go(self) -> None:
        begins: Situation = (self.app.start, tuple(one.values[0] for one in self.app.state))
        waiting = deque([begins])
        self.ahead[begins] = set()
        presses = list(self.app.presses())
        while waiting:
            here = waiting.popleft()
            state = self.state(here)
            for press, screens, when in presses:
                if here[0] not in screens or not holds(when, state):
                    continue
                self.pressed.add(press.id)
                rule = rule_for(press, state)
                if rule is None or rule.wrong:
                    continue
                changed = {**state, **rule.set}
                there: Situation = (
                    rule.go or here[0],
                    tuple(changed[one.id] for one in self.app.state),
                )
                self.ahead[here].add(there)
                if there not in self.ahead:
                    if len(self.ahead) >= MAX_SITUATIONS:
                        self.is_whole = False
                        return
                    self.ahead[there] = set()
                    waiting.append(there)

    def can_reach(self, done: When) -> set[Situation]:
        """Situations from which ``done`` comes to hold, or holds."""
        behind: dict[Situation, list[Situation]] = {one: [] for one in self.ahead}
        for here, there in self.ahead.items():
            for one in there:
                behind[one].append(here)
        found = {one for one in self.ahead if holds(done, self.state(one))}
        waiting = deque(found)
        while waiting:
            for one in behind[waiting.popleft()]:
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return found


def _reachable(app: AppPractice) -> Iterator[Fault]:
    walk = _Walk(app)
    walk.go()
    if not walk.is_whole:
        what = f"more than {MAX_SITUATIONS} situations"
        yield Fault(("state",), "A011", what, "use fewer states or values")
        return
    seen = {screen for screen, _ in walk.ahead}
    for number, screen in enumerate(app.screens):
        if screen.id not in seen:
            what = f"nobody can come to the screen '{screen.id}'"
            yield Fault(("screens", number), "A009", what, "lead to it with go, or remove it")
    for one in placed(app):
        if (
            one.press.rules
            and one.press.id not in walk.pressed
            and (one.screen is None or one.screen.id in seen)
        ):
            what = f"'{one.press.id}' is never there to press"
            yield Fault(one.path, "A009", what, "mend its when, or remove it")
    for number, task in enumerate(app.tasks):
        path = ("tasks", number, "done")
        reached = walk.can_reach(task.done)
        begins = next(iter(walk.ahead))
        if begins not in reached:
            what = f"nobody can reach the goal '{task.id}'"
            yield Fault(path, "A010", what, "let a press set what done asks for")
        elif holds(task.done, walk.state(begins)):
            what = f"the goal '{task.id}' is reached at the start"
            yield Fault(path, "A010", what, "ask for something that a press must set")
        else:
            yield from _stuck(walk, task.id, task.done, path)


def _stuck(walk: _Walk, task: str, done: When, path: Path) -> Iterator[Fault]:
    """A situation that can be met before the goal and from which the goal is out of reach."""
    reached = walk.can_reach(done)
    begins = next(iter(walk.ahead))
    before, waiting = {begins}, deque([begins])
    while waiting:
        for there in walk.ahead[waiting.popleft()]:
            if there in before or holds(done, walk.state(there)):
                continue
            if there not in reached:
                said = ", ".join(f"{k}: {v}" for k, v in walk.state(there).items())
                what = f"stuck before '{task}' on '{there[0]}' with {said}"
                yield Fault(path, "A010", what, "leave a way on from there")
                return
            before.add(there)
            waiting.append(there)
