"""A server on this machine answers whoever sits before it, and no page of another site, by whatever way it comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from career_pathways.explorer.web.safety import POLICY, Safe

NEXT, PAGE, CYPHER = "/api/next?occupation=Roofer", "/next?from=Roofer", "/api/cypher"
A_TAB = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
A_FRAME = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
A_SCRIPT = {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
JSON = {"Content-Type": "application/json"}
ASKED = b'{"statement": "RETURN 1 AS one"}'

HOSTS = [
    *("evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "evil.localhost"),
    *("127.0.0.2", "127.0.0.10", "127.1", "2130706433", "0x7f000001", "0.0.0.0", "[::2]", "[::ffff:127.0.0.1]"),
    *("localhost.", "127.0.0.1@evil.example", "evil.example#127.0.0.1", "192.168.1.5", "", "localhost:80:80", ":8000"),
    *("127.0.0.1,evil.example", "LOCALHOST.EVIL.EXAMPLE", "xn--lcalhost-54a", "ｌocalhost".encode().decode("latin-1")),
]

SITES = [{"Sec-Fetch-Site": site} for site in ("cross-site", "same-site")]
ORIGINS = ("http://evil.example", "null", "https://127.0.0.1.evil.example", "http://127.0.0.1:9", "file://", "")
METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "CONNECT")
KINDS = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/jsonp")

FOREIGN: list[tuple[str, str, dict[str, str], bytes, int]] = [
    *(("GET", NEXT, {"Host": host}, b"", 403) for host in HOSTS),
    *(("GET", NEXT, site | how, b"", 403) for site in SITES for how in (A_TAB, A_FRAME, A_SCRIPT, {})),
    *(("GET", PAGE, site | how, b"", 403) for site in SITES for how in (A_FRAME, A_SCRIPT, {})),
    ("HEAD", PAGE, SITES[0] | A_TAB, b"", 403),
    ("GET", "/map/0.json", SITES[0] | A_TAB, b"", 403),
    ("GET", "/served.js", SITES[0] | {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"}, b"", 403),
    ("GET", PAGE, {"Sec-Fetch-Site": "nonsense"}, b"", 403),
    *(("GET", NEXT, {"Origin": origin}, b"", 403) for origin in ORIGINS),
    *(("POST", CYPHER, {"Origin": origin} | JSON, ASKED, 403) for origin in ORIGINS),
    *((method, NEXT, {}, b"", 405) for method in METHODS),
    *((method, PAGE, {}, b"", 405) for method in METHODS[:5]),
    *((method, CYPHER, {}, b"", 405) for method in ("GET", "HEAD", *METHODS[1:5])),
    *(("POST", CYPHER, {"Content-Type": kind}, ASKED, 415) for kind in KINDS),
    ("POST", CYPHER, JSON | SITES[0] | A_TAB, ASKED, 403),
    ("POST", CYPHER, JSON, b" " * 100_001, 413),
    ("GET", NEXT, {"Content-Length": "3"}, b"abc", 400),
    ("GET", PAGE, {"Transfer-Encoding": "chunked"}, b"", 400),
    ("GET", f"/api/search?text={'a' * 8_200}", {}, b"", 414),
    ("GET", f"/{'a' * 8_200}", {}, b"", 414),
]
"""Method, address, headers and body of what is refused, and with which status."""


@pytest.mark.parametrize(("method", "path", "headers", "body", "status"), FOREIGN)
def test_what_comes_from_elsewhere_is_refused(
    client: TestClient, method: str, path: str, headers: dict[str, str], body: bytes, status: int
) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    response = client.request(method, path, headers=raw, content=body or None)
    assert response.status_code == status
    assert "Roofer" not in response.text
    assert not [name for name in response.headers if name.startswith("access-control")]
    assert response.headers["content-security-policy"] == POLICY


OWN: list[tuple[str, str, dict[str, str]]] = [
    ("GET", NEXT, {}),
    ("HEAD", NEXT, {}),
    ("GET", NEXT, {"Host": "localhost:8000"}),
    ("GET", NEXT, {"Host": "LOCALHOST"}),
    ("GET", NEXT, {"Host": "[::1]:8000"}),
    ("GET", NEXT, {"Sec-Fetch-Site": "same-origin"} | A_SCRIPT),
    ("GET", NEXT, {"Sec-Fetch-Site": "none"} | A_TAB),
    ("GET", NEXT, {"Origin": "http://127.0.0.1"}),
    ("GET", PAGE, {"Sec-Fetch-Site": "cross-site"} | A_TAB),
    ("GET", PAGE, {"Sec-Fetch-Site": "same-site"} | A_TAB),
    ("GET", "/", {"Sec-Fetch-Site": "cross-site"} | A_TAB),
]


@pytest.mark.parametrize(("method", "path", "headers"), OWN)
def test_what_is_asked_here_or_by_a_link_to_a_page_is_answered(
    client: TestClient, method: str, path: str, headers: dict[str, str]
) -> None:
    response = client.request(method, path, headers=headers)
    assert response.status_code == 200
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert response.headers["referrer-policy"] == "no-referrer"


def test_cypher_that_a_page_of_another_site_wrote_is_shown_and_not_asked(client: TestClient) -> None:
    statement = {"q": "RETURN 'as' + 'ked' AS answer"}
    foreign = client.get("/cypher", params=statement, headers={"Sec-Fetch-Site": "cross-site"} | A_TAB)
    own = client.get("/cypher", params=statement)
    assert ("RETURN" in foreign.text, ">asked<" in foreign.text, ">asked<" in own.text) == (True, False, True)


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest) -> Iterator[TestClient]:
    def hello(_: Request) -> PlainTextResponse:
        return PlainTextResponse("hello")

    with TestClient(Safe(Starlette(routes=[Route("/", hello)]), request.param), base_url="http://127.0.0.1") as client:
        yield client


@pytest.mark.parametrize(
    ("elsewhere", "host", "status"),
    [
        ("192.168.1.5", "192.168.1.5:8000", 200),
        ("192.168.1.5", "192.168.1.6", 403),
        ("maps.example", "maps.example", 200),
        ("maps.example", "evil.example", 403),
        ("0.0.0.0", "192.168.1.5:8000", 200),
        ("0.0.0.0", "evil.example", 403),
        ("::", "[fe80::1]:8000", 200),
        ("fe80::1", "[fe80::1]:8000", 200),
    ],
    indirect=["elsewhere"],
)
def test_a_server_for_others_is_called_by_its_own_names_alone(elsewhere: TestClient, host: str, status: int) -> None:
    assert elsewhere.get("/", headers={"Host": host}).status_code == status


def test_no_script_and_no_style_stands_in_a_page(client: TestClient) -> None:
    for path in ("/", "/next?from=Roofer", "/map", "/gaps", "/path?from=Roofer&to=Site+inspector"):
        text = client.get(path).text
        assert " style=" not in text
        assert "<style" not in text
        assert " on" not in text.replace(" on ", "").replace(" only", "").partition("<body>")[0]
        assert text.count("<script") == text.count('<script type="module" src="/served.js"></script>')


def test_the_folder_of_the_server_is_not_served(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    for path in (
        f"/{tmp_path}/secret",
        "/%2e%2e/%2e%2e/pyproject.toml",
        "/built/explorer.css",
        "/explorer.css/../page.py",
    ):
        assert client.get(path).status_code == 404
