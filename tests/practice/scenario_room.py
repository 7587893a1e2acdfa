"""People at a scenario: each enrolled in one course that holds it, with devices to play on."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.catalogue.document import Activity
from app.catalogue.publications import PUBLICATIONS_KEY, Publications
from app.identity.actor import Actor
from app.identity.service import actor_for
from app.kit.database import Database
from app.kit.ids import uuid7
from app.learning import service as learning
from app.learning.models import ActivityState
from app.learning.schemas import CommandResult, Push
from app.learning.sync import Registry, apply_batch
from app.practice import scenario_commands
from app.practice.service import ScenarioStanding, scenario_standing
from app.wiring import COMMAND_KINDS, FOLLOW_UPS
from tests.cast import Cast
from tests.conftest import FixedClock
from tests.learning.devices import Device
from tests.make_course import MadeCourse, make_course

KINDS = {**COMMAND_KINDS, **{kind.name: kind for kind in scenario_commands.KINDS}}


@dataclass
class Player:
    actor: Actor
    enrolment: UUID
    activity: UUID
    publication: str
    device: Device = field(default_factory=lambda: Device("telepon-sari"))


@dataclass
class ScenarioRoom:
    database: Database
    clock: FixedClock
    cast: Cast
    activity: Activity
    course: MadeCourse
    registry: Registry

    @classmethod
    async def open(
        cls, database: Database, clock: FixedClock, cast: Cast, activity: Activity
    ) -> "ScenarioRoom":
        database.info[PUBLICATIONS_KEY] = Publications(database)
        async with database.transaction() as session:
            course = await make_course(session, clock(), lessons=("satu",), more=[activity])
        registry = Registry(KINDS, FOLLOW_UPS, b"r" * 32)
        return cls(database, clock, cast, activity, course, registry)

    async def player(self, person_id: UUID) -> Player:
        async with self.database.transaction() as session:
            actor = await actor_for(session, person_id, self.clock())
            assert actor is not None
            enrolment, _ = await learning.enrol(
                session, actor, slug=self.course.slug, now=self.clock()
            )
        return Player(actor, enrolment.id, self.activity.id, self.course.publication_id)

    def told(
        self,
        player: Player,
        run: UUID,
        path: str,
        *,
        kind: str = "scenario_step",
        device: Device | None = None,
        **changes: Any,
    ) -> dict[str, Any]:
        """A command of the player's; ``path`` as one letter a choice."""
        made = (device or player.device).command(kind, self.clock())
        made["payload"] = {
            "enrolment": str(player.enrolment),
            "activity": str(player.activity),
            "publication": player.publication,
            "run": str(run),
            "path": list(path),
            **changes,
        }
        return made

    async def push(
        self, player: Player, *commands: dict[str, Any], device: Device | None = None
    ) -> list[CommandResult]:
        push = Push.model_validate((device or player.device).push(self.clock(), *commands))
        done = await apply_batch(self.database, player.actor, push, self.registry, self.clock())
        return done.results

    async def play(self, player: Player, path: str, run: UUID | None = None) -> CommandResult:
        """A whole run, step by step; the result of its finish."""
        run = run or uuid7()
        for length in range(1, len(path) + 1):
            self.clock.advance(seconds=20)
            await self.push(player, self.told(player, run, path[:length]))
        return (await self.push(player, self.told(player, run, path, kind="scenario_finish")))[0]

    async def standing(self, player: Player, *, actor: Actor | None = None) -> ScenarioStanding:
        async with self.database.reading() as session:
            return await scenario_standing(
                session, actor or player.actor, player.enrolment, player.activity
            )

    async def outcome(self, player: Player) -> ActivityState | None:
        async with self.database.reading() as session:
            return await session.get(ActivityState, (player.enrolment, player.activity))
