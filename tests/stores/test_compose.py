"""docker-compose.yml is valid by the specification's schema, and keeps the rules that its comments give reasons for.

No Docker is needed: the server that the image holds judges the settings. Each rule is shown to notice its breach.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from places import ROOT
from ruamel.yaml import YAML

FILE = ROOT / "docker-compose.yml"
TEXT = FILE.read_text("utf-8")

ROWS_OF_THE_LARGEST_LOAD = 500_000
"""50,000 occupations with their clusters, and 400,000 progressions."""
BYTES_A_ROW = 5_000
"""Of transaction memory, measured."""


def service(text: str) -> dict[str, Any]:
    """The one service of a compose file."""
    (only,) = YAML(typ="safe").load(text)["services"].values()
    return only


def settings(text: str) -> dict[str, str]:
    """The lines of neo4j.conf that the image's entrypoint makes of the environment."""
    return {
        name.removeprefix("NEO4J_").replace("_", ".").replace("..", "_"): value
        for name, value in service(text)["environment"].items()
        if name.startswith("NEO4J_") and name != "NEO4J_AUTH"
    }


def seconds(duration: str) -> int:
    number, unit = re.fullmatch(r"(\d+)([smh])", duration).groups()  # type: ignore[union-attr]
    return int(number) * {"s": 1, "m": 60, "h": 3600}[unit]


def size(text: str) -> int:
    number, unit = re.fullmatch(r"(\d+)([mg])b?", text.lower()).groups()  # type: ignore[union-attr]
    return int(number) * {"m": 1024**2, "g": 1024**3}[unit]


def broken(change: tuple[str, str]) -> str:
    """The file with something in it replaced."""
    old, new = change
    assert old in TEXT
    return TEXT.replace(old, new)


def added(line: str) -> tuple[str, str]:
    """The change that adds a variable to the environment."""
    return "    environment:\n", f"    environment:\n      {line}\n"


# The schema -------------------------------------------------------------------------------------------------


def complaints(text: str, folder: Path) -> str | None:
    """What the schema of the compose specification has against a file; None where it has nothing."""
    file = folder / "docker-compose.yml"
    file.write_text(text, "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else None


def test_it_is_valid_by_the_compose_specification(tmp_path: Path) -> None:
    assert complaints(TEXT, tmp_path) is None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("mem_limit: 6g", "memory_limit: 6g"), id="a key that there is not"),
        pytest.param(('- "127.0.0.1:7474:7474"', "- [7474]"), id="a port that is a list"),
        pytest.param(("mem_limit: 6g", "mem_limit: [6g]"), id="a size that is a list"),
    ],
)
def test_the_schema_refuses(change: tuple[str, str], tmp_path: Path) -> None:
    assert "Schema validation errors" in (complaints(broken(change), tmp_path) or "")


# The rules --------------------------------------------------------------------------------------------------


def has_the_version_of_the_local_server(text: str) -> bool:
    from career_pathways.explorer.local_neo4j.jars import VERSION

    return service(text)["image"] == f"neo4j:{VERSION}-community"


def mounts_named_volumes_only(text: str) -> bool:
    named = YAML(typ="safe").load(text)["volumes"]
    mounts = dict(mount.split(":") for mount in service(text)["volumes"])
    return mounts.keys() == named.keys() and "/data" in mounts.values()


def requires_a_password(text: str) -> bool:
    auth = service(text)["environment"]["NEO4J_AUTH"]
    return bool(re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?set it [^}]*8 characters or more[^}]*\}", auth))


def has_no_variable_but_settings(text: str) -> bool:
    return all(
        name == "NEO4J_AUTH" or re.fullmatch(r"NEO4J(__?[a-z]+)+", name) for name in service(text)["environment"]
    )


def fits_its_memory(text: str) -> bool:
    of = settings(text)
    heap, cache = size(of["server.memory.heap.max_size"]), size(of["server.memory.pagecache.size"])
    one, all_ = size(of["db.memory.transaction.max"]), size(of["dbms.memory.transaction.total.max"])
    return one < all_ <= 0.7 * heap and heap + cache + 1024**3 <= size(service(text)["mem_limit"])


def allows_the_largest_load(text: str) -> bool:
    return size(settings(text)["db.memory.transaction.max"]) >= ROWS_OF_THE_LARGEST_LOAD * BYTES_A_ROW


RULES: dict[str, tuple[Callable[[str], bool], tuple[str, str]]] = {
    "the image is pinned to a patch": (
        lambda text: bool(re.fullmatch(r"neo4j:5\.26\.\d+-community", service(text)["image"])),
        ("5.26.12-community", "latest"),
    ),
    "the image is the local server's version": (has_the_version_of_the_local_server, ("5.26.12", "5.26.11")),
    "there is no version key": (lambda text: "version" not in YAML(typ="safe").load(text), ("name:", "version:")),
    "ports are open to this machine only": (
        lambda text: all(port.startswith("127.0.0.1:") for port in service(text)["ports"]),
        ("127.0.0.1:7687:7687", "7687:7687"),
    ),
    "the health check needs what the image has": (
        lambda text: re.findall(r"wget|curl", str(service(text)["healthcheck"]["test"])) == ["wget"],
        ("wget -q", "curl -q"),
    ),
    "the health check leaves no file": (
        lambda text: "-O /dev/null" in service(text)["healthcheck"]["test"][1],
        ("-O /dev/null ", ""),
    ),
    "a slow start is no failure": (
        lambda text: seconds(service(text)["healthcheck"]["start_period"]) >= 30,
        ("start_period: 2m", "start_period: 5s"),
    ),
    "Neo4j has time to stop": (
        lambda text: seconds(service(text)["stop_grace_period"]) >= 60,
        ("stop_grace_period: 2m", "stop_grace_period: 10s"),
    ),
    "it comes up again after the machine": (
        lambda text: service(text)["restart"] == "unless-stopped",
        ("unless-stopped", '"no"'),
    ),
    "the data lies on a named volume": (mounts_named_volumes_only, ("- data:/data", "- ./data:/data")),
    "a password must be set": (requires_a_password, ("NEO4J_PASSWORD:?", "NEO4J_PASSWORD:-")),
    "no password is in clear": (requires_a_password, ("${NEO4J_PASSWORD:?", "secret12345 ${NEO4J_PASSWORD:?")),
    "no variable becomes an unknown setting": (has_no_variable_but_settings, added("NEO4J_USERNAME: neo4j")),
    "no plugin is installed": (has_no_variable_but_settings, added("NEO4J_PLUGINS: '[\"apoc\"]'")),
    "no variable comes from elsewhere": (
        lambda text: "env_file" not in service(text),
        ("    environment:\n", "    env_file: .env\n    environment:\n"),
    ),
    "no file is imported": (
        lambda text: settings(text).get("dbms.security.allow_csv_import_from_file_urls") == "false",
        ("file__urls", "file_urls"),
    ),
    "nothing is reported": (
        lambda text: (
            {settings(text).get(n) for n in ("dbms.usage_report.enabled", "client.allow_telemetry")} == {"false"}
        ),
        ('usage__report_enabled: "false"', 'usage__report_enabled: "true"'),
    ),
    "no transaction lasts for ever": (
        lambda text: seconds(settings(text)["db.transaction.timeout"]) >= 300,  # a load waits so long for its indexes
        ("timeout: 10m", "timeout: 0s"),
    ),
    "memory limits fit into one another": (fits_its_memory, ("mem_limit: 6g", "mem_limit: 4g")),
    "the largest load has room": (allows_the_largest_load, ("2600M", "1400M")),
    "no process gains rights": (
        lambda text: service(text)["security_opt"] == ["no-new-privileges:true"] and "privileged" not in service(text),
        ("    security_opt:", "    privileged: true\n    security_opt:"),
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_it_keeps_the_rule(rule: str) -> None:
    keeps, _ = RULES[rule]
    assert keeps(TEXT)


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_notices_its_breach(rule: str) -> None:
    keeps, breach = RULES[rule]
    assert not keeps(broken(breach))


# The settings -----------------------------------------------------------------------------------------------


def validated(text: str, home: Path) -> subprocess.CompletedProcess[str]:
    """What the server itself says of the settings (`neo4j-admin server validate-config`)."""
    from career_pathways.explorer.local_neo4j.server import server_jars

    java = shutil.which("java")
    assert java, "this test needs Java 17 or later."
    for folder in ("conf", "plugins"):
        (home / folder).mkdir()
    lines = [f"{name}={value}\n" for name, value in settings(text).items()]
    (home / "conf" / "neo4j.conf").write_text("".join(lines), "utf-8")
    command = [java, "-cp", f"{server_jars()}{os.sep}*", "org.neo4j.server.startup.Neo4jAdminCommand"]
    others = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return subprocess.run(
        [*command, "server", "validate-config"],
        env=others | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.server
def test_the_server_takes_the_settings(tmp_path: Path) -> None:
    done = validated(TEXT, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Configuration file validation successful" in done.stdout


@pytest.mark.server
@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param(("timeout: 10m", "timeout: ten minutes"), "db.transaction.timeout", id="a value misspelt"),
        pytest.param(added("NEO4J_USERNAME: neo4j"), "USERNAME", id="a variable of the client"),
    ],
)
def test_the_server_refuses(change: tuple[str, str], named: str, tmp_path: Path) -> None:
    done = validated(broken(change), tmp_path)
    assert done.returncode != 0
    assert named in done.stdout
