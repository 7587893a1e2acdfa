"""Questions of every kind as hypothesis strategies: texts as a reader of files gives them."""

from fractions import Fraction

from hypothesis import strategies as st

from app.interop.questions.html_markdown import from_markdown
from app.interop.questions.model import (
    Accepted,
    Answer,
    Choices,
    Number,
    Option,
    Order,
    Pairs,
    Question,
    RefusedError,
    Truth,
    fitted,
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


ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    choices(),
    st.builds(Truth, st.booleans(), BLOCKS, BLOCKS),
    st.builds(
        Accepted,
        st.lists(ANSWERS_IN_WORDS, min_size=1, max_size=4, unique=True).map(tuple),
        st.booleans(),
    ),
    st.builds(Number, DECIMALS, DECIMALS.map(abs), PLAIN.map(lambda text: text[:30].strip())),
    pairs(),
    st.lists(LINES, min_size=2, max_size=6).map(lambda items: Order(tuple(items))),
)


def fits(question: Question) -> bool:
    try:
        fitted(question)
    except RefusedError:
        return False
    return True


QUESTIONS = st.builds(
    Question,
    stem=STEMS,
    answer=ANSWERS,
    name=NAMES,
    explanation=BLOCKS,
    points=st.integers(1, 10),
    category=NAMES,
    tags=st.lists(NAMES.filter(bool), max_size=2, unique=True).map(tuple),
    competency=NAMES,
    author=NAMES,
    review_on=st.sampled_from(["", "2027-04-12"]),
).filter(fits)
