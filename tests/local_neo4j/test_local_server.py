"""`pathways neo4j start|stop|status`: what its user has to rely on, first without a server, then with the real one."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import neo4j
import psutil
import pytest
from click.testing import CliRunner, Result
from neo4j_server import Started, own_server

from career_pathways.explorer.commands.main import COMMANDS
from career_pathways.explorer.commands.neo4j import neo4j as commands
from career_pathways.explorer.local_neo4j import configuration
from career_pathways.explorer.local_neo4j import jars as neo4j_jars
from career_pathways.explorer.local_neo4j import server as local_server
from career_pathways.explorer.local_neo4j.home import LocalServer, locked, server_home
from career_pathways.explorer.local_neo4j.jars import VERSION, damage_of, maven_failure
from career_pathways.explorer.local_neo4j.process import uninterrupted
from career_pathways.explorer.local_neo4j.server import chosen_version
from career_pathways.loader.errors import LocalServerError

JAVA = """#!{python}
import os, sys, time
from pathlib import Path
here = Path(__file__).parent
with (here / "asked").open("a") as asked:
    asked.write(" ".join(sys.argv[1:]) + "\\n")
if sys.argv[1] == "-version":
    print('openjdk version "{version}" 2025-04-15', file=sys.stderr)
elif sys.argv[1].startswith("@"):
    file = Path(sys.argv[1][1:])
    (here / "arguments").write_text(file.read_text())
    (here / "mode").write_text(oct(file.stat().st_mode & 0o777))
    (Path(os.environ["NEO4J_HOME"]) / "data" / "dbms").mkdir(parents=True)
    {password}
else:
    (Path.cwd() / "data" / "databases").mkdir(parents=True, exist_ok=True)
    (here / "environment").write_text(" ".join(os.environ))
    Path("up").touch()
    {server}
"""
"""A java that notes what it is asked, and does what the real one would leave behind."""

MAVEN = """#!{python}
import sys
from pathlib import Path
folder = next(Path(a.partition("=")[2]) for a in sys.argv if a.startswith("-DoutputDirectory="))
folder.mkdir()
for name in ("b.jar", "a.jar", "C.jar"):
    (folder / name).write_text(name)
    print("[INFO] Downloaded from here: https://host.example/" + name + " (1 kB at 1 kB/s)")
{then}
"""


def fake(file: Path, text: str, **values: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.format(python=sys.executable, **values), "utf-8")
    file.chmod(0o755)
    return file


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder of PATH, and a cache of its own: what is not put there is missing."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(neo4j_jars, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    return folder


@pytest.fixture
def java(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Puts a java on PATH, and jars where they would be fetched."""
    monkeypatch.setattr(local_server, "server_jars", lambda *_, **__: tmp_path / "jars")
    defaults = {"version": "17.0.15", "password": "", "server": "time.sleep(60)"}
    return lambda **values: fake(path / "java", JAVA, **(defaults | values))


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C interrupts, also where a shell began the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "a home"
    yield folder
    if (folder / "server.json").exists():
        with suppress(LocalServerError):
            local_server.stop(folder)


def up(server: LocalServer, *_: object) -> None:
    """Comes back when the fake java has come to its server."""
    until = time.monotonic() + 10
    while not (server.home / "up").exists():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever was started answers, Bolt or not."""
    monkeypatch.setattr(local_server, "_wait_for", up)


@pytest.fixture
def said() -> list[str]:
    return []


def remembered(home: Path, *, pid: int | None, created: float | None, **other: Any) -> None:
    """As if such a process had been started in `home`."""
    home.mkdir(exist_ok=True)
    (home / "lock").touch()
    held = {"version": VERSION, "uri": "bolt://127.0.0.1:1", "browser": "http://127.0.0.1:2/browser/"}
    (home / "server.json").write_text(json.dumps(held | {"pid": pid, "created": created} | other), "utf-8")


def sleeper(*arguments: str, code: str = "import time; print(flush=True); time.sleep(60)") -> psutil.Popen:
    process = psutil.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE)
    process.stdout.readline()
    return process


# What is missing --------------------------------------------------------------------------------------------


def test_without_java_it_says_how_to_get_it(path: Path, home: Path) -> None:  # noqa: ARG001
    with pytest.raises(LocalServerError, match=r"no `java` on PATH\. Install Java 17.*apt-get install.*NEO4J_URI"):
        local_server.start(home=home)


@pytest.mark.parametrize(("version", "number"), [("1.8.0_392", 8), ("11.0.2", 11)])
def test_a_java_that_is_too_old_is_named(java: Any, home: Path, version: str, number: int) -> None:
    old = java(version=version)
    with pytest.raises(LocalServerError) as error:
        local_server.start(home=home)
    assert f"{old} is Java {number}. Install Java 17" in str(error.value)


@pytest.mark.parametrize("version", ["17", "17.0.15", "21-ea", "25.0.1"])
@pytest.mark.usefixtures("answering")
def test_java_17_and_later_will_do(java: Any, home: Path, version: str) -> None:
    java(version=version)
    assert local_server.start(home=home).pid


def test_java_home_comes_before_path(java: Any, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java(version="21")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "jdk"))
    with pytest.raises(LocalServerError, match=r"JAVA_HOME names .*jdk, which holds no bin/java"):
        local_server.start(home=home)
    fake(tmp_path / "jdk" / "bin" / "java", JAVA, version="11", password="", server="")
    with pytest.raises(LocalServerError, match=r"\(JAVA_HOME names it\) is Java 11"):
        local_server.start(home=home)


def test_the_java_of_macos_that_only_says_that_there_is_none(path: Path, home: Path) -> None:
    fake(path / "java", "#!{python}\nimport sys; sys.exit('Unable to locate a Java Runtime.')\n")
    with pytest.raises(LocalServerError, match="not a working Java"):
        local_server.start(home=home)


def test_without_maven_it_says_how_to_get_it(path: Path, home: Path) -> None:
    fake(path / "java", JAVA, version="17", password="", server="")
    with pytest.raises(LocalServerError, match=r"no `mvn` on PATH\. Install Maven.*apt-get install maven"):
        local_server.start(home=home)


# The jars ---------------------------------------------------------------------------------------------------


OTHER = "5.26.3"
"""A version whose jars this program does not know beforehand."""


def test_the_jars_are_fetched_once(path: Path, said: list[str]) -> None:
    maven = fake(path / "mvn", MAVEN, then="")
    live: list[str] = []
    folder = neo4j_jars.server_jars(OTHER, say=said.append, live=live.append)
    assert [line.split()[1] for line in (folder / "SHA256SUMS").read_text().splitlines()] == ["C.jar", "a.jar", "b.jar"]
    first, last = said
    assert first == f"Fetching Neo4j {OTHER} from Maven Central, 131 MB, once …"
    assert re.fullmatch(r"Fetched 3 jars in \d+ s\.", last)
    assert live == [*(f"  {n} of about 215 jars" for n in (1, 2, 3)), ""]
    assert {file.name for file in folder.parent.iterdir()} == {folder.name, f".{folder.name}.lock"}
    maven.unlink()
    assert neo4j_jars.server_jars(OTHER) == folder


def linked(jar: Path) -> None:
    """The same content, but where somebody else can change it."""
    jar.rename(jar.parent.parent / "theirs")
    jar.symlink_to(jar.parent.parent / "theirs")


@pytest.mark.parametrize(
    ("harm", "noticed"),
    [
        pytest.param(lambda f: (f / "a.jar").write_text("another"), "a.jar has changed", id="changed"),
        pytest.param(lambda f: (f / "a.jar").unlink(), "a.jar is missing", id="missing"),
        pytest.param(lambda f: (f / "z.jar").touch(), "z.jar does not belong there", id="added"),
        pytest.param(lambda f: (f / "000.JAR").touch(), "000.JAR does not belong there", id="added in capitals"),
        pytest.param(lambda f: (f / "A.jar").touch(), "A.jar does not belong there", id="added like another"),
        pytest.param(lambda f: (f / ".z").touch(), ".z does not belong there", id="hidden"),
        pytest.param(lambda f: (f / "z").mkdir(), "z does not belong there", id="a folder"),
        pytest.param(lambda f: (f / "z").symlink_to("nowhere"), "z does not belong there", id="a link to nowhere"),
        pytest.param(lambda f: linked(f / "a.jar"), "a.jar is not a file of its own", id="a link in a jar's place"),
        pytest.param(lambda f: (f / "SHA256SUMS").unlink(), "no SHA256SUMS", id="of an older version"),
        pytest.param(lambda f: (f / "SHA256SUMS").write_text("?"), "SHA256SUMS is damaged", id="sums"),
    ],
)
def test_damage_is_noticed_named_and_mended(
    path: Path, said: list[str], harm: Callable[[Path], None], noticed: str
) -> None:
    fake(path / "mvn", MAVEN, then="")
    folder = neo4j_jars.server_jars(OTHER, say=said.append)
    harm(folder)
    neo4j_jars.server_jars(OTHER, say=said.append)
    assert said[2] == f"{folder}: {noticed}; fetching the jars anew."
    assert damage_of(folder, OTHER) is None


@pytest.mark.usefixtures("answering")
def test_java_is_given_each_jar_by_its_name(java: Any, path: Path, home: Path, tmp_path: Path) -> None:
    java()
    (tmp_path / "jars").mkdir()
    for name in ("b.jar", "a.jar", "000.JAR", "a.jar.old", "SHA256SUMS"):
        (tmp_path / "jars" / name).touch()
    local_server.start(home=home)
    jars = os.pathsep.join(str(tmp_path / "jars" / name) for name in ("a.jar", "b.jar"))
    wanted = f'"-cp"\n"{jars}"\n'
    assert (home / "conf" / "class-path").read_text() == wanted
    assert wanted in (path / "arguments").read_text()
    assert "*" not in (path / "asked").read_text() + (path / "arguments").read_text()


def test_jars_that_are_not_those_of_this_version_are_not_kept(path: Path, tmp_path: Path) -> None:
    fake(path / "mvn", MAVEN, then="")
    with pytest.raises(LocalServerError, match=r"another Neo4j .* than it should: SHA256SUMS .* ~/\.m2/repository"):
        neo4j_jars.server_jars(VERSION)
    assert not any((tmp_path / "cache").glob("neo4j-*"))


def test_a_fetch_that_fails_leaves_what_was_there(path: Path, tmp_path: Path) -> None:
    fake(path / "mvn", MAVEN, then="")
    folder = neo4j_jars.server_jars(OTHER)
    (folder / "a.jar").unlink()
    fake(path / "mvn", MAVEN, then="sys.exit('[ERROR] Unknown host host.example')")
    with pytest.raises(LocalServerError, match=r"cannot be fetched: Maven does not reach Maven Central\. Check"):
        neo4j_jars.server_jars(OTHER)
    assert {file.name for file in (tmp_path / "cache").iterdir()} == {folder.name, f".{folder.name}.lock"}
    assert (folder / "b.jar").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "Could not find artifact org.neo4j:neo4j:jar:5.26.99 in central (https://h.example/m)",
            "has no org.neo4j:neo",
        ),
        ("org.neo4j:neo4j:jar:5.26.99 was not found in https://h.example/m during a previous", "has no org.neo4j:neo"),
        ("Could not transfer artifact a:b from/to central (https://h.example/m): h.example", "does not reach"),
        ("Cannot access central (https://h.example/m) in offline mode", "does not reach"),
        ("Connect to h.example:443 [h.example/10.1.2.3] failed: Connection refused", "does not reach"),
        ("Could not transfer artifact a:b from/to h.example (x): No space left on device", "no room"),
        ("Checksum validation failed, expected 1 but is 2 from h.example", "Start again"),
        ("from/to h.example: status 503 of h.example:8081 at h.example/10.1.2.3:8081", "Maven says: from/to …"),
    ],
)
def test_what_maven_says_is_told_without_its_hosts(line: str, told: str) -> None:
    why, cure = maven_failure(["[INFO] https://h.example", f"[ERROR] {line} -> [Help 1]", "[ERROR]", "[ERROR] Re-run"])
    assert told in f"{why} {cure}"
    assert "example" not in why + cure


# The version ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "written", "message"),
    [
        ("5.26.1", "5.26.2", r"5\.26\.1 is older than 5\.26\.2, which wrote the data\. Start 5\.26\.2"),
        ("5.25.1", None, r"5\.26\.x"),
        ("2025.01.0", "5.26.2", r"5\.26\.x"),
        ("5.26.12-SNAPSHOT", None, r"5\.26\.x"),
        ("../../etc", None, r"5\.26\.x"),
    ],
)
def test_a_version_that_would_not_do_is_refused(asked: str, written: str | None, message: str) -> None:
    with pytest.raises(LocalServerError, match=message):
        chosen_version(asked, written=written)


@pytest.mark.usefixtures("answering")
def test_data_remembers_the_version_that_wrote_it(java: Any, home: Path) -> None:
    java()
    assert local_server.start("5.26.20", home=home).version == "5.26.20"
    with pytest.raises(
        LocalServerError,
        match=r"Neo4j 5\.26\.20 is running in .* stop it with `career_pathways\.explorer\.local_neo4j\.server\.stop`",
    ):
        local_server.start("5.26.21", home=home)
    local_server.stop(home)
    with pytest.raises(LocalServerError, match=r"older than 5\.26\.20"):
        local_server.start("5.26.19", home=home)
    assert local_server.start(home=home).version == "5.26.20"


# The password -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("answering")
def test_the_password_goes_to_neo4j_by_a_file_that_nobody_else_reads(java: Any, path: Path, home: Path) -> None:
    java()
    before = os.umask(0)
    try:
        server = local_server.start(home=home)
    finally:
        os.umask(before)
    password = server.password_file.read_text("utf-8").strip()
    assert len(password) >= 20
    assert stat.S_IMODE(server.password_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    arguments = (path / "arguments").read_text("utf-8").splitlines()
    assert arguments[-5:] == ['"org.neo4j.cli.AdminTool"', '"dbms"', '"set-initial-password"', '"--"', f'"{password}"']
    assert '"-XX:-UsePerfData"' in arguments
    assert (path / "mode").read_text() == "0o600"
    assert password not in (path / "asked").read_text("utf-8")
    assert not (home / ".arguments").exists()


@pytest.mark.usefixtures("answering")
def test_the_server_gets_no_password_of_another_server(
    java: Any, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "of another")
    java()
    local_server.start(home=home)
    assert "NEO4J_" not in (path / "environment").read_text("utf-8")


def test_a_password_that_neo4j_refuses_is_not_shown(java: Any, home: Path) -> None:
    java(password="sys.exit('Unknown option: ' + file.read_text().splitlines()[-1])")
    with pytest.raises(LocalServerError, match='does not take its first password: Unknown option: "…"'):
        local_server.start(home=home)


@pytest.mark.usefixtures("answering")
def test_data_without_its_password_is_not_touched(java: Any, home: Path) -> None:
    java()
    local_server.start(home=home)
    local_server.stop(home)
    (home / "password").unlink()
    with pytest.raises(LocalServerError, match=r"password: the password of the data in .* is missing"):
        local_server.start(home=home)
    assert (home / "data" / "databases").exists()


# A start that fails -----------------------------------------------------------------------------------------


def test_a_server_that_ends_says_why(java: Any, home: Path) -> None:
    java(server="sys.exit('there is no room')")
    with pytest.raises(
        LocalServerError, match=r"(?s)ended before it answered:\nthere is no room\nMore stands in .*logs"
    ):
        local_server.start(home=home)
    assert not (home / "data").exists()
    known = local_server.status(home)
    assert known is not None
    assert known.pid is None


def test_a_server_that_does_not_answer_in_time_is_ended(
    java: Any, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java()
    monkeypatch.setattr(local_server, "SECONDS_TO_START", 1)
    with pytest.raises(LocalServerError, match=r"does not answer at bolt://127\.0\.0\.1:\d+ after 1 seconds"):
        local_server.start(home=home)
    assert not running(path)


def running(path: Path) -> list[psutil.Process]:
    """What runs as the java there."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if str(path / "java") in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_leaves_no_server_and_no_half_made_data(
    java: Any, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java()
    with monkeypatch.context() as waiting:
        waiting.setattr(local_server, "_wait_for", lambda *_: signal.raise_signal(signal.SIGINT))
        with pytest.raises(KeyboardInterrupt):
            local_server.start(home=home)
    assert not running(path)
    assert not (home / "data").exists()
    monkeypatch.setattr(local_server, "_wait_for", up)
    assert local_server.start(home=home).pid


def test_ctrl_c_waits_until_it_is_known_what_was_started() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        signal.raise_signal(signal.SIGINT)
        done.append("started")
    assert done


def test_a_start_that_fails_keeps_the_data_that_was_there(
    java: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java()
    with monkeypatch.context() as patched:
        patched.setattr(local_server, "_wait_for", up)
        local_server.start(home=home)
    local_server.stop(home)
    java(server="sys.exit(1)")
    with pytest.raises(LocalServerError):
        local_server.start(home=home)
    assert (home / "data" / "databases").exists()


def test_a_server_that_ends_just_now_is_started_anew(
    java: Any, home: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    java()

    def killed_meanwhile(server: LocalServer, process: psutil.Process, *_: object) -> None:
        if server.pid == first:
            process.kill()
            process.wait(10)
            raise local_server._NotUp("it ended")
        up(server)

    monkeypatch.setattr(local_server, "_wait_for", up)
    first = local_server.start(home=home).pid
    monkeypatch.setattr(local_server, "_wait_for", killed_meanwhile)
    assert local_server.start(home=home, say=said.append).pid not in {None, first}
    assert "It has just ended." in said


@pytest.mark.usefixtures("answering")
def test_two_starts_at_once_start_one_server(java: Any, path: Path, home: Path) -> None:
    java()
    with ThreadPoolExecutor() as pool:
        one, other = pool.map(lambda _: local_server.start(home=home), range(2))
    assert one == other
    assert len(running(path)) == 1


def test_the_lock_of_a_process_that_was_killed_is_free(home: Path, said: list[str]) -> None:
    home.mkdir()
    code = (
        "import sys, time, pathlib; from career_pathways.explorer.local_neo4j import home\n"
        "with home.locked(pathlib.Path(sys.argv[1]), print): print(flush=True); time.sleep(60)"
    )
    holder = sleeper(str(home / "lock"), code=code)
    killing = threading.Timer(0.3, holder.kill)
    killing.start()
    with locked(home / "lock", said.append):
        assert said == ["Another `pathways neo4j` is at work; waiting for it …"]
    holder.wait()


def test_the_ports_are_kept_where_they_are_still_free() -> None:
    one, other = configuration.free_ports(None, None)
    assert one != other
    assert configuration.free_ports(one, other) == [one, other]
    with configuration.socket.create_server(("127.0.0.1", one)):
        kept = configuration.free_ports(one, other)
    assert kept[0] != one
    assert kept[1] == other


# Which process it is ----------------------------------------------------------------------------------------


def test_the_process_that_was_started_is_known_and_stopped(home: Path) -> None:
    process = sleeper()
    remembered(home, pid=process.pid, created=process.create_time())
    server = local_server.status(home)
    assert server is not None
    assert server.pid == process.pid
    assert local_server.stop(home)
    assert not process.is_running()
    assert not local_server.stop(home)


def test_a_process_that_was_given_its_number_is_left_alone(home: Path) -> None:
    process = sleeper()
    remembered(home, pid=process.pid, created=process.create_time() - 100)
    server = local_server.status(home)
    assert server is not None
    assert server.pid is None
    assert not local_server.stop(home)
    assert process.is_running()
    process.kill()
    process.wait()


def test_it_is_known_by_its_home_where_the_clock_was_set(home: Path) -> None:
    process = sleeper(f"--home-dir={home}")
    remembered(home, pid=process.pid, created=process.create_time() - 100)
    assert local_server.stop(home)


def test_a_dead_process_does_not_run(home: Path) -> None:
    process = sleeper()
    created = process.create_time()
    process.kill()  # and nobody waits for it yet
    until = time.monotonic() + 10
    while process.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
    remembered(home, pid=process.pid, created=created)
    for _ in range(2):
        server = local_server.status(home)
        assert server is not None
        assert server.pid is None
        process.wait()
    assert not local_server.stop(home)


def test_a_server_that_does_not_stop_is_killed(home: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ignoring = "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    process = sleeper(code=ignoring)
    remembered(home, pid=process.pid, created=process.create_time())
    monkeypatch.setattr(local_server, "SECONDS_TO_STOP", 0.3)
    assert local_server.stop(home, say=said.append)
    assert not process.is_running()
    assert "was killed" in said[0]


# The home ---------------------------------------------------------------------------------------------------


def test_where_none_was_started_there_is_none(home: Path) -> None:
    assert local_server.status(home) is None
    assert not local_server.stop(home)
    assert not home.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 9_000,
        "[1]" + " " * 20_000,
        '{"version": "5.26.12"',
        '{"version": 5, "uri": 1, "browser": 1, "pid": 1, "created": 1}',
    ],
)
def test_a_damaged_server_json_is_named(home: Path, text: str) -> None:
    remembered(home, pid=None, created=None)
    (home / "server.json").write_text(text, "utf-8")
    for ask in (local_server.status, local_server.stop):
        with pytest.raises(LocalServerError, match=r"server\.json: damaged\..* delete this file; the data stays"):
            ask(home)


def test_a_folder_of_something_else_is_not_taken(java: Any, home: Path) -> None:
    java()
    home.mkdir(mode=0o755)
    (home / "thesis.odt").touch()
    with pytest.raises(LocalServerError, match=r"a folder with something else in it\. Name an empty one with `home`"):
        local_server.start(home=home)
    assert [file.name for file in home.iterdir()] == ["thesis.odt"]
    assert stat.S_IMODE(home.stat().st_mode) == 0o755


def test_what_the_system_refuses_is_named(java: Any, home: Path) -> None:
    java()
    home.touch()
    with pytest.raises(LocalServerError, match=r"a home: File exists\. .* name another home with `home`"):
        local_server.start(home=home)


def test_the_environment_names_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATHWAYS_NEO4J_HOME", str(tmp_path / "there"))
    assert server_home() == tmp_path / "there"
    assert server_home(tmp_path / "here") == tmp_path / "here"
    monkeypatch.delenv("PATHWAYS_NEO4J_HOME")
    assert server_home().parts[-2:] == ("career-pathways", "neo4j")


# The commands -----------------------------------------------------------------------------------------------


def ask(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, list(arguments), env={"PATHWAYS_NEO4J_HOME": str(home)})


def facts(result: Result, status: int = 0) -> dict[str, Any]:
    assert result.exit_code == status, result.stderr
    return {row["name"]: row["value"] for row in json.loads(result.stdout)["results"]}


def test_where_nothing_runs_status_says_so_by_its_exit_status_too_and_stop_has_nothing_to_do(home: Path) -> None:
    assert facts(ask(home, "status", "--json"), 1) == {"running": False}
    assert facts(ask(home, "stop", "--json")) == {"stopped": False}
    remembered(home, pid=None, created=None)
    for form in ("--json", "--csv"):
        assert ask(home, "status", form).stderr == ask(home, "status").stderr
    assert ask(home, "status").stderr == "Error: the server does not run. Start it with `pathways neo4j start`.\n"
    assert ask(home, "stop").stderr == "No server was running.\n"


def test_a_version_that_is_none_was_asked_wrongly(home: Path) -> None:
    result = ask(home, "start", "--version", "4.4.1")
    assert result.exit_code == 2
    assert "5.26.x" in result.stderr


def test_the_help_names_the_version_that_is_started(home: Path) -> None:
    assert VERSION in ask(home, "start", "--help").stdout


@pytest.mark.slow
def test_other_commands_do_not_import_what_only_a_server_needs() -> None:
    others = {module for module, _ in COMMANDS.values()} - {"load", "neo4j"}
    code = f"import sys; from career_pathways.explorer.commands import {', '.join(others)}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"neo4j", "psutil", "career_pathways.explorer.local_neo4j.server"} & set(loaded)


# The real server --------------------------------------------------------------------------------------------


@pytest.fixture
def started() -> Started:
    """The server of all tests, which `pathways neo4j start` has started."""
    return own_server()


def driver_of(started: Started) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(started.server.uri, auth=(started.server.username, started.password))


@pytest.mark.server
def test_the_server_answers_to_its_password_and_to_no_other(started: Started) -> None:
    for auth in (None, ("neo4j", "neo4j")):
        with (
            neo4j.GraphDatabase.driver(started.server.uri, auth=auth) as driver,
            pytest.raises(neo4j.exceptions.ClientError),
        ):
            driver.verify_connectivity()
    with driver_of(started) as driver:  # at last, so that the server counts no wrong ones
        assert driver.execute_query("RETURN 1 AS one").records[0]["one"] == 1


@pytest.mark.server
def test_start_says_what_one_needs_next(started: Started) -> None:
    server = started.server
    assert started.result.exit_code == 0, started.result.stderr
    for needed in (server.uri, server.username, server.browser):
        assert needed in started.result.stdout
    assert "".join(str(server.password_file).split()) in "".join(started.result.stdout.split())
    assert "Next: pathways load --to local" in started.result.stderr


@pytest.mark.server
def test_the_password_is_nowhere_but_in_its_file(started: Started) -> None:
    assert started.password not in started.result.output
    assert any("--home-dir=" in line for line in started.command_lines)
    assert any("/.arguments" in line for line in started.command_lines)
    assert not any(started.password in line for line in started.command_lines)
    holding = [
        file
        for file in started.server.home.rglob("*")
        if "data" not in file.parts and file.is_file() and started.password.encode() in file.read_bytes()
    ]
    assert holding == [started.server.password_file]


@pytest.mark.server
def test_only_this_machine_reaches_it(started: Started) -> None:
    opened = psutil.Process(started.server.pid).net_connections()
    listening = {connection.laddr for connection in opened if connection.status == psutil.CONN_LISTEN}
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}
    assert len(listening) <= 2


@pytest.mark.server
def test_it_serves_the_browser_and_no_queries_by_http(started: Started) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(started.server.browser) as page:
                assert b"Neo4j Browser" in page.read()
            break
        except urllib.error.URLError:  # it comes up a second after Bolt
            assert time.monotonic() < until
            time.sleep(0.1)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(started.server.browser.replace("browser/", "db/neo4j/query/v2"), data=b"{}")


@pytest.mark.server
def test_it_reads_no_files_into_the_database(started: Started, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret\n")
    with driver_of(started) as driver, pytest.raises(neo4j.exceptions.ClientError, match="file_urls"):
        driver.execute_query(f"LOAD CSV FROM 'file://{tmp_path}/secret' AS row RETURN row")


@pytest.mark.server
def test_start_and_status_know_that_it_runs(started: Started) -> None:
    again = ask(started.server.home, "start", "--json")
    assert f"Neo4j {VERSION} is already running." in again.stderr
    assert facts(again) == facts(ask(started.server.home, "status", "--json"))
    assert facts(again)["pid"] == started.server.pid


@pytest.mark.server
@pytest.mark.soak
def test_its_data_outlives_kill_9(home: Path) -> None:
    """That its data does is Neo4j's doing; what of this is our own, the tests above hold with other processes."""
    started = Started(home)
    with driver_of(started) as driver:
        driver.execute_query("CREATE (:Kept {n: 42})")
    psutil.Process(started.server.pid).kill()
    psutil.Process(started.server.pid).wait()
    assert facts(ask(home, "status", "--json"), 1)["running"] is False
    assert facts(ask(home, "stop", "--json")) == {"stopped": False}
    assert local_server.start(home=home).uri == started.server.uri
    with driver_of(started) as driver:
        assert driver.execute_query("MATCH (n:Kept) RETURN n.n AS n").records[0]["n"] == 42
    assert facts(ask(home, "stop", "--json")) == {"stopped": True}
    assert facts(ask(home, "status", "--json"), 1)["running"] is False
