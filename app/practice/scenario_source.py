"""What an author writes of a scenario: shapes, and the rules of content/README.md. Pure."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from app.catalogue.compiler.kinds import ActivitySource, Finding
from app.catalogue.document import Language
from app.practice.scenario import Grade
from app.practice.scenario_graph import circling, longest, reached, run_counts
from app.practice.shapes import ItemId, Line, Markdown, Name, SourceShape

MAX_MINUTES = 15
FEWEST_CHOICES, MOST_CHOICES = 2, 4
MOST_VARIABLES = 5
LONGEST_RUN = 12
MOST_RUNS = 2000
MOST_PARTS = 60


class VariableText(SourceShape):
    label: Name
    unit: Name | None = None


class ChoiceText(SourceShape):
    """``choice``: what to do; ``feedback``: what comes of it and why; ``basis``: rule or reason."""

    choice: Line
    feedback: Markdown
    basis: Line | None = None


class StepText(SourceShape):
    title: Name
    text: Markdown


class EndingText(SourceShape):
    title: Name
    text: Markdown
    lesson: Markdown


class ScenarioText(SourceShape):
    """Without ``setting``, only title and summary are translated."""

    title: str = ""
    summary: str = ""
    setting: Markdown | None = None


class VariableSource(SourceShape):
    id: ItemId
    start: Annotated[int, Field(ge=0, le=1000)]
    max: Annotated[int, Field(ge=1, le=1000)] = 100
    better: Literal["high", "low"]
    weight: Annotated[int, Field(ge=1, le=10)] = 1
    text: dict[Language, VariableText]


class ChoiceSource(SourceShape):
    id: ItemId
    to: ItemId
    effect: dict[ItemId, Annotated[int, Field(ge=-1000, le=1000)]]
    text: dict[Language, ChoiceText]


class StepSource(SourceShape):
    id: ItemId
    text: dict[Language, StepText]
    choices: list[ChoiceSource] = Field(default_factory=list)


class EndingSource(SourceShape):
    id: ItemId
    grade: Grade
    text: dict[Language, EndingText]


class ScenarioSource(SourceShape):
    """``pass_mark`` in percent; left out, whoever reaches any ending has passed."""

    id: str = ""
    kind: Literal["scenario"]
    required: bool = True
    minutes: Annotated[int, Field(ge=1)]
    pass_mark: Annotated[int, Field(ge=1, le=100)] | None = None
    text: dict[Language, ScenarioText]
    variables: Annotated[list[VariableSource], Field(min_length=1, max_length=MOST_VARIABLES)]
    steps: Annotated[list[StepSource], Field(min_length=1, max_length=MOST_PARTS)]
    endings: Annotated[list[EndingSource], Field(min_length=1, max_length=MOST_PARTS)]

    def languages(self) -> list[Language]:
        """Those the whole scenario is written in."""
        return [language for language, words in self.text.items() if words.setting]

    def links(self) -> dict[str, list[str]]:
        """Step → where its choices lead."""
        return {step.id: [choice.to for choice in step.choices] for step in self.steps}


def findings(scenario: ScenarioSource, source: ActivitySource) -> list[Finding]:
    """Everything a well-formed scenario breaks."""
    found = [
        Finding(source.file, source.line(*path), code, what, instead)
        for path, code, what, instead in (
            *_ids(scenario),
            *_choices(scenario),
            *_variables(scenario),
            *_endings(scenario),
            *_languages(scenario),
            *_minutes(scenario),
        )
    ]
    if not found:
        found = [
            Finding(source.file, source.line(*path), code, what, instead)
            for path, code, what, instead in _graph(scenario)
        ]
    return found


Fault = tuple[tuple[str | int, ...], str, str, str]


def _ids(scenario: ScenarioSource) -> Iterator[Fault]:
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("steps", n, "id"), one.id) for n, one in enumerate(scenario.steps)
    ]
    named += [(("endings", n, "id"), one.id) for n, one in enumerate(scenario.endings)]
    yield from _twice(named, "steps and endings")
    variables: list[tuple[tuple[str | int, ...], str]] = [
        (("variables", n, "id"), one.id) for n, one in enumerate(scenario.variables)
    ]
    yield from _twice(variables, "variables")
    for n, step in enumerate(scenario.steps):
        yield from _twice(
            [(("steps", n, "choices", m, "id"), one.id) for m, one in enumerate(step.choices)],
            "choices of a step",
        )


def _twice(named: list[tuple[tuple[str | int, ...], str]], what: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield path, "S001", f"the id '{name}' is used twice among {what}", "rename one"
        seen.add(name)


def _choices(scenario: ScenarioSource) -> Iterator[Fault]:
    places = {one.id for one in scenario.steps} | {one.id for one in scenario.endings}
    variables = [one.id for one in scenario.variables]
    for n, step in enumerate(scenario.steps):
        count = len(step.choices)
        if not FEWEST_CHOICES <= count <= MOST_CHOICES:
            what = f"the step '{step.id}' has {count} choices"
            if not count:
                what = f"the step '{step.id}' is a dead end"
            instead = f"give it {FEWEST_CHOICES} to {MOST_CHOICES}, or make it an ending"
            yield ("steps", n), "S006", what, instead
        for m, choice in enumerate(step.choices):
            path = ("steps", n, "choices", m)
            if choice.to not in places:
                what = f"no step or ending '{choice.to}'"
                yield (*path, "to"), "S002", what, "write it or mend the id"
            for name in choice.effect:
                if name not in variables:
                    what, instead = f"no variable '{name}'", f"name one of {', '.join(variables)}"
                    yield (*path, "effect", name), "S007", what, instead


def _variables(scenario: ScenarioSource) -> Iterator[Fault]:
    choices = [choice for step in scenario.steps for choice in step.choices]
    moved = {name for choice in choices for name, change in choice.effect.items() if change}
    for n, one in enumerate(scenario.variables):
        if one.id not in moved:
            what = f"no choice moves '{one.id}'"
            yield ("variables", n), "S008", what, "give it an effect or take it out"
        if one.start > one.max:
            what = f"'{one.id}' begins above its max"
            yield ("variables", n, "start"), "S008", what, f"start at {one.max} at most"


def _endings(scenario: ScenarioSource) -> Iterator[Fault]:
    grades = {one.grade for one in scenario.endings}
    if "baik" not in grades or len(grades) < 2:
        what = "the endings do not tell good from less good"
        yield ("endings",), "S009", what, "write one of grade baik and one of another grade"


def _languages(scenario: ScenarioSource) -> Iterator[Fault]:
    whole = scenario.languages()
    if "id" not in whole:
        yield ("text",), "S010", "the Indonesian setting is missing", "write text.id.setting"
    for path, text in _texts(scenario):
        for language in sorted({*whole, *text}, reverse=True):
            if language not in text:
                what = f"the text in '{language}' is missing"
                yield path, "S010", what, f"write it, or take text.{language}.setting out"
            elif language not in whole:
                what = f"a text in '{language}' without its setting"
                yield path, "S010", what, f"write text.{language}.setting and every text, or none"


def _texts(
    scenario: ScenarioSource,
) -> Iterator[tuple[tuple[str | int, ...], Mapping[Language, Any]]]:
    for n, variable in enumerate(scenario.variables):
        yield ("variables", n, "text"), variable.text
    for n, step in enumerate(scenario.steps):
        yield ("steps", n, "text"), step.text
        for m, choice in enumerate(step.choices):
            yield ("steps", n, "choices", m, "text"), choice.text
    for n, ending in enumerate(scenario.endings):
        yield ("endings", n, "text"), ending.text


def _minutes(scenario: ScenarioSource) -> Iterator[Fault]:
    if scenario.minutes > MAX_MINUTES:
        what = f"{scenario.minutes} minutes for one scenario"
        yield ("minutes",), "S011", what, f"at most {MAX_MINUTES}"


def _graph(scenario: ScenarioSource) -> Iterator[Fault]:
    links, first = scenario.links(), scenario.steps[0].id
    within, circles = reached(links, first), circling(links)
    for n, step in enumerate(scenario.steps):
        if step.id not in within:
            what = f"no path leads to the step '{step.id}'"
            yield ("steps", n), "S003", what, "lead a choice to it or take it out"
        if step.id in circles:
            what = f"from the step '{step.id}' one can go in a circle"
            yield ("steps", n), "S005", what, "lead its choices only forward"
    for n, ending in enumerate(scenario.endings):
        if ending.id not in within:
            what = f"no path leads to the ending '{ending.id}'"
            yield ("endings", n), "S004", what, "lead a choice to it or take it out"
    if circles:
        return
    depth = longest(links)[first]
    if depth > LONGEST_RUN:
        what = f"a run can take {depth} choices"
        yield ("steps",), "S012", what, f"at most {LONGEST_RUN}"
    elif (count := run_counts(links)[first]) > MOST_RUNS:
        yield ("steps",), "S012", f"there are {count} paths", f"at most {MOST_RUNS}"
