"""A real browser finds its way through the explorer: in one file, and on a server, with a script and without."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from places import ROOT
from small_graph import with_title

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.web.one_file import one_file
from career_pathways.loader.stores.embedded import EmbeddedStore


@pytest.mark.slow
@pytest.mark.browser
def test_the_explorer_is_searched_followed_and_shared_in_a_browser(
    explorer: Explorer, graph: nx.MultiDiGraph, built_store: Path, tmp_path: Path
) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "no Chromium: `make test` installs it"
    file, other = tmp_path / "map.html", tmp_path / "other.kgl"
    store = Path(shutil.copyfile(built_store, tmp_path / "own.kgl"))
    serve = [sys.executable, "-m", "career_pathways.explorer", "serve", "--port", "0", "--store", str(store)]
    copies = tmp_path / "copies"
    copies.mkdir()
    where = {**os.environ, "TMPDIR": str(copies)}
    with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, env=where) as server:
        try:
            file.write_text(one_file([explorer]), "utf-8")
            EmbeddedStore(other).replace(with_title(graph, "construction/roofer-2", "Thatcher"))
            assert server.stdout
            origin = server.stdout.readline().split()[4].rstrip("/")
            journey = ["node", ROOT / "web" / "tests" / "journey.mjs", chromium, file, origin, store, other]
            ran = subprocess.run(journey, capture_output=True, text=True, check=False, timeout=300)
        finally:
            server.terminate()
    assert ran.returncode == 0, ran.stderr
    assert (server.returncode, list(copies.iterdir())) == (128 + signal.SIGTERM, [])
