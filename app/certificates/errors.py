"""Problems of certificates and the ledger."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, NotFound


class CertificateNotFound(NotFound):
    title = "Certificate not found"


class EntryNotFound(NotFound):
    title = "Ledger entry not found"


class PersonNotFound(NotFound):
    title = "Person not found"


class AlreadyRevoked(Conflict):
    title = "Certificate is revoked already"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Sertifikat ini sudah dicabut sebelumnya. Tidak ada yang berubah.",
        "en": "This certificate was revoked before. Nothing was changed.",
    }


class AlreadyReversed(Conflict):
    title = "Ledger entry cannot be reversed"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Catatan JP ini sudah dibatalkan, atau memang pembatalan. Tidak ada yang berubah.",
        "en": "This JP entry was reversed before, or is a reversal itself. Nothing was changed.",
    }


class NotMovable(Conflict):
    title = "Ledger entry may not move to another year"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Catatan JP ini tidak dapat dipindah: hanya penyelesaian akhir tahun yang diterima "
        "paling lambat 14 hari sesudahnya. Tidak ada yang berubah.",
        "en": "This JP entry cannot move: only a finish at the end of a year that arrived within "
        "14 days can. Nothing was changed.",
    }


class CreditedAlready(Conflict):
    title = "Course counts once a year"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Kursus ini sudah dihitung pada tahun tujuan. Satu kursus dihitung sekali setahun.",
        "en": "This course counts in that year already. A course counts once a year.",
    }
