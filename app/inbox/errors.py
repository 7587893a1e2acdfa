"""Problems that the inbox raises."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Conflict, NotFound, TooManyRequests


class MessageNotFound(NotFound):
    title = "Message not found"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Pesan ini tidak ada di kotak masuk Anda. Buka Kotak masuk untuk melihat semuanya.",
        "en": "This message is not in your inbox. Open the inbox to see all of them.",
    }


class NobodyToWriteTo(Conflict):
    title = "Nobody to write to"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Saat ini tidak ada peserta dalam kelompok itu. Pesan belum dikirim dan tulisan Anda"
        " masih ada; pilih kelompok lain.",
        "en": "There is nobody in that group now. The message was not sent and your text is still"
        " there; choose another group.",
    }


class NipInMessage(Conflict):
    title = "A NIP in a message"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Pesan berisi angka yang tampak seperti NIP. Pesan belum dikirim; hapus angka itu,"
        " lalu kirim lagi.",
        "en": "The message holds what looks like a NIP. It was not sent; take the number out and"
        " send it again.",
    }


class TooManyMessages(TooManyRequests):
    title = "Too many messages to one course"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Peserta kursus ini sudah menerima cukup banyak pesan dalam 24 jam terakhir. Pesan"
        " belum dikirim dan tulisan Anda masih ada; kirim nanti.",
        "en": "This course's learners have had enough messages in the last 24 hours. It was not"
        " sent and your text is still there; send it later.",
    }
