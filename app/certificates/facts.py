"""What a certificate states, frozen at its issue as one JSON document (pure).

Everything a later rendering needs is in here: people change their names and units, courses their
titles, regulations their numbers; a certificate does not. No NIP is kept, only its last three
digits, which the learner's own PDF shows and nothing else does.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from app.catalogue.document import Language, PublicDocument
from app.certificates.ledger import apportioned


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ModuleFacts(_Frozen):
    title: dict[Language, str]
    minutes: int
    jp_tenths: int  # the course's JP by minutes; the modules' parts sum to it exactly


class CertificateFacts(_Frozen):
    name: str  # with degrees
    nip_end: str | None  # last three digits
    unit: str  # where the person worked at completion
    government: str | None  # the topmost agency, if it is another one
    course: dict[Language, str]
    organiser: str
    issuer: str
    place: str  # of issue; may be empty
    jp: int  # 0: the course carries none
    minutes_per_jp: int | None
    rule: str | None  # legal reference of the JP rule
    modules: tuple[ModuleFacts, ...]
    minutes: int
    score: int | None  # mean of the passed graded activities, basis points
    version: int
    started_on: date
    completed_on: date  # day of receipt where the agency works
    issued_on: date
    time_zone: str  # IANA name of the agency's zone

    def course_in(self, language: str) -> str:
        return in_language(self.course, language)


def in_language(texts: dict[Language, str], language: str) -> str:
    """The text in a language, else in Indonesian, which is always there."""
    return texts["en"] if language == "en" and "en" in texts else texts["id"]


def modules_of(document: PublicDocument) -> tuple[ModuleFacts, ...]:
    """The modules of a course with their minutes and their part of its JP."""
    minutes = [sum(a.minutes for a in module.activities) for module in document.modules]
    return tuple(
        ModuleFacts(
            title={language: text.title for language, text in module.text.items()},
            minutes=minutes_of_it,
            jp_tenths=tenths,
        )
        for module, minutes_of_it, tenths in zip(
            document.modules, minutes, apportioned(document.jp, minutes), strict=True
        )
    )


def mean_score(scores: list[int]) -> int | None:
    """The mean in basis points, rounded down as JP are; None without any."""
    return sum(scores) // len(scores) if scores else None
