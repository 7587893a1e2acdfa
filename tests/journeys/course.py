"""The course of the journeys: what there is, and which answers are right.

It is the first module of a shipped course, so that a story has a certificate at its end within
minutes and no text of a course stands in a test. ``test_whole_course`` walks through all of one.
"""

import atexit
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from app.catalogue.compiler.compile import CompiledCourse, compile_all
from app.catalogue.document import Activity, Language
from app.wiring import ACTIVITY_KINDS
from tests.server import ROOT

SLUG = "pelayanan-publik-prima"
SHIPPED = ROOT / "content"
MODULE = "hakikat-dan-asas"
JP = 1
# What a module of a whole course has, and one that stands alone has not.
APART = ("pra-uji-pelayanan",)

Response = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Course:
    """A compiled course; ``activities`` in the order a learner meets them."""

    compiled: CompiledCourse

    @property
    def slug(self) -> str:
        return self.compiled.slug

    @property
    def path(self) -> str:
        return f"/kursus/{self.slug}"

    @property
    def jp(self) -> int:
        return self.compiled.public.jp

    @property
    def activities(self) -> tuple[Activity, ...]:
        return self.compiled.public.activities()

    @property
    def lessons(self) -> list[Activity]:
        return [a for a in self.activities if a.kind == "lesson"]

    @property
    def quiz(self) -> Activity:
        """The first quiz that a learner must pass."""
        return next(a for a in self.activities if a.kind == "quiz" and a.required)

    def title(self, language: Language = "id") -> str:
        return self.compiled.public.text[language].title

    def link(self, activity: Activity) -> str:
        return f"{self.path}/{activity.slug}"

    def question(self, question_id: str) -> Mapping[str, Any]:
        """A question with its secrets, of whichever quiz."""
        for private in self.compiled.private.activities.values():
            if question_id in private.get("questions", {}):
                found: Mapping[str, Any] = private["questions"][question_id]
                return found
        raise LookupError(question_id)

    def right(self, question_id: str) -> Response:
        """A response that earns all points."""
        question = self.question(question_id)
        key: dict[str, Any] = question["key"]
        if question["kind"] == "short_answer":
            return {"text": key["accept"][0]}
        if question["kind"] == "numeric":
            # Answers are read the Indonesian way; a key may be written with a decimal point.
            return {"text": str(key["value"]).replace(".", ",")}
        return key

    def wrong(self, question_id: str) -> Response:
        """A response that earns nothing."""
        question = self.question(question_id)
        key = question["key"]
        options = [option["id"] for option in question["pieces"]["id"]["options"]]
        wrong: dict[str, Any] = {
            "single_choice": lambda: {"choice": next(o for o in options if o != key["choice"])},
            "multiple_response": lambda: {
                "choices": [o for o in options if o not in key["choices"]][:1]
            },
            "true_false": lambda: {"value": "false" if key["value"] == "true" else "true"},
            "short_answer": lambda: {"text": "entahlah"},
            "numeric": lambda: {"text": "-987654"},
            "matching": lambda: {"pairs": _turned(key["pairs"])},
            "ordering": lambda: {"order": [*key["order"][1:], key["order"][0]]},
        }
        answer: Response = wrong[question["kind"]]()
        return answer


def _turned(pairs: Mapping[str, str]) -> dict[str, str]:
    """Everyone has their neighbour's partner."""
    partners = list(pairs.values())
    return dict(zip(pairs, [*partners[1:], partners[0]], strict=True))


def _first_module(folder: Path) -> Path:
    """A content folder with the course's first module alone, worth ``JP``."""
    course = Path("courses") / SLUG
    for kept in ("banks", "facts", "regulations", course / MODULE):
        if (SHIPPED / kept).is_dir():
            shutil.copytree(SHIPPED / kept, folder / kept)
    for slug in APART:
        (folder / course / MODULE / f"{slug}.yaml").unlink(missing_ok=True)
    head = yaml.safe_load((SHIPPED / course / "course.yaml").read_text("utf-8"))
    module = yaml.safe_load((SHIPPED / course / MODULE / "module.yaml").read_text("utf-8"))
    head |= {"jp": JP, "modules": [MODULE], "languages": ["id", "en"]}
    module["activities"] = [slug for slug in module["activities"] if slug not in APART]
    for name, data in (("course.yaml", head), (f"{MODULE}/module.yaml", module)):
        # JSON is YAML.
        (folder / course / name).write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return folder


_FOLDER = tempfile.TemporaryDirectory(prefix="lentera-content-")
atexit.register(_FOLDER.cleanup)
CONTENT = _first_module(Path(_FOLDER.name))


@lru_cache
def shipped_course() -> Course:
    report = compile_all([CONTENT], ACTIVITY_KINDS)
    assert not report.findings, "\n".join(map(str, report.findings))
    return Course(next(c for c in report.courses if c.slug == SLUG))
