"""Mails that say what waits in an inbox: their words, in both languages. Pure.

Several messages of one course go in one mail. Nothing in it opens anything by itself: links lead
into the house, which asks who is there; a number that looks like a NIP is masked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.inbox.numbers import without_nips

RULE = "\n\n" + "-" * 40 + "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A message in a mail, in the reader's language. ``sender`` None: the house itself."""

    subject: str
    body: str
    link: str
    sender: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str


_WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "several": "{n} pesan baru di Lentera",
        "from": "Dari: {sender}",
        "open": "Buka: {link}",
        "foot": (
            "Surel ini dikirim otomatis oleh Lentera; balasan tidak dibaca. Pesannya juga ada di"
            " Kotak masuk: {inbox}\n\nTidak ingin menerima pesan lewat surel? Masuk, lalu matikan"
            " di bagian bawah Kotak masuk. Pesan tetap ada di sana."
        ),
    },
    "en": {
        "several": "{n} new messages in Lentera",
        "from": "From: {sender}",
        "open": "Open: {link}",
        "foot": (
            "Lentera sent this mail by itself; nobody reads replies. The message is also in your"
            " inbox: {inbox}\n\nNo messages by mail? Sign in and switch them off at the foot of"
            " the inbox. The messages stay there."
        ),
    },
}


def letter(parts: Sequence[Part], *, language: str, public_url: str) -> Letter:
    """The mail that tells of these messages, oldest first; there is at least one."""
    words = _WORDS["en" if language == "en" else "id"]
    base = public_url.rstrip("/")
    subject = parts[0].subject if len(parts) == 1 else words["several"].format(n=len(parts))
    said = RULE.join(_said(part, words, base) for part in parts)
    foot = words["foot"].format(inbox=f"{base}/kotak-masuk")
    return Letter(without_nips(subject), f"{said}{RULE}{foot}\n")


def _said(part: Part, words: Mapping[str, str], base: str) -> str:
    lines = [part.subject, part.body]
    if part.sender is not None:
        lines.append(words["from"].format(sender=part.sender))
    # Not the link: what stands in it is the house's own, and a mask would break it.
    return "\n\n".join(
        [without_nips("\n\n".join(lines)), words["open"].format(link=base + part.link)]
    )
