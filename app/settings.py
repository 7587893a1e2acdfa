"""Settings: one frozen class, read by ``main`` and ``cli`` alone and handed on as values.

Every variable starts with ``LENTERA_``. The README's table lists them all (a test compares). No
secret has a default: keys are made at the first start in the data folder, mode 0600.
"""

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="LENTERA_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path("var"), description="Database, keys and files live here")
    database_url: str | None = Field(None, description="PostgreSQL URL; unset: SQLite in data_dir")
    public_url: str | None = Field(
        None, description="Address people use, e.g. https://lentera.example.go.id; unset: loopback"
    )
    host: str = Field("127.0.0.1", description="Address to listen on")
    port: int = Field(
        8000,
        validation_alias=AliasChoices("LENTERA_PORT", "PORT"),
        description="Port to listen on (PORT is accepted too)",
    )
    workers: int = Field(1, ge=1, le=64, description="Processes; more than one needs PostgreSQL")
    content: str = Field("content", description="Content folders, comma separated; later wins")
    trusted_proxies: str = Field(
        "", description="Addresses or networks, comma separated, whose forwarding headers count"
    )
    issuer: str = Field("BKPSDM", description="Issuer named on certificates")
    issuer_place: str = Field("", description="Place of issue on certificates")
    certificate_number: str = Field(
        "{sequence:04d}/LENTERA/{year}", description="Template of certificate numbers"
    )
    help_contact: str = Field("", description="Help contact where an agency has none of its own")
    skm_weight: Literal["1/9", "0.11"] = Field(
        "1/9", description="Weight of an element in the SKM calculator: 1/9 or 0.11"
    )
    smtp_url: SecretStr | None = Field(
        None, description="smtp://user:password@host:port or smtps://…; unset: no mail"
    )
    mail_from: str = Field("", description="Sender of mails")
    metrics_token: SecretStr | None = Field(
        None, description="Bearer token of /metrics; unset: none"
    )
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")
