"""What publishing one changed quiz costs, beside compiling its whole course again.

``python -m bench.amending``: per shipped course, medians of five runs in CPU milliseconds.
"""

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.catalogue.compiler.amending import Amended, Changes, amend, with_changes
from app.catalogue.compiler.archive import lay_out, pack, unpack
from app.catalogue.compiler.compile import CompiledCourse, compile_all
from app.wiring import ACTIVITY_KINDS

RUNS = 5


def milliseconds(deed: Callable[[], object]) -> float:
    spent = []
    for _ in range(RUNS):
        began = time.process_time()
        deed()
        spent.append((time.process_time() - began) * 1000)
    return statistics.median(spent)


def _amended(course: CompiledCourse, archive: bytes, changes: Changes) -> Amended:
    return amend(course.public, course.private, unpack(archive), changes, ACTIVITY_KINDS)


def main() -> None:
    for course in compile_all([Path("content")], ACTIVITY_KINDS).courses:
        archive = pack(course.sources)
        path = next(n for n, c in course.sources.items() if re.search(rb"(?m)^kind: quiz", c))
        changed = re.sub(rb"(?m)^pass_mark: \d+", b"pass_mark: 71", course.sources[path])

        amended = partial(_amended, course, archive, {path: changed})
        with tempfile.TemporaryDirectory() as folder:
            lay_out(with_changes(course.sources, {path: changed}), Path(folder))
            whole = milliseconds(lambda: compile_all([Path(folder)], ACTIVITY_KINDS))
        print(
            f"{course.slug}: amend {milliseconds(amended):.0f} ms, "
            f"whole course {whole:.0f} ms, sources {len(archive) / 1000:.0f} kB"
        )


if __name__ == "__main__":
    main()
