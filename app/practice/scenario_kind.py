"""The scenario as the compiler sees it: ``<scenario>.yaml`` → graph, numbers and fragments.

Nothing is private: whoever plays has the whole scenario on the device, and the score says how well
a path went, not whether an answer is right.
"""

from collections.abc import Sequence
from typing import Literal

from app.catalogue.compiler.htmlcleaning import word_count
from app.catalogue.compiler.kinds import ActivitySource, CompiledActivity, Finding, RichText
from app.catalogue.compiler.shapes import shaped
from app.practice.scenario import (
    Choice,
    Ending,
    Scenario,
    ScenarioWords,
    Step,
    Variable,
    VariableWords,
    best_points,
)
from app.practice.scenario_fragments import Fragments
from app.practice.scenario_source import ScenarioSource, findings

PERCENT = 100  # basis points in one percent


class ScenarioKind:
    """See ``catalogue.compiler.kinds.ActivityKind``."""

    name = "scenario"
    completes_by: Literal["done", "outcome"] = "outcome"

    def lint(self, source: ActivitySource, text: RichText) -> Sequence[Finding]:
        scenario, found = shaped(ScenarioSource, source.data, source)
        if scenario is None:
            return found
        found = findings(scenario, source)
        if not any(one.code == "S010" for one in found):
            for language in scenario.languages():
                Fragments(scenario, source, text, language).whole()  # for the Markdown's findings
        return found

    def compile(self, source: ActivitySource, text: RichText) -> CompiledActivity:
        scenario = ScenarioSource.model_validate(source.data)
        html = {
            language: Fragments(scenario, source, text, language).whole()
            for language in scenario.languages()
        }
        return CompiledActivity(
            html=html,
            words={language: word_count(fragment) for language, fragment in html.items()},
            minutes=scenario.minutes,
            body=compiled(scenario).model_dump(mode="json"),
            private=None,
        )


def compiled(source: ScenarioSource) -> Scenario:
    """The scenario's graph, numbers and names."""
    scenario = Scenario(
        variables=tuple(
            Variable(id=v.id, start=v.start, max=v.max, better=v.better, weight=v.weight)
            for v in source.variables
        ),
        steps=tuple(
            Step(
                id=step.id,
                choices=tuple(
                    Choice(id=c.id, to=c.to, effect=dict(c.effect)) for c in step.choices
                ),
            )
            for step in source.steps
        ),
        endings=tuple(Ending(id=one.id, grade=one.grade) for one in source.endings),
        best=0,
        pass_mark=None if source.pass_mark is None else source.pass_mark * PERCENT,
        words={
            language: ScenarioWords(
                variables={
                    v.id: VariableWords(label=v.text[language].label, unit=v.text[language].unit)
                    for v in source.variables
                },
                titles={step.id: step.text[language].title for step in source.steps}
                | {one.id: one.text[language].title for one in source.endings},
            )
            for language in source.languages()
        },
    )
    return scenario.model_copy(update={"best": best_points(scenario)})
