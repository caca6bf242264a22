"""What pyproject.toml asks for and what the locks name: the same packages, in versions that it allows."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from places import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS = PROJECT["dependency-groups"]
RUNNING = [*PROJECT["project"]["dependencies"], *GROUPS["build"]]
ALL_EXTRAS = PROJECT["project"]["optional-dependencies"]
EXTRAS = [r for name, extra in ALL_EXTRAS.items() if name != "spark" for r in extra]
DEVELOPING = [r for name in ("docs", "dev") for r in GROUPS[name] if isinstance(r, str)]


def pinned(lock: str) -> dict[str, set[str]]:
    """The versions of each package of a lock: several where it depends on the system."""
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE):
        pins.setdefault(canonicalize_name(name), set()).add(version)
    return pins


def asked(*lists: list[str]) -> list[Requirement]:
    found = [Requirement(text) for listed in lists for text in listed]
    return [requirement for requirement in found if requirement.name != PROJECT["project"]["name"]]


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("requirements.lock", asked(RUNNING)),
        ("requirements-docs.lock", asked(RUNNING, GROUPS["docs"])),
        ("requirements-dev.lock", asked(RUNNING, EXTRAS, DEVELOPING)),
        ("requirements-soak.lock", asked(PROJECT["project"]["dependencies"], ALL_EXTRAS["spark"])),
        ("requirements-release.lock", asked(RUNNING, GROUPS["docs"], GROUPS["release"])),
    ],
)
def test_a_lock_names_all_that_is_asked_for_in_versions_that_are_allowed(
    lock: str, requirements: list[Requirement]
) -> None:
    pins = pinned(lock)
    for requirement in requirements:
        versions = pins[canonicalize_name(requirement.name)]
        assert all(map(requirement.specifier.contains, versions)), f"{requirement}: {lock} has {versions}"


def test_the_tests_run_with_the_versions_that_people_run() -> None:
    running, developing = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert running.items() <= developing.items()
    assert {"pytest", "mypy", "pandas", "rdflib"} & running.keys() == set()


def test_every_version_of_a_lock_has_its_hashes() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        for entry in re.split(r"\n(?=\w)", lock.read_text("utf-8")):
            assert "--hash=sha256:" in entry, entry
