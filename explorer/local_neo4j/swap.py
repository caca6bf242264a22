"""The new database in the old one's place: a process of its own, which nobody ends who ends the bulk load.

The server stops, and starts on the new data. Between the two renames there is no data folder; where the process ends
there, the next start puts the old one back (home.py, mend).
"""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from career_pathways.loader.errors import LocalServerError, PathwaysError

from .home import DATA, OLD_DATA, LocalServer, explained, locked, mend, remember, remembered
from .process import end, process_of
from .server import SECONDS_TO_STOP, new_server

_KEPT = (Path("databases", "system"), Path("transactions", "system"), Path("dbms"))
"""Of the data: users with their passwords, which are none of the graph's."""


def swap(home: Path, new: Path) -> None:
    """Put the data folder `new` into the place of that of a server, and start it, whether it ran or not.

    Where the server does not come up on it, the old data is put back and started. Raises LocalServerError.
    """
    with explained(home), locked(home / "lock", _silent):
        mend(home)
        known = remembered(home)
        if known is None or not (new / "databases" / "neo4j").exists():
            raise LocalServerError("another bulk load has begun.", "Wait until it has ended, and load again.")
        old, data = home / OLD_DATA, home / DATA
        taken_away = False
        try:
            if process := process_of(known):
                end(process, SECONDS_TO_STOP)
                remember(replace(known, pid=None, created=None))
            for kept in _KEPT:
                shutil.rmtree(new / kept, ignore_errors=True)
                if (data / kept).exists():
                    shutil.copytree(data / kept, new / kept)
            shutil.rmtree(old, ignore_errors=True)
            data.rename(old)
            taken_away = True
            new.rename(data)
            _start(home, known)
        except BaseException:
            if taken_away:  # what is there else is what an earlier one has left
                with suppress(FileNotFoundError):
                    data.rename(new)
                old.rename(data)
            _start(home, known)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _start(home: Path, known: LocalServer) -> None:
    new_server(home, known, known.version, _silent, _silent)


def _silent(_: str) -> None:
    return


def main(home: str) -> None:
    """Swap in the data of a bulk load; what went wrong is the last line of standard error."""
    try:
        swap(Path(home), Path(home, "bulk", DATA))
    except PathwaysError as error:
        sys.exit(" ".join(error.fact.split()))
