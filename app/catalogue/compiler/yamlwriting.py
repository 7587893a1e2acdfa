"""Values → YAML text that ``yamltext.parse`` reads back as the very same values. Pure.

What is edited in the browser is kept as the files an author would have written: each value on a
line of its own, so that a finding's line leads back to the field it is about.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

# What our reader takes for a number and PyYAML would leave unquoted, e.g. "089".
_NUMBER_LIKE = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
# A block scalar must not hold what YAML breaks lines at or what our reader refuses to indent with.
_PLAIN_LINES = re.compile(r"[^\t\r\x85\u2028\u2029\ufeff]*")


class _Writer(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True  # the reader refuses anchors

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)  # list items stand below their key, indented


def _text(writer: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None
    if "\n" in value and _PLAIN_LINES.fullmatch(value) and not re.search(r"[ ]\n|^\s", value):
        style = "|"
    elif not value or _NUMBER_LIKE.fullmatch(value) or "\n" in value:
        style = '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _decimal(writer: yaml.SafeDumper, value: float) -> yaml.ScalarNode:
    written = format(Decimal(repr(value)), "f")
    return writer.represent_scalar(
        "tag:yaml.org,2002:float", written if "." in written else f"{written}.0"
    )


_Writer.add_representer(str, _text)
_Writer.add_representer(float, _decimal)


def written(value: Mapping[str, Any] | list[Any]) -> str:
    """``value`` (mappings, lists, texts, numbers, truth values, None) as one YAML document."""
    return str(
        yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=2**31, indent=2)
    )
