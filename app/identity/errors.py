"""Problems of identity."""

from collections.abc import Mapping
from typing import ClassVar

from app.identity.nip import NipFault
from app.identity.password_rules import Weakness
from app.kit.problems import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class AgencyUnknown(NotFound):
    """The agency named in the payload is not there, or not for this actor's eyes."""

    title = "Unknown agency"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Unit ini tidak ditemukan dalam wewenang Anda. Tidak ada yang berubah.",
        "en": "This agency was not found within your scope. Nothing was changed.",
    }


class SignInFailed(Unauthenticated):
    """Unknown account, wrong password, no password, deactivated: not told apart."""

    title = "Sign-in failed"
    message: ClassVar[Mapping[str, str]] = {
        "id": (
            "NIP/surel atau kata sandi tidak cocok. Periksa lagi, atau minta kode dari admin "
            "unit Anda."
        ),
        "en": (
            "NIP/e-mail and password do not match. Check them, or ask your unit's admin for a code."
        ),
    }


class CodeRefused(Forbidden):
    """Unknown account, wrong, used or expired code: not told apart."""

    title = "Code is not valid"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kode tidak cocok atau sudah tidak berlaku. Periksa lagi, atau minta kode baru.",
        "en": "The code does not match or is no longer valid. Check it, or ask for a new one.",
    }


class WrongPassword(Forbidden):
    title = "Current password is wrong"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kata sandi saat ini tidak cocok. Kata sandi tidak diubah.",
        "en": "The current password does not match. The password was not changed.",
    }


class PasswordChangeRequired(Forbidden):
    title = "Password change required"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Ganti kata sandi sementara Anda dahulu, lalu lanjutkan.",
        "en": "Change your temporary password first, then go on.",
    }


class CrossSiteRequest(Forbidden):
    title = "Request came from another site"
    message: ClassVar[Mapping[str, str]] = {
        "id": (
            "Permintaan ini datang dari situs lain dan ditolak. Tidak ada yang berubah. Buka "
            "kembali halaman ini lalu ulangi."
        ),
        "en": (
            "This request came from another site and was refused. Nothing changed. Reopen the "
            "page and repeat."
        ),
    }


class NipTaken(Conflict):
    title = "NIP already belongs to someone"
    message: ClassVar[Mapping[str, str]] = {
        "id": "NIP ini sudah terdaftar. Tidak ada yang ditambahkan.",
        "en": "This NIP is already registered. Nothing was added.",
    }


class EmailTaken(Conflict):
    title = "E-mail address already belongs to someone"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Alamat surel ini sudah dipakai akun lain. Tidak ada yang berubah.",
        "en": "Another account uses this e-mail address. Nothing was changed.",
    }


class AgencyCodeTaken(Conflict):
    title = "Agency code already in use"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kode unit ini sudah dipakai unit lain. Tidak ada yang berubah.",
        "en": "Another agency uses this code. Nothing was changed.",
    }


class OwnAccount(Conflict):
    title = "Not on one's own account"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Tindakan ini tidak dapat dilakukan pada akun sendiri. Minta admin lain.",
        "en": "You cannot do this to your own account. Ask another admin.",
    }


class HoldsMore(Forbidden):
    title = "The person holds roles beyond yours"
    message: ClassVar[Mapping[str, str]] = {
        "id": (
            "Orang ini memegang peran di luar wewenang Anda. Minta admin yang lebih luas "
            "wewenangnya."
        ),
        "en": "This person holds roles beyond yours. Ask an admin with a wider scope.",
    }


class GrantBeyondScope(Forbidden):
    title = "The role is beyond your scope"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Peran atau cakupan ini di luar wewenang Anda. Tidak ada yang berubah.",
        "en": "This role or scope is beyond what you may grant. Nothing was changed.",
    }


class PersonDeactivated(Conflict):
    title = "The account is deactivated"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Akun ini nonaktif. Aktifkan kembali dahulu.",
        "en": "This account is deactivated. Reactivate it first.",
    }


class AgencyCircle(Conflict):
    title = "An agency cannot be under itself"
    message: ClassVar[Mapping[str, str]] = {
        "id": (
            "Unit tidak dapat dipindahkan ke bawah dirinya sendiri, dan unit teratas tidak "
            "dapat dipindahkan."
        ),
        "en": "An agency cannot move under itself, and the topmost one cannot move.",
    }


class TreeTooDeep(Conflict):
    title = "The agency tree is too deep"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Susunan unit terlalu dalam. Pilih induk yang lebih tinggi.",
        "en": "The tree of agencies is too deep. Choose a higher parent.",
    }


class _SaidByLanguage(Invalid):
    """Invalid input whose words are chosen when the reader's language is known."""

    def __init__(self, pointer: str, code: str, words: Mapping[str, str]) -> None:
        super().__init__()
        self._pointer, self._words = pointer, words
        self.extensions["code"] = code

    def document(self, instance: str | None = None, language: str = "id") -> dict[str, object]:
        said = self._words.get(language) or self._words["id"]
        self.detail = said
        self.extensions["errors"] = [{"in": "body", "pointer": self._pointer, "detail": said}]
        return super().document(instance, language)


def _both(fault: NipFault | Weakness) -> Mapping[str, str]:
    return {language: fault.words(language) for language in ("id", "en")}


class NipRefused(_SaidByLanguage):
    title = "Not a NIP"

    def __init__(self, fault: NipFault) -> None:
        super().__init__("/nip", fault.value, _both(fault))


class WeakPassword(_SaidByLanguage):
    title = "Password is too weak"

    def __init__(self, weakness: Weakness, pointer: str = "/new_password") -> None:
        super().__init__(pointer, weakness.value, _both(weakness))


class EmailRefused(_SaidByLanguage):
    title = "Not an e-mail address"

    def __init__(self) -> None:
        words = {
            "id": "Alamat surel tidak benar. Contoh bentuknya: nama@kota.go.id.",
            "en": "Not an e-mail address. It should look like name@city.go.id.",
        }
        super().__init__("/email", "EMAIL_FORM", words)


class TimeZoneRefused(_SaidByLanguage):
    title = "Not a time zone"

    def __init__(self) -> None:
        words = {
            "id": "Zona waktu tidak dikenal. Contoh: Asia/Jakarta, Asia/Makassar, Asia/Jayapura.",
            "en": "Unknown time zone. For example Asia/Jakarta, Asia/Makassar, Asia/Jayapura.",
        }
        super().__init__("/time_zone", "TIME_ZONE", words)


class TooManyRows(_SaidByLanguage):
    title = "Too many rows"

    def __init__(self, most: int) -> None:
        words = {
            "id": f"Paling banyak {most} baris sekali tempel. Bagi menjadi beberapa bagian.",
            "en": f"At most {most} rows at once. Paste them in several parts.",
        }
        super().__init__("/text", "TOO_MANY_ROWS", words)


class ScopeRefused(_SaidByLanguage):
    title = "The role needs another scope"

    def __init__(self) -> None:
        words = {
            "id": (
                "Peran ini memerlukan unit, atau (pelatih dan mitra) satu kursus; bukan keduanya."
            ),
            "en": "This role needs an agency or (trainer and partner) one course; not both.",
        }
        super().__init__("/role", "ROLE_SCOPE", words)
