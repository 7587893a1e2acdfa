"""What the figures of a question suggest, in words a trainer acts on. Pure.

A hint is a suspicion and says so: it never changes a mark. Under ``FEW`` attempts nothing is
suggested, under ``TENTATIVE`` what is suggested is told to be early.

Bounds: Ebel and Frisbie, Essentials of Educational Measurement, 5th ed. (1991), ch. 13:
discrimination under 0.20 is poor, 0.40 and more very good, below 0 the key is suspect. An option
that under 5 % choose does no work: T. Haladyna and S. Downing, How many options is enough for a
multiple-choice test item?, Educational and Psychological Measurement 53 (1993).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from app.assessment.statistics.formulas import QuestionStatistics

FEW, TENTATIVE = 10, 30
# So few that an answer could be told back to its giver: no table of answers at all.
PRIVATE = 5

POOR_DISCRIMINATION = 0.20
GOOD_DISCRIMINATION = 0.30
AGAINST = -0.10
TOO_HARD, TOO_EASY = 0.10, 0.95
IDLE = 0.05
MANY_BLANK = 0.20

Code = Literal[
    "key_suspect",
    "lured",
    "below_guess",
    "too_hard",
    "poor",
    "many_blank",
    "idle_options",
    "too_easy",
    "good",
]
# How much each asks to be looked at, first first.
WEIGHT: Mapping[Code, int] = {
    "key_suspect": 100,
    "lured": 80,
    "below_guess": 60,
    "too_hard": 50,
    "poor": 40,
    "many_blank": 30,
    "idle_options": 20,
    "too_easy": 10,
    "good": 0,
}


@dataclass(frozen=True, slots=True)
class OptionShares:
    """An option that could be chosen: the share of all, and of the upper 27 %, who did."""

    label: str
    right: bool
    share: float
    upper: float


@dataclass(frozen=True, slots=True)
class Hint:
    """``words`` say what is seen and what to do; plain text in the reader's language."""

    code: Code
    words: str

    @property
    def weight(self) -> int:
        return WEIGHT[self.code]


def hints_of(
    told: QuestionStatistics | None,
    options: Sequence[OptionShares],
    guess: float | None,
    language: str,
) -> list[Hint]:
    """What to look at first; empty where there is too little to say anything.

    ``options``: of a question with one right choice, else empty. ``guess``: the credit that
    guessing earns on average.
    """
    if told is None or told.n < FEW:
        return []
    found = [*_seen(told, options, guess, language)]
    if not found and (told.discrimination or 0) >= GOOD_DISCRIMINATION:
        found = [_hint("good", language)]
    return sorted(found, key=lambda hint: -hint.weight)


def _seen(
    told: QuestionStatistics,
    options: Sequence[OptionShares],
    guess: float | None,
    language: str,
) -> Iterator[Hint]:
    rival = _rival(options)
    discrimination = told.discrimination
    hard, easy = told.facility < TOO_HARD, told.facility > TOO_EASY
    # Not by the groups: in a short quiz the question itself is a good part of what they are made
    # by. Chance alone gives this in one of twenty questions that tell nothing (one-sided, 1/√n).
    bound = min(AGAINST, -1.64 / sqrt(told.n))
    against = discrimination is not None and discrimination <= bound
    if against:
        yield _hint("key_suspect", language)
    if rival is not None and (against or (discrimination or 0) < POOR_DISCRIMINATION):
        yield _hint("lured", language, option=rival.label, share=percent(rival.upper, language))
    if hard:
        yield _hint("too_hard", language)
    elif guess is not None and told.facility < guess and not against:
        yield _hint("below_guess", language, guess=percent(guess, language))
    if easy:
        yield _hint("too_easy", language)
    # With nearly all right, or nearly none, there is no spread to tell anybody apart by; and under
    # thirty attempts a correlation wanders by 0.2 from chance alone (its error is 1/√n).
    poor = discrimination is not None and discrimination < POOR_DISCRIMINATION
    if poor and told.n >= TENTATIVE and not (against or hard or easy):
        yield _hint("poor", language)
    if told.blank >= MANY_BLANK:
        yield _hint("many_blank", language, share=percent(told.blank, language))
    idle = [one.label for one in options if not one.right and one.share < IDLE]
    if idle and told.n >= TENTATIVE and not easy:
        yield _hint("idle_options", language, options="; ".join(f"“{one}”" for one in idle))


def _rival(options: Sequence[OptionShares]) -> OptionShares | None:
    """A wrong option that the upper group chose more often than the right one."""
    right = max((one.upper for one in options if one.right), default=None)
    wrong = max((one for one in options if not one.right), key=lambda o: o.upper, default=None)
    return wrong if right is not None and wrong is not None and wrong.upper > right else None


def percent(share: float, language: str) -> str:
    """A share from 0 to 1 in whole percents, as the language writes it."""
    return f"{round(share * 100)}{'%' if language == 'en' else ' %'}"


def _hint(code: Code, language: str, **values: str) -> Hint:
    return Hint(code, WORDS["en" if language == "en" else "id"][code].format_map(values))


WORDS: Mapping[str, Mapping[Code, str]] = {
    "id": {
        "key_suspect": "Soal ini mungkin salah kunci: peserta yang nilainya tinggi justru salah. "
        "Periksa kuncinya dahulu, lalu kalimat soalnya.",
        "lured": "Di kelompok nilai tertinggi, lebih banyak yang memilih “{option}” ({share}) "
        "daripada kuncinya. Periksa apakah pilihan itu juga dapat dibenarkan.",
        "below_guess": "Hasilnya lebih rendah daripada menebak ({guess}): ada yang menyesatkan "
        "dalam kalimat soal atau pilihannya.",
        "too_hard": "Hampir tidak ada yang benar. Periksa kuncinya dan apakah bahannya memang "
        "diajarkan.",
        "poor": "Soal ini kurang membedakan peserta yang paham dari yang belum. Cari kalimat yang "
        "bermakna ganda.",
        "many_blank": "{share} peserta tidak menjawab. Mungkin soalnya tidak jelas, atau waktunya "
        "tidak cukup.",
        "idle_options": "Hampir tidak ada yang memilih {options}. Ganti dengan kekeliruan yang "
        "sungguh terjadi, atau hapus.",
        "too_easy": "Hampir semua benar. Boleh tetap sebagai pembuka; soal ini tidak membedakan "
        "siapa pun.",
        "good": "Soal ini bekerja baik: yang paham cenderung benar, yang belum cenderung salah.",
    },
    "en": {
        "key_suspect": "This question may have the wrong key: people with high scores get it "
        "wrong. Check the key first, then the wording.",
        "lured": "In the group with the highest scores more people chose “{option}” ({share}) "
        "than the key. Check whether that option can be right as well.",
        "below_guess": "Results are lower than guessing ({guess}): something in the wording or "
        "the options misleads.",
        "too_hard": "Hardly anybody has it right. Check the key, and whether this is taught.",
        "poor": "This question hardly tells those who know from those who do not. Look for wording "
        "with two meanings.",
        "many_blank": "{share} of people left it empty. It may be unclear, or the time too short.",
        "idle_options": "Hardly anybody chooses {options}. Put a mistake there that people truly "
        "make, or drop it.",
        "too_easy": "Nearly everybody has it right. It may stay as an opener; it tells nobody "
        "apart.",
        "good": "This question works well: those who know tend to be right, others wrong.",
    },
}
