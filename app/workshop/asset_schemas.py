"""Files of a draft at the HTTP edge."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from app.kit.text import CleanLine, CleanText
from app.media.schemas import UploadResult

Module = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Captions = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,110}\.vtt$", max_length=120)
]
Line = Annotated[CleanLine, Field(max_length=400)]
Name = Annotated[CleanLine, Field(max_length=120)]
Transcript = Annotated[CleanText, Field(max_length=20_000)]


class _Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class AssetAttach(_Wanted):
    """An upload that is done, where it goes and what is said of it.

    ``bank``: for the questions of this bank, which show pictures alone; ``module`` is null then.
    Both null: for the whole course. A picture needs ``alt`` and ``licence``; a sound, film or
    document ``title`` and ``licence``. ``captions``: a WebVTT file in the same place.
    """

    upload: Annotated[UUID, Field(strict=False)]
    module: Module | None = None
    bank: Module | None = None
    name: Name = ""
    alt: Line = ""
    licence: Line = ""
    title: Name = ""
    caption: Line = ""
    transcript: Transcript | None = None
    captions: Captions | None = None

    @model_validator(mode="after")
    def _is_for_one_place(self) -> Self:
        if self.module is not None and self.bank is not None:
            raise PydanticCustomError("two_places", "Name a module or a bank, not both")
        return self


class AssetChange(_Wanted):
    """The words of a sound, film or document."""

    title: Annotated[CleanLine, Field(min_length=1, max_length=120)]
    licence: Annotated[CleanLine, Field(min_length=1, max_length=400)]
    transcript: Transcript | None = None
    captions: Captions | None = None


class AssetAttached(BaseModel):
    """``markdown`` is what a text shows it with; "" for captions, which are named by a film."""

    paths: list[str]
    file: str
    markdown: str
    revision: int
    result: UploadResult


class AssetSaved(BaseModel):
    """The draft's revision."""

    revision: int


class AssetRead(BaseModel):
    """A file of a draft. ``bank``: its questions'; else ``module`` null: the whole course's.
    ``used_in``: paths of texts.

    ``bytes`` of a picture are those of all its widths. ``kind``: picture, sound, film, document,
    captions or other; ``title`` to ``captions`` are of sound, film and documents. ``link`` null:
    it is drawn into the text itself.
    """

    module: str | None
    bank: str | None
    name: str
    kind: str
    media_type: str
    bytes: int
    sha256: str
    link: str | None
    width: int | None
    height: int | None
    seconds: int | None
    pages: int | None
    title: str | None
    licence: str | None
    transcript: str | None
    captions: str | None
    used_in: list[str]


class AssetList(BaseModel):
    """By place and name; a draft has at most some hundred."""

    items: list[AssetRead]
    total_bytes: int
