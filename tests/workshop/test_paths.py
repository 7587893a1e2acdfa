"""Which paths a draft of the course ``contoh`` may hold."""

import pytest

from app.workshop.paths import is_path_of
from tests.catalogue.make_content import FILES


@pytest.mark.parametrize(
    "path",
    [
        "../secrets.yaml",
        "/etc/passwd",
        "courses/contoh/../lain/course.yaml",
        "courses/lain/course.yaml",
        "courses/contoh/dasar/satu.md\x00",
        "courses/contoh/dasar/nul.md",
        "courses/contoh/dasar/assets/COM1.webp",
        "courses/contoh/dasar/assets/titik.",
        "courses/contoh/dasar/assets/dalam/lagi.webp",
        "courses/contoh/Dasar/satu.md",
        "courses/contoh/dasar/satu.html",
        "courses\\contoh\\course.yaml",
        "courses/contoh/dasar/sátu.md",
        "courses/contoh/dasar/.git.md",
        "banks/contoh/../../x.yaml",
        "README.md",
        "",
    ],
)
def test_hostile_paths_are_refused(path: str) -> None:
    assert not is_path_of("contoh", path)


@pytest.mark.parametrize("path", sorted(FILES))
def test_files_of_a_course_are_taken(path: str) -> None:
    assert is_path_of("contoh", path)
