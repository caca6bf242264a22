"""What is known of vulnerabilities in what is locked; and what nobody could be asked of is not called clean."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from packing import ROOT
from saying import said

NPM = ("web", "tests/helpers/readers", "tests/helpers/agents")
"""The folders that npm has a lock of."""


@dataclass(slots=True)
class Audit:
    """What an audit of one list of packages has found."""

    what: str
    clean: set[str] = field(default_factory=set)
    vulnerable: dict[str, str] = field(default_factory=dict)
    """Each package that has a known vulnerability, with its names."""
    unknown: set[str] = field(default_factory=set)
    """Each that could not be audited."""
    why: str = ""
    """Why not."""

    def sentence(self) -> str:
        """The audit in a line."""
        found = [f"{len(self.clean)} clean"] if self.clean else []
        found += [f"{name}: {names}" for name, names in sorted(self.vulnerable.items())]
        if self.unknown:
            found.append(f"{len(self.unknown)} could not be audited ({self.why})")
        return "; ".join(found)


def audits() -> Iterable[Audit]:
    """One of the packages of Python that any lock pins, one of those of npm for each folder."""
    yield of_python(sorted(ROOT.glob("requirements*.lock")))
    yield from map(of_npm, NPM)


def of_python(locks: Iterable[Path]) -> Audit:
    """What pip-audit says of all that locks pin."""
    audit = Audit("pip-audit, requirements*.lock")
    for lock in locks:
        command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
        done = subprocess.run(
            [*command, "--format", "json", "-r", lock], capture_output=True, text=True, check=False
        )  # it ends with 1 where it has found something
        if not done.stdout:
            sys.exit(f"make release: pip-audit of {lock.name} has failed:\n{said(done)}")
        for package in json.loads(done.stdout)["dependencies"]:
            _note(audit, package)
    return audit


def _note(audit: Audit, package: dict[str, object]) -> None:
    """One package, as pip-audit tells of it."""
    name = str(package["name"])
    if reason := package.get("skip_reason"):
        audit.unknown.add(name)
        audit.why = str(reason).partition(":")[0].removesuffix(" and could not be audited")
    elif found := package.get("vulns"):
        audit.vulnerable[name] = ", ".join(one["id"] for one in found)  # type: ignore[attr-defined]
    else:
        audit.clean.add(name)


def of_npm(folder: str) -> Audit:
    """What `npm audit` says of what the lock of a folder pins."""
    audit = Audit(f"npm audit, {folder}")
    packages = json.loads((ROOT / folder / "package-lock.json").read_text("utf-8"))["packages"]
    names = {place.rpartition("node_modules/")[2] for place in packages if place}
    npm = shutil.which("npm") or sys.exit(
        "make release: npm is needed for its audit: install Node 20 or later, with npm"
    )
    done = subprocess.run(
        [npm, "audit", "--json", "--package-lock-only"], cwd=ROOT / folder, capture_output=True, text=True, check=False
    )
    told = json.loads(done.stdout or "{}")
    if "vulnerabilities" not in told:  # the registry was not reached, or has no such service
        audit.unknown, audit.why = names, str(told.get("message") or said(done).splitlines()[0]).partition(" - ")[0]
        return audit
    audit.vulnerable = {name: str(found["severity"]) for name, found in told["vulnerabilities"].items()}
    audit.clean = names - audit.vulnerable.keys()
    return audit
