"""What an examination finds, as values. Pure: shared by the examiner and its subprocess."""

from dataclasses import asdict, dataclass, field
from typing import Any

# Longer than any lesson; a header that claims more is a mistake or a trap.
MAX_SECONDS = 4 * 3600


def shown(name: str) -> str:
    """A stranger's name for people to read: no signs that steer, not too long."""
    plain = (sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name[:200])
    return "".join(plain)


class Refused(Exception):
    """The file is not taken; ``code`` is one of ``app.media.refusals``, ``about`` the name inside
    the file that it is about ("" for the whole).
    """

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.about = shown(about)


@dataclass(frozen=True, slots=True)
class Made:
    """A file made of a picture."""

    sha256: str
    width: int
    height: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Found:
    """``media`` is the sha256 of the file, of a picture's largest width."""

    kind: str
    media_type: str
    media: str
    bytes: int
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    pages: int | None = None
    variants: tuple[Made, ...] = field(default=())

    def values(self) -> dict[str, Any]:
        """As JSON holds them (``schemas.UploadResult``)."""
        return asdict(self) | {"variants": [asdict(made) for made in self.variants]}
