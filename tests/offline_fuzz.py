"""Seeded schedules of dropped lines, killed pages and killed servers, with the real outbox.

``python -m tests.offline_fuzz --runs 2000 --seed 7``: the outbox runs in Node against a server of
its own; every command that was shown as saved must be there in the end, once. The last line says
``given N acknowledged N arrived N lost 0 doubled 0``. ``--control early-ack`` says "saved" before
the disk has it, and must be found out.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.course import CONTENT, Course, shipped_course
from tests.journeys.device import Device
from tests.journeys.office import Office
from tests.server import ROOT, Server, demo_server

LEARNERS = 8
KILL_EVERY = 125
SCRIPT = ROOT / "frontend" / "fuzz" / "schedules.mjs"


@dataclass(frozen=True, slots=True)
class Outcome:
    given: int
    acknowledged: int
    arrived: int
    lost: int
    doubled: int

    def __str__(self) -> str:
        return (
            f"given {self.given} acknowledged {self.acknowledged} arrived {self.arrived} "
            f"lost {self.lost} doubled {self.doubled}"
        )


def _learner(office: Office, course: Course) -> dict[str, Any]:
    """Somebody enrolled, with a quiz begun and a session's cookie."""
    learner = office.add_learner()
    with office.api_of(learner) as api:
        device = Device(api, course)
        attempt = device.start(course.quiz)
        asked = [one["id"] for one in api.get(f"/attempts/{attempt}")["questions"]]
        cookies = "; ".join(f"{name}={value}" for name, value in api.cookies().items())
        cursor = api.get("/learning/commands", since=0, limit=500)["cursor"]
    return {
        "person": str(learner.id),
        "cookie": cookies,
        "enrolment": device.enrolment,
        "lesson": str(course.lessons[0].id),
        "quiz": str(course.quiz.id),
        "attempt": str(attempt),
        "questions": [{"id": one, "response": course.right(one)} for one in asked],
        "cursor": cursor,
    }


def run(server: Server, *, runs: int, seed: int, control: str = "", kill: bool = True) -> Outcome:
    """Run schedules against a server, which is killed and started again meanwhile."""
    office = Office(server)
    course = shipped_course()
    learners = [_learner(office, course) for _ in range(LEARNERS)]
    office.close()
    about = {
        "url": server.url,
        "runs": runs,
        "seed": seed,
        "control": control,
        "learners": learners,
        "killEvery": KILL_EVERY if kill else 0,
    }
    with subprocess.Popen(
        ["node", str(SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT / "frontend",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(about) + "\n")
        process.stdin.flush()
        for line in process.stdout:
            if line.startswith("KILL"):
                server.kill()
                server.start()
                process.stdin.write("UP\n")
                process.stdin.flush()
            elif line.startswith("DONE "):
                return Outcome(**json.loads(line.removeprefix("DONE ")))
    raise RuntimeError(f"the schedules ended early with {process.returncode}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", choices=["", "early-ack"], default="")
    options = parser.parse_args()
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_server(Path(folder), LENTERA_CONTENT=str(CONTENT)) as server,
    ):
        outcome = run(server, runs=options.runs, seed=options.seed, control=options.control)
    print(f"{options.runs} schedules of seed {options.seed} in {time.monotonic() - began:.0f} s")
    print(outcome)
    whole = outcome.lost == 0 and outcome.doubled == 0
    return 0 if whole is (options.control == "") else 1


if __name__ == "__main__":
    sys.exit(main())
