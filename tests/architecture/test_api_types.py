"""What the interface reads of an answer is what the API's document says is in it."""

import re
from pathlib import Path
from typing import Any

import pytest

KIT = Path(__file__).resolve().parents[2] / "frontend/src/kit"
TYPES = KIT / "api-types.d.ts"
# One file an area of the management pages; their interfaces have the names of the API's schemas.
AREAS = sorted(KIT.glob("api-types-*.d.ts"))

# Interface in TypeScript → schema of the API.
READS = {
    "Me": "Me",
    "Outcome": "OutcomeRead",
    "ActivityState": "ActivityStateRead",
    "Activity": "ActivityRead",
    "Module": "ModuleRead",
    "Requirement": "RequirementRead",
    "Requirements": "RequirementsRead",
    "CourseCard": "CourseCard",
    "Enrolment": "EnrolmentRead",
    "CourseDetail": "CourseDetail",
    "Resume": "Resume",
    "JpBalance": "JpBalance",
    "Home": "Home",
    "Certificate": "CertificateRead",
    "LedgerEntry": "LedgerEntryRead",
    "Ledger": "LedgerRead",
    "Page": "Page_CourseCard_",
    "Agency": "AgencyRead",
    "Person": "PersonRead",
    "Row": "RowRead",
    "RowsAnswer": "RowsAnswer",
    "ManagedCourse": "CourseAdminRead",
    "AuditEntry": "AuditRead",
}


def interfaces(file: Path) -> dict[str, set[str]]:
    """Names of the properties each interface reads, inherited ones too."""
    text = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
    found: dict[str, set[str]] = {}
    parents: dict[str, str] = {}
    pattern = r"interface (\w+)(?:<\w+>)?(?: extends (\w+))? \{\n(.*?)\n\}"
    for name, parent, body in re.findall(pattern, text, flags=re.DOTALL):
        found[name] = set(re.findall(r"^  (\w+)\??:", body, flags=re.MULTILINE))
        if parent:
            parents[name] = parent
    for name, parent in parents.items():
        found[name] |= found[parent]
    return found


INTERFACES = interfaces(TYPES)
OF_AREAS = [
    pytest.param(name, read, id=f"{file.name} {name}")
    for file in AREAS
    for name, read in interfaces(file).items()
]


def test_every_exported_shape_is_compared() -> None:
    exported = set(re.findall(r"export interface (\w+)", TYPES.read_text("utf-8")))
    assert exported == set(READS)


@pytest.mark.parametrize("name", sorted(READS))
def test_the_interface_reads_what_is_there(openapi: dict[str, Any], name: str) -> None:
    schema = openapi["components"]["schemas"][READS[name]]
    assert INTERFACES[name], f"{name} was not understood"
    assert INTERFACES[name] - set(schema["properties"]) == set()


@pytest.mark.parametrize(("name", "read"), OF_AREAS)
def test_the_management_reads_what_is_there(
    openapi: dict[str, Any], name: str, read: set[str]
) -> None:
    assert read, f"{name} was not understood"
    assert read - set(openapi["components"]["schemas"][name]["properties"]) == set()
