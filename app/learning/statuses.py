"""The states that learning knows, for its tables and for its pure rules alike."""

from enum import StrEnum


class EnrolmentStatus(StrEnum):
    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class OutcomeState(StrEnum):
    """What an activity reports. ``waiting``: handed in, not judged yet."""

    WAITING = "waiting"
    NOT_PASSED = "not_passed"
    PASSED = "passed"


class OutcomeForce(StrEnum):
    """How an outcome counts. ``overriding``: set by staff, it goes before all that is reported;
    ``withdrawn``: its source counts for nothing any more.
    """

    REPORTED = "reported"
    OVERRIDING = "overriding"
    WITHDRAWN = "withdrawn"


class ExemptionCause(StrEnum):
    """Why an activity need not be done: a test passed beforehand, or leave given by staff."""

    TEST_OUT = "test_out"
    EXCUSED = "excused"
