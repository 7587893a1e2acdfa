import pytest

from app.delivery.places import safe_back


@pytest.mark.parametrize("path", ["/", "/kursus/a/b", "/kursus?q=a%20b", "/percobaan/1#q2"])
def test_our_own_places(path: str) -> None:
    assert safe_back(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "kursus",
        "https://jahat.example/",
        "//jahat.example/",
        "/\\jahat.example",
        "/\t/jahat.example",
        "/\n/jahat.example",
        "javascript:alert(1)",
        "/" + "a" * 600,
    ],
)
def test_elsewhere_is_home(path: str | None) -> None:
    assert safe_back(path) == "/"
