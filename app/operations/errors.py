"""What operations refuse."""

from collections.abc import Mapping
from typing import ClassVar

from app.kit.problems import Unavailable


class NotReady(Unavailable):
    """Alive, but not to be sent people yet. ``reasons`` name nothing private."""

    title = "Not ready"
    message: ClassVar[Mapping[str, str]] = {
        "id": "Server sedang disiapkan. Pekerjaan yang tersimpan tetap aman. Coba lagi sebentar.",
        "en": "The server is being prepared. Saved work is safe. Please try again shortly.",
    }

    def __init__(self, reasons: list[str]) -> None:
        super().__init__()
        self.extensions["reasons"] = reasons


class Refused(Exception):
    """An operator's command that will not go on; the message says why and what to do."""
