"""What people ask a server, in the mix that its speed is measured with, and a client that costs little itself."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from career_pathways.explorer.explorer import Explorer

_OTHERS = ("before", "occupation", "reach", "compare", "level", "gaps", "shared", "page", "titles")


def mix(explorer: Explorer, seed: int = 1) -> Iterator[str]:
    """Addresses without an end: 40 % next, 30 % path, 15 % search, and all others; each asks something else."""
    occupations, routes = explorer.names.occupations, list(explorer.names.routes)
    choose = random.Random(seed)

    def other() -> str:
        kind, id_ = choose.choice(_OTHERS), choose.choice(occupations).id
        if kind == "compare":
            return f"/api/compare?{urlencode({'first': id_, 'second': choose.choice(occupations).id})}"
        if kind == "level":
            return f"/api/next?{urlencode({'levels': choose.randint(2, 6), 'route': choose.choice(routes)})}"
        if kind == "page":
            return f"/next?{urlencode({'from': id_})}"
        if kind in {"gaps", "shared"}:
            return f"/api/{kind}?{urlencode({'route': choose.choice(routes)})}"
        return "/titles.json" if kind == "titles" else f"/api/{kind}?{urlencode({'occupation': id_})}"

    while True:
        share, one = choose.random(), choose.choice(occupations)
        if share < 0.4:
            yield f"/api/next?{urlencode({'occupation': one.id})}"
        elif share < 0.7:
            yield f"/api/path?{urlencode({'origin': one.id, 'destination': choose.choice(occupations).id})}"
        elif share < 0.85:
            yield f"/api/search?{urlencode({'text': _slipped(choose, one.title)})}"
        else:
            yield other()


def _slipped(choose: random.Random, title: str) -> str:
    """A title, or some of its words, every third with a slip of the pen."""
    words = title.split()
    text = " ".join(words[: choose.randint(1, len(words))])
    place = choose.randrange(len(text))
    return text[:place] + text[place + 1 :] if choose.random() < 1 / 3 and len(text) > 4 else text


class Asking:
    """A connection that is kept, over which one question after another is asked."""

    def __init__(self, port: int) -> None:
        self._connection = socket.create_connection(("127.0.0.1", port), 30)
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._connection.makefile("rb")

    def get(self, address: str) -> int:
        """The status of the answer, all of which is read."""
        self._connection.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        status = int(self._file.readline().split()[1])
        length = 0
        while line := self._file.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        self._file.read(length)
        return status

    def close(self) -> None:
        self._file.close()
        self._connection.close()


def milliseconds_of_cpu(before: Sequence[float], after: Sequence[float], requests: int) -> float:
    """What a request cost, of the user and system time of a process before and after."""
    return 1000 * (sum(after[:2]) - sum(before[:2])) / requests
