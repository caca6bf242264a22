"""The wheel holds what the folders hold, and works where nothing else of the project is."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from places import ROOT

FOLDERS = ("career_pathways", "loader", "queries", "exports", "explorer", "docs")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a clean copy: a `build` folder left behind would bring deleted files back."""
    copy = tmp_path_factory.mktemp("source")
    for name in (*FOLDERS, "pyproject.toml", "README.md", "LICENSE"):
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, copy / name, ignore=ignored) if source.is_dir() else shutil.copy(source, copy)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(copy / "dist"), str(copy)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_folders_and_no_other(wheel: Path) -> None:
    packed = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    files = {
        str(file.relative_to(ROOT) if folder == "career_pathways" else Path("career_pathways", file.relative_to(ROOT)))
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
        and "__pycache__" not in file.parts
        and (folder != "docs" or file.match("docs/*.md"))  # the pages, not the decisions
    }
    assert packed == files


@pytest.mark.slow
def test_the_wheel_answers_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
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
    for page in (ROOT / "docs").glob("*.md"):
        heading = page.read_text("utf-8").splitlines()[0]
        assert f"\n{heading}\n" in result.stdout, result.stderr
