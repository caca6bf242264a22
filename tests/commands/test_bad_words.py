"""Words that have no answer: an error or a sound answer, soon; no traceback, and nothing that a terminal obeys."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from tries import some

from career_pathways.explorer.commands.main import main

BAD = {
    "empty": "",
    "blank": " \t ",
    "long": "a" * 10_000,
    "long in words": "able " * 2_000,
    "control characters": "\x1b[31mrofer\x07\x9b0m\x08",
    "direction": "\u202erefoor\u200b",
    "expression": r"(.*)+$|[a-z",
    "template": "{route} {0} %s",
    "pattern": "*') RETURN 1 //",
    "number": "nine",
}
"""By what is wrong with it."""

PLACES = [
    *(["search", "X"], ["show", "X"], ["next", "X"], ["before", "X"], ["reach", "X"], ["compare", "X", "Roofer"]),
    *(["path", "X", "Roofer"], ["path", "Roofer", "X"], ["path", "Roofer", "Plasterer", "--via", "X"]),
    *(["path", "Roofer", "Plasterer", "--avoid", "X"], ["next", "Roofer", "--route", "X"], ["gaps", "--route", "X"]),
    *(["next", "Roofer", "--level", "X"], ["search", "roofer", "--level", "X"], ["search", "roofer", "--route", "X"]),
    *(["reach", "Roofer", "--steps", "X"], ["shared", "--route", "X"], ["path", "Roofer", "Plasterer", "--by", "X"]),
    *(
        ["export", "--dry-run", "--route", "X"],
        ["export", "--dry-run", "--around", "X"],
        ["export", "-o", "x", "--format", "X"],
    ),
    *(
        ["query", "X"],
        ["query", "next-steps", "-p", "id=X"],
        ["query", "dead-ends", "-p", "route=X"],
        ["query", "-p", "X"],
    ),
    *(
        ["query", "--cypher", "X"],
        ["query", "search", "-p", "text=X"],
        ["next", "Roofer", "--with", "X"],
        ["X"],
        ["next", "--X"],
    ),
    *(["check", "X"], ["check", "--lookups", "X"], ["load", "--to", "X"], ["next", "Roofer", "--store", "X"]),
]
"""Where a name, a number or a file is taken."""


@pytest.mark.parametrize("what", BAD)
def test_a_bad_word_is_refused_or_answered_soon(
    what: str, built_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATHWAYS_STORE", str(built_store))
    for place in some(PLACES, fewest=6):
        arguments = [argument.replace("X", BAD[what]) for argument in place]
        start = time.process_time()
        result = CliRunner().invoke(main, arguments)
        assert time.process_time() - start < 2, place
        said = result.stdout + result.stderr
        assert result.exit_code in {0, 1, 2} and "fault of this program" not in said, (place, said)
        assert (result.exit_code == 0) == ("Error: " not in said), (place, said)
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said), (place, said)
        assert len(result.stderr) < 3_000, place
    assert list(tmp_path.iterdir()) == []
