"""What is suggested about a question, and when nothing is."""

import pytest

from app.assessment.statistics.formulas import QuestionStatistics
from app.assessment.statistics.hints import WORDS, Hint, OptionShares, hints_of


def told(
    n: int = 100,
    facility: float = 0.6,
    discrimination: float | None = 0.4,
    index: float | None = 0.5,
    blank: float = 0.0,
) -> QuestionStatistics:
    return QuestionStatistics(n, facility, 0.4, discrimination, index, 0.5, blank)


def options(right: float = 0.8, wrong: float = 0.1, share: float = 0.2) -> list[OptionShares]:
    """The upper group's shares of the key and of one rival."""
    return [OptionShares("Benar", True, 0.6, right), OptionShares("Lain", False, share, wrong)]


@pytest.mark.parametrize(
    ("figures", "shares", "codes"),
    [
        (told(), options(), ["good"]),
        (told(n=9, discrimination=-0.6, index=-0.6), options(0.1, 0.8), []),
        (None, options(), []),
        (told(discrimination=-0.4, index=-0.5), options(0.1, 0.8), ["key_suspect", "lured"]),
        (told(discrimination=-0.4, index=-0.5), [], ["key_suspect"]),
        # In a short quiz the groups hide it, the rest of the quiz does not.
        (told(n=20, discrimination=-0.44, index=0.1), [], ["key_suspect"]),
        (told(n=20, discrimination=-0.3, index=-0.2), [], []),
        # A little below zero is no better than zero, and no more than that.
        (told(discrimination=-0.05, index=-0.1), options(), ["poor"]),
        (told(discrimination=0.1), options(0.3, 0.6), ["lured", "poor"]),
        (told(n=29, discrimination=0.05), options(), []),
        (told(n=30, discrimination=0.05), options(), ["poor"]),
        # Who knows much falls for it a little, and yet it tells people apart.
        (told(discrimination=0.4), options(0.4, 0.5), ["good"]),
        (told(facility=0.05, discrimination=0.1), options(), ["too_hard"]),
        (told(facility=0.2), options(), ["below_guess"]),
        (told(facility=0.97, discrimination=0.0), options(), ["too_easy"]),
        (told(blank=0.25), options(), ["many_blank"]),
        (told(), options(share=0.03), ["idle_options"]),
        # Among twenty, one in twenty is one person.
        (told(n=20), options(share=0.03), ["good"]),
        (told(discrimination=0.25), options(), []),
        (told(discrimination=None, index=None), options(), []),
    ],
)
def test_what_is_suggested(
    figures: QuestionStatistics | None, shares: list[OptionShares], codes: list[str]
) -> None:
    for language in ("id", "en"):
        assert [one.code for one in hints_of(figures, shares, 0.25, language)] == codes


def test_words_name_what_was_chosen() -> None:
    found = hints_of(told(discrimination=-0.4, index=-0.5), options(0.1, 0.8), None, "id")
    assert found[0].words.startswith("Soal ini mungkin salah kunci: peserta yang nilainya tinggi")
    assert "“Lain” (80 %)" in found[1].words
    english = hints_of(told(discrimination=-0.4, index=-0.5), options(0.1, 0.8), None, "en")
    assert "“Lain” (80%)" in english[1].words


def test_a_label_with_braces_is_only_a_label() -> None:
    shares = [OptionShares("a", True, 0.5, 0.1), OptionShares("{x}", False, 0.5, 0.9)]
    found: list[Hint] = hints_of(told(discrimination=0.0), shares, None, "id")
    assert "“{x}”" in found[0].words


def test_both_languages_have_all_words() -> None:
    assert WORDS["id"].keys() == WORDS["en"].keys()
