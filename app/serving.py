"""Runs uvicorn with what we know about ourselves: our own access log, proxies and headers."""

import sys

import uvicorn

from app.operations import places
from app.operations.logging import configure_logging
from app.settings import Settings


def serve(settings: Settings) -> int:
    """Serve until stopped; exit status. Several processes need PostgreSQL."""
    if settings.workers > 1 and places.database_url(settings).startswith("sqlite"):
        print(
            "LENTERA_WORKERS > 1 needs PostgreSQL (LENTERA_DATABASE_URL): SQLite has one writer, "
            "so more processes would only wait for each other.",
            file=sys.stderr,
        )
        return 2
    configure_logging(settings.log_level)
    print(
        f"Lentera: {settings.public_url or f'http://{settings.host}:{settings.port}'}",
        file=sys.stderr,
    )
    uvicorn.run(
        "app.main:from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_config=None,
        access_log=False,
        server_header=False,
        # Forwarded addresses are read by our own rule of trusted proxies.
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=15,
    )
    return 0
