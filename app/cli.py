"""``lentera``: the operator's command line.

What content commands need is files alone: no database and no secret. Everything else reads
``Settings`` from the environment. Imports are inside the commands, because Alembic or the web stack
cost a second that ``lentera content lint`` should not pay.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from app.settings import Settings


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"]).upper()
            print(f"LENTERA_{name.removeprefix('LENTERA_')}: {problem['msg']}", file=sys.stderr)
        raise SystemExit(2) from error


def _content_folders() -> list[Path]:
    return [Path(part.strip()) for part in _settings().content.split(",") if part.strip()]


def _serve(_arguments: argparse.Namespace) -> int:
    from app.serving import serve

    return serve(_settings())


def _migrate(_arguments: argparse.Namespace) -> int:
    from app.operations import places
    from app.operations.migrating import migrate

    settings = _settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrate(places.database_url(settings))
    return 0


def _content_lint(_arguments: argparse.Namespace) -> int:
    from app.catalogue import commands
    from app.wiring import ACTIVITY_KINDS

    return commands.lint(_content_folders(), ACTIVITY_KINDS)


def _content_stats(arguments: argparse.Namespace) -> int:
    from app.catalogue import commands
    from app.wiring import ACTIVITY_KINDS

    return commands.stats(_content_folders(), ACTIVITY_KINDS, as_json=arguments.json)


def _content_facts(_arguments: argparse.Namespace) -> int:
    from app.catalogue import commands
    from app.wiring import ACTIVITY_KINDS

    return commands.facts(_content_folders(), ACTIVITY_KINDS)


def _content_publish(arguments: argparse.Namespace) -> int:
    from app.terminal import publish_content

    return asyncio.run(publish_content(_settings(), _content_folders(), take=arguments.take))


def _questions_convert(arguments: argparse.Namespace) -> int:
    from app.interop.questions import commands
    from app.interop.questions.bank_yaml import Defaults

    request = commands.Request(
        files=arguments.file,
        to=arguments.to,
        out=arguments.out,
        source=arguments.source,
        language=arguments.language,
        defaults=Defaults(arguments.author, arguments.competency, arguments.review_on),
        overwrite=arguments.overwrite,
    )
    today = date.today()  # noqa: DTZ011 - the operator's own calendar
    return commands.convert(request, today=today, words_in=arguments.words)


def _questions_template(arguments: argparse.Namespace) -> int:
    from app.interop.questions import commands

    return commands.template(arguments.file, overwrite=arguments.overwrite)


def _statistics_rebuild(_arguments: argparse.Namespace) -> int:
    from app.terminal import rebuild_statistics

    return asyncio.run(rebuild_statistics(_settings()))


def _account_create(arguments: argparse.Namespace) -> int:
    from app.terminal import create_account

    return asyncio.run(
        create_account(
            _settings(),
            name=arguments.name,
            nip=arguments.nip,
            email=arguments.email,
            role=arguments.role,
            agency=arguments.agency,
        )
    )


def _demo(_arguments: argparse.Namespace) -> int:
    from app.demo import prepare

    return prepare(_settings(), _content_folders())


def _backup(arguments: argparse.Namespace) -> int:
    from app.operations import backup

    try:
        made = backup.create(_settings(), arguments.to, passphrase_file=arguments.passphrase_file)
    except backup.Refused as refusal:
        print(f"No backup was made. {refusal}", file=sys.stderr)
        return 1
    print(made)
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    from app.operations import backup

    try:
        done = backup.restore(
            _settings(),
            arguments.file,
            arguments.replace,
            passphrase_file=arguments.passphrase_file,
        )
    except backup.Refused as refusal:
        print(f"Nothing was restored or changed. {refusal}", file=sys.stderr)
        return 1
    print(
        f"Restored the backup of {done.made_at:%Y-%m-%d %H:%M} UTC: "
        f"{done.rows} rows, {done.files} files, {done.keys} keys"
    )
    if done.replaced:
        print(f"What was there before is now in {done.replaced}")
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    from app.operations import doctor

    return doctor.run(_settings(), as_json=arguments.json)


def _openapi(_arguments: argparse.Namespace) -> int:
    from app.main import create_app

    print(json.dumps(create_app(_settings()).openapi(), indent=2))
    return 0


def _add_questions(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    command: Callable[..., argparse.ArgumentParser],
) -> None:
    questions = commands.add_parser("questions", help="Files of questions, in and out")
    kinds = questions.add_subparsers(required=True, metavar="action")
    formats = ("yaml", "gift", "aiken", "moodle-xml", "xlsx")
    convert = command(kinds, "convert", "Write questions in another format", _questions_convert)
    convert.add_argument("file", nargs="+", type=Path)
    convert.add_argument("--to", required=True, choices=formats)
    convert.add_argument("--out", required=True, type=Path, help="Folder, or file for one file")
    convert.add_argument("--from", dest="source", choices=formats, help="Default: by the name")
    convert.add_argument("--language", default="id", choices=("id", "en"), help="Of a bank's texts")
    convert.add_argument("--words", default="id", choices=("id", "en"), help="Of the report")
    convert.add_argument("--author", default="", help="For questions that name none")
    convert.add_argument("--competency", default="", help="Default: the category's last part")
    convert.add_argument("--review-on", default="", help="2027-04-12; default: in a year")
    convert.add_argument("--overwrite", action="store_true", help="Replace files that are there")
    table = command(kinds, "template", "Write the empty table for questions", _questions_template)
    table.add_argument("file", type=Path)
    table.add_argument("--overwrite", action="store_true", help="Replace the file if it is there")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lentera", description="Lentera, e-learning for ASN")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(
        group: "argparse._SubParsersAction[argparse.ArgumentParser]",
        name: str,
        words: str,
        run: Callable[[argparse.Namespace], int],
    ) -> argparse.ArgumentParser:
        added = group.add_parser(name, help=words, description=words)
        added.set_defaults(run=run)
        return added

    command(commands, "serve", "Serve the application", _serve)
    command(commands, "migrate", "Bring the database to the newest schema", _migrate)

    content = commands.add_parser("content", help="Check and publish the content folders")
    kinds = content.add_subparsers(required=True, metavar="action")
    command(kinds, "lint", "Say everything that is wrong, as file:line", _content_lint)
    publish = command(kinds, "publish", "Publish changed courses as new versions", _content_publish)
    publish.add_argument("--take", action="store_true", help="Overwrite courses of the studio too")
    stats = command(kinds, "stats", "JP, minutes, words and questions per course", _content_stats)
    stats.add_argument("--json", action="store_true")
    command(kinds, "facts", "Legal facts with source, validity and review date", _content_facts)

    _add_questions(commands, command)

    statistics = commands.add_parser("statistics", help="Running sums of quizzes and questions")
    kinds = statistics.add_subparsers(required=True, metavar="action")
    command(kinds, "rebuild", "Count all attempts anew", _statistics_rebuild)

    account = commands.add_parser("account", help="Accounts made at the terminal")
    kinds = account.add_subparsers(required=True, metavar="action")
    create = command(kinds, "create", "Make an account and print a one-time code", _account_create)
    create.add_argument("--name", required=True)
    create.add_argument("--nip")
    create.add_argument("--email")
    create.add_argument("--role", default="learner", help="learner, admin, trainer, operator …")
    create.add_argument("--agency", help="Name of the agency; default: the topmost one")

    command(commands, "demo", "Migrate, publish content and make demo accounts", _demo)
    backup = command(commands, "backup", "Back up database, files and keys to one file", _backup)
    backup.add_argument("--to", type=Path, help="File to write; default: in the data folder")
    backup.add_argument("--passphrase-file", type=Path, help="Encrypt under its first line")
    restore = command(commands, "restore", "Restore a backup", _restore)
    restore.add_argument("file", type=Path)
    restore.add_argument("--replace", action="store_true", help="Move what is there aside")
    restore.add_argument("--passphrase-file", type=Path, help="Opens an encrypted backup")
    doctor = command(commands, "doctor", "Check the installation and say what to do", _doctor)
    doctor.add_argument("--json", action="store_true")
    command(commands, "openapi", "Print the OpenAPI document", _openapi)
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exits with its status. What it writes is for its user alone."""
    os.umask(0o077)
    parsed = _parser().parse_args(arguments)
    raise SystemExit(parsed.run(parsed))


if __name__ == "__main__":
    main()
