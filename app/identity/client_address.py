"""The address of the client, as far as it can be believed.

X-Forwarded-For is written by anyone: only what a trusted proxy appended counts, so it is read from
its right end, up to the first address that is not a proxy of ours.
"""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

UNKNOWN = "unknown"
MAX_HOPS = 20


def parse_networks(text: str) -> tuple[Network, ...]:
    """Addresses or networks, comma separated. Raises ValueError that names a wrong one."""
    return tuple(
        ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip()
    )


def _parse(text: str) -> Address | None:
    """An address with or without port and brackets; an IPv4 address inside IPv6 is IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _is_trusted(address: Address, trusted: tuple[Network, ...]) -> bool:
    return any(address in network for network in trusted)


def client_address(
    peer: str | None, forwarded_for: str | None, trusted: tuple[Network, ...]
) -> str:
    """The nearest address that is no trusted proxy; the peer when nothing can be believed."""
    current = _parse(peer or "")
    if current is None:
        return UNKNOWN
    for hop in reversed((forwarded_for or "").split(",")[-MAX_HOPS:]):
        if not _is_trusted(current, trusted):
            break
        before = _parse(hop)
        if before is None:
            break
        current = before
    return str(current)


def address_group(address: str) -> str:
    """What is counted as one place: an IPv4 address, or the /64 of an IPv6 address.

    A household or an attacker holds a whole /64; counting single addresses there counts nothing.
    """
    parsed = _parse(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address
