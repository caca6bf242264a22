"""The real code against a stand-in for the API of Skills England, on the loopback address, in the recorded shape."""

from __future__ import annotations

import json
import os
import signal
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from career_pathways.explorer.commands.fetch import BASE_VARIABLE, KEY_VARIABLE
from career_pathways.explorer.commands.main import main
from career_pathways.loader.errors import FetchError, WrongKey
from career_pathways.loader.fetching import asking, skills_england
from career_pathways.loader.fetching.asking import Connection
from career_pathways.loader.fetching.skills_england import INDEX, MAPPING, PROGRESSIONS

KEY = "a-secret-of-the-user-0815"
CODES = tuple(f"OCC{number:04}" for number in range(1, 21))

Fault = Callable[[str], "tuple[int, dict[str, str], bytes] | None"]


class StandIn(ThreadingHTTPServer):
    """What the API answers; `fault` may answer in its place, `codes` are the occupations it has."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.codes: tuple[str, ...] = CODES
        self.asked: list[str] = []
        self.connections: set[Any] = set()
        self.fault: Fault = lambda _: None
        self.changed: Callable[[str, Any], Any] = lambda _, content: content

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api/v1"

    def content(self, path: str) -> Any:
        path = path.partition("?")[0]
        listed = [self._listed(code) for code in self.codes]
        code = path.rpartition("/")[2]
        if path == "/Occupations":
            return listed
        if path == "/Routes":
            return [{"object": "Route", "routeId": 9, "name": "Hair and beauty", "sequence": 9}]
        if path.startswith("/Occupations/"):
            number = int(code[3:])
            return self._listed(code) | {
                "typicalJobTitles": [{"name": f"Title {number}", "isGreen": False}],
                "mapHierarchy": {
                    "routeName": "Hair and beauty" if number % 2 else "Digital",
                    "pathwayName": "A pathway",
                    "clusterName": f"Cluster {number % 3}",
                    "technicalLevel": 1 + number % 3,
                },
            }
        following = dict(zip(self.codes[::2], self.codes[1::2], strict=True))
        steps = [{"stdCodeFrom": code, "stdCodeTo": following[code]}] if code in following else []
        return {"keyStdCode": code, "occupations": [], "progressions": steps}

    @staticmethod
    def _listed(code: str) -> dict[str, Any]:
        number = int(code[3:])
        return {
            "stdCode": code,
            "name": f"Occupation {number}",
            "level": 2 + (number + 1) % 2,
            "statusName": "Approved occupation",
        }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body in one packet: 40 ms sooner
    server: StandIn

    def do_GET(self) -> None:
        path = self.path.removeprefix("/api/v1")
        self.server.asked.append(path)
        self.server.connections.add(self.client_address)
        status, headers, body = self.server.fault(path) or (200, {}, None)
        if self.headers["X-API-KEY"] != KEY:
            status, body = 401, f"no such key: {self.headers['X-API-KEY']}".encode()
        if body is None:
            body = json.dumps(self.server.changed(path, self.server.content(path))).encode()
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = "Content-Length" in headers

    def log_message(self, *_: Any) -> None: ...


@pytest.fixture
def api() -> Iterator[StandIn]:
    with StandIn() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def fetch(api: StandIn, waits: list[float], tmp_path: Path) -> Callable[[], skills_england.Harvest]:
    def fetched() -> skills_england.Harvest:
        with closing(Connection(api.base, KEY, sleep=waits.append)) as connection:
            return skills_england.fetch(connection, tmp_path / "maps", lambda *_: None)

    return fetched


Fetch = Callable[[], skills_england.Harvest]


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def once(path: str, answer: tuple[int, dict[str, str], bytes]) -> Fault:
    left = [answer]
    return lambda asked: left.pop() if asked.startswith(path) and left else None


def command(api: StandIn, folder: Path, *more: str, key: str = KEY) -> Result:
    environment = {BASE_VARIABLE: api.base, KEY_VARIABLE: key}
    return CliRunner().invoke(main, ["fetch", "skills-england", "--to", str(folder), *more], env=environment)


def test_all_is_fetched_by_one_connection_with_a_pause_after_each_question(
    api: StandIn, fetch: Fetch, waits: list[float], tmp_path: Path
) -> None:
    assert fetch() == (20, 20, 10, 1, 42, 0)
    assert len(api.connections) == 1
    assert waits == [asking.PAUSE] * len(api.asked) == [asking.PAUSE] * 42
    assert sorted(files(tmp_path / "maps")) == sorted(
        [INDEX, MAPPING, PROGRESSIONS]
        + [f"{('digital', 'hair-and-beauty')[int(code[3:]) % 2]}/{code}.json" for code in CODES]
    )


def test_what_is_written_is_built_with_the_mapping_file_beside_it(
    api: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(asking, "PAUSE", 0)
    result = command(api, tmp_path / "maps", "--json")
    assert result.exit_code == 0, result.output
    store = tmp_path / "maps.kgl"
    assert 'follows = "2017"' in (tmp_path / "maps" / MAPPING).read_text("utf-8")  # else nothing says what became of it
    built = CliRunner().invoke(main, ["build", str(tmp_path / "maps" / MAPPING), "--store", str(store), "--json"])
    assert built.exit_code == 0, built.output
    counts = {row["of"]: row["count"] for row in json.loads(built.stdout)["results"]}
    assert (counts["Occupation"], counts["PROGRESSES_TO"], counts["Route"]) == (20, 10, 2)


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        ((429, {"Retry-After": "7"}, b""), 7),
        ((429, {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}, b""), 0),
        ((429, {"Retry-After": "soon"}, b""), asking.FIRST_WAIT),
        ((500, {}, b"oh"), asking.FIRST_WAIT),
        ((200, {}, b'{"stdCode": "OCC00'), asking.FIRST_WAIT),
        ((200, {"Content-Length": "900"}, b'{"stdCode": "OCC00'), asking.FIRST_WAIT),
    ],
)
def test_what_passes_is_asked_again_after_a_wait(
    api: StandIn, fetch: Fetch, waits: list[float], answer: tuple[int, dict[str, str], bytes], wait: float
) -> None:
    api.fault = once("/Occupations/OCC0003", answer)
    assert fetch().occupations == 20
    assert [seconds for seconds in waits if seconds != asking.PAUSE] == [wait]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((429, {}, KEY.encode()), "status 429, after 6 tries"),
        ((503, {"Retry-After": "9999"}, b""), "status 503, after 1 try"),
        ((200, {}, b'{"stdCode": "OCC00'), "not whole JSON (18 bytes), after 6 tries"),
        ((200, {"Content-Length": "900"}, b"{}"), "cut short, after 6 tries"),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), "status 302"),
        ((200, {}, json.dumps({"stdCode": KEY}).encode()), "repeats the key"),
        ((403, {}, KEY.encode()), "the key was refused"),
    ],
)
def test_what_does_not_pass_is_an_error_that_names_the_path_and_the_next_harvest_goes_on(
    api: StandIn, fetch: Fetch, tmp_path: Path, answer: tuple[int, dict[str, str], bytes], said: str
) -> None:
    api.fault = lambda path: answer if path.startswith("/Occupations/OCC0003") else None
    with pytest.raises(FetchError) as error:
        fetch()
    assert str(error.value).startswith("/Occupations/OCC0003") and said in str(error.value)
    assert KEY not in str(error.value)
    assert not (tmp_path / "maps" / INDEX).exists()
    api.fault, before = (lambda _: None), len(api.asked)
    assert fetch().asked == len(api.asked) - before == 42 - 6  # two lists, two records with their progressions


@pytest.mark.parametrize(
    ("path", "field", "name"),
    [
        ("/Occupations", "stdCode", "code"),
        ("/Occupations", "statusName", "state"),
        ("/Occupations/OCC0003", "mapHierarchy", "hierarchy"),
        ("/Occupations/OCC0003", "level", "stage"),
        ("/OccupationalProgression/OCC0003", "progressions", "steps"),
        ("/Routes", "name", "title"),
    ],
)
def test_a_changed_field_name_is_an_error_with_path_and_field(
    api: StandIn, fetch: Fetch, tmp_path: Path, path: str, field: str, name: str
) -> None:
    def renamed(asked: str, content: Any) -> Any:
        if asked.partition("?")[0] != path:
            return content
        return json.loads(json.dumps(content).replace(f'"{field}":', f'"{name}":'))

    api.changed = renamed
    with pytest.raises(FetchError, match=f"^{path}: no field {field}; there is .*{name}"):
        fetch()
    assert not (tmp_path / "maps" / INDEX).exists()


def test_stray_spaces_around_codes_are_taken_off_and_counted(api: StandIn, fetch: Fetch, tmp_path: Path) -> None:
    clean = fetch()
    whole = files(tmp_path / "maps")
    api.changed = lambda _, content: json.loads(json.dumps(content).replace('"OCC0003"', '" OCC0003 "'))
    assert fetch() == clean._replace(folded=4)
    assert files(tmp_path / "maps") == whole


def test_a_space_within_a_code_is_an_error(api: StandIn, fetch: Fetch) -> None:
    api.changed = lambda _, content: json.loads(json.dumps(content).replace('"OCC0003"', '"OCC 0003"'))
    with pytest.raises(FetchError, match=r"^/Occupations: stdCode 'OCC 0003' is not the code"):
        fetch()


def test_a_harvest_that_shrank_by_more_than_a_tenth_is_refused_and_the_old_one_stays(
    api: StandIn, fetch: Fetch, tmp_path: Path
) -> None:
    fetch()
    old = files(tmp_path / "maps")
    api.codes = CODES[:17]
    with pytest.raises(FetchError, match=r"the API has 17 occupations where .* holds 20"):
        fetch()
    api.codes = CODES
    api.changed = lambda path, content: (
        content | {"progressions": []}
        if path in {f"/OccupationalProgression/{code}" for code in CODES[:4]}
        else content
    )
    with pytest.raises(FetchError, match=r"the API has 8 progressions where .* holds 10"):
        fetch()
    assert files(tmp_path / "maps") == old
    api.codes, api.changed = CODES[:18], lambda _, content: content
    assert fetch().occupations == 18
    assert len(files(tmp_path / "maps")) == 18 + 3  # what was withdrawn is gone


def test_a_killed_harvest_is_gone_on_with(
    api: StandIn, fetch: Fetch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    reached = threading.Event()

    def held(path: str) -> None:
        if path.startswith(f"/Occupations/{CODES[5]}"):
            reached.set()
            time.sleep(0.5)

    api.fault = held
    folder = tmp_path / "maps"
    monkeypatch.setattr(asking, "PAUSE", 0)
    child = os.fork() if hasattr(os, "fork") else pytest.skip("no fork")
    if not child:
        try:
            fetch()
        finally:
            os._exit(0)
    assert reached.wait(10)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert not (folder / INDEX).exists()
    (folder / ".harvest" / f"{CODES[0]}.answer").write_text('{"stdCode": "OCC0')  # as a disk without power leaves it
    api.fault = lambda _: None
    assert fetch().asked == 42 - 12 + 1
    assert not (folder / ".harvest").exists()


def test_what_an_old_harvest_left_is_asked_anew(api: StandIn, fetch: Fetch, tmp_path: Path) -> None:
    api.fault = lambda path: (400, {}, b"") if path.startswith(f"/Occupations/{CODES[-1]}") else None
    with pytest.raises(FetchError):
        fetch()
    week_ago = time.time() - skills_england.OLDEST - 1
    os.utime(tmp_path / "maps" / ".harvest" / "occupations.answer", (week_ago, week_ago))
    api.fault = lambda _: None
    assert fetch().asked == 42


@pytest.mark.parametrize("fault", [None, 401, 500])
def test_the_key_is_in_no_output_and_no_file(
    api: StandIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: int | None
) -> None:
    monkeypatch.setattr(asking, "PAUSE", 0)
    monkeypatch.setattr(asking, "FIRST_WAIT", 0)
    api.fault = lambda _: (fault, {}, KEY.encode()) if fault else None
    file = tmp_path / "key"
    file.write_text(f"{KEY}\r\nmine\n")
    result = command(api, tmp_path / "maps", "--key-file", str(file), key="another-key")
    assert result.exit_code == {None: 0, 401: 2, 500: 1}[fault], result.output
    assert KEY not in result.output + repr(result.exception)
    assert not any(KEY.encode() in data for data in files(tmp_path / "maps").values())
    assert not any(KEY in path for path in api.asked)


@pytest.mark.parametrize("key", ["", "short", "with a space in it", "mit-ümläuten", "two\nlines-of-it"])
def test_what_cannot_be_a_key_is_refused_unseen(api: StandIn, tmp_path: Path, key: str) -> None:
    result = command(api, tmp_path / "maps", key=key)
    assert result.exit_code == 2
    assert "--key-file or SKILLS_ENGLAND_API_KEY" in result.output
    assert not key or key not in result.output
    assert api.asked == []


def test_the_key_does_not_travel_in_plain() -> None:
    with pytest.raises(FetchError, match="https"):
        Connection("http://example.com/api", KEY)
    with pytest.raises(WrongKey):
        Connection("https://example.com/api", "")


def test_an_occupation_without_a_record_is_listed_all_the_same_and_all_without_one_are_an_error(
    api: StandIn, fetch: Fetch, tmp_path: Path
) -> None:
    api.fault = lambda path: (404, {}, b"") if path.startswith("/Occupations/OCC0003") else None
    assert fetch()[:2] == (20, 19)
    old = files(tmp_path / "maps")
    api.fault = lambda path: (404, {}, b"") if path.startswith("/Occupations/") else None
    with pytest.raises(FetchError, match="not one record"):
        fetch()
    assert files(tmp_path / "maps") == old


class Proxy(socketserver.ThreadingTCPServer):
    """What stands between here and the API; `answer` to a request for a tunnel. `heard`: all that it was told."""

    daemon_threads = True

    def __init__(self, answer: str) -> None:
        super().__init__(("127.0.0.1", 0), _Tunnel)
        self.answer = answer
        self.heard: list[bytes] = []


class _Tunnel(socketserver.BaseRequestHandler):
    server: Proxy

    def handle(self) -> None:
        asked = b""
        while not asked.endswith(b"\r\n\r\n"):
            asked += self.request.recv(4096)
        self.server.heard.append(asked)  # before whoever asks goes on
        self.request.sendall(f"HTTP/1.1 {self.server.answer}\r\n\r\n".encode())
        if self.server.answer.startswith("200"):
            self.server.heard.append(self.request.recv(4096))


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Proxy]:
    for name in ("https_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Proxy(getattr(request, "param", "200 Connected")) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:my%40word@127.0.0.1:{server.server_address[1]}")
        yield server
        server.shutdown()


def asked_by_proxy(host: str = "api.example") -> FetchError:
    connection = Connection(f"https://{host}:1/api", KEY, sleep=lambda _: None)
    with closing(connection), pytest.raises(FetchError) as told:
        connection.answer("/Occupations")
    return told.value


def test_a_proxy_of_the_environment_leads_to_the_api_and_hears_neither_question_nor_key(proxy: Proxy) -> None:
    assert "no answer by the proxy 127.0.0.1" in str(asked_by_proxy())  # which knows no such host
    tunnel, hello, *_ = proxy.heard
    assert tunnel.startswith(b"CONNECT api.example:1 HTTP/1")
    assert b"Proxy-Authorization: Basic bWU6bXlAd29yZA==\r\n" in tunnel  # me:my@word
    assert hello.startswith(b"\x16\x03") and b"api.example" in hello  # TLS begins, with who is meant
    assert not any(secret in heard for heard in proxy.heard for secret in (KEY.encode(), b"Occupations"))


@pytest.mark.parametrize("proxy", ["407 Proxy Authentication Required"], indirect=True)
def test_a_proxy_that_refuses_is_told_at_once_without_what_it_says(proxy: Proxy) -> None:
    error = str(asked_by_proxy())
    assert "no answer by the proxy 127.0.0.1, which refuses (status 407)" in error and "HTTPS_PROXY" in error
    assert len(proxy.heard) == 1 and "my" not in error and "Required" not in error


def test_a_host_that_no_proxy_excepts_is_asked_itself(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "localhost")
    assert "by the proxy" not in str(asked_by_proxy("localhost"))
    assert proxy.heard == []


@pytest.mark.parametrize("proxy", ["502 Bad Gateway: secret"], indirect=True)
def test_a_proxy_that_reaches_nobody_is_asked_again_and_its_status_is_told(proxy: Proxy) -> None:
    error = str(asked_by_proxy())
    assert "no answer by the proxy 127.0.0.1 (status 502), after 6 tries" in error and "secret" not in error
    assert len(proxy.heard) == 6


NO_PROXY = (
    *("http://", "http://a b:1", "http://proxy..corp:3128", "socks5://me:secret@127.0.0.1:1080"),
    *("http://me:secret@127.0.0.1:port", "http://me:a@secret/b@127.0.0.1:1", "http://me:1#secret@127.0.0.1:1"),
)


@pytest.mark.parametrize("named", NO_PROXY)
def test_what_is_no_proxy_is_an_error_that_does_not_repeat_it(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("https_proxy", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", named)
    with pytest.raises(FetchError, match="what HTTPS_PROXY names is no proxy") as told:
        Connection("https://api.example", KEY)
    assert "secret" not in str(told.value)
