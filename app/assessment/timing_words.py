"""The time rule of a quiz and what came of it, in words for people. Indonesian and English."""

from collections.abc import Mapping

from app.assessment.timing import Reason, Terms, Verdict

_RULES: Mapping[str, tuple[str, str]] = {
    "open": (
        (
            "Tanpa batas waktu. Boleh dimulai dan dikerjakan tanpa jaringan; jawaban dinilai "
            "setelah "
            "sampai di server."
        ),
        (
            "No time limit. You may start and answer without a network; answers are marked "
            "once they "
            "reach the server."
        ),
    ),
    "online": (
        "Tanpa batas waktu. Perlu jaringan untuk memulai; jawaban boleh menyusul.",
        "No time limit. Starting needs a network; answers may follow later.",
    ),
    "not_allowed": (
        (
            "Waktu {limit} menit sejak Anda memulai, menurut jam server. Perlu jaringan: "
            "jawaban harus "
            "sampai di server paling lambat {grace} menit sesudah waktu habis. {late}"
        ),
        (
            "{limit} minutes from your start, by the server's clock. You need a network: "
            "answers must "
            "reach the server within {grace} minutes after the time is up. {late}"
        ),
    ),
    "timed_trusted": (
        (
            "Waktu {limit} menit, diukur oleh perangkat Anda. Boleh dikerjakan tanpa "
            "jaringan; jawaban "
            "boleh sampai di server kapan saja. {late}"
        ),
        (
            "{limit} minutes, measured by your device. You may work without a network; answers may "
            "reach the server at any time. {late}"
        ),
    ),
    "timed_reach_within": (
        (
            "Waktu {limit} menit, diukur oleh perangkat Anda. Boleh dikerjakan tanpa "
            "jaringan, tetapi "
            "jawaban harus sampai di server paling lambat {reach} jam sesudah waktu habis. {late}"
        ),
        (
            "{limit} minutes, measured by your device. You may work without a network, but answers "
            "must reach the server within {reach} hours after the time is up. {late}"
        ),
    ),
}
_LATE = (
    "Jawaban yang terlambat tetap disimpan, dan pengajar dapat menerimanya.",
    "Late answers are kept, and the trainer can accept them.",
)
_VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.ON_TIME: ("Tepat waktu", "On time"),
    Verdict.WITHIN_GRACE: ("Dalam masa toleransi", "Within the grace period"),
    Verdict.LATE: ("Terlambat", "Late"),
}
_REASONS: Mapping[Reason, tuple[str, str]] = {
    Reason.UNTIMED: ("Kuis ini tanpa batas waktu.", "This quiz has no time limit."),
    Reason.BY_SERVER: ("Diukur oleh jam server.", "Measured by the server's clock."),
    Reason.BY_DEVICE: (
        "Diukur oleh perangkat Anda; jam perangkat bukan bukti.",
        "Measured by your device; a device's clock is no proof.",
    ),
    Reason.OVER_LIMIT: (
        "Jawaban dikirim sesudah waktu habis. Yang sudah tepat waktu dihitung; sisanya disimpan.",
        "The answers were sent after the time was up. Those in time count; the rest is kept.",
    ),
    Reason.REACHED_TOO_LATE: (
        "Jawaban sampai di server sesudah batas yang ditentukan. Semuanya disimpan.",
        "The answers reached the server after the set deadline. All of them are kept.",
    ),
    Reason.OFFLINE_NOT_ALLOWED: (
        "Kuis ini tidak boleh dimulai tanpa jaringan. Jawaban Anda disimpan.",
        "This quiz may not be started without a network. Your answers are kept.",
    ),
    Reason.START_BEFORE_PERMIT: (
        "Waktu mulai di perangkat lebih awal daripada izin mulainya. Jawaban Anda disimpan.",
        "The start on the device lies before its permit. Your answers are kept.",
    ),
    Reason.PERMIT_EXPIRED: (
        "Izin mulai di perangkat sudah kedaluwarsa. Jawaban Anda disimpan.",
        "The start permit on the device had expired. Your answers are kept.",
    ),
    Reason.CLOCK_WENT_BACK: (
        "Jam perangkat mundur selama kuis, jadi waktunya tidak dapat diukur. Jawaban disimpan.",
        "The device's clock went back during the quiz, so its time cannot be told. All is kept.",
    ),
    Reason.UNSUBMITTED: (
        "Waktu habis sebelum dikirim. Jawaban yang tepat waktu dihitung.",
        "The time ran out before handing in. Answers given in time count.",
    ),
    Reason.IN_WINDOW: (
        "Diukur oleh jam server terhadap jadwal kuis.",
        "Measured by the server's clock against the quiz's schedule.",
    ),
    Reason.WINDOW_CLOSED: (
        (
            "Jawaban dikirim sesudah jadwal kuis berakhir. Yang sudah tepat waktu dihitung; "
            "sisanya disimpan."
        ),
        (
            "The answers were sent after the quiz's window had closed. Those in time count; the "
            "rest is kept."
        ),
    ),
    Reason.OUTSIDE_WINDOW: (
        "Kuis dimulai di luar jadwalnya. Jawaban Anda disimpan.",
        "The quiz was started outside its window. Your answers are kept.",
    ),
    Reason.START_UNKNOWN: (
        "Catatan mulai kuis tidak pernah sampai. Jawaban Anda disimpan.",
        "The record of the start never arrived. Your answers are kept.",
    ),
}


def rule_words(terms: Terms, language: str) -> str:
    """The rule a learner reads before the start."""
    if terms.limit is None:
        key = "open" if terms.allows_offline_start else "online"
    else:
        key = terms.policy
    place = _place(language)
    return _RULES[key][place].format(
        limit=_minutes(terms.limit.total_seconds() if terms.limit else 0),
        grace=_minutes(terms.grace.total_seconds()),
        reach=int(terms.reach_within.total_seconds() // 3600),
        late=_LATE[place],
    )


def verdict_words(verdict: Verdict, language: str) -> str:
    return _VERDICTS[verdict][_place(language)]


def reason_words(reason: Reason, language: str) -> str:
    return _REASONS[reason][_place(language)]


def _place(language: str) -> int:
    return 1 if language == "en" else 0


def _minutes(seconds: float) -> int:
    return int(seconds // 60)
