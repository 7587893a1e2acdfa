"""Words for people: what is still missing for completion, in Indonesian and English."""

from app.learning.completion import Reason, Requirement
from app.learning.statuses import ExemptionCause

_WORDS: dict[Reason, tuple[str, str]] = {
    Reason.DONE: ("Terpenuhi.", "Met."),
    Reason.PASSED: ("Terpenuhi. Nilai {score}.", "Met. Score {score}."),
    Reason.EXEMPT: ("Dibebaskan.", "Exempt."),
    Reason.NOT_OPENED: ("Belum dibuka.", "Not opened yet."),
    Reason.NOT_DONE: (
        "Sudah dibuka, belum ditandai selesai.",
        "Opened, not marked as done yet.",
    ),
    Reason.NOT_ATTEMPTED: ("Belum dikerjakan.", "Not attempted yet."),
    Reason.NOT_PASSED: (
        "Belum lulus. Nilai {score}, perlu {pass_mark}.",
        "Not yet passed. Score {score}, needs {pass_mark}.",
    ),
    Reason.WAITING: (
        "Jawaban sudah dikirim dan menunggu dinilai.",
        "Answers are handed in and wait to be marked.",
    ),
    Reason.NO_CHANCES_LEFT: (
        "Belum lulus. Nilai {score}, perlu {pass_mark}. Kesempatan habis; hubungi pengajar Anda.",
        "Not yet passed. Score {score}, needs {pass_mark}. No attempts left; ask your trainer.",
    ),
}

_EXEMPT: dict[ExemptionCause, tuple[str, str]] = {
    ExemptionCause.TEST_OUT: ("Dibebaskan (Uji cepat).", "Exempt (quick test)."),
    ExemptionCause.EXCUSED: ("Dibebaskan oleh pengajar.", "Excused by the trainer."),
}


def percent(basis_points: int | None, language: str) -> str:
    """Basis points as people read a score: 8333 → "83,33" in Indonesian, "83.33" in English."""
    if basis_points is None:
        return "–"
    whole, rest = divmod(basis_points, 100)
    if rest == 0:
        return str(whole)
    return f"{whole}{'.' if language == 'en' else ','}{rest:02d}".rstrip("0")


def words_for(requirement: Requirement, language: str) -> str:
    """One sentence: what is met, or what is missing and what to do."""
    reason = requirement.reason
    if reason is Reason.PASSED and requirement.score is None:
        reason = Reason.DONE  # reached, with nothing to score
    indonesian, english = _EXEMPT[requirement.exempt] if requirement.exempt else _WORDS[reason]
    sentence = (english if language == "en" else indonesian).format(
        score=percent(requirement.score, language),
        pass_mark=percent(requirement.pass_mark, language),
    )
    left = requirement.chances_left
    if requirement.reason is Reason.NOT_PASSED and left is not None:
        sentence += f" {left} attempts left." if language == "en" else f" Sisa kesempatan: {left}."
    return sentence
