"""What is wrong with a quiz's rules: its draws, times, review, pair and scope. Pure.

The numbers are those of content/README.md. What is wrong with the questions themselves is found in
``kind``.
"""

from collections.abc import Iterator, Mapping, Sequence

from app.assessment.blueprint import (
    Cell,
    blueprint_of,
    found_by,
    is_drawn,
    label_of,
    pools_of,
    questions_in,
)
from app.assessment.quiz import ReviewTime
from app.assessment.quiz_source import (
    MAX_TEST_OUT_CHANCES,
    DrawSource,
    QuizSource,
    ReviewSource,
)
from app.catalogue.compiler.kinds import ActivitySource, Finding, Neighbour
from app.catalogue.compiler.shapes import shaped


def rule_findings(quiz: QuizSource, source: ActivitySource) -> Iterator[Finding]:
    """Everything that the quiz's own file and its banks show."""
    yield from _reference_findings(quiz, source)
    yield from _timing_findings(quiz, source)
    yield from _review_findings(quiz, source)
    yield from _test_out_findings(quiz, source)


def neighbour_findings(
    quiz: QuizSource, source: ActivitySource, course: Sequence[Neighbour]
) -> Iterator[Finding]:
    """What only the whole course shows: the modules of a test-out, the other half of a pair."""
    modules = {one.module for one in course}
    if isinstance(quiz.test_out, list):
        for number, slug in enumerate(quiz.test_out):
            if slug not in modules:
                line = source.line("test_out", number)
                what = f"the course has no module '{slug}'"
                instead = f"name some of {', '.join(sorted(modules))}"
                yield Finding(source.file, line, "Q046", what, instead)
    if quiz.pair is not None:
        yield from _pair_findings(quiz, source, course)


def _reference_findings(quiz: QuizSource, source: ActivitySource) -> Iterator[Finding]:
    if "id" not in quiz.text:
        line = source.line("text")
        yield Finding(source.file, line, "Q008", "the Indonesian text is missing", "add 'id:'")
    if bool(quiz.questions) == bool(quiz.draw):
        what = "a quiz names its questions in one way"
        yield Finding(source.file, 1, "Q001", what, "write either 'questions:' or 'draw:'")
        return
    yield from _listed_findings(quiz.questions or (), source)
    yield from _draw_findings(quiz.draw or (), source)


def _listed_findings(references: Sequence[str], source: ActivitySource) -> Iterator[Finding]:
    for number, reference in enumerate(references):
        line = source.line("questions", number)
        bank, question = reference.split(".")
        if reference in references[:number]:
            yield Finding(
                source.file, line, "Q004", f"'{reference}' is listed twice", "list it once"
            )
        if bank not in source.banks:
            yield _no_bank(bank, source, line)
        elif question not in questions_in(source.banks[bank]):
            what = f"the bank '{bank}' has no question '{question}'"
            yield Finding(source.file, line, "Q003", what, "name one of its ids")


def _draw_findings(draws: Sequence[DrawSource], source: ActivitySource) -> Iterator[Finding]:
    labels: set[str] = set()
    drawn_by: dict[str, int] = {}
    for number, draw in enumerate(draws):
        line = source.line("draw", number, "bank")
        repeated = label_of(draw) in labels
        if repeated:
            what = f"the bank '{draw.bank}' is drawn from twice in the same way"
            yield Finding(source.file, line, "Q004", what, "draw once, or by other filters")
        labels.add(label_of(draw))
        if draw.bank not in source.banks:
            yield _no_bank(draw.bank, source, line)
            continue
        found = found_by(draw, source.banks[draw.bank])
        if draw.count > len(found):
            yield _too_few(draw, len(found), source, number)
        asked = [f"{draw.bank}.{one}" for one in found]
        shared = next((one for one in asked if one in drawn_by), None)
        if shared is not None and not repeated:
            what = f"'{shared}' may be drawn here and by line {drawn_by[shared]}, so asked twice"
            instead = "choose filters that share no question"
            yield Finding(source.file, line, "Q041", what, instead)
        for one in asked:
            drawn_by.setdefault(one, line)


def _too_few(draw: DrawSource, found: int, source: ActivitySource, number: int) -> Finding:
    line = source.line("draw", number, "count")
    size = len(questions_in(source.banks[draw.bank]))
    if found == size:
        what, instead = f"the bank '{draw.bank}' has only {size} questions", f"draw at most {size}"
    else:
        what = f"of the {size} questions of the bank '{draw.bank}' only {found} fit the filters"
        instead = f"draw at most {found}" if found else "mend the filters, or write such questions"
    return Finding(source.file, line, "Q005", what, instead)


def _no_bank(bank: str, source: ActivitySource, line: int) -> Finding:
    known = ", ".join(sorted(source.banks))
    instead = f"name one of {known}" if known else "add it under banks/"
    return Finding(source.file, line, "Q002", f"there is no bank '{bank}'", instead)


def _timing_findings(quiz: QuizSource, source: ActivitySource) -> Iterator[Finding]:
    """What counts is offline only untimed with a drawn pool: a start there is trusted by nature."""
    line = source.line("offline")
    timed, policy = quiz.time_limit is not None, quiz.offline
    if policy is not None and policy.startswith("timed_") and not timed:
        what = f"'offline: {policy}' needs a time limit"
        yield Finding(source.file, line, "Q025", what, "add 'time_limit:' or write 'untimed'")
    if policy == "untimed" and timed:
        what = "'offline: untimed' beside a time limit"
        yield Finding(source.file, line, "Q025", what, "write 'timed_trusted' or drop the limit")
    if (policy == "timed_reach_within") != (quiz.reach_within is not None):
        what = "'reach_within' and 'offline: timed_reach_within' go together"
        yield Finding(source.file, line, "Q025", what, "write both or neither")
    if quiz.required and policy not in (None, "not_allowed"):
        known = all(draw.bank in source.banks for draw in quiz.draw or ())
        if timed or (known and not (quiz.draw and is_drawn(pools_of(quiz, source.banks)))):
            what = "a quiz that counts may be offline only untimed and drawn from a larger bank"
            instead = "write 'offline: not_allowed', or 'required: false'"
            yield Finding(source.file, line, "Q026", what, instead)
    if quiz.required and quiz.feedback_offline:
        what = "a quiz that counts must not carry its keys to a device"
        line = source.line("feedback_offline")
        yield Finding(source.file, line, "Q027", what, "drop it, or write 'required: false'")


def _review_findings(quiz: QuizSource, source: ActivitySource) -> Iterator[Finding]:
    review = quiz.review
    if review is None:
        return
    if "explanations" in quiz.model_fields_set:
        what = "'explanations' and 'review' both say what is shown when"
        line = source.line("explanations")
        yield Finding(source.file, line, "Q042", what, "write one of them")
    for tells, hides in (("marks", "answers"), ("explanations", "marks")):
        if not _no_later(_when(review, hides), _when(review, tells)):
            what = f"'{tells}' may be shown before '{hides}' and would tell them"
            instead = f"show '{hides}' as early as '{tells}', or '{tells}' later"
            yield Finding(source.file, source.line("review", tells), "Q043", what, instead)


def _when(review: ReviewSource, part: str) -> ReviewTime:
    times: dict[str, ReviewTime] = {
        "answers": review.answers,
        "marks": review.marks,
        "explanations": review.explanations,
    }
    return times[part]


def _no_later(one: ReviewTime, other: ReviewTime) -> bool:
    """Whether what is shown at ``one`` is there whenever what is shown at ``other`` is."""
    return one in ("after_close", other) or other == "never"


def _test_out_findings(quiz: QuizSource, source: ActivitySource) -> Iterator[Finding]:
    if quiz.test_out is None:
        return
    line = source.line("test_out")
    if quiz.required:
        what = "a test that spares lessons is for those who choose it"
        yield Finding(source.file, line, "Q045", what, "write 'required: false'")
    if quiz.chances is None or quiz.chances > MAX_TEST_OUT_CHANCES:
        what = "whoever may try often tests out by luck"
        instead = f"write 'chances: {MAX_TEST_OUT_CHANCES}' or fewer"
        yield Finding(source.file, source.line("chances"), "Q045", what, instead)
    known = all(draw.bank in source.banks for draw in quiz.draw or ())
    if known and not (quiz.draw and is_drawn(pools_of(quiz, source.banks))):
        what = "a test that spares lessons must ask other questions each time"
        yield Finding(source.file, line, "Q045", what, "draw from a larger bank")
    if quiz.offline not in (None, "not_allowed"):
        what = "a test that spares lessons is begun in our sight"
        line = source.line("offline")
        yield Finding(source.file, line, "Q045", what, "write 'offline: not_allowed'")


def _pair_findings(
    quiz: QuizSource, source: ActivitySource, course: Sequence[Neighbour]
) -> Iterator[Finding]:
    line = source.line("pair")
    found = next((one for one in course if one.source.slug == quiz.pair), None)
    if found is None or found.kind != "quiz" or found.source.slug == source.slug:
        known = sorted(
            one.source.slug
            for one in course
            if one.kind == "quiz" and one.source.slug != source.slug
        )
        what = f"the course has no other quiz '{quiz.pair}'"
        instead = f"name one of {', '.join(known)}" if known else "take 'pair:' out"
        yield Finding(source.file, line, "Q044", what, instead)
        return
    other, faults = shaped(QuizSource, found.source.data, found.source)
    if other is None or faults:
        return  # said of that file
    if other.pair not in (None, source.slug):
        what = f"'{quiz.pair}' is a pair with '{other.pair}'"
        yield Finding(source.file, line, "Q044", what, "let both name each other")
    banks = source.banks
    own, its = pools_of(quiz, banks), pools_of(other, found.source.banks)
    own_plan, its_plan = blueprint_of(own, banks), blueprint_of(its, found.source.banks)
    for slug, plan in ((source.slug, own_plan), (quiz.pair, its_plan)):
        for label in plan.open:
            what = f"what '{slug}' draws from '{label}' differs in competency or difficulty"
            instead = "draw by competency and difficulty, so that every attempt is alike"
            yield Finding(source.file, line, "Q044", what, instead)
    if not own_plan.open and not its_plan.open and own_plan.cells != its_plan.cells:
        what = f"'{quiz.pair}' asks {_differing(own_plan.cells, its_plan.cells)}"
        instead = "ask as many of each competency and difficulty in both"
        yield Finding(source.file, line, "Q044", what, instead)
    shared = sorted(
        {one for pool in own for one in pool.questions}
        & {one for pool in its for one in pool.questions}
    )
    if shared:
        what = f"both may ask '{shared[0]}'" + (f" and {len(shared) - 1} more" * (len(shared) > 1))
        yield Finding(source.file, line, "Q044", what, "let the pair share no question")


def _differing(own: Mapping[Cell, int], its: Mapping[Cell, int]) -> str:
    """The first cell in which two blueprints differ, in words."""
    cell = min(cell for cell in {*own, *its} if own.get(cell, 0) != its.get(cell, 0))
    return f"{its.get(cell, 0)} questions of {cell[0]}, {cell[1]}, and this quiz {own.get(cell, 0)}"
