"""The README's table of settings is the one in ``app.settings``.

``python -m tests.architecture.test_settings_documented`` writes it anew.
"""

from pathlib import Path

from pydantic.fields import FieldInfo

from app import settings

README = Path(settings.__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- settings:begin -->\n", "<!-- settings:end -->"


def _default(field: FieldInfo) -> str:
    value = field.default
    return f"`{value}`" if value not in (None, "") else ""


def settings_table() -> str:
    """One row a setting, in the order of the class."""
    rows = [
        f"| `LENTERA_{name.upper()}` | {_default(field)} | {field.description} |\n"
        for name, field in settings.Settings.model_fields.items()
    ]
    return "| setting | default | |\n|---|---|---|\n" + "".join(rows)


def _split() -> tuple[str, str, str]:
    before, begin, rest = README.read_text("utf-8").partition(BEGIN)
    between, end, after = rest.partition(END)
    assert begin, "README.md has no <!-- settings:begin -->"
    assert end, "README.md has no <!-- settings:end -->"
    return before + begin, between, end + after


def test_the_readme_lists_every_setting() -> None:
    _, between, _ = _split()
    assert between == settings_table(), f"run: python -m {__name__}"


def test_every_setting_says_what_it_is() -> None:
    for name, field in settings.Settings.model_fields.items():
        assert field.description, name
        assert "|" not in field.description, name


def test_no_secret_has_a_default() -> None:
    for name, field in settings.Settings.model_fields.items():
        if "Secret" in str(field.annotation):
            assert field.default is None, name


if __name__ == "__main__":
    head, _, tail = _split()
    README.write_text(head + settings_table() + tail, "utf-8")
