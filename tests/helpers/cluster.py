"""A cluster of Neo4j as drivers meet one: real servers behind members that answer ROUTE with a leader and followers.

The servers are single ones of the Community edition. A member passes on all that is said to its server and back, and in
three things it speaks for the cluster: who leads, who follows (ROUTE); that a bookmark is waited for, and not known to
the other servers by its name; and, where the members have a server each, that what the leader has committed reaches the
others, each transaction whole and in order, `delay` seconds later. What it cannot show is the election itself, and how
a real follower shows many transactions at once.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from neo4j._codec.packstream._common import PackableBuffer, UnpackableBuffer
from neo4j._codec.packstream.v1 import Packer, Unpacker

BEGIN, COMMIT, ROLLBACK, RESET, ROUTE, HELLO, LOGON = 0x11, 0x12, 0x13, 0x0F, 0x66, 0x01, 0x6A
SUCCESS, RECORD = 0x70, 0x71
MAGIC = b"\x60\x60\xb0\x17"
MANIFEST = b"\x00\x00\x01\xff"


class Begun(NamedTuple):
    """A transaction that a member has begun."""

    member: int
    writing: bool
    doing: str
    """What its metadata say: `load` or `question`."""


@dataclass
class Member:
    """A member of the cluster: a server, and where drivers find it."""

    host: str
    port: int
    listener: socket.socket
    up: bool = True
    applied: int = 0
    """How many transactions of the cluster it has."""
    connections: list[socket.socket] = field(default_factory=list)

    @property
    def address(self) -> str:
        """As the routing table has it."""
        return "{}:{}".format(*self.listener.getsockname())


class Cluster:
    """Members, of which one leads."""

    def __init__(self, servers: Sequence[str], *, delay: float = 0.0) -> None:
        """`servers`: the addresses of three servers, or of one three times, which needs no copies."""
        self.members = [Member(*_place(server), listener=socket.create_server(("127.0.0.1", 0))) for server in servers]
        self.leader = 0
        self.delay = delay
        self.begun: list[Begun] = []
        self.committed: list[tuple[float, list[bytes]]] = []
        """Each transaction of a leader: when it was committed, and all that was said for it, from logging on."""
        self.alone = len(set(servers)) == 1
        self._changed = threading.Condition()
        self.faults: list[str] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, args=(self._door, None), daemon=True).start()
        for number, member in enumerate(self.members):
            threading.Thread(target=self._listen, args=(member.listener, number), daemon=True).start()
            if not self.alone:
                threading.Thread(target=self._follow, args=(number,), daemon=True).start()

    @property
    def uri(self) -> str:
        """That of the cluster: behind it is the last member that is up, as behind a name with several numbers."""
        return "neo4j://{}:{}".format(*self._door.getsockname())

    def kill(self, number: int) -> None:
        """End a member with all its connections; where it led, the next one that is up leads."""
        member = self.members[number]
        member.up = False
        _close(member.listener)
        for connection in tuple(member.connections):
            _close(connection)
        if self.leader == number:
            self.leader = next(i for i, other in enumerate(self.members) if other.up)

    def close(self) -> None:
        """End all members."""
        _close(self._door)
        for number, member in enumerate(self.members):
            if member.up:
                self.leader = -1
                self.kill(number)

    def wait(self, seconds: float = 30.0) -> None:
        """Until all members that are up have all transactions."""
        with self._changed:
            assert self._changed.wait_for(self._all_have_all, seconds), self.faults

    def _all_have_all(self) -> bool:
        return all(m.applied >= len(self.committed) for m in self.members if m.up)

    # What a driver meets

    def _listen(self, listener: socket.socket, number: int | None) -> None:
        while True:
            try:
                client, _ = listener.accept()
                met = self._last_up() if number is None else number
                member = self.members[met]
                server = socket.create_connection((member.host, member.port))
            except OSError:
                return
            member.connections += [client, server]
            threading.Thread(target=_Conversation(self, met, client, server).run, daemon=True).start()

    def _last_up(self) -> int:
        return max(i for i, member in enumerate(self.members) if member.up)

    def table(self) -> dict[str, Any]:
        """The routing table, as the answer to ROUTE has it."""
        up = {i: m.address for i, m in enumerate(self.members) if m.up}
        servers = [
            {"addresses": [up[self.leader]], "role": "WRITE"},
            {"addresses": [a for i, a in up.items() if i != self.leader] or [up[self.leader]], "role": "READ"},
            {"addresses": list(up.values()), "role": "ROUTE"},
        ]
        return {"rt": {"ttl": 300, "db": "neo4j", "servers": servers}}

    # What members tell each other

    def commit(self, messages: list[bytes], number: int) -> None:
        """Keep a transaction that the leader has committed."""
        with self._changed:
            self.committed.append((time.monotonic(), messages))
            self.members[number].applied = len(self.committed)
            self._changed.notify_all()

    def caught_up(self, number: int) -> None:
        """Wait until a member has what is committed now, as it does for whoever brings a bookmark."""
        with self._changed:
            wanted = len(self.committed)
            self._changed.wait_for(lambda: self.members[number].applied >= wanted or not self.members[number].up, 30)

    def _follow(self, number: int) -> None:
        member = self.members[number]
        while member.up:
            with self._changed:
                self._changed.wait_for(lambda: member.applied < len(self.committed) or not member.up)
                if not member.up:
                    return
                at, messages = self.committed[member.applied]
            time.sleep(max(0.0, at + self.delay - time.monotonic()))
            if member.up and self.leader != number:
                try:
                    _said_again(member, messages)
                except (OSError, AssertionError) as error:
                    self.faults.append(f"member {number}: {error}")
                    return
            with self._changed:
                member.applied += 1
                self._changed.notify_all()


class _Conversation:
    """What a driver says to a member, and the answers."""

    def __init__(self, cluster: Cluster, number: int, client: socket.socket, server: socket.socket) -> None:
        self.cluster = cluster
        self.number = number
        self.client = client
        self.server = server
        self.asked: deque[int] = deque()
        """The signatures of the requests that are not answered yet."""
        self.opening: list[bytes] = []
        self.transaction: list[bytes] | None = None

    def run(self) -> None:
        with suppress(OSError, EOFError):
            proposals = _exactly(self.client, 20)
            # without the newer handshake, whose length depends on what the server offers
            self.server.sendall(proposals[:4] + proposals[4:].replace(MANIFEST, bytes(4), 1))
            self.client.sendall(_exactly(self.server, 4))
            threading.Thread(target=self._requests, daemon=True).start()
            for message in _messages(self.server):
                self._answer(message)
        _close(self.client)
        _close(self.server)

    def _requests(self) -> None:
        with suppress(OSError, EOFError):
            for message in _messages(self.client):
                self._request(message)
        _close(self.server)

    def _request(self, message: bytes) -> None:
        kind, cluster = message[1], self.cluster
        if kind in {HELLO, LOGON}:
            self.opening.append(message)
        if kind == BEGIN:
            extra = _fields(message)[0]
            writing = extra.get("mode", "w") != "r"
            cluster.begun.append(Begun(self.number, writing, extra.get("tx_metadata", {}).get("doing", "")))
            if extra.pop("bookmarks", None) and not cluster.alone:
                cluster.caught_up(self.number)  # and the server has never heard of another's bookmarks
            message = _message(BEGIN, extra)
            self.transaction = [*self.opening] if writing else None
        if self.transaction is not None and kind not in {HELLO, LOGON}:
            self.transaction.append(message)
        if kind in {ROLLBACK, RESET}:
            self.transaction = None
        self.asked.append(kind)
        self.server.sendall(_chunked(message))

    def _answer(self, message: bytes) -> None:
        if message[1] != RECORD:
            kind = self.asked.popleft()
            if kind == ROUTE and message[1] == SUCCESS:
                message = _message(SUCCESS, self.cluster.table())
            if kind == COMMIT and message[1] == SUCCESS and self.transaction is not None:
                if not self.cluster.alone:
                    self.cluster.commit(self.transaction, self.number)
                self.transaction = None
        self.client.sendall(_chunked(message))


def _said_again(member: Member, messages: list[bytes]) -> None:
    """Say to a follower's server what was said to the leader's."""
    with socket.create_connection((member.host, member.port)) as server:
        server.sendall(MAGIC + b"\x00\x04\x04\x05" + bytes(12))
        _exactly(server, 4)
        answers = _messages(server)
        for message in messages:
            server.sendall(_chunked(message))
            answer = next(answers)
            while answer[1] == RECORD:
                answer = next(answers)
            assert answer[1] == SUCCESS, _fields(answer)


@contextmanager
def cluster_of(servers: Sequence[str], *, delay: float = 0.0) -> Iterator[Cluster]:
    """A cluster of these servers, for as long as it is needed."""
    cluster = Cluster(servers, delay=delay)
    try:
        yield cluster
    finally:
        cluster.close()


def _place(server: str) -> tuple[str, int]:
    host, _, port = urlsplit(server).netloc.partition(":")
    return host, int(port)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


# Bolt: https://neo4j.com/docs/bolt/current/bolt/message/ -----------------------------------------------------


def _exactly(end: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        read = end.recv(size - len(data))
        if not read:
            raise EOFError
        data += read
    return data


def _messages(end: socket.socket) -> Iterator[bytes]:
    """The messages that come from there, out of their chunks."""
    message = b""
    while True:
        size = int.from_bytes(_exactly(end, 2), "big")
        if size:
            message += _exactly(end, size)
        elif message:
            yield message
            message = b""


def _chunked(message: bytes) -> bytes:
    chunks = (message[i : i + 0xFFFF] for i in range(0, len(message), 0xFFFF))
    return b"".join(len(chunk).to_bytes(2, "big") + chunk for chunk in chunks) + b"\x00\x00"


def _message(signature: int, *fields: Any) -> bytes:
    buffer = PackableBuffer()
    Packer(buffer).pack_struct(bytes([signature]), fields)
    return bytes(buffer.data)


def _fields(message: bytes) -> list[Any]:
    unpacker = Unpacker(UnpackableBuffer(message))
    size, _ = unpacker.unpack_structure_header()
    return [unpacker.unpack() for _ in range(size)]
