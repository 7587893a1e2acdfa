"""Captions: WebVTT that a browser understands (https://www.w3.org/TR/webvtt1/). Pure."""

import re

from app.media.examination import Refused

MAX_CUES = 20_000
_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+\S.*)?")


def seconds_of(content: bytes) -> int:
    """When the last cue ends, rounded up. Raises ``Refused``."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Refused("bad-captions") from error
    first, _, rest = text.partition("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", first) or "\x00" in text:
        raise Refused("bad-captions")
    last = cues = 0
    for line in rest.split("\n"):
        if "-->" not in line:
            continue
        times = _TIMES.fullmatch(line.strip())
        if times is None:
            raise Refused("bad-captions")
        begins, ends = _thousandths(*times.groups()[:4]), _thousandths(*times.groups()[4:])
        cues += 1
        if ends <= begins or cues > MAX_CUES:
            raise Refused("bad-captions")
        last = max(last, ends)
    if not cues:
        raise Refused("bad-captions")
    return -(-last // 1000)


def _thousandths(hours: str | None, minutes: str, seconds: str, rest: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)
