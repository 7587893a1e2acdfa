"""The one place that says who reacts to whom, and which kinds there are."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.assessment import closing, regrading
from app.assessment import commands as assessment_commands
from app.assessment.events import AttemptJudged
from app.assessment.kind import QuizKind
from app.assessment.statistics import folding
from app.assessment.testing_out import on_attempt_judged
from app.banks.handlers import on_course_published
from app.catalogue.amending import KINDS_KEY
from app.catalogue.compiler.kinds import ActivityKind
from app.catalogue.compiler.lesson import LessonKind
from app.catalogue.events import CoursePublished
from app.catalogue.publications import PUBLICATIONS_KEY, Publications
from app.certificates.handlers import on_completion_withdrawn, on_course_completed
from app.inbox.posting import postman
from app.inbox.service import MAILING_KEY
from app.insight.measuring import measure_due
from app.insight.telling import tell_of_reports
from app.kit.database import Database
from app.kit.events import Reactions
from app.kit.invalidation import INVALIDATIONS_KEY, Invalidations
from app.kit.jobs import Chore, Handler
from app.kit.mail import Mailer, mail_handler
from app.learning import commands as learning_commands
from app.learning.events import CompletionWithdrawn, CourseCompleted
from app.learning.kinds import CommandKind, FollowUp
from app.media import examining
from app.media.store import STORE_KEY, Store
from app.practice import app_commands, scenario_commands
from app.practice.app_kind import AppPracticeKind
from app.practice.scenario_kind import ScenarioKind
from app.worksheets import commands as worksheet_commands
from app.worksheets.kind import WorksheetKind
from app.workshop import media_keeping
from app.workshop.events import DraftChanged
from app.workshop.review import publishing as course_publishing
from app.workshop.workbench import WORKBENCH_KEY, Workbench

ACTIVITY_KINDS: Mapping[str, ActivityKind] = {
    kind.name: kind
    for kind in (LessonKind(), QuizKind(), ScenarioKind(), AppPracticeKind(), WorksheetKind())
}

COMMAND_KINDS: Mapping[str, CommandKind] = {
    kind.name: kind
    for kind in (
        *learning_commands.KINDS,
        *assessment_commands.KINDS,
        *scenario_commands.KINDS,
        *app_commands.KINDS,
        *worksheet_commands.KINDS,
    )
}

# What runs after lane A of a batch, e.g. closing attempts whose answers have all arrived.
FOLLOW_UPS: Sequence[FollowUp] = (closing.CLOSE_ARRIVED, app_commands.FINISH_ARRIVED)


# What the worker looks after whenever it is awake.
CHORES: Sequence[Chore] = (
    folding.fold_due,
    measure_due,
    tell_of_reports,
    course_publishing.publish_due,
    examining.examine_due,
    examining.sweep,
    media_keeping.clear,
)


def chores(mailer: Mailer | None, public_url: str) -> Sequence[Chore]:
    """All of them. Links in mails begin with ``public_url``; without a mailer none waits."""
    return CHORES if mailer is None else (*CHORES, postman(mailer, public_url))


def reactions() -> Reactions:
    """Event → reactions, in order, in the event's own transaction."""
    return {
        AttemptJudged: [on_attempt_judged, folding.on_attempt_judged],
        CourseCompleted: [on_course_completed],
        CompletionWithdrawn: [on_completion_withdrawn],
        CoursePublished: [on_course_published, media_keeping.on_course_published],
        DraftChanged: [media_keeping.on_draft_changed],
    }


def job_handlers(mailer: Mailer | None) -> Mapping[str, Handler]:
    """Kind of job → what runs it. Without a mailer nobody enqueues mail."""
    handlers = {**closing.JOBS, **regrading.JOBS}
    if mailer is not None:
        handlers["mail"] = mail_handler(mailer)
    return handlers


def furnish(
    database: Database,
    publications: Publications,
    invalidations: Invalidations,
    *,
    data_dir: Path,
    mails: bool,
) -> None:
    """Put into every session of ``database`` what use cases of the workshop look for there.

    The web process has this and more; the process beside it (``app.beside``) has just this.
    """
    database.info |= {
        INVALIDATIONS_KEY: invalidations,
        PUBLICATIONS_KEY: publications,
        KINDS_KEY: ACTIVITY_KINDS,
        STORE_KEY: Store(data_dir),
        WORKBENCH_KEY: Workbench(),
        MAILING_KEY: mails,
    }
