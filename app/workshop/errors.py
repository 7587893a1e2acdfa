"""Problems that the workshop raises."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, NotFound


class DraftNotFound(NotFound):
    """No such draft, or not of a course this actor teaches."""

    title = "Course draft not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Draf kursus ini tidak ada, atau Anda bukan pengajarnya. "
        "Buka daftar draf dan pilih dari sana.",
        "en": "There is no such course draft, or you do not teach the course. "
        "Open the list of drafts and choose there.",
    }


class DraftFileNotFound(NotFound):
    title = "File of the draft not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Naskah ini tidak ada (lagi) di dalam draf. Buka susunan untuk melihat isinya.",
        "en": "This file is not in the draft (any more). Open the outline to see what is there.",
    }


class DraftFileChanged(Conflict):
    """Somebody else saved the file since; ``theirs``: path, text, revision, by, at."""

    title = "Draft file changed"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Naskah ini baru saja diubah orang lain. Tulisan Anda masih ada di perangkat ini dan "
        "belum disimpan. Bandingkan keduanya, lalu pilih yang dipakai.",
        "en": "Somebody else has just changed this text. What you wrote is still on this device "
        "and not saved. Compare both and choose which to keep.",
    }


class DraftChangedMeanwhile(Conflict):
    """The outline, or what the act is about, changed after it was read."""

    title = "Draft outline changed"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Susunan kursus baru saja diubah orang lain. Tidak ada yang ditimpa. "
        "Susunan terbaru dimuat; ulangi langkah Anda bila masih perlu.",
        "en": "Somebody else has just changed the outline. Nothing was overwritten. "
        "Load the newest outline and repeat your step if it is still needed.",
    }


class DraftFull(Conflict):
    title = "The draft is full"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Draf memuat paling banyak 400 berkas dan 20 MB. Perubahan ini tidak disimpan; "
        "yang sudah tersimpan aman. Kecilkan gambar atau hapus berkas yang tidak dipakai.",
        "en": "A draft holds at most 400 files and 20 MB. This change was not saved; what was "
        "saved before is safe. Shrink pictures or remove files that are not used.",
    }


class DraftExists(Conflict):
    title = "The course is in the workshop already"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kursus dengan tanda pengenal atau alamat ini sudah ada. Tidak ada yang berubah. "
        "Buka drafnya, atau pilih judul lain.",
        "en": "A course with this id or address is there already. Nothing was changed. "
        "Open its draft or choose another title.",
    }


class DraftAssetNotFound(NotFound):
    title = "File of the draft not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Media atau modul ini tidak ada (lagi) di dalam draf. Muat ulang daftar media.",
        "en": "This file or module is not in the draft (any more). Reload the list of media.",
    }


class AssetInUse(Conflict):
    """``used_in``: paths of texts that show it."""

    title = "The file is in use"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Media ini masih dipakai di naskah. Hapus dahulu dari naskah itu. Belum ada yang "
        "berubah.",
        "en": "A text still shows this. Take it out there first. Nothing was changed.",
    }


class AssetWordsMissing(Conflict):
    title = "What the file needs is not said"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Gambar perlu teks alternatif dan lisensi; suara, film, dan dokumen perlu judul dan "
        "lisensi. Berkasnya sudah aman di server.",
        "en": "A picture needs alt text and a licence; sound, film and documents a title and a "
        "licence. The file itself is safe on the server.",
    }


class AssetMisplaced(Conflict):
    """Something other than a picture was to go to a bank of questions."""

    title = "Questions show pictures alone"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Soal hanya dapat memuat gambar. Berkas ini belum dimasukkan dan tetap aman di "
        "server. Pilih gambar, atau sisipkan berkas ini di sebuah materi.",
        "en": "Questions can show pictures only. This file was not put in and is safe on the "
        "server. Choose a picture, or put this file into a lesson.",
    }


class HistoryEntryNotFound(NotFound):
    title = "History entry not found"


class CourseVersionNotFound(NotFound):
    title = "Course version not found"


class CannotUndo(Conflict):
    """One of the entry's files has been changed since, or it changed none."""

    title = "The entry cannot be undone"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Langkah ini tidak dapat dibatalkan, karena naskahnya sudah diubah lagi sesudahnya. "
        "Tidak ada yang berubah. Batalkan dulu langkah yang lebih baru, atau ubah dengan tangan.",
        "en": "This step cannot be undone: its text has been changed again since. Nothing was "
        "changed. Undo the newer steps first, or change it by hand.",
    }
