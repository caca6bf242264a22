"""The Pythons that a release is tried on, and fresh environments of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from packing import ROOT
from saying import said

BIN = Path(sys.prefix, "bin")
"""Where uv and pipx are, which `make release` has installed."""


def supported() -> list[str]:
    """The versions that pyproject.toml says are supported, as "3.12"."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = [re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line) for line in project["classifiers"]]
    return [match[1] for match in found if match]


@cache
def pythons() -> dict[str, Path | None]:
    """For each supported version a Python of it on this machine; None where there is none that can be used.

    Looked for on PATH, among those of pyenv, and where uv looks, in this order.
    """
    return {version: next(filter(lambda p: _is_of(p, version), _candidates(version)), None) for version in supported()}


def _candidates(version: str) -> Iterator[Path]:
    if on_path := shutil.which(f"python{version}"):
        yield Path(on_path)
    if pyenv := shutil.which("pyenv"):
        root = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=False).stdout.strip()
        yield from sorted(Path(root, "versions").glob(f"{version}.*/bin/python"), reverse=True)
    command = [BIN / "uv", "python", "find", "--no-project", "--no-python-downloads", version]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.home()).stdout.strip()
    if found:
        yield Path(found)


def _is_of(python: Path, version: str) -> bool:
    """Whether it runs, is of that version, and can make environments: one of pyenv's shims may lead nowhere."""
    code = "import sys, venv, ensurepip; print('.'.join(map(str, sys.version_info[:2])))"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == version


def by_pip(what: str, python: Path, folder: Path) -> str | None:
    """Makes `folder` a fresh environment, and installs into it what pip understands: a file, or a file with extras.

    Returns what went wrong, or None.
    """
    made = subprocess.run([python, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if made.returncode:
        return said(made)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    return said(done) if done.returncode else None


def by_pipx(wheel: Path, python: Path, folder: Path) -> str | None:
    """Installs the wheel as `pipx install` does, its command into `folder`/bin. Returns what went wrong, or None."""
    homes = {"PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "bin")}
    return _ran([BIN / "pipx", "install", "--python", python, wheel], homes)


def by_uv(wheel: Path, python: Path, folder: Path) -> str | None:
    """Installs the wheel as `uv tool install` does, its command into `folder`/bin. Returns what went wrong, or None."""
    homes = {"UV_TOOL_DIR": str(folder / "uv"), "UV_TOOL_BIN_DIR": str(folder / "bin")}
    return _ran([BIN / "uv", "tool", "install", "--python", python, wheel], homes)


def _ran(command: list[str | Path], variables: Mapping[str, str]) -> str | None:
    done = subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)
    return said(done) if done.returncode else None
