"""An amended publication is what compiling the same files again would give."""

import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from app.catalogue.compiler.amending import Amended, Changes, amend, with_changes
from app.catalogue.compiler.archive import BrokenArchive, lay_out, pack, unpack
from app.catalogue.compiler.compile import CompiledCourse, compile_all
from app.catalogue.document import PrivateDocument, PublicDocument
from app.wiring import ACTIVITY_KINDS
from tests.catalogue.make_content import (
    BANK,
    COURSE,
    FACTS,
    FILES,
    KINDS,
    LESSON,
    QUIZ,
    compiled_course,
)

SHIPPED = Path(__file__).parents[3] / "content"


@pytest.fixture
def published(tmp_path: Path) -> CompiledCourse:
    return compiled_course(tmp_path / "published")


def amended(course: CompiledCourse, changes: Changes) -> Amended:
    """From what the database gives back: documents through JSON, files through the archive."""
    public = PublicDocument.model_validate(course.public.model_dump(mode="json"))
    private = PrivateDocument.model_validate(course.private.model_dump(mode="json"))
    return amend(public, private, unpack(pack(course.sources)), changes, KINDS)


def compiled_whole(files: Mapping[str, bytes], folder: Path) -> CompiledCourse:
    lay_out(files, folder)
    report = compile_all([folder], ACTIVITY_KINDS)
    assert report.findings == []
    (course,) = report.courses
    return course


def replaced(course: CompiledCourse, path: str, old: str, new: str) -> dict[str, bytes]:
    text = course.sources[path].decode()
    assert old in text
    return {path: text.replace(old, new).encode()}


def test_it_works(published: CompiledCourse, tmp_path: Path) -> None:
    changes = replaced(published, QUIZ, "pass_mark: 70", "pass_mark: 80\ntime_limit: 30")
    outcome = amended(published, changes)
    assert outcome.findings == ()
    assert outcome.compiled is not None
    assert outcome.compiled.sha256 != published.sha256
    assert [a.slug for a in published.public.activities() if a.id in outcome.anew] == ["kuis"]
    files = with_changes(published.sources, changes)
    whole = compiled_whole(files, tmp_path / "whole")
    assert outcome.compiled == whole


def test_the_sources_alone_make_the_publication_again(
    published: CompiledCourse, tmp_path: Path
) -> None:
    assert compiled_whole(published.sources, tmp_path / "again") == published
    assert set(published.sources) == (set(FILES) - {FACTS, "regulations/pelayanan.yaml"}) | {
        "facts/register.yaml",
        "regulations/register.yaml",
    }


@pytest.mark.parametrize(
    ("path", "old", "new", "anew"),
    [
        (BANK, "key: true", "key: false", ["kuis"]),
        (LESSON, "Senin pagi", "Selasa pagi", ["satu"]),
        (
            "facts/register.yaml",
            "confidence: T",
            "confidence: T\n  history: true",
            ["satu", "kuis"],
        ),
        (COURSE, "title: Kursus contoh", "title: Kursus lain", []),
        (QUIZ, "pass_mark: 70", "pass_mark: 70 # sama", ["kuis"]),
    ],
)
def test_whatever_changes_the_outcome_is_that_of_all_files(
    published: CompiledCourse, tmp_path: Path, path: str, old: str, new: str, anew: list[str]
) -> None:
    changes = replaced(published, path, old, new)
    outcome = amended(published, changes)
    assert outcome.findings == ()
    assert [a.slug for a in published.public.activities() if a.id in outcome.anew] == anew
    whole = compiled_whole(with_changes(published.sources, changes), tmp_path / "whole")
    assert outcome.compiled is not None
    # The law is written anew as a register, in an order of its own.
    assert replace(outcome.compiled, sources={}) == replace(whole, sources={})


def test_findings_name_the_file_in_the_folder(published: CompiledCourse) -> None:
    outcome = amended(published, replaced(published, QUIZ, "contoh.benar", "contoh.tiada"))
    assert outcome.compiled is None
    (finding,) = outcome.findings
    assert (finding.file, finding.code) == (QUIZ, "Q003")


def test_rules_between_files_hold_for_what_was_not_touched(published: CompiledCourse) -> None:
    outcome = amended(published, replaced(published, COURSE, "jp: 0", "jp: 4"))
    assert [finding.code for finding in outcome.findings] == ["C031"]


def test_a_quiz_that_is_shipped_amends_to_the_same_as_a_full_compile(tmp_path: Path) -> None:
    """The pass mark of one, in one course after another."""
    chosen = random.Random(20261122)
    for course in compile_all([SHIPPED], ACTIVITY_KINDS).courses:
        quizzes = [n for n, c in course.sources.items() if b"\nkind: quiz" in b"\n" + c]
        path = chosen.choice(quizzes)
        text = course.sources[path].decode()
        changes = {path: re.sub(r"(?m)^pass_mark: \d+", "pass_mark: 71", text).encode()}
        outcome = amend(course.public, course.private, course.sources, changes, ACTIVITY_KINDS)
        assert outcome.findings == ()
        assert len(outcome.anew) == 1
        whole = compiled_whole(with_changes(course.sources, changes), tmp_path / course.slug)
        assert outcome.compiled == whole
        assert whole.sha256 != course.sha256


def test_the_same_files_make_the_same_archive(published: CompiledCourse) -> None:
    turned = dict(reversed(list(published.sources.items())))
    assert pack(turned) == pack(published.sources)
    assert unpack(pack(turned)) == published.sources


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../../b", "a", "a/b\x00c", "a//b", ".git/config"]
)
def test_an_archive_with_odd_names_is_refused(name: str) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a/b"), b"")
        archive.filelist[0].filename = name  # past what zipfile mends when writing
    with pytest.raises(BrokenArchive):
        unpack(packed.getvalue())


def test_what_is_no_archive_is_refused() -> None:
    for packed in (b"", b"PK", pack({"a/b": b"x"})[:-30]):
        with pytest.raises(BrokenArchive):
            unpack(packed)
