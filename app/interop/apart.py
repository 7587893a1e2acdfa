"""Runs ``working`` in a process of its own and waits for it off the loop."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog

from app.interop.errors import FileTooHard
from app.interop.frames import packed, unpacked

log = structlog.get_logger()

# Of the clock; the process itself is bound to less of its own time.
MAX_SECONDS = 40
# Each takes a core and up to 1.5 GB: two at a time, the others wait.
_WAITING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="questions")


async def worked(
    header: Mapping[str, Any], blobs: Sequence[bytes] = ()
) -> tuple[dict[str, Any], list[bytes]]:
    """Its answer; raises ``FileTooHard`` if it took too long, too much, or broke."""
    frame = packed(header, blobs)
    return await asyncio.get_running_loop().run_in_executor(_WAITING, _run, frame)


def _run(frame: bytes) -> tuple[dict[str, Any], list[bytes]]:
    # Nothing of our own environment goes along: it holds secrets.
    environment = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", "-W", "ignore", "-m", "app.interop.working"]
    try:
        ended = subprocess.run(  # noqa: S603 - our own module by our own interpreter
            command,
            input=frame,
            capture_output=True,
            timeout=MAX_SECONDS,
            env=environment,
            check=True,
        )
        return unpacked(ended.stdout)
    except subprocess.TimeoutExpired as error:
        raise FileTooHard from error
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        log.warning("questions_file_failed", code=error.returncode, last=last)
        raise FileTooHard from error
