"""The licences of all that the project is made with, as docs/licences.md lists them: `make licences` writes its tables.

What each package says of itself is read by pip-licenses. A licence that nobody has looked at yet is an error.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "licences.md"

SYSTEMS = ({}, {"sys_platform": "darwin"}, {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"})
"""This one and the others that markers of packages tell apart."""

ELSEWHERE = {
    "appnope": "BSD-2-Clause",
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "py4j": "BSD-3-Clause",
    "pyspark": "Apache-2.0",
    "pywin32": "PSF-2.0",
    "pywin32-ctypes": "BSD-3-Clause",
}
"""What is locked and not installed here: for other systems, or for Spark."""

READ = {"resvg-py": "MIT"}
"""What a package's own file says, where it says nothing that a program reads."""

SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "GNU General Public License (GPL)": "GPL",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""Other names of a licence, and the one by which it is known."""

FITTING = re.compile(
    r"0BSD|Apache-2\.0|BSD License|BSD-[23]-Clause|CC0-1\.0|ISC|MIT|MIT-0|MIT-CMU|MPL-2\.0|PSF-2\.0|Python-2\.0|Zlib"
)
"""Licences that ask of a program under MIT which installs and imports these packages nothing that it does not do."""


def needed(requirements: Iterable[str]) -> set[str]:
    """The packages that requirements name, and what these need in turn, on any system.

    >>> needed(["rich>=13"]) >= {"rich", "pygments", "markdown-it-py", "mdurl"}
    True
    """
    found: set[str] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or name == "career-pathways":
            continue
        found.add(name)
        waiting += [following for following in _asked_by(name) if _holds(following, requirement.extras)]
    return found


def _asked_by(name: str) -> list[Requirement]:
    try:
        return [Requirement(text) for text in requires(name) or ()]
    except PackageNotFoundError:
        return [Requirement("py4j")] if name == "pyspark" else []


def _holds(requirement: Requirement, extras: set[str]) -> bool:
    places = [{**system, "extra": extra} for system in SYSTEMS for extra in extras or {""}]
    return requirement.marker is None or any(map(requirement.marker.evaluate, places))


def stated(python: str = sys.executable) -> dict[str, str]:
    """What each package that a Python has installed says of its licence."""
    command = [
        sys.executable,
        "-m",
        "piplicenses",
        "--from=mixed",
        "--with-system",
        "--format=json",
        f"--python={python}",
    ]
    listed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    found = {canonicalize_name(package["Name"]): package["License"] for package in listed}
    return {name: READ.get(name, _known(licence)) for name, licence in found.items() if name != "career-pathways"}


def _known(licence: str) -> str:
    """The licences of a package, by the names that they are known by."""
    return "; ".join(SPDX.get(name, name) for name in licence.split("; "))


def unfit(licences: dict[str, str]) -> dict[str, str]:
    """The packages of whose licences none is known to fit; where there is a choice, one that fits will do.

    >>> unfit({"numpy": "BSD-3-Clause AND 0BSD", "uv": "MIT OR GPL", "igraph": "GPL", "both": "MIT AND GPL"})
    {'igraph': 'GPL', 'both': 'MIT AND GPL'}
    """
    return {name: licence for name, licence in licences.items() if not _fits(licence)}


def _fits(licence: str) -> bool:
    choices = re.split(r" OR |; ", licence.strip("()"))
    return any(all(FITTING.fullmatch(part) for part in choice.split(" AND ")) for choice in choices)


def tables() -> dict[str, str]:
    """The tables of the page, each by the name of its mark."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    running = needed(project["dependencies"])
    extras = needed(text for extra in project["optional-dependencies"].values() for text in extra) - running
    licences = ELSEWHERE | stated()
    tools = {name: licences.get(name, "not installed") for name in locked() - running - extras}
    if strange := unfit({name: licences[name] for name in running | extras}):
        sys.exit(f"make licences: whether these fit MIT nobody has looked at yet (FITTING in {__file__}): {strange}")
    by_licence: dict[str, list[str]] = {}
    for name, licence in sorted(tools.items()):
        by_licence.setdefault(licence, []).append(name)
    largest = sorted(by_licence.items(), key=lambda of: (-len(of[1]), of[0]))
    return {
        "running": _table(("package", "licence"), ((name, licences[name]) for name in sorted(running))),
        "extras": _table(("package", "licence"), ((name, licences[name]) for name in sorted(extras))),
        "tools": _table(("licence", "packages"), ((licence, ", ".join(names)) for licence, names in largest)),
        "npm": _table(("licence", "packages of npm"), ((name, str(count)) for name, count in npm().most_common())),
    }


def locked() -> set[str]:
    """The names of all packages that a lock pins."""
    texts = [lock.read_text("utf-8") for lock in ROOT.glob("requirements*.lock")]
    return {canonicalize_name(name) for text in texts for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def npm() -> Counter[str]:
    """How many packages of npm are under each licence, by the lock of each folder that has one; equal ones once."""
    found = {
        (place.rpartition("node_modules/")[2], package["version"]): package.get("license", "not stated")
        for lock in ("web", "tests/helpers/readers", "tests/helpers/agents")
        for place, package in json.loads((ROOT / lock / "package-lock.json").read_text("utf-8"))["packages"].items()
        if place
    }
    return Counter(sorted(found.values()))


def _table(heading: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(_lines(heading, rows))


def _lines(heading: tuple[str, str], rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"| {' | '.join(heading)} |"
    yield "|---|---|"
    yield from (f"| {first} | {second} |" for first, second in rows)


def written(text: str, tables: dict[str, str]) -> str:
    """The page with its tables: each from its mark to the next empty line."""
    for name, table in tables.items():
        text = re.sub(rf"(?<=<!-- {name} -->\n)(?:\|.*\n)*", lambda _, table=table: f"{table}\n", text)
    return text


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8"), tables()), "utf-8")
