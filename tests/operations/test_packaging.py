"""The Dockerfile, compose file and operator's guide agree with the code; no engine is needed."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app import cli
from app.settings import Settings

ROOT = Path(cli.__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "operations.md"
VARIABLES = {f"LENTERA_{name.upper()}" for name in Settings.model_fields}
# Read by compose.yaml itself, not by the program.
OF_COMPOSE = {"LENTERA_DOMAIN"}


def instructions() -> list[tuple[str, str]]:
    """(instruction, the rest) of the Dockerfile, continued lines joined."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    plain = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return [(name.upper(), rest.strip()) for name, _, rest in (p.partition(" ") for p in plain)]


def stages() -> list[list[tuple[str, str]]]:
    found: list[list[tuple[str, str]]] = []
    for name, rest in instructions():
        if name == "FROM":
            found.append([])
        found[-1].append((name, rest))
    return found


def test_instructions_are_known() -> None:
    known = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE"}
    assert {name for name, _ in instructions()} <= known | {"STOPSIGNAL", "HEALTHCHECK", "CMD"}


def test_base_images_are_pinned_to_a_version() -> None:
    for name, rest in instructions():
        if name == "FROM":
            image = rest.split()[0]
            assert re.fullmatch(r"(node|python):\d+(\.\d+)?-(slim-)?bookworm(-slim)?", image), image
            assert " AS " in rest


def test_copied_paths_exist_and_reach_the_builder() -> None:
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    sent = {line[1:].rstrip("/") for line in ignore if line.startswith("!")}
    assert "*" in ignore
    for name, rest in instructions():
        parts = rest.split()
        if name != "COPY" or parts[0].startswith("--from="):
            continue
        for path in parts[:-1]:
            assert (ROOT / path).exists(), path
            assert path.split("/")[0] in sent, f"{path} is not sent to the builder"


def test_copies_between_stages_name_a_stage() -> None:
    names = {stage[0][1].split()[-1] for stage in stages()}
    for name, rest in instructions():
        if name == "COPY" and rest.startswith("--from="):
            assert rest.split()[0].removeprefix("--from=") in names


def test_the_runtime_is_not_root_and_watches_itself() -> None:
    runtime = stages()[-1]
    names = [name for name, _ in runtime]
    assert names.count("USER") == 1
    assert dict(runtime)["USER"] not in {"root", "0"}
    assert "RUN" not in names[names.index("USER") :]
    assert "/healthz" in dict(runtime)["HEALTHCHECK"]
    assert dict(runtime)["CMD"] == '["lentera", "serve"]'
    assert "npm" not in str(runtime)


def test_no_secret_is_built_in() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8") + (ROOT / "compose.yaml").read_text("utf-8")
    assert not re.search(r"(?i)(password|secret|token|_key)\s*[=:]", text)
    assert not re.search(r"(?m)^\s*ARG ", text)


def test_the_dependencies_are_installed_by_hash() -> None:
    installs = [rest for name, rest in instructions() if name == "RUN" and "pip install" in rest]
    assert any("--require-hashes -r requirements.txt" in rest for rest in installs)


def test_compose() -> None:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    services = found["services"]
    assert "ports" not in services["app"], "people reach the app through Caddy alone"
    subnet = found["networks"]["default"]["ipam"]["config"][0]["subnet"]
    assert services["app"]["environment"]["LENTERA_TRUSTED_PROXIES"] == subnet
    volumes = {mount.split(":")[0] for each in services.values() for mount in each["volumes"]}
    assert volumes == set(found["volumes"])
    for each in services.values():
        assert not each.get("image", "").endswith(":latest")


@pytest.mark.parametrize("path", ["Dockerfile", "compose.yaml", "docs/operations.md"])
def test_only_settings_that_exist_are_named(path: str) -> None:
    named = set(re.findall(r"\bLENTERA_[A-Z_]*[A-Z]", (ROOT / path).read_text("utf-8")))
    assert named - VARIABLES - OF_COMPOSE == set()


def test_only_commands_that_exist_are_named() -> None:
    texts = [GUIDE.read_text("utf-8"), (ROOT / "Dockerfile").read_text("utf-8")]
    named = {
        match[1]
        for text in texts
        for match in re.finditer(r"(?m)(?:^|`|&& |; |app |bin/)lentera ((?:content )?[a-z]+)", text)
    }
    parser = cli._parser()
    words = {"migrate", "backup", "restore", "doctor", "serve", "content publish"}
    assert words <= named
    for command in named:
        arguments = command.split() + {"restore": ["file"]}.get(command, [])
        if command == "account":
            continue
        parser.parse_args(arguments)


def test_links_inside_the_guide_lead_somewhere() -> None:
    text = GUIDE.read_text("utf-8")
    headings = re.findall(r"(?m)^## (.+)$", text)
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) == anchors
