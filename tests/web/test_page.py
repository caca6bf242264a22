"""`pathways page`: one file that holds everything, the same for the same store, and asks nothing of a network."""

from __future__ import annotations

import re
from base64 import b64encode, b85decode
from hashlib import sha256
from pathlib import Path
from zlib import decompress

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from career_pathways.explorer.commands.command_line import COMMAND_LINE
from career_pathways.explorer.commands.main import main
from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.serving.served import Served
from career_pathways.explorer.web.one_file import one_file
from career_pathways.explorer.web.packed_map import packed_map
from career_pathways.explorer.web.server import application

LARGEST = 500_000


@pytest.fixture(scope="module")
def text(explorer: Explorer) -> str:
    return one_file([explorer])


def test_the_file_is_small_and_the_same_for_the_same_map(text: str, explorer: Explorer) -> None:
    assert len(text.encode()) < LARGEST
    assert one_file([explorer]) == text


@pytest.mark.slow
def test_the_file_is_small_with_every_edition_of_the_package(both: Path) -> None:
    explorers = [Explorer.open(both, edition=edition) for edition in ("2017", "2026")]
    assert len(one_file(explorers).encode()) < LARGEST


def test_the_file_holds_the_packed_map(text: str, explorer: Explorer) -> None:
    (held,) = re.findall(r'<script type="text/plain" data-packed="map"[^>]*>(.*?)</script>', text)
    assert decompress(b85decode(held.replace(",", "<"))).decode() == packed_map(explorer)


def test_the_file_allows_its_own_script_and_style_alone_and_no_request(text: str) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="(.*?)"', text)
    for name in ("script", "style"):
        (allowed,) = re.findall(f"{name}-src &#x27;sha256-(.*?)&#x27;", policy)
        kind = ' type="module"' if name == "script" else ""
        (held,) = re.findall(f"<{name}{kind}>(.*?)</{name}>", text, re.DOTALL)
        assert b64encode(sha256(held.encode()).digest()).decode() == allowed
    assert policy.startswith("default-src &#x27;none&#x27;; ")
    assert re.findall(r'(?:src|href)="(?!#|data:)', text.partition("<script")[0]) == []


@pytest.mark.slow
def test_what_is_there_is_replaced_only_by_force(built_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    options = ["page", "--store", str(built_store), "-o", str(file)]
    file.write_text("mine")
    refused = CliRunner().invoke(main, options)
    assert (refused.exit_code, "--force" in refused.stderr, file.read_text()) == (2, True, "mine")
    written = CliRunner().invoke(main, [*options, "--force"])
    assert (written.exit_code, written.stdout, f"{file.stat().st_size:,} bytes" in written.stderr) == (0, "", True)
    assert sorted(tmp_path.iterdir()) == [file]


def test_a_place_that_cannot_be_written_is_said_in_a_sentence_before_the_page_is_made(
    built_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("career_pathways.explorer.web.one_file.one_file")
    for place, told in (("none/a.html", "none: no such folder"), ("a.html/", "a.html: a folder")):
        result = CliRunner().invoke(main, ["page", "--store", str(built_store), "-o", f"{tmp_path}/{place}"])
        assert (result.exit_code != 0, len(result.stderr.splitlines()), told in result.stderr) == (True, 1, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("served", [False, True])
def test_an_own_map_is_called_by_its_title_and_its_licence_and_not_by_those_of_the_government(
    tmp_path: Path, served: bool
) -> None:
    (tmp_path / "own.toml").write_text(
        '[edition]\nid = "own"\ntitle = "Jobs at our college"\nlicence = "internal"\n[[occupations]]\n'
        'file = "own.csv"\ntitle = "job"\nroute = "route"\nprogresses_to = "to"\n'
    )
    (tmp_path / "own.csv").write_text("job,route,to\nCleaner,Estates,Caretaker\nCaretaker,Estates,\n")
    store = tmp_path / "own.kgl"
    built = CliRunner().invoke(main, ["build", str(tmp_path / "own.toml"), "--store", str(store)])
    assert built.exit_code == 0, built.output
    if served:
        site = TestClient(application(Served(store), words=COMMAND_LINE), base_url="http://127.0.0.1")
        shown = site.get("/").text + site.get("/about").text
        assert "What one can progress to in Jobs at our college, how, and why." in shown
    else:
        shown = re.sub("<script type=.module.*", "", one_file([Explorer.open(store)]), flags=re.DOTALL)
    assert "From Jobs at our college, licence: internal. Its tables state the progressions" in shown
    assert re.findall("Crown|government|2017|inferred", shown) == []


def test_the_map_of_the_document_is_called_by_its_name_and_its_owner(text: str) -> None:
    (foot,) = re.findall("<footer>.*?<p>(.*?)</p></footer>", text, re.DOTALL)
    assert foot.startswith("From the occupational maps of December 2017, Crown copyright. A progression is inferred ")
