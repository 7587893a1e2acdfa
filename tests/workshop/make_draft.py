"""Drafts for tests: of the published sample course with one lesson changed, or of a new course."""

from typing import Any
from uuid import UUID

from httpx import AsyncClient

from app.identity.models import Role, RoleGrant
from app.kit.ids import uuid7
from app.workshop import service
from tests.cast import Player
from tests.catalogue.make_content import FILES, LESSON
from tests.workshop.conftest import Shop

LONGER = FILES[LESSON].replace("empat puluh enam warga", "lima puluh warga").encode()
BROKEN = FILES[LESSON].replace("fact:asas", "fact:tidak-ada").encode()
NEW_ID = UUID("1f1c1c6e-7c1a-4a39-9a3f-0d7a6c0a0001")


def new_files(slug: str = "baru") -> dict[str, bytes]:
    """The sample course with ids and an address of its own."""
    return {
        path.replace("courses/contoh/", f"courses/{slug}/"): text.replace("0f1c1c6e", "1f1c1c6e")
        .replace("slug: contoh", f"slug: {slug}")
        .encode()
        for path, text in FILES.items()
    }


async def teach(shop: Shop, player: Player, role: Role, course_id: UUID | None = None) -> None:
    async with shop.database.transaction() as session:
        grant = RoleGrant(
            id=uuid7(),
            person_id=player.id,
            role=role,
            course_id=course_id or shop.course_id,
            created_at=shop.clock(),
        )
        session.add(grant)


async def save(shop: Shop, files: dict[str, bytes | None], course_id: UUID | None = None) -> int:
    """As Budi; the draft's revision then."""
    async with shop.database.transaction() as session:
        actor = await shop.actor(session, shop.cast.budi)
        draft = await service.draft_for(session, actor, course_id or shop.course_id)
        put = await service.put_files(session, actor, draft, files, act="edited", now=shop.clock())
    return put.revision


async def changed_draft(shop: Shop, text: bytes = LONGER) -> int:
    """Budi begins a draft and changes one lesson; its revision then."""
    async with shop.database.transaction() as session:
        actor = await shop.actor(session, shop.cast.budi)
        await service.begin_edit(session, actor, "contoh", now=shop.clock())
    return await save(shop, {LESSON: text})


async def new_course(shop: Shop, *, slug: str = "baru", audience_id: UUID | None = None) -> str:
    """Budi begins a new course; the address of its draft."""
    async with shop.database.transaction() as session:
        actor = await shop.actor(session, shop.cast.budi)
        await service.new_draft(
            session,
            actor,
            NEW_ID,
            slug,
            new_files(slug),
            template="empty",
            audience_id=audience_id,
            now=shop.clock(),
        )
    return f"/api/v1/teaching/drafts/{NEW_ID}"


async def step(client: AsyncClient, url: str, name: str, revision: int, **more: Any) -> Any:
    """A step of the review; the answer."""
    return await client.post(f"{url}/review/{name}", json={"revision": revision, **more})


async def approved(shop: Shop, url: str, revision: int) -> None:
    """Budi asks, Rina approves."""
    asked = await step(shop.budi, url, "ask", revision)
    assert asked.status_code == 200, asked.text
    done = await step(shop.rina, url, "approve", revision)
    assert done.status_code == 200, done.text
