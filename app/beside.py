"""The process beside a web process: the house without its doors, for use cases that take long.

Begun by ``app.main.beside``; ends with the process that began it, or after some rest.
"""

from collections.abc import Callable

from app import wiring
from app.catalogue.publications import Publications
from app.kit.answering import answer_all
from app.kit.database import Database
from app.kit.invalidation import Invalidations
from app.operations import places
from app.operations.logging import configure_logging
from app.settings import Settings


def opened(greeting: object, announced: Callable[[str, str], None]) -> Database:
    """The installation's database, for the settings that came first."""
    assert isinstance(greeting, Settings)
    configure_logging(greeting.log_level)
    database = Database(places.database_url(greeting), wiring.reactions())
    invalidations = Invalidations(database)
    invalidations.report_to(announced)
    wiring.furnish(
        database,
        Publications(database),
        invalidations,
        data_dir=greeting.data_dir,
        mails=greeting.smtp_url is not None,
    )
    return database


if __name__ == "__main__":
    answer_all(opened)
