"""Tab pressed in the real shells: what stands on the line afterwards, and what is shown.

Each shell runs on a terminal of its own; Ctrl-G is bound to print the line that is being edited.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import networkx as nx
import pexpect
import pytest
from click.testing import CliRunner

from career_pathways.explorer.commands.main import main
from career_pathways.loader.stores.embedded import EmbeddedStore

TITLE = "Yeti's keeper (nights): R&D, IT/x"

SHELLS = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        [
            "bind 'set enable-bracketed-paste off'",
            """bind -x '"\\C-g": printf "\\nLINE<%s>\\n" "$READLINE_LINE"'""",
            'eval "$(pathways completion bash)"',
        ],
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        [
            "unsetopt zle_bracketed_paste prompt_sp; autoload -U compinit; compinit -u -D",
            "shown() { print -r -- $'\\n'\"LINE<$BUFFER>\"; }; zle -N shown; bindkey '^G' shown",
            'eval "$(pathways completion zsh)"',
        ],
    ),
    "fish": (
        ["fish", "--no-config", "-i"],
        ['bind \\cg \'echo; echo "LINE<"(commandline)">"\'', "pathways completion fish | source"],
    ),
}

QUOTED = re.sub(r"([^\w/,:.])", r"\\\1", TITLE)

LINES = {
    "next Yeti": f"next {QUOTED} ",
    'next "yeti': f'next "{TITLE}" ',
    "next --route constr": "next --route construction ",
    "query next-steps -p id=commis": "query next-steps -p id=Commis\\ chef ",
    "export --format graphm": "export --format graphml ",
    "next --exp": "next --explain ",
    "next --batch=~/some\\ p": "next --batch=~/some\\ people.csv ",
    "next --batch some\\ people.csv --heading jo": "next --batch some\\ people.csv --heading job ",
}
"""What is typed before Tab, and what stands there after it."""

OTHERWISE = {("fish", 'next "yeti'): f"next {QUOTED} "}
"""fish closes a quote by writing the word anew where it changes the capitals."""


@pytest.fixture(scope="module")
def store(graph: nx.MultiDiGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map in which the roofers have a title with every sign that a shell obeys."""
    changed = nx.MultiDiGraph(graph)
    changed.nodes["construction/roofer-2"]["title"] = TITLE
    path = tmp_path_factory.mktemp("shells") / "s.kgl"
    with EmbeddedStore(path) as store:
        store.replace(changed)
    return path


@contextmanager
def started(shell: str, store: Path, home: Path, *setup: str) -> Iterator[pexpect.spawn]:
    """The shell with completion, set up as the pages say it or by these lines, at its prompt."""
    program, *arguments = SHELLS[shell][0]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "TERM": "xterm" if shell == "fish" else "dumb",
        "LANG": "C.UTF-8",
        "PATHWAYS_STORE": str(store),
    }
    (home / "some people.csv").write_text("who,job\n", "utf-8")
    terminal = pexpect.spawn(
        program, arguments, env=environment, cwd=str(home), encoding="utf-8", dimensions=(100, 200), timeout=20
    )
    try:
        for line in (*(setup or SHELLS[shell][1]), "echo RE''ADY"):
            terminal.sendline(line)
        terminal.expect("READY\r\n")
        yield terminal
    finally:
        terminal.close(force=True)


def after(terminal: pexpect.spawn, typed: str) -> tuple[str, str]:
    """What stands on the line after these keys, and all that was shown on the way; the line is emptied."""
    terminal.send(f"{typed}\x07")
    terminal.expect("LINE<(.*?)>\r?\n")
    line, shown = terminal.match[1], terminal.before
    terminal.send("\x15")
    return line, shown


@pytest.mark.slow
@pytest.mark.parametrize("shell", SHELLS)
def test_tab_writes_one_word_that_means_what_is_offered(shell: str, store: Path, tmp_path: Path) -> None:
    with started(shell, store, tmp_path) as terminal:
        found = {typed: after(terminal, f"pathways {typed}\t")[0].removeprefix("pathways ") for typed in LINES}
        tabs = "\t\t" if shell == "bash" else "\t"
        line, shown = after(terminal, f"pathways next butche{tabs}")  # two namesakes, whose ids do not begin so
        assert line == "pathways next butche"
        assert "engineering-and-manufacturing/butcher-2" in shown
        assert "sales-and-marketing-and-procurement/butcher-2" in shown
    assert found == {typed: OTHERWISE.get((shell, typed), line) for typed, line in LINES.items()}
    printed = subprocess.run(
        [shell, "-c", f"printf '%s\\n' {found['next Yeti']}"], capture_output=True, text=True, check=True
    )
    assert printed.stdout.splitlines() == ["next", TITLE]


@pytest.mark.slow
def test_a_file_of_zsh_completes_the_first_time_and_ever_after(store: Path, tmp_path: Path) -> None:
    script = CliRunner().invoke(main, ["completion", "zsh"], prog_name="pathways").stdout
    (tmp_path / "_pathways").write_text(script, "utf-8")
    with started("zsh", store, tmp_path, f"fpath=({tmp_path} $fpath)", *SHELLS["zsh"][1][:-1]) as terminal:
        for _ in range(2):
            assert after(terminal, "pathways next commis\t")[0] == "pathways next Commis\\ chef "
