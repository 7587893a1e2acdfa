"""Problems that the studio raises."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict


class QuizDraftChanged(Conflict):
    """Somebody else saved the draft since; ``theirs`` carries their text, name and time."""

    title = "The draft was changed by somebody else"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Draf ini baru saja diubah orang lain. Isian Anda masih ada di layar dan belum "
        "disimpan. Bandingkan keduanya, lalu pilih yang dipakai.",
        "en": "Somebody else has just changed this draft. What you wrote is still on your screen "
        "and not saved. Compare both and choose which to keep.",
    }


class DraftMissing(Conflict):
    """There is no draft, so there is nothing to publish."""

    title = "There is no draft"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Belum ada draf untuk kuis ini. Yang terbit tetap berlaku.",
        "en": "There is no draft of this quiz. What is published stays in force.",
    }


class DraftOutdated(Conflict):
    """The quiz itself was published in another form since the draft was begun."""

    title = "The quiz was published meanwhile"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kuis ini diterbitkan orang lain sesudah draf Anda dimulai. Draf Anda aman. "
        "Muat ulang, bandingkan, lalu teruskan draf atau mulai dari yang terbit.",
        "en": "Somebody else published this quiz after your draft was begun. Your draft is safe. "
        "Reload, compare, then go on with the draft or begin from what is published.",
    }


class DraftUnfinished(Conflict):
    """The rules of content find something; ``findings`` says what and where."""

    title = "The draft has something to mend"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Ada yang perlu diperbaiki sebelum terbit. Draf Anda aman dan belum terbit.",
        "en": "Something needs mending before this can be published. Your draft is safe.",
    }


class NothingChanged(Conflict):
    title = "Nothing was changed"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Draf ini sama dengan yang terbit. Tidak ada versi baru yang dibuat.",
        "en": "This draft is the same as what is published. No new version was made.",
    }
