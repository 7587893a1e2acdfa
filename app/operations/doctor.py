"""``lentera doctor``: checks an installation and says, line by line, what to do."""

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TextIO

from app.operations import machine_checks, service_checks
from app.operations.findings import Finding, Grade
from app.operations.places import Setup


async def examine(setup: Setup, now: datetime) -> list[Finding]:
    """Every check, in the order an operator would mend things."""
    findings = [finding for check in machine_checks.CHECKS for finding in check(setup, now)]
    findings += await service_checks.database(setup, now)
    findings += await service_checks.mail(setup)
    return findings


def run(setup: Setup, as_json: bool = False, out: TextIO | None = None) -> int:
    """Print the findings; 1 if something fails, else 0. Warnings do not fail. Blocking."""
    findings = asyncio.run(examine(setup, datetime.now(UTC)))
    stream = out or sys.stdout
    if as_json:
        stream.write(json.dumps([asdict(finding) for finding in findings], indent=2) + "\n")
    else:
        for finding in findings:
            todo = f"\n{'':17}→ {finding.todo}" if finding.todo else ""
            stream.write(f"{finding.grade:<5}{finding.check:<12}{finding.said}{todo}\n")
    return int(any(finding.grade is Grade.FAIL for finding in findings))
