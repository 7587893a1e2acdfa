"""Words of the server's pages, and numbers, dates and times as people here write them. Pure.

Indonesian is the source language. A key that is missing is an error at the first use, not an empty
place on the page.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

_SLOT = re.compile(r"\{(\w+)\}")
_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
_ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


class Dictionary:
    """The words of one language by key, with ``{slots}``."""

    def __init__(self, language: str, words: Mapping[str, str]) -> None:
        self.language, self._words = language, dict(words)

    def __call__(self, key: str, **values: object) -> str:
        """The words for ``key``, its slots filled. Raises KeyError for an unknown key or slot."""
        return _SLOT.sub(lambda slot: str(values[slot.group(1)]), self._words[key])

    def starting(self, prefix: str) -> dict[str, str]:
        """Words whose key starts with ``prefix``, without it: what a page hands its script."""
        return {
            key.removeprefix(prefix): text
            for key, text in self._words.items()
            if key.startswith(prefix)
        }

    def names(self) -> set[str]:
        return set(self._words)

    def number(self, value: int) -> str:
        """1.240 in Indonesian, 1,240 in English."""
        grouped = f"{value:,}"
        return grouped.replace(",", ".") if self.language == "id" else grouped

    def decimal(self, text: str) -> str:
        """A number written with a decimal point, as people here write it: 1.240,5."""
        whole, _, rest = text.partition(".")
        comma = "," if self.language == "id" else "."
        return self.number(int(whole)) + (f"{comma}{rest}" if rest else "")

    def score(self, basis_points: int) -> str:
        """A score of 0 to 10000 basis points as 0 to 100, with at most two decimals: 91,48."""
        text = f"{basis_points / 100:.2f}".rstrip("0").rstrip(".")
        return text.replace(".", ",") if self.language == "id" else text

    def size(self, size_bytes: int) -> str:
        """4 kB, 38 kB or 1,2 MB: decimal, as mobile data is sold."""
        if size_bytes < 1_000_000:
            return f"{max(1, round(size_bytes / 1000))} kB"
        text = f"{size_bytes / 1_000_000:.1f} MB"
        return text.replace(".", ",") if self.language == "id" else text

    def date(self, moment: datetime, zone: str) -> str:
        """21 November 2026, in the zone."""
        local = moment.astimezone(ZoneInfo(zone))
        return f"{local.day} {_MONTHS[self.language].split()[local.month - 1]} {local.year}"

    def day(self, iso: str) -> str:
        """A day given as 2026-11-21, in words; anything else as it is."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        return f"{day.day} {_MONTHS[self.language].split()[day.month - 1]} {day.year}"

    def time(self, moment: datetime, zone: str) -> str:
        """14.05 WITA."""
        local = moment.astimezone(ZoneInfo(zone))
        clock = f"{local:%H.%M}" if self.language == "id" else f"{local:%H:%M}"
        return f"{clock} {_ZONE_NAMES.get(zone) or local.tzname()}"
