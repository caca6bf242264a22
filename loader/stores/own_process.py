"""Cypher that somebody else wrote, answered by a process of its own that is ended when its time or memory is used up.

kglite does not always stop when it should, and bounds neither the text nor the lists that a question puts together; a
server bounds neither the size of one row. It costs the start of a process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from career_pathways.loader import errors
from career_pathways.loader.errors import PathwaysError, QueryError

from .opening import opened
from .store import (
    LIMIT,
    TIMEOUT,
    ReadOnly,
    Result,
    Target,
    as_read_only,
    check_limits,
    refuse_lone_surrogates,
    too_slow,
    without,
)

MEMORY = 2 * 1024**3
"""Bytes that the process may take."""

GRACE = 0.9
"""Seconds beyond the question's own that the process is given to start and to tell its answer."""

LARGEST_ANSWER = 32 * 1024**2
"""Bytes of an answer, as JSON: five times the whole graph. Whoever asks takes several times as much to read it."""


def answer_apart(
    place: Path | Target,
    cypher: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    edition: str | None = None,
    timeout: float = TIMEOUT,
    limit: int | None = LIMIT,
) -> Result:
    """What `Store.run` of the store at `place` answers, and raises; `edition`: see `Store.wanted`.

    Question and password go through a pipe: they never stand in the system's list of processes.
    """
    check_limits(timeout, limit)
    until = time.monotonic() + timeout + GRACE
    named = {"edition": None, **(parameters or {})}  # which the store gives its value
    question = as_read_only(cypher, named, embedded=isinstance(place, Path))
    refuse_lone_surrogates(parameters or {})
    where = {"file": str(place)} if isinstance(place, Path) else asdict(place)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__],  # -P: no module of the working folder is imported
            input=json.dumps([where, edition, question, dict(parameters or {}), timeout, limit]),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=until - time.monotonic(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise too_slow(timeout) from error
    if done.returncode != 0:
        last = done.stderr.strip()
        last = without(place.password, last) if isinstance(place, Target) else last
        raise QueryError(
            f"the question ended without an answer: it takes over {MEMORY // 1024**3} GB of memory, or the "
            f"store broke down ({last[-200:]}).",
            "Let it put less together.",
        )
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise getattr(errors, answer["error"])(answer["fact"], answer["cure"], **answer["data"])
    columns = tuple(answer["columns"]) or question.columns
    return Result(columns, tuple(map(tuple, answer["rows"])), answer["truncated"], tuple(answer["editions"]))


def _main() -> None:
    """Answer the question on stdin on stdout, with no more than MEMORY where the system can see to that."""
    where, edition, question, parameters, timeout, limit = json.load(sys.stdin)
    if sys.platform == "linux":  # macOS takes the limit and does not keep it, Windows has none
        import resource  # noqa: PLC0415 -- not there on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        allowed = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # running out of memory leaves no dump on the disk
    try:
        place = Path(where["file"]) if "file" in where else Target(**where)
        with opened(place, edition, wary=True) as store:
            # `answer_apart` has checked it.
            result = store.run(ReadOnly(question), parameters, timeout=timeout, limit=limit)
        text = json.dumps(result._asdict(), default=str)  # dates and times, which a user of Neo4j may keep
        if len(text) > LARGEST_ANSWER:
            raise QueryError(
                f"the answer is larger than {LARGEST_ANSWER // 1024**2} MB.",
                "Return properties instead of nodes, or fewer rows.",
            )
    except PathwaysError as error:
        text = _as_json(error)
    except RecursionError:
        text = _as_json(QueryError("the question, or what it answers, is nested too deep."))
    sys.stdout.write(text)


def _as_json(error: PathwaysError) -> str:
    return json.dumps({"error": error.kind, "fact": error.fact, "cure": error.cure, "data": error.data})


if __name__ == "__main__":
    _main()
