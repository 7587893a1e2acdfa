"""Mail through the operator's SMTP server, sent by a job; without a server there is no mail."""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import aiosmtplib
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from app.kit.jobs import Handler

TIMEOUT_SECONDS = 20


class Mailer:
    """Sends plain-text mail. ``url``: smtp://user:password@host:port, or smtps:// for TLS."""

    def __init__(self, url: SecretStr, sender: str) -> None:
        parts = urlsplit(url.get_secret_value())
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("LENTERA_SMTP_URL must be smtp://… or smtps://…")
        self._tls = parts.scheme == "smtps"
        self._host = parts.hostname
        self._port = parts.port or (465 if self._tls else 587)
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._sender = sender

    async def send(self, *, to: str, subject: str, text: str) -> None:
        """Raises aiosmtplib.SMTPException or OSError; a job tries again."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, to, subject
        message.set_content(text)
        await aiosmtplib.send(
            message,
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            use_tls=self._tls,
            timeout=TIMEOUT_SECONDS,
        )


def mail_handler(mailer: Mailer) -> Handler:
    """The job ``mail``: payload {to, subject, text}."""

    async def send(_session: AsyncSession, payload: Mapping[str, Any], _now: datetime) -> None:
        await mailer.send(to=payload["to"], subject=payload["subject"], text=payload["text"])

    return send
