"""What goes wrong between a user and a server: each a message of its own with the cure, soon, and no password in it."""

from __future__ import annotations

import logging
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import neo4j
import pytest
import trustme
from click.testing import CliRunner
from neo4j.exceptions import Neo4jError
from small_graph import small_graph

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.commands.options import Address
from career_pathways.loader.errors import AccessRefused, NoConnection, QueryError, StoreError, WrongAddress
from career_pathways.loader.stores.neo4j.errors import explained
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target, without

SECONDS = 3.0
SECRET = "a-wrong-secret-9f2c"

Handler = Callable[[socket.socket], None]


@contextmanager
def listening(handler: Handler) -> Iterator[str]:
    """HOST:PORT of a listener that hands each connection to `handler`, in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=handler, args=(client,), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


def silent(client: socket.socket) -> None:
    client.recv(1)
    time.sleep(SECONDS + 2)


def closing(client: socket.socket) -> None:
    client.close()


def http(client: socket.socket) -> None:
    client.recv(100)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    client.close()


def through(server: str, change: Callable[[bytes], bytes | None] = lambda said: said) -> Handler:
    """To a server and back; `change` may change what the server says, and None ends both connections."""
    host, _, port = urlsplit(server).netloc.partition(":")

    def handle(client: socket.socket) -> None:
        upstream = socket.create_connection((host, int(port)))

        def pump(one: socket.socket, other: socket.socket, change: Callable[[bytes], bytes | None]) -> None:
            try:
                while said := one.recv(65536):
                    passed = change(said)
                    if passed is None:
                        break
                    other.sendall(passed)
            except OSError:
                pass
            for end in (one, other):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

        threading.Thread(target=pump, args=(client, upstream, lambda said: said), daemon=True).start()
        pump(upstream, client, change)

    return handle


def tls(server: str) -> Handler:
    """The server behind a certificate that nobody knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost", "127.0.0.1").configure_cert(context)

    def handle(client: socket.socket) -> None:
        try:
            secure = context.wrap_socket(client, server_side=True)
        except (ssl.SSLError, OSError):
            client.close()
            return
        through(server)(secure)

    return handle


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def nowhere(_: socket.socket | None = None) -> Iterator[str]:
    yield free_port()


CASES: dict[str, tuple[str, Callable[[str], Any], dict[str, str], str, int]] = {
    # what: scheme, what listens (given the real server), the environment, the message, the exit status
    "down": ("bolt", lambda _: nowhere(), {}, r"nothing listens there\. Start the server \(`pathways neo4j start`", 1),
    "down, cluster": ("neo4j", lambda _: nowhere(), {}, r"nothing listens there\. Start the server", 1),
    "silent": ("bolt", lambda _: listening(silent), {}, "no answer.*firewall", 1),
    "silent, cluster": ("neo4j", lambda _: listening(silent), {}, "no answer.*firewall", 1),
    "closes at once": ("bolt", lambda _: listening(closing), {}, "does not speak Bolt", 1),
    "HTTP": ("bolt", lambda _: listening(http), {}, r"does not speak Bolt.*Neo4j's HTTP port is another", 1),
    "TLS to a server without": ("bolt+s", lambda s: listening(through(s)), {}, r"no TLS.*Write bolt:// without \+s", 1),
    "cluster": ("neo4j+ssc", lambda s: listening(through(s)), {}, r"no TLS.*Write neo4j:// without \+ssc", 1),
    "no TLS to a server with": (
        "bolt",
        lambda s: listening(tls(s)),
        {},
        r"Write bolt\+s:// if it is a server with TLS",
        1,
    ),
    "unknown certificate": ("bolt+s", lambda s: listening(tls(s)), {}, r"certificate.*Write bolt\+ssc://", 1),
    "unknown certificate, cluster": ("neo4j+s", lambda s: listening(tls(s)), {}, r"Write neo4j\+ssc://", 1),
    "wrong password": (
        "bolt",
        lambda s: listening(through(s)),
        {"NEO4J_USERNAME": "ada", "NEO4J_PASSWORD": SECRET},
        r"does not know 'ada' with this password\. Check NEO4J_USERNAME, NEO4J_PASSWORD or --password-file",
        1,
    ),
    "no password": (
        "bolt",
        lambda s: listening(through(s)),
        {"NEO4J_PASSWORD": ""},
        "asks for a password. Set NEO4J_",
        1,
    ),
    "missing database": (
        "bolt",
        lambda s: listening(through(s)),
        {"NEO4J_DATABASE": "nothere"},
        r"no database 'nothere' there\. Name one with NEO4J_DATABASE",
        1,
    ),
    "older server": (
        "bolt",
        lambda s: listening(through(s, lambda said: said.replace(b"Neo4j/5.26.", b"Neo4j/4.04."))),
        {},
        r"the server is Neo4j/4\.04\.\d+\. Neo4j 5\.26 or later is needed",
        1,
    ),
    "another server": (
        "bolt",
        lambda s: listening(through(s, lambda said: said.replace(b"Neo4j/5.26.", b"Graph/5.26."))),
        {},
        r"the server is Graph/5\.26\.\d+\. Neo4j 5\.26 or later",
        1,
    ),
}


@pytest.mark.server
@pytest.mark.parametrize(
    "command", [["load", "--to"], ["next", "--level", "2", "--store"], ["query", "routes", "--store"]]
)
@pytest.mark.parametrize("case", CASES)
def test_each_says_what_is_wrong_and_the_cure(
    neo4j_target: Target, caplog: pytest.LogCaptureFixture, case: str, command: list[str]
) -> None:
    scheme, listens, environment, message, status = CASES[case]
    caplog.set_level(logging.DEBUG)
    secret = str(neo4j_target.password)
    with listens(neo4j_target.uri) as address:
        given = {"NEO4J_USERNAME": neo4j_target.username, "NEO4J_PASSWORD": secret, "NEO4J_DATABASE": ""} | environment
        for _ in range(2):  # the first question after a start takes a cold server seconds to compile
            start = time.monotonic()
            result = CliRunner().invoke(main, [*command, f"{scheme}://{address}"], env=given)
            taken = time.monotonic() - start
            if taken < SECONDS:
                break
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    assert f"Error: {scheme}://{address}: " in result.stderr
    assert len(result.stderr.splitlines()) == 1

    assert re.search(message, result.stderr), result.stderr
    assert taken < SECONDS
    for said in (result.output, caplog.text):
        assert secret not in said
        assert SECRET not in said


def test_the_messages_differ() -> None:
    assert len({message for _, _, _, message, _ in CASES.values()}) >= 12


@pytest.mark.server
def test_too_many_wrong_passwords_lock_out_the_right_one_for_a_while(neo4j_target: Target) -> None:
    def said_of(target: Target) -> str:
        with pytest.raises(AccessRefused) as refused:
            BoltStore(target).verify()
        return str(refused.value)

    wrong = replace(neo4j_target, password=SECRET)
    first = [said_of(wrong) for _ in range(3)]
    assert all("with this password" in said for said in first)  # each is one try, so that three are not twelve
    assert "too many wrong passwords" in said_of(neo4j_target)
    until = time.monotonic() + 15
    while time.monotonic() < until:  # the other tests need the server
        time.sleep(1)
        with suppress(AccessRefused):
            BoltStore(neo4j_target).verify()
            break
    else:
        pytest.fail("the right password stayed locked out")


WRONG = {
    "http": ("http://localhost:7474", r"That is where a browser looks; Bolt is at bolt://localhost:7687"),
    "https": ("https://example.org", r"Bolt is at bolt\+s://example\.org:7687"),
    "misspelt": ("blot://localhost", r"not the address of a Neo4j server\. Write one of bolt://"),
    "capitals of another": ("postgres://localhost", "not the address of a Neo4j server"),
    "no host": ("bolt://", "no host in it. An address is like bolt://localhost:7687"),
    "no port": ("bolt://localhost:99999", r"no such port\. Bolt's is 7687"),
    "port that is none": ("bolt://localhost:abc", "no such port"),
    "database in it": ("bolt://localhost:7687/maps", "Name the database with NEO4J_DATABASE"),
    "password with a slash": (f"bolt://neo4j:a/{SECRET}@localhost", "no user and no password belong into an address"),
    "no scheme": ("localhost:7687", r"a file, or a server\? A server is like bolt://localhost:7687"),
    "one slash": ("bolt:/localhost", r"a file, or a server\?"),
    "capitals": ("Local", r"a file, or a server\?"),
    "password": (f"bolt://neo4j:{SECRET}@localhost", r"no user and no password belong into an address"),
}


@pytest.mark.parametrize(("address", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_address_is_a_misuse_and_shows_no_password(address: str, message: str) -> None:
    for command in (["load", "--to", address], ["search", "roofer", "--store", address]):
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 2
        with pytest.raises(WrongAddress, match=message):
            Address(address).resolved()
        assert SECRET not in result.output


def test_a_password_file_is_read_and_its_faults_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not this one")
    file = tmp_path / "password"
    file.write_text("\ufeffp ä ss\r\na remark\n", "utf-8")  # as an editor on Windows may leave it
    resolved = Address("bolt://localhost", file).resolved()
    assert isinstance(resolved, Target)
    assert resolved.password == "p ä ss"
    assert "p ä ss" not in repr(resolved)
    for content, message in ((b"\n", "holds no password"), (b"\xff\xfe", "cannot be read")):
        file.write_bytes(content)
        with pytest.raises(WrongAddress, match=message):
            Address("bolt://localhost", file).resolved()
    with pytest.raises(WrongAddress, match=r"missing: No such file.*first line"):
        Address("bolt://localhost", tmp_path / "missing").resolved()
    with pytest.raises(WrongAddress, match="belongs to a store on a server"):
        Address(str(tmp_path / "a.kgl"), file).resolved()


def test_the_environment_says_who_asks_and_where(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"USERNAME": "ada", "PASSWORD": "secret", "DATABASE": "maps"}.items():
        monkeypatch.setenv(f"NEO4J_{name}", value)
    monkeypatch.setenv("PATHWAYS_STORE", "neo4j://example.org")
    wanted = Target(uri="neo4j://example.org", username="ada", password="secret", database="maps")
    assert Address(None).resolved() == wanted
    monkeypatch.setenv("NEO4J_PASSWORD", "")
    assert Address(None).resolved() == replace(wanted, password=None)


# Codes of servers that do not run here: Enterprise's rights, a cluster's members
CODES = {
    "Neo.ClientError.Security.Forbidden": r"'neo4j' may not do this.*rights",
    "Neo.ClientError.Security.CredentialsExpired": "must be changed",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "may only be read",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": "may only be read",
    "Neo.ClientError.Cluster.NotALeader": r"takes no writes.*neo4j://",
    "Neo.TransientError.General.DatabaseUnavailable": "not online",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": "just started is slow",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "heap",
    "Neo.ClientError.Schema.ConstraintCreationFailed": "share an `id`",
}


@pytest.mark.parametrize(("code", "message"), CODES.items(), ids=CODES)
def test_a_code_of_the_server_has_its_words(code: str, message: str) -> None:
    error = Neo4jError._hydrate_neo4j(code=code, message="it was not granted")
    told = explained(error, Target(uri="bolt://localhost"))
    assert isinstance(told, AccessRefused | NoConnection | StoreError)
    with pytest.raises(type(told), match=message):
        raise told


@pytest.mark.server
class TestGoneInTheMiddle:
    """The server, or the way to it, ends while a question is answered."""

    @pytest.fixture
    def loaded(self, neo4j_target: Target) -> Iterator[Target]:
        with BoltStore(neo4j_target) as store:
            store.replace(small_graph())
        yield neo4j_target
        with neo4j.GraphDatabase.driver(
            neo4j_target.uri, auth=(neo4j_target.username, neo4j_target.password)
        ) as driver:
            driver.execute_query("MATCH (n) DETACH DELETE n")

    @pytest.mark.parametrize("after", range(0, 8, 2))
    def test_a_lost_connection_is_told_at_once(self, loaded: Target, after: int) -> None:
        ended = threading.Event()

        def change(said: bytes) -> bytes | None:
            nonlocal left
            if ended.is_set():
                left -= 1
            return None if left < 0 else said

        left = after
        with (
            listening(through(loaded.uri, change)) as address,
            BoltStore(replace(loaded, uri=f"bolt://{address}")) as store,
        ):
            store.run("RETURN 1 AS x")
            ended.set()
            start = time.monotonic()
            with pytest.raises(NoConnection, match=r"the server went away while it was asked\. See that it runs"):
                for _ in range(10):
                    store.run("MATCH (o:Occupation) RETURN o.id AS id")
            assert time.monotonic() - start < SECONDS

    @pytest.mark.parametrize("opened", [True, False])
    def test_a_server_that_freezes_is_given_up_soon_after_the_limit(self, loaded: Target, opened: bool) -> None:
        thaw = threading.Event()
        frozen = threading.Event()

        def change(said: bytes) -> bytes:
            if frozen.is_set():
                thaw.wait(30)
            return said

        with listening(through(loaded.uri, change)) as address:
            store = BoltStore(replace(loaded, uri=f"bolt://{address}"))
            if opened:
                store.run("RETURN 1 AS x")
            frozen.set()
            start = time.monotonic()
            with pytest.raises(QueryError, match="no answer within 1 second"):
                store.run("RETURN 1 AS x", timeout=1)
            assert time.monotonic() - start < (2 if opened else SECONDS)  # connecting has a limit of its own
            thaw.set()

    def test_the_store_can_be_asked_again_when_the_server_is_back(self, loaded: Target) -> None:
        cut = threading.Event()
        with listening(through(loaded.uri, lambda said: None if cut.is_set() else said)) as address:
            store = BoltStore(replace(loaded, uri=f"bolt://{address}"))
            cut.set()
            with pytest.raises(NoConnection):
                store.counts()
            cut.clear()
            assert store.counts()["Route"] == 3
            store.close()


def test_a_target_shows_its_password_to_nobody() -> None:
    target = Target(uri="bolt://localhost", password=SECRET)
    assert SECRET not in repr(target)
    assert SECRET not in str(explained(ValueError(f"no {SECRET}"), target))
    assert without(" ", "no such host") == "no such host"  # influxdata/influxdb#3883
    assert asdict(target)["password"] == SECRET  # so that it can be handed to a process of its own, through a pipe
