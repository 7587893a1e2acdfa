"""What foreign answers mean in our kinds: weights, wildcards, spare texts, ranges of numbers.

Every format that is read asks here, so that the same answer is taken, refused or noted alike.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from app.interop.questions.model import Accepted, Number, RefusedError
from app.interop.questions.numbers import joined, with_comma, with_point
from app.interop.questions.reading import Foreign
from app.interop.questions.texts import one_line

# Stands in a stem where the answer belongs.
GAP = "……"


def judged(foreign: Foreign, weights: Sequence[Fraction], *, many: bool) -> list[bool]:
    """Which options are right by their weights in percent; says what of the weights is lost."""
    if not many:
        if any(0 < weight < 100 for weight in weights):
            foreign.say(
                "pilihan yang benar sebagian dihitung salah", "partly right options count as wrong"
            )
        return [weight >= 100 for weight in weights]
    right = [weight > 0 for weight in weights]
    share = Fraction(100, max(1, sum(right)))
    for weight, is_right in zip(weights, right, strict=True):
        if abs(weight - (share if is_right else -share)) > 1:
            foreign.say(
                "bobot diganti: pilihan benar sama nilainya, yang salah mengurangi sebanyak itu",
                "weights changed: each right option counts the same, a wrong one takes that off",
            )
    return right


def keep(foreign: Foreign, weight: Fraction, feedback: str, said: list[str]) -> None:
    """Feedback of a right answer goes to the explanation; our kinds have no place for others'."""
    if feedback and weight >= 100:
        said.append(feedback)
    elif feedback:
        foreign.say(
            "umpan balik untuk jawaban tertentu hilang", "feedback for a certain answer was lost"
        )


def accepted(foreign: Foreign, answers: Sequence[tuple[str, Fraction]], *, case: bool) -> Accepted:
    """Plain answers with weights in percent; ``*`` stands for anything, ``\\*`` for itself."""
    kept: list[str] = []
    for text, weight in answers:
        if weight < 100:
            if weight > 0:
                foreign.say(
                    "jawaban yang benar sebagian tidak diterima",
                    "partly right answers are not accepted",
                )
            continue
        if re.search(r"(?<!\\)\*", text):
            raise RefusedError(
                "jawaban dengan tanda * untuk teks apa saja", "an answer with * for any text"
            )
        kept.append(one_line(text.replace("\\*", "*")))
    return Accepted(tuple(dict.fromkeys(kept)), case)


def without(spare: Sequence[str], rights: Sequence[str]) -> tuple[str, ...]:
    """Spare texts, once each, that are no pair's."""
    return tuple(dict.fromkeys(text for text in spare if text not in rights))


Right = tuple[Fraction, Fraction]
"""Lowest and highest number that is right."""


def number_of(ranges: Sequence[Right], unit: str = "") -> Number:
    """One number with a tolerance, if the ranges of right answers leave no gap."""
    if not ranges:
        raise RefusedError("tidak ada jawaban yang benar penuh", "no answer is fully right")
    whole = joined(list(ranges))
    if whole is None:
        raise RefusedError(
            "beberapa rentang angka yang terpisah; jadikan soal tersendiri",
            "several ranges of numbers far from each other; make them questions of their own",
        )
    low, high = whole
    return Number((low + high) / 2, (high - low) / 2, unit)


def numbers_of(foreign: Foreign, ranges: Sequence[Right]) -> Number | Accepted:
    """As ``number_of``; a few exact numbers far from each other become words to write."""
    exact = [low for low, high in ranges if low == high and low >= 0]
    if len(exact) < 2 or len(exact) != len(ranges) or joined(list(ranges)) is not None:
        return number_of(ranges)
    foreign.say(
        "beberapa angka yang benar: menjadi isian singkat",
        "several right numbers: became a short answer",
    )
    texts = [text for number in exact for text in (with_comma(number), with_point(number)) if text]
    return Accepted(tuple(dict.fromkeys(texts)))
