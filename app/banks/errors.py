"""Problems of question banks."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from app.kit.problems import Conflict, Invalid, NotFound


class BankNotFound(NotFound):
    """Not there, or not for this actor's eyes or hands."""

    title = "Question bank not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Bank soal ini tidak ditemukan, atau bukan wewenang Anda. Tidak ada yang berubah.",
        "en": "This question bank was not found, or is not yours to use. Nothing was changed.",
    }


class QuestionNotFound(NotFound):
    title = "Question not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Soal ini tidak ada di bank soal itu. Periksa alamatnya, atau cari di daftar soal.",
        "en": "That bank has no such question. Check the address, or search the list.",
    }


class VersionNotFound(NotFound):
    title = "Version not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Versi soal ini tidak ada. Pilih salah satu versi di riwayatnya.",
        "en": "This question has no such version. Choose one from its history.",
    }


class BankOwnerUnknown(NotFound):
    """The course or agency that a new bank should belong to, not in this actor's hands."""

    title = "Unknown owner"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kursus atau unit ini tidak ditemukan dalam wewenang Anda. Tidak ada yang dibuat.",
        "en": "This course or agency was not found within your scope. Nothing was made.",
    }


class BankOwnedByFiles(Conflict):
    title = "The bank is kept in files"
    message: ClassVar[Mapping[str, str]] = {
        "id": (
            "Bank soal ini dikelola dari berkas, jadi perubahan di sini akan hilang. Belum ada "
            "yang berubah. Ambil alih bank ini dahulu bila ingin menyuntingnya di sini."
        ),
        "en": (
            "This bank is kept in files, so a change made here would be lost. Nothing was "
            "changed. Take the bank over first to edit it here."
        ),
    }


class BankRetired(Conflict):
    title = "The bank is retired"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Bank soal ini sudah dipensiunkan. Tidak ada yang berubah. Pakai lagi dahulu.",
        "en": "This bank is retired. Nothing was changed. Bring it back first.",
    }


class BankSlugTaken(Conflict):
    title = "Another bank has this name"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Nama singkat ini sudah dipakai bank soal lain. Tidak ada yang dibuat; pilih lain.",
        "en": "Another bank has this short name. Nothing was made; choose another.",
    }


class QuestionIdTaken(Conflict):
    title = "Another question has this id"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kode ini sudah dipakai soal lain di bank ini. Soal belum disimpan; pilih kode lain.",
        "en": "Another question of this bank has this id. Nothing was saved; choose another.",
    }


class QuestionIsThere(Conflict):
    """The bank asks exactly this already; ``same_as`` is the id of that question."""

    title = "The bank has this very question"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Bank ini sudah punya soal yang sama persis. Tidak ada yang ditambahkan.",
        "en": "The bank has this very question already. Nothing was added.",
    }


class QuestionChanged(Conflict):
    """Somebody saved meanwhile; ``current`` carries their version."""

    title = "The question was changed by someone else"
    message: ClassVar[Mapping[str, str]] = {
        "id": (
            "Soal ini sudah diubah orang lain sejak Anda membukanya. Tulisan Anda masih ada di "
            "sini dan belum disimpan. Bandingkan keduanya, lalu simpan yang benar."
        ),
        "en": (
            "Someone changed this question since you opened it. Your text is still here and not "
            "saved. Compare the two, then save the right one."
        ),
    }


class QuestionRefused(Invalid):
    """The text breaks rules of content; ``findings`` says which, field by field."""

    title = "The question breaks rules of content"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Ada bagian soal yang perlu diperbaiki. Belum ada yang disimpan.",
        "en": "Parts of the question need mending. Nothing was saved.",
    }

    def __init__(self, findings: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(
            [
                {
                    "in": "body",
                    "pointer": "/" + "/".join(["source", *(str(one) for one in found["path"])]),
                    "detail": f"{found['what']}; {found['instead']}",
                }
                for found in findings
            ]
        )
        self.extensions["findings"] = list(findings)


class PictureRefused(Invalid):
    """``code`` says why; the words are chosen when the reader's language is known."""

    title = "Not a picture that can be used"

    def __init__(self, code: str, words: Mapping[str, str]) -> None:
        super().__init__()
        self._words = words
        self.extensions["code"] = code

    def document(self, instance: str | None = None, language: str = "id") -> dict[str, object]:
        said = self._words.get(language) or self._words["id"]
        self.detail = said
        self.extensions["errors"] = [{"in": "body", "pointer": "/file", "detail": said}]
        return super().document(instance, language)
