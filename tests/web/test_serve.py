"""`pathways serve` as a process: where it is, how it ends, and in a sentence why it does not begin."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from web_mix import Asking, mix

from career_pathways.explorer.commands import extras
from career_pathways.explorer.commands.main import main
from career_pathways.explorer.explorer import Explorer

COMMAND = [sys.executable, "-m", "career_pathways.explorer", "serve", "--port", "0"]


@pytest.fixture
def server(built_store: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with subprocess.Popen(
        [*COMMAND, "--store", str(built_store)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        yield process, line
        process.kill()


@pytest.mark.slow
def test_whatever_is_asked_in_a_row_is_answered(server: tuple[subprocess.Popen[str], str], explorer: Explorer) -> None:
    port = int(server[1].rsplit(":", 1)[1].partition("/")[0])
    asking = Asking(port)
    assert max(asking.get(address) for address in islice(mix(explorer), 150)) < 500
    asking.close()


@pytest.mark.slow
def test_it_says_its_address_answers_there_and_ends_with_ctrl_c(server: tuple[subprocess.Popen[str], str]) -> None:
    process, line = server
    address = re.fullmatch(r"The explorer is at (http://127\.0\.0\.1:\d+/) until you press Ctrl-C\.\n", line)
    assert address
    with urlopen(f"{address[1]}next?from=Roofer", timeout=20) as page:
        assert b"What can I do next as Roofer (2)?" in page.read()
    port = int(address[1].rsplit(":", 1)[1].strip("/"))
    for sent in (
        b"GET /next HT",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), 20) as connection:
            connection.sendall(sent)
            if sent.endswith(b"\r\n\r\n"):
                assert b" 400 " in connection.recv(1000).partition(b"\r\n")[0]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err.strip()) == (130, "", "Interrupted.")


@pytest.mark.soak
def test_who_connects_and_asks_nothing_is_let_go_of_and_too_many_of_them_are_told_in_a_line(built_store: Path) -> None:
    begin = (
        "import resource, sys; from career_pathways.explorer.commands.main import main; "
        "import career_pathways.explorer.web.server as server; server._PATIENCE = 2; "
        "resource.setrlimit(resource.RLIMIT_NOFILE, (80, 80)); main(['serve', '--port', '0', '--store', sys.argv[1]])"
    )
    command = [sys.executable, "-c", begin, str(built_store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().split()[4]
        place = ("127.0.0.1", int(address.rsplit(":", 1)[1].strip("/")))
        with ExitStack() as open_ones:
            for _ in range(100):
                connection = open_ones.enter_context(socket.create_connection(place, 20))
                connection.sendall(b"GET / HTTP/1.1\r\n")
            with urlopen(f"{address}api/questions", timeout=20) as answer:
                assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
    assert err == "Error: socket.accept() out of system resource (OSError).\n"


def test_a_port_that_is_taken_a_store_that_is_none_and_a_strange_host_are_told_in_a_sentence(
    built_store: Path, tmp_path: Path
) -> None:
    (tmp_path / "text.kgl").write_text("no store")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        faults = {
            ("--port", port, "--store", str(built_store)): (1, f"port {port} is taken"),
            ("--port", "0", "--store", str(tmp_path / "none.kgl")): (1, "no store"),
            ("--port", "0", "--store", str(tmp_path / "text.kgl")): (1, "not a store"),
            ("--port", "0", "--store", str(built_store), "--edition", "1999"): (2, "no edition '1999'"),
            ("--port", "0", "--store", str(built_store), "--host", "no.such.host.invalid"): (2, "no host of that name"),
            ("--port", "0", "--store", str(built_store), "--host", "192.0.2.1"): (2, "nobody can listen there"),
            ("--port", "70000"): (2, "70000 is not in the range"),
            ("--port", "0", "--store", "bolt://127.0.0.1:9"): (1, "127.0.0.1:9"),
        }
        for options, (code, told) in faults.items():
            result = CliRunner().invoke(main, ["serve", *options])
            assert (result.exit_code, result.stdout) == (code, ""), options
            assert told in result.stderr
            assert "Traceback" not in result.stderr


def test_without_its_libraries_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, built_store: Path) -> None:
    def missing(_: str) -> None:
        raise ModuleNotFoundError("No module named 'starlette'", name="starlette")

    monkeypatch.setattr(extras, "import_module", missing)
    result = CliRunner().invoke(main, ["serve", "--store", str(built_store)])
    assert result.exit_code == 1
    assert "needs starlette, which is not installed:" in result.stderr
    assert "[web]" in result.stderr
