"""The wheel and the source distribution hold what they should; the wheel works where nothing else of the project is."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from places import DOCS, ROOT
from ruamel.yaml import YAML

from career_pathways import __version__
from career_pathways.explorer.commands.main import main
from career_pathways.explorer.commands.pages import PAGES, file_of

PAGE_FILES = [DOCS / file_of(name) for name in PAGES]
"""The pages, and neither the decisions nor what maintainers read."""

FOLDERS = ("career_pathways", "loader", "queries", "exports", "explorer", "docs")

PARTS_OF_EXPORTS = {"parquet", "xlsx", "png"}
"""Extras that the extra `exports` holds."""

MADE = {"PKG-INFO", "setup.cfg", "career_pathways.egg-info"}
"""What setuptools adds to a source distribution."""


def kept() -> set[str]:
    """The files that the repository keeps or would keep, from its root; of an unpacked source distribution, all."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
        return {name for name in listed if (ROOT / name).exists()}
    found = (file.relative_to(ROOT) for file in ROOT.rglob("*") if file.is_file())
    return {str(file) for file in found if file.parts[0] not in MADE and "__pycache__" not in file.parts}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source distribution, and the wheel that is built of it.

    From a clean copy: a `build` folder left behind would bring deleted files back.
    """
    copy = tmp_path_factory.mktemp("source")
    for name in kept():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(copy / "dist"), str(copy)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next((copy / "dist").glob("*.tar.gz")), next((copy / "dist").glob("*.whl"))


@pytest.mark.slow
def test_the_source_distribution_holds_every_file_of_the_repository_and_no_other(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = [Path(*Path(member.name).parts[1:]) for member in archive if member.isfile()]
    assert {str(name) for name in names if name.parts[0] not in MADE} == kept()


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_folders_and_no_other(built: tuple[Path, Path]) -> None:
    packed = {n for n in zipfile.ZipFile(built[1]).namelist() if ".dist-info/" not in n}
    files = {
        str(file.relative_to(ROOT) if folder == "career_pathways" else Path("career_pathways", file.relative_to(ROOT)))
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and (folder != "docs" or file in PAGE_FILES)
    }
    assert packed == files


@pytest.mark.slow
def test_the_wheel_answers_without_the_checkout(built: tuple[Path, Path], tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(built[1]).extractall(site)
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r}); sys.meta_path[:] = [f for f in sys.meta_path "
        "if 'editable' not in repr(f).lower()]; from career_pathways.explorer.commands.main import main; "
        f"store = ['--store', {str(tmp_path / 's.kgl')!r}]; main(['build', *store], standalone_mode=False); "
        "main(['search', 'roofer', '--csv', *store], standalone_mode=False); "
        "from career_pathways.explorer.commands.pages import PAGES; "
        "[main(['help', name], standalone_mode=False) for name in PAGES]"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert "construction/roofer-2,Roofer,2" in result.stdout, result.stderr
    for page in PAGE_FILES:
        heading = page.read_text("utf-8").splitlines()[0]
        assert f"\n{heading}\n" in result.stdout, result.stderr


@pytest.mark.slow
def test_what_an_index_shows_names_the_licences_and_leads_nowhere_in_the_repository(built: tuple[Path, Path]) -> None:
    wheel = zipfile.ZipFile(built[1])
    (name,) = [n for n in wheel.namelist() if n.endswith(".dist-info/METADATA")]
    metadata, _, text = wheel.read(name).decode().partition("\n\n")
    assert "License-Expression: MIT AND OGL-UK-3.0 AND CC-BY-4.0 AND LicenseRef-WordNet" in metadata.splitlines()
    assert text == (ROOT / "PACKAGE.md").read_text("utf-8")
    assert re.findall(r"\]\((?!https://)[^)]*\)", text) == []


def test_what_an_index_shows_is_what_people_get(built_store: Path) -> None:
    text = (ROOT / "PACKAGE.md").read_text("utf-8")
    ((command, shown),) = re.findall(r"```console\n\$ pathways ([^\n]*)\n(.*?)```", text, re.DOTALL)
    result = CliRunner().invoke(main, shlex.split(command), env={"PATHWAYS_STORE": str(built_store), "COLUMNS": ""})
    assert (result.exit_code, result.stdout) == (0, shown)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert set(re.findall(r"^\| `career-pathways\[(\w+)\]` \|", text, re.MULTILINE)) == extras.keys() - PARTS_OF_EXPORTS


def test_one_version_stands_in_the_package_the_changelog_and_the_citation() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest, day = re.findall(r"^## (\d\S*) - (\S+)$", changelog, re.MULTILINE)[0]
    citation = YAML(typ="safe").load(ROOT / "CITATION.cff")
    assert (newest, day) == (__version__, str(citation["date-released"]))
    assert str(citation["version"]) == __version__
