"""Writes ``tool_vectors.json`` anew: ``python -m tests.worksheets.make_tool_vectors``.

What the server's tools work out, for the script's to be held to. Whoever runs it reads the diff.
"""

import json
from pathlib import Path
from typing import Any

from app.worksheets.tools.base import Usage
from app.worksheets.tools.registry import TOOLS

PATH = Path(__file__).parent / "tool_vectors.json"
ELEMENTS = TOOLS["skm"].fields[1:]

QUEUE = {"arrivals": "12", "service": "9", "counters": "2", "stay": "40"}


def skm(respondents: object, *totals: object) -> dict[str, str]:
    each = totals if len(totals) > 1 else totals * len(ELEMENTS)
    named = dict(zip((one.id for one in ELEMENTS), map(str, each), strict=True))
    return {"respondents": str(respondents)} | named


def task(number: int, name: str, important: str, urgent: str) -> dict[str, str]:
    return {
        f"task.{number}.name": name,
        f"task.{number}.important": important,
        f"task.{number}.urgent": urgent,
    }


def block(number: int, day: str, start: str, end: str, kind: str, what: str = "") -> dict[str, str]:
    words = {"day": day, "from": start, "to": end, "kind": kind, "what": what}
    return {f"block.{number}.{name}": text for name, text in words.items()}


def entry(day: int, row: int, category: str, minutes: str, origin: str = "") -> dict[str, str]:
    words = {"category": category, "minutes": minutes, "origin": origin}
    return {f"d{day}.{row}.{name}": text for name, text in words.items()}


def step(days: int, row: int, *texts: str) -> dict[str, str]:
    columns = ("what", "evidence", "who", "when")
    return {f"d{days}.{row}.{name}": text for name, text in zip(columns, texts, strict=False)}


Case = tuple[str, str, dict[str, str], str]
CASES: list[Case] = [
    ("nothing", "queue", {}, "1/9"),
    ("the worked example", "queue", QUEUE, "1/9"),
    ("three counters", "queue", QUEUE | {"counters": "3"}, "1/9"),
    ("exactly as busy as can be", "queue", QUEUE | {"service": "10"}, "1/9"),
    ("more than can be served", "queue", QUEUE | {"counters": "1"}, "1/9"),
    ("exactly 85 per cent", "queue", QUEUE | {"service": "8,5"}, "1/9"),
    ("inside for less than a service", "queue", QUEUE | {"stay": "8,9"}, "1/9"),
    ("without the time inside", "queue", QUEUE | {"stay": ""}, "1/9"),
    ("half a counter is none", "queue", QUEUE | {"counters": "2,5"}, "1/9"),
    ("no counter at all", "queue", QUEUE | {"counters": "0"}, "1/9"),
    ("thousands", "queue", QUEUE | {"arrivals": "1.240,5", "counters": "200"}, "1/9"),
    ("odd times", "queue", {"times": "6 7 9 8 30"}, "1/9"),
    ("even times with commas", "queue", {"times": "6,5, 7; 9\n30"}, "1/9"),
    ("one time", "queue", {"times": "12"}, "1/9"),
    ("times with words", "queue", {"times": "6 menit"}, "1/9"),
    ("half rounds up", "queue", {"times": "0,05 0,05"}, "1/9"),
    ("46 × 5", "minutes", {"people": "46", "each": "5"}, "1/9"),
    ("a month", "minutes", {"people": "46", "each": "5", "days": "20"}, "1/9"),
    ("parts of a minute", "minutes", {"people": "7", "each": "2.75", "days": "3"}, "1/9"),
    ("nobody", "minutes", {"people": "0", "each": "5"}, "1/9"),
    ("half a person", "minutes", {"people": "4,5", "each": "5"}, "1/9"),
    ("29 respondents", "skm", skm(29, 105, 101, 100, 116, 102, 105, 106, 105, 115), "1/9"),
    ("29 at 0.11", "skm", skm(29, 105, 101, 100, 116, 102, 105, 106, 105, 115), "0.11"),
    ("all 3", "skm", skm(10, 30), "1/9"),
    ("all 4 at 0.11", "skm", skm(10, 40), "0.11"),
    ("just B", "skm", skm(10000, 30644), "1/9"),
    ("a tie for the second place", "skm", skm(10, 20, 25, 25, 30, 30, 30, 30, 30, 40), "1/9"),
    ("a sum that cannot be", "skm", skm(10, 41, 30, 30, 30, 30, 30, 30, 30, 9), "1/9"),
    ("one is missing", "skm", skm(10, 30, 30, 30, 30, 30, 30, 30, 30, ""), "1/9"),
    ("a plan", "action_plan", step(30, 1, "a", "b", "c", "2026-12-21"), "1/9"),
    (
        "an unfinished plan",
        "action_plan",
        step(30, 1, "a", "b", "c", "2026-12-21") | step(30, 4, "a") | step(90, 2, " ", "b"),
        "1/9",
    ),
    ("no tasks", "matrix", task(1, "Tugas", "", ""), "1/9"),
    (
        "tasks",
        "matrix",
        task(1, "Verifikasi", "yes", "yes")
        | task(2, " SOP ", "yes", "no")
        | task(4, "Grup <pesan>", "no", "yes")
        | task(5, "Arsip", "no", "no")
        | task(6, "", "yes", "yes")
        | task(7, "Belum dipilah", "yes", ""),
        "1/9",
    ),
    ("all first", "matrix", task(1, "A", "yes", "yes") | task(2, "B", "yes", "yes"), "1/9"),
    (
        "a week",
        "week",
        block(1, "tue", "13:00", "14:30", "focus", "SOP")
        | block(2, "mon", "08:00", "12:00", "counter")
        | block(3, "mon", "11:30", "12:30", "meeting", "Rapat")
        | block(4, "mon", "12:00", "13:00", "rest")
        | block(5, "fri", "10:00", "09:00", "small")
        | block(6, "sat", "10:00", "11:00", "small")
        | block(7, "wed", "24:00", "25:00", "small"),
        "1/9",
    ),
    ("no quiet hour", "week", block(1, "mon", "08:00", "08:44", "focus"), "1/9"),
    ("only backwards", "week", block(1, "mon", "08:00", "08:00", "focus"), "1/9"),
    ("nothing noted", "time_log", entry(1, 1, "service", ""), "1/9"),
    (
        "a week's log",
        "time_log",
        entry(1, 1, "service", "180", "planned")
        | entry(1, 2, "message", "75,5", "between")
        | entry(2, 1, "message", "59")
        | entry(3, 1, "meeting", "60")
        | entry(4, 20, "other", "60", "between")
        | entry(5, 1, "lain", "60")
        | entry(5, 2, "task", "enam"),
        "1/9",
    ),
    (
        "five days",
        "time_log",
        {k: v for day in range(1, 6) for k, v in entry(day, 1, "task", "60").items()},
        "1/9",
    ),
]


def vectors() -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "tool": tool,
            "weight": weight,
            "values": values,
            "result": TOOLS[tool].results(values, Usage(weight)).document(),
        }
        for name, tool, values, weight in CASES
    ]


if __name__ == "__main__":
    PATH.write_text(json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n", "utf-8")
