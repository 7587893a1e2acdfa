"""The register of law: regulations, the facts taken from them, and who cites these. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel

from app.catalogue.compiler.kinds import Finding
from app.catalogue.compiler.reader import Tree, YamlFile
from app.catalogue.compiler.rules import fact_findings, regulation_findings
from app.catalogue.compiler.shapes import shaped
from app.catalogue.compiler.sources import FactSource, RegulationSource
from app.catalogue.document import LegalFact

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(slots=True)
class Law:
    """By id. ``cited_in`` holds "course/activity" in order, as keys."""

    known: dict[str, FactSource] = field(default_factory=dict)
    regulations: dict[str, RegulationSource] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    cited_in: dict[str, dict[str, None]] = field(default_factory=dict)


def read_law(trees: Sequence[Tree], findings: list[Finding]) -> Law:
    """All folders' law; later ones win. A fact knows of the end of its regulation."""
    facts = Law()
    for tree in trees:
        here: set[str] = set()
        for file, number, rule in _listed(RegulationSource, tree.regulations, findings):
            findings.extend(regulation_findings(rule, file, number))
            findings.extend(_twice("regulation", rule.id, here, file, number))
            facts.regulations[rule.id] = rule
    for tree in trees:
        here = set()
        for file, number, written in _listed(FactSource, tree.facts, findings):
            findings.extend(fact_findings(written, file, number, facts.regulations))
            findings.extend(_twice("fact", written.id, here, file, number))
            behind = facts.regulations.get(written.regulation or "")
            ended_by = written.revoked_by or (behind.revoked_by if behind else None)
            fact = written.model_copy(update={"revoked_by": ended_by})
            facts.known[fact.id] = fact
            facts.places[fact.id] = (file.file, file.line(number))
    return facts


def _listed(
    shape: type[Shape], files: Sequence[YamlFile], findings: list[Finding]
) -> Iterator[tuple[YamlFile, int, Shape]]:
    """Every well-formed entry of files that are lists: file, place in it, entry."""
    for file in files:
        if not isinstance(file.data, list):
            if file.data is not None:
                what = "not a list"
                findings.append(Finding(file.file, 1, "C010", what, "begin each with '- id:'"))
            continue
        for number, data in enumerate(file.data):
            entry, faults = shaped(shape, data, file, number)
            findings.extend(faults)
            if entry is not None:
                yield file, number, entry


def _twice(noun: str, name: str, here: set[str], file: YamlFile, number: int) -> Iterator[Finding]:
    if name in here:
        what = f"the {noun} '{name}' is there already"
        yield Finding(file.file, file.line(number, "id"), "C020", what, "keep one of them")
    here.add(name)


def legal_fact(fact: FactSource, activity_id: UUID) -> LegalFact:
    """A fact as a publication keeps it, for the activity that cites it."""
    return LegalFact(
        id=fact.id,
        activity_id=activity_id,
        statement=fact.statement.id,
        source=fact.source,
        valid_from=fact.valid_from.isoformat() if fact.valid_from else None,
        valid_until=fact.valid_until.isoformat() if fact.valid_until else None,
        revoked=fact.revoked_by is not None,
        reviewed_on=fact.reviewed_on.isoformat(),
        review_on=fact.review_on.isoformat(),
        confidence=fact.confidence,
    )
