"""What a check of the installation says: how grave it is, what is so, what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Finding:
    """``todo`` is empty exactly when the grade is ok."""

    check: str
    grade: Grade
    said: str
    todo: str = ""


def ok(check: str, said: str) -> Finding:
    return Finding(check, Grade.OK, said)


def warn(check: str, said: str, todo: str) -> Finding:
    return Finding(check, Grade.WARN, said, todo)


def fail(check: str, said: str, todo: str) -> Finding:
    return Finding(check, Grade.FAIL, said, todo)
