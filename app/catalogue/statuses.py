"""The states of a course, for its table and for the compiler alike."""

from enum import StrEnum


class CourseStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"
