"""What devices say in commands about quizzes. Strings and integers only."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from app.learning.kinds import ActivityPayload, CommandPayload

QuestionId = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}\.[a-z0-9-]{1,80}$")]


class StartPayload(ActivityPayload):
    """``attempt``: the one meant, by a device that works ahead; else the open one or the next.

    ``permit``: the token by which the device began it without us.
    """

    attempt: UUID | None = None
    permit: Annotated[str, Field(max_length=2048)] | None = None


class AttemptPayload(ActivityPayload):
    attempt: UUID


class AnswerPayload(AttemptPayload):
    """``replaces``: command ids of the versions this one was made in knowledge of."""

    question: QuestionId
    response: dict[str, JsonValue]
    replaces: Annotated[list[UUID], Field(max_length=50)] = Field(default_factory=list)


class FlagPayload(AttemptPayload):
    question: QuestionId
    flagged: Annotated[int, Field(strict=True, ge=0, le=1)]


class PinPayload(CommandPayload):
    """Names one answer command and the content hash of exactly what it said."""

    command: UUID
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SubmitPayload(AttemptPayload):
    """``answers``: what is handed in, by question. Questions left out were not answered.

    ``elapsed_seconds``: since the start by the device's monotonic clock, if its page lived through.
    """

    answers: Annotated[dict[QuestionId, PinPayload], Field(max_length=100)]
    elapsed_seconds: Annotated[int, Field(strict=True, ge=0, le=366 * 86_400)] | None = None
