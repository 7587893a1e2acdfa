"""The words printed on a certificate, in both languages (pure).

They never call the code or the server's seal an electronic signature.
"""

from collections.abc import Mapping

from app.catalogue.document import Language

PRINTED: Mapping[Language, Mapping[str, str]] = {
    "id": {
        "title": "Sertifikat",
        "to": "diberikan kepada",
        "for": "yang telah lulus kursus",
        "number": "Nomor",
        "issuer": "Penerbit",
        "issued": "Diterbitkan",
        "jp": "Pengakuan",
        "done": "Selesai",
        "taken": "Diikuti",
        "score": "Nilai",
        "version": "Versi materi",
        "check": "Dokumen ini dapat diperiksa keasliannya melalui kode QR, atau di "
        "{site}/periksa dengan kode",
        "modules": "Rincian materi",
        "no": "No.",
        "module": "Modul",
        "minutes": "Menit",
        "total": "Jumlah",
        "rule": "1 JP (jam pelajaran) setara {minutes} menit. JP tiap modul dibagi menurut "
        "menit materinya. Dasar: {rule}.",
        "organiser": "Penyelenggara",
        "page": "Halaman {page} dari {pages}",
        "revoked": "DICABUT",
        "revoked_on": "Sertifikat ini dicabut pada {day}. Alasan: {reason}.",
    },
    "en": {
        "title": "Certificate",
        "to": "is awarded to",
        "for": "who has passed the course",
        "number": "Number",
        "issuer": "Issuer",
        "issued": "Issued",
        "jp": "Recognised as",
        "done": "Completed",
        "taken": "Taken",
        "score": "Score",
        "version": "Course version",
        "check": "The authenticity of this document can be checked by its QR code, or at "
        "{site}/periksa with the code",
        "modules": "Contents of the course",
        "no": "No.",
        "module": "Module",
        "minutes": "Minutes",
        "total": "Total",
        "rule": "1 JP (lesson hour) equals {minutes} minutes. The JP of a module is its share "
        "by minutes. Basis: {rule}.",
        "organiser": "Organiser",
        "page": "Page {page} of {pages}",
        "revoked": "REVOKED",
        "revoked_on": "This certificate was revoked on {day}. Reason: {reason}.",
    },
}
