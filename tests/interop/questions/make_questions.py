"""Questions of every kind as hypothesis strategies: texts as a reader of files gives them."""

from fractions import Fraction

from hypothesis import strategies as st

from app.interop.questions.fitting import fitted
from app.interop.questions.html_markdown import from_markdown
from app.interop.questions.model import (
    Accepted,
    Answer,
    Calculated,
    Choices,
    Cloze,
    Criterion,
    Essay,
    Gap,
    Level,
    Number,
    Option,
    Order,
    Pairs,
    Parameter,
    Question,
    RefusedError,
    Truth,
    Unit,
)
from app.interop.questions.texts import cleaned, escaped, one_line

SIGNS = st.sampled_from(
    [
        *"~=#{}:\\%[]()*_`<>&|!+-.1aÉ“–\n \"';/$",
        *(
            "->",
            "::",
            "//",
            "[html]",
            "A. ",
            "%50%",
            "<b>",
            "\\<b>",
            "&lt;i>",
            "&amp;",
            "ANSWER: A",
            "$CATEGORY:",
        ),
        *(":::", "```", "# ", "- ", "1. ", "_x0041_", "]]>", "kata"),
    ]
)
ROUGH = st.lists(
    st.one_of(SIGNS, st.text(max_size=2), st.sampled_from(["kata", "loket"])), max_size=8
)


def _no_picture(_src: str, alt: str, _title: str) -> str:
    raise RefusedError(alt, alt)


def _markdown(text: str, *, inline: bool) -> str:
    try:
        return from_markdown(text, _no_picture, inline=inline).markdown
    except RefusedError:
        return "gambar"


PLAIN = ROUGH.map("".join).map(one_line)
BLOCKS = ROUGH.map(lambda parts: _markdown("".join(parts), inline=False))
STEMS = BLOCKS.map(lambda text: text or "Soal?")
LINES = ROUGH.map(lambda parts: _markdown("".join(parts), inline=True) or "pilihan")
# What other formats hold as plain text.
PLAIN_LINES = PLAIN.map(lambda text: escaped(text) or "kanan")
ANSWERS_IN_WORDS = PLAIN.map(lambda text: one_line(f"a{text}")[:150].strip())
NAMES = PLAIN.map(lambda text: cleaned(text)[:80].strip())
DECIMALS = st.builds(
    lambda n, p: Fraction(n, 10**p), st.integers(-(10**9), 10**9), st.integers(0, 6)
)
UNITS = PLAIN.map(lambda text: text[:30].strip())
OPTIONS = st.lists(st.builds(Option, LINES, st.just(False), BLOCKS), min_size=2, max_size=5)


@st.composite
def choices(draw: st.DrawFn) -> Choices:
    options = draw(OPTIONS)
    many = draw(st.booleans())
    count = draw(st.integers(1, len(options) - 1)) if many else 1
    right = set(draw(st.permutations(range(len(options))))[:count])
    marked = (Option(one.text, n in right, one.feedback) for n, one in enumerate(options))
    return Choices(tuple(marked), many)


@st.composite
def pairs(draw: st.DrawFn) -> Pairs:
    rights = draw(st.lists(PLAIN_LINES, min_size=2, max_size=6, unique=True))
    count = draw(st.integers(2, len(rights)))
    lefts = draw(st.lists(LINES, min_size=count, max_size=count))
    return Pairs(tuple(zip(lefts, rights[:count], strict=True)), tuple(rights[count:]))


@st.composite
def accepted(draw: st.DrawFn) -> Accepted:
    words = st.lists(ANSWERS_IN_WORDS, min_size=1, max_size=4, unique=True).map(tuple)
    return Accepted(draw(words), draw(st.booleans()))


@st.composite
def numbers(draw: st.DrawFn, *, bare: bool = False) -> Number:
    number = Number(draw(DECIMALS), abs(draw(DECIMALS)))
    if bare:
        return number
    unit = draw(UNITS)
    others = (Unit("jam", Fraction(60)),) if unit and draw(st.booleans()) else ()
    required = bool(others) and draw(st.booleans())
    return Number(number.value, number.tolerance, unit, others, required)


@st.composite
def essays(draw: st.DrawFn) -> Essay:
    levels = st.lists(LINES, min_size=2, max_size=4).map(
        lambda texts: tuple(Level(text, n) for n, text in enumerate(texts))
    )
    criteria = st.lists(st.builds(Criterion, LINES, levels), min_size=1, max_size=3).map(tuple)
    bounds = draw(st.sampled_from([(0, 0), (10, 0), (0, 90), (10, 90)]))
    return Essay(draw(criteria), *bounds, draw(BLOCKS))


@st.composite
def single_choices(draw: st.DrawFn) -> Choices:
    texts = draw(st.lists(PLAIN_LINES, min_size=2, max_size=4))
    right = draw(st.integers(0, len(texts) - 1))
    return Choices(tuple(Option(text, n == right) for n, text in enumerate(texts)))


@st.composite
def cloze_questions(draw: st.DrawFn) -> tuple[str, Cloze]:
    """The stem with its gaps, and what belongs into them."""
    kinds = st.one_of(single_choices(), accepted(), numbers(bare=True))
    answers = draw(st.lists(kinds, min_size=1, max_size=3))
    gaps = tuple(
        Gap(name, answer, draw(st.integers(1, 10)))
        for name, answer in zip("abc", answers, strict=False)
    )
    return " lalu ".join(f"kata {{{{{gap.id}}}}}" for gap in gaps), Cloze(gaps)


@st.composite
def calculated_questions(draw: st.DrawFn) -> tuple[str, Calculated]:
    low = Fraction(draw(st.integers(-50, 50)))
    step = Fraction(1, 10 ** draw(st.integers(0, 2)))
    parameters = tuple(
        Parameter(name, low, low + step * draw(st.integers(0, 200)), step) for name in ("a", "b2")
    )
    formula = draw(st.sampled_from(["a + b2", "(a + b2) / 2", "max(a, b2) * 3.5", "a - b2"]))
    decimals = draw(st.sampled_from([None, 0, 2]))
    unit = draw(UNITS)
    tolerance = abs(draw(DECIMALS))
    return "Dari {{a}} dan {{b2}}?", Calculated(formula, parameters, tolerance, decimals, unit)


SIMPLE: st.SearchStrategy[Answer] = st.one_of(
    choices(),
    st.builds(Truth, st.booleans(), BLOCKS, BLOCKS),
    accepted(),
    numbers(),
    pairs(),
    st.lists(LINES, min_size=2, max_size=6).map(lambda items: Order(tuple(items))),
    essays(),
)
ASKED: st.SearchStrategy[tuple[str, Answer]] = st.one_of(
    st.tuples(STEMS, SIMPLE), cloze_questions(), calculated_questions()
)


def fits(question: Question) -> bool:
    try:
        fitted(question)
    except RefusedError:
        return False
    return True


QUESTIONS = st.builds(
    lambda asked, **rest: Question(*asked, **rest),
    ASKED,
    name=NAMES,
    explanation=BLOCKS,
    points=st.integers(1, 10),
    category=NAMES,
    tags=st.lists(NAMES.filter(bool), max_size=2, unique=True).map(tuple),
    competency=NAMES,
    author=NAMES,
    review_on=st.sampled_from(["", "2027-04-12"]),
    difficulty=st.sampled_from(["easy", "medium", "hard"]),
).filter(fits)
