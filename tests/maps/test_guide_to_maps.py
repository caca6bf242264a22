"""The page of the guide: what a newcomer copies works as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from places import DOCS

from career_pathways.explorer.commands.main import main
from career_pathways.loader.maps import mapping

PAGE = (DOCS / "maps.md").read_text("utf-8")


def block(kind: str) -> str:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[0]


def test_the_spreadsheet_and_the_mapping_file_of_the_page_make_a_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("our-yard.csv").write_text(block("csv"), "utf-8")
    Path("our-yard.toml").write_text(block("toml"), "utf-8")
    for line in block("sh").splitlines():
        _, *command = shlex.split(line)
        if command[0] != "load":  # which needs a server
            result = CliRunner().invoke(main, command)
            assert result.exit_code == 0, result.output
    assert "Welding supervisor" in result.stdout
    assert "next level up, stated in our-yard.csv, row 3" in " ".join(result.stdout.split())


def test_the_page_names_every_key() -> None:
    keys = {key for keys in mapping._VALUES.values() for key in keys} | {*mapping._OF_A_TABLE, *mapping._EDITION}
    written = "".join(re.findall(r"`[^`]*`", PAGE))
    assert {key for key in (*keys, *mapping._SECTIONS) if not re.search(rf"\b{key}\b", written)} == set()
