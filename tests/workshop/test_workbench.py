"""What the compiler made of drafts lately, within so many bytes."""

from uuid import UUID, uuid4

from app.catalogue.compiler.amending import Amended, compile_files
from app.wiring import ACTIVITY_KINDS
from app.workshop.workbench import Compiled, Workbench
from tests.workshop.make_draft import new_files

FILES = new_files()


def compiled(revision: int, amended: Amended) -> Compiled:
    return Compiled(None, revision, FILES, amended)


def drafts(number: int) -> list[UUID]:
    return [uuid4() for _ in range(number)]


def test_the_newest_outcome_counts() -> None:
    bench, (one,) = Workbench(), drafts(1)
    amended = compile_files(FILES, ACTIVITY_KINDS)
    assert amended.compiled is not None
    bench.put(one, compiled(2, amended))
    bench.put(one, compiled(1, amended))  # compiled longer, begun earlier
    assert bench.get(one, None, 1) is None
    assert bench.get(one, None, 2) is not None
    assert bench.whole(one) is bench.get(one, None, 2)


def test_the_least_used_go_first() -> None:
    amended = compile_files(FILES, ACTIVITY_KINDS)
    size = compiled(1, amended).size()
    assert size > sum(map(len, FILES.values()))
    bench, (one, two, three) = Workbench(max_bytes=int(size * 2.5)), drafts(3)
    bench.put(one, compiled(1, amended))
    bench.put(two, compiled(1, amended))
    assert bench.get(one, None, 1)
    bench.put(three, compiled(1, amended))
    assert bench.get(two, None, 1) is None
    assert bench.get(one, None, 1)
    assert bench.get(three, None, 1)


def test_a_draft_larger_than_all_room_is_kept_alone() -> None:
    amended = compile_files(FILES, ACTIVITY_KINDS)
    bench, (one, two) = Workbench(max_bytes=1), drafts(2)
    bench.put(one, compiled(1, amended))
    bench.put(two, compiled(1, amended))
    assert bench.get(one, None, 1) is None
    assert bench.get(two, None, 1)
