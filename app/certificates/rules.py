"""Reads the shipped JP rules (``rules.yaml``): dated rows, each with its legal reference."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, model_validator

from app.certificates.ledger import Bound, RuleKind
from app.identity.models import Employment


class Rule(BaseModel):
    """One row: a credit rule has minutes and ``once``; a target has a status, JP and a bound."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: RuleKind
    reference: str
    valid_from: date
    valid_until: date | None = None
    activity: Literal["course"] | None = None
    minutes_per_jp: int | None = None
    once: Literal["course-year"] | None = None
    employment: Employment | None = None
    jp: int | None = None
    bound: Bound | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "Rule":
        credit = (self.activity, self.minutes_per_jp, self.once)
        target = (self.employment, self.jp, self.bound)
        has, lacks = (credit, target) if self.kind is RuleKind.CREDIT else (target, credit)
        if any(value is None for value in has) or any(value is not None for value in lacks):
            raise ValueError(f"Rule {self.id} has not the fields of its kind")
        return self


def parse_rules(text: str) -> tuple[Rule, ...]:
    """Rules in the file's order; raises ``ValidationError`` or ``ValueError`` if one is amiss."""
    rules = TypeAdapter(tuple[Rule, ...]).validate_python(tuple(yaml.safe_load(text)))
    if len({rule.id for rule in rules}) != len(rules):
        raise ValueError("Two rules share an id")
    return rules


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with the product."""
    return parse_rules(files("app.certificates").joinpath("rules.yaml").read_text("utf-8"))
