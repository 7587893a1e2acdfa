"""A scenario's HTML: every step, every consequence and every ending, all hidden. Pure.

One fragment holds the whole scenario: the page shows the part that is meant, with a script or
without. A choice is a submit button, so that the fragment works inside a plain form.
"""

import html
from dataclasses import dataclass

from app.catalogue.compiler.kinds import ActivitySource, RichText
from app.catalogue.document import Language
from app.practice.scenario_source import ChoiceSource, EndingSource, ScenarioSource, StepSource

_WORDS: dict[Language, dict[str, str]] = {
    "id": {
        "setting": "Keadaan awal",
        "choose": "Apa yang Anda lakukan?",
        "chosen": "Pilihan Anda",
        "after": "Akibat pilihan Anda",
        "basis": "Dasar",
        "baik": "Akhir baik",
        "cukup": "Akhir cukup",
        "pulih": "Akhir pulih",
        "buruk": "Akhir buruk",
        "lesson": "Pelajaran",
    },
    "en": {
        "setting": "The situation",
        "choose": "What do you do?",
        "chosen": "Your choice",
        "after": "What comes of it",
        "basis": "Basis",
        "baik": "Good ending",
        "cukup": "Fair ending",
        "pulih": "Ending with a recovery",
        "buruk": "Bad ending",
        "lesson": "Lesson",
    },
}


# The setting stands first, in a <details> of its own; what follows are the parts.
SETTING_ENDS = "</details>"


def step_id(step: str) -> str:
    """The element that holds a step."""
    return f"s-{step}"


def consequence_id(step: str, choice: str) -> str:
    """The element that holds what comes of a choice."""
    return f"c-{step}-{choice}"


def ending_id(ending: str) -> str:
    """The element that holds an ending."""
    return f"e-{ending}"


def showing(fragment: str, *ids: str) -> str:
    """The fragment with the parts of these ids shown."""
    for one in ids:
        fragment = fragment.replace(f'id="{one}" hidden', f'id="{one}"')
    return fragment


@dataclass(frozen=True, slots=True)
class Fragments:
    """Renders one scenario in one language."""

    scenario: ScenarioSource
    source: ActivitySource
    text: RichText
    language: Language

    def setting(self) -> str:
        words = self.scenario.text[self.language].setting or ""
        return self._block(words, "text", self.language, "setting")

    def whole(self) -> str:
        summary = f"<summary>{self._word('setting')}</summary>"
        parts = [f'<details class="setting" open>{summary}{self.setting()}{SETTING_ENDS}']
        parts += [self._step(n, step) for n, step in enumerate(self.scenario.steps)]
        parts += [
            self._consequence(n, m, step, choice)
            for n, step in enumerate(self.scenario.steps)
            for m, choice in enumerate(step.choices)
        ]
        parts += [self._ending(n, one) for n, one in enumerate(self.scenario.endings)]
        return "\n".join(parts)

    def _step(self, n: int, step: StepSource) -> str:
        words = step.text[self.language]
        buttons = "".join(
            f'<button class="opt" name="choice" value="{choice.id}">'
            f"<span>{self._choice(n, m, choice)}</span></button>"
            for m, choice in enumerate(step.choices)
        )
        place = ("steps", n, "text", self.language)
        return (
            f'<section class="step" id="{step_id(step.id)}" hidden>'
            f'<h2 tabindex="-1">{html.escape(words.title)}</h2>'
            f'<div class="say">{self._block(words.text, *place, "text")}</div>'
            f'<h3>{self._word("choose")}</h3><div class="opts">{buttons}</div></section>'
        )

    def _consequence(self, n: int, m: int, step: StepSource, choice: ChoiceSource) -> str:
        words = choice.text[self.language]
        place = ("steps", n, "choices", m, "text", self.language)
        basis = ""
        if words.basis:
            basis = (
                f'<p class="basis small"><b>{self._word("basis")}:</b> '
                f"{self._inline(words.basis, *place, 'basis')}</p>"
            )
        return (
            f'<section class="step" id="{consequence_id(step.id, choice.id)}" hidden>'
            f'<h2 class="eyebrow">{self._word("chosen")}</h2>'
            f'<p class="say">{self._choice(n, m, choice)}</p>'
            f'<div class="note"><h3 tabindex="-1">{self._word("after")}</h3>'
            f"{self._block(words.feedback, *place, 'feedback')}{basis}</div></section>"
        )

    def _ending(self, n: int, ending: EndingSource) -> str:
        words = ending.text[self.language]
        place = ("endings", n, "text", self.language)
        return (
            f'<section class="step" id="{ending_id(ending.id)}" hidden>'
            f'<p class="tag grade {ending.grade}">{self._word(ending.grade)}</p>'
            f'<h2 tabindex="-1">{html.escape(words.title)}</h2>'
            f'<div class="say">{self._block(words.text, *place, "text")}</div>'
            f'<div class="lesson"><h3>{self._word("lesson")}</h3>'
            f"{self._block(words.lesson, *place, 'lesson')}</div></section>"
        )

    def _choice(self, n: int, m: int, choice: ChoiceSource) -> str:
        words = choice.text[self.language].choice
        return self._inline(words, "steps", n, "choices", m, "text", self.language, "choice")

    def _word(self, key: str) -> str:
        return _WORDS[self.language][key]

    def _block(self, markdown: str, *path: str | int) -> str:
        line = self.source.line(*path)
        return self.text.block(markdown, file=self.source.file, line=line).strip()

    def _inline(self, markdown: str, *path: str | int) -> str:
        line = self.source.line(*path)
        return self.text.inline(markdown, file=self.source.file, line=line).strip()
