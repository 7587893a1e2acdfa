"""The shape of a scenario's graph: what is wrong with it, and where its map draws it. Pure."""

from collections.abc import Mapping, Sequence

Links = Mapping[str, Sequence[str]]  # step → where its choices lead, in order


def reached(links: Links, first: str) -> frozenset[str]:
    """Everything that can be reached from ``first``, itself too."""
    seen, waiting = {first}, [first]
    while waiting:
        for to in links.get(waiting.pop(), ()):
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    return frozenset(seen)


def circling(links: Links) -> frozenset[str]:
    """Steps that stand on a circle or lead into one: what is left when the others are taken off."""
    left = dict(links)
    while done := [step for step, tos in left.items() if not any(to in left for to in tos)]:
        for step in done:
            del left[step]
    return frozenset(left)


def longest(links: Links) -> dict[str, int]:
    """The most choices from each step to an ending. For links without circles."""
    found: dict[str, int] = {}

    def of(place: str) -> int:
        if place not in links:
            return 0
        if place not in found:
            found[place] = 1 + max((of(to) for to in links[place]), default=0)
        return found[place]

    for step in links:
        of(step)
    return found


def run_counts(links: Links) -> dict[str, int]:
    """How many paths lead from each step to an ending. For links without circles."""
    found: dict[str, int] = {}

    def of(place: str) -> int:
        if place not in links:
            return 1
        if place not in found:
            found[place] = sum(of(to) for to in links[place])
        return found[place]

    for step in links:
        of(step)
    return found


def rows(links: Links, first: str) -> list[list[str]]:
    """Steps and endings in rows from top to bottom: each below all that lead to it."""
    depth = {first: 0}
    for step in _in_order(links, first):
        for to in links.get(step, ()):
            depth[to] = max(depth.get(to, 0), depth[step] + 1)
    found: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for place, row in depth.items():
        found[row].append(place)
    return found


def _in_order(links: Links, first: str) -> list[str]:
    """Steps so that each comes after all that lead to it."""
    incoming: dict[str, int] = {}
    within = reached(links, first)
    for step in within:
        for to in links.get(step, ()):
            incoming[to] = incoming.get(to, 0) + 1
    order, ready = [], [first]
    while ready:
        step = ready.pop(0)
        order.append(step)
        for to in links.get(step, ()):
            incoming[to] -= 1
            if not incoming[to]:
                ready.append(to)
    return order
