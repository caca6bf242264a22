"""Asks what was installed, in an empty folder with no checkout in sight, and holds the answers against each other."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.request import urlopen

from questions import FILES, QUESTIONS, Question

PATIENCE = 120
"""Seconds that a command may take."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of asking one installation."""

    what: str
    """What was installed: "wheel", "source distribution", "pipx install"."""
    python: str
    asked: int
    wrong: list[str] = field(default_factory=list)
    """A line for each question that was not answered as it should be."""
    printed: Mapping[Question, str] = field(default_factory=dict)
    """The SHA-256 of what each question printed and wrote."""


def asked(questions: Sequence[Question], what: str, python: str, programs: Path, desk: Path) -> Tried:
    """Asks questions of an installation.

    `programs`: the folder of its `pathways` and `python`. `desk`: the folder in which it is asked, emptied before; the
    same for each installation, so that the answers can be the same.
    """
    _laid(desk)
    wrong, printed = [], {}
    for question in questions:
        fault, printed[question] = _answer(question, programs, desk)
        if fault:
            wrong.append(f"{what}, Python {python}: {' '.join(question.command)[:70]}: {fault}")
    return Tried(what, python, len(questions), wrong, printed)


def asked_with_extras(questions: Sequence[Question], what: str, python: str, programs: Path, desk: Path) -> Tried:
    """The same of an installation with the extras, and one answer of each of the two servers that they bring."""
    tried = asked(questions, what, python, programs, desk)
    faults = [fault for ask in (_serve, _mcp) if (fault := ask(programs, desk))]
    wrong = tried.wrong + [f"{what}, Python {python}: {fault}" for fault in faults]
    return replace(tried, asked=tried.asked + 2, wrong=wrong)


def _laid(desk: Path) -> None:
    """A new desk: an empty folder to work in, but for what a person would have written."""
    shutil.rmtree(desk, ignore_errors=True)
    (desk / "work").mkdir(parents=True)
    for name, text in FILES.items():
        (desk / "work" / name).write_text(text, "utf-8")


def differing(tried: list[Tried]) -> list[str]:
    """A line for each question that not all installations answered with the same bytes."""
    found = []
    for question in QUESTIONS:
        answers = {one.printed[question] for one in tried if question in one.printed}
        if len(answers) > 1:
            found.append(f"{' '.join(question.command)[:70]}: {len(answers)} different answers")
    return found


def _answer(question: Question, programs: Path, desk: Path) -> tuple[str | None, str]:
    """What is wrong with an answer, or None; and the SHA-256 of all that was printed and written."""
    command = [programs / question.command[0], *question.command[1:]]
    folder, given = desk / "work", question.given.encode()
    try:
        done = subprocess.run(
            command,
            input=given,
            cwd=folder,
            env=_alone(programs, desk),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {PATIENCE} s", ""
    written = [folder / name for name in question.writes if (folder / name).is_file()]
    digest = hashlib.sha256(done.stdout)
    for file in written:
        digest.update(file.read_bytes())
    out, err = done.stdout.decode(), done.stderr.decode()
    if done.returncode != question.ends:
        return f"ended with {done.returncode}, not {question.ends}: {err.strip()[-300:]}", digest.hexdigest()
    if question.says not in (err if question.ends else out):
        return f"{question.says!r} is not in what it printed", digest.hexdigest()
    if question.ends and out:
        return "printed to standard output what is no result", digest.hexdigest()
    if len(written) < len(question.writes):
        return f"wrote not all of {', '.join(question.writes)}", digest.hexdigest()
    return None, digest.hexdigest()


def _alone(programs: Path, desk: Path) -> dict[str, str]:
    """The environment of somebody who has nothing else: no settings, no checkout, data where the desk is."""
    homes = {f"XDG_{kind}_HOME": str(desk / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE", "STATE")}
    path = os.pathsep.join([str(programs), "/usr/bin", "/bin"])
    return {"PATH": path, "HOME": str(desk / "home"), "LANG": "C.UTF-8", **homes}


def _serve(programs: Path, desk: Path) -> str | None:
    """What is wrong with `pathways serve`: it says its address, answers there, and ends with Ctrl-C."""
    with _running(programs, desk, "serve", "--port", "0") as process:
        assert process.stdout
        line = process.stdout.readline().decode()
        address = next((word for word in line.split() if word.startswith("http://")), None)
        if address is None:
            return f"serve: no address in {line!r}"
        with urlopen(f"{address}api/next?from=Roofer", timeout=PATIENCE) as answer:
            if not json.load(answer)["results"]:
                return "serve: /api/next answers with nothing"
        process.send_signal(signal.SIGINT)
        ended = process.wait(PATIENCE)
        return None if ended == 130 else f"serve: ended with {ended} after Ctrl-C"


def _mcp(programs: Path, desk: Path) -> str | None:
    """What is wrong with `pathways mcp`: it greets, and a tool of it answers."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "release", "version": "1"}}
    step = {"name": "next_occupations", "arguments": {"occupation": "Roofer"}}
    with _running(programs, desk, "mcp") as process:
        assert process.stdin and process.stdout
        for number, (method, parameters) in enumerate((("initialize", hello), ("tools/call", step)), 1):
            request = {"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline() or b"{}")
            if answer.get("id") != number or "result" not in answer or answer["result"].get("isError"):
                return f"mcp: {method} is answered with {str(answer)[:200]}"
            if number == 1:
                process.stdin.write(b'{"jsonrpc": "2.0", "method": "notifications/initialized"}\n')
        process.stdin.close()
        ended = process.wait(PATIENCE)
        return None if ended == 0 else f"mcp: ended with {ended} when its input ended"


@contextmanager
def _running(programs: Path, desk: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that goes on, and is ended at the latest when it has had its time."""
    pipes: dict[str, int] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    command, folder = [programs / "pathways", *arguments], desk / "work"
    with subprocess.Popen(command, cwd=folder, env=_alone(programs, desk), **pipes) as process:
        late = threading.Timer(PATIENCE, process.kill)
        late.start()
        try:
            yield process
        finally:
            late.cancel()
            process.kill()
