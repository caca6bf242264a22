"""Who may ask a server on this machine, and what a browser may do with its answers.

127.0.0.1 is no boundary: any page in the user's browser can send requests there, under another name if it can have that
name looked up as 127.0.0.1. So each request is looked at before anything else:

1. Host is one that the server was started for: then no foreign name leads here.
2. Sec-Fetch-Site is none or same-origin where a browser sends it; a link of another site may lead to a page, as the
   whole of a tab, and to nothing else.
3. Origin, where it is sent, is this server. No answer allows another origin anything: there is no CORS.
4. GET and HEAD, without a body; POST only for Cypher of one's own, as JSON, which no form can send.
5. The address has at most LONGEST_ADDRESS bytes.

What is answered loads nothing from anywhere else, runs only the script that it comes with, stands in no frame, and is
what its type says.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from career_pathways.explorer.serving.served import Answered

from .answering import refusal

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LONGEST_ADDRESS = 8_192
"""Bytes of path and query."""

OF_THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")

POSTED = "/api/cypher"
"""The one address that is posted to."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)

HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
"""What stands on every answer."""

_HEADERS = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS)
_ANY_ADDRESS = ("0.0.0.0", "::", "")
_IN_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]", re.IGNORECASE)


class Safe:
    """An application behind the rules."""

    def __init__(self, app: App, host: str = "127.0.0.1") -> None:
        """`host`: what the server listens on, as the user says it."""
        self._app = app
        self._hosts = hosts(host)
        self._any_number = host in _ANY_ADDRESS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        refused = self._refused(scope)
        if refused is None:
            await self._app(scope, receive, with_headers)
            return
        head = [(name.lower().encode(), value.encode()) for name, value in refused.headers]
        head.append((b"content-length", str(len(refused.body)).encode()))
        await with_headers({"type": "http.response.start", "status": refused.status, "headers": head})
        body = b"" if scope["method"] == "HEAD" else refused.body
        await send({"type": "http.response.body", "body": body})

    def _refused(self, scope: Scope) -> Answered | None:
        """Why a request is refused; None where it is not."""
        headers: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in headers and name in _ONCE:
                return refusal(400, "Twice", f"The header {name.decode()} is given twice.")
            headers[name] = value
        path, method = scope["path"], scope["method"]
        if not self._is_own(headers.get(b"host", b"").decode("latin-1")):  # Rule 1
            return refusal(403, "Another host", "The header Host names no host that this server was started for.")
        site = headers.get(b"sec-fetch-site", b"none")
        top = headers.get(b"sec-fetch-mode") == b"navigate" and headers.get(b"sec-fetch-dest") == b"document"
        to_a_page = top and method == "GET" and not path.startswith(("/api/", "/map/"))
        if site not in {b"none", b"same-origin"} and not to_a_page:  # Rule 2
            return refusal(403, "Another site", "The request comes from a page of another site.")
        origin = headers.get(b"origin")
        if origin is not None and not self._is_own_origin(origin.decode("latin-1"), headers[b"host"].decode("latin-1")):
            return refusal(403, "Another origin", "The header Origin names another server than this.")  # Rule 3
        if len(scope.get("raw_path") or path.encode()) + len(scope["query_string"]) > LONGEST_ADDRESS:  # Rule 5
            return refusal(414, "Too long", f"The address has more than {LONGEST_ADDRESS:,} bytes.")
        return _wrong_method(method, path, headers)

    def _is_own(self, host: str) -> bool:
        name = re.sub(r":\d{1,5}$", "", host.lower())
        return name in self._hosts or (self._any_number and bool(_IN_NUMBERS.fullmatch(name)))

    @staticmethod
    def _is_own_origin(origin: str, host: str) -> bool:
        return origin.lower() in {f"http://{host.lower()}", f"https://{host.lower()}"}


_ONCE = frozenset({b"host", b"origin", b"sec-fetch-site", b"sec-fetch-mode", b"sec-fetch-dest", b"content-length"})


def _wrong_method(method: str, path: str, headers: dict[bytes, bytes]) -> Answered | None:
    """Rule 4."""
    allowed = ("POST",) if path == POSTED else ("GET", "HEAD")
    if method not in allowed:
        detail = f"{path[:100]} answers {' and '.join(allowed)}."
        return refusal(405, "Another method", detail, ("Allow", ", ".join(allowed)))
    if method == "POST":
        kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        return None if kind == b"application/json" else refusal(415, "Another type", "Send application/json.")
    if headers.get(b"content-length", b"0").strip() not in {b"", b"0"} or b"transfer-encoding" in headers:
        return refusal(400, "A body", "A question is asked by its address, without a body.")
    return None


def hosts(host: str) -> frozenset[str]:
    """The hosts by which a server may be called that listens on one."""
    own: Iterable[str] = OF_THIS_MACHINE
    if host in _ANY_ADDRESS:
        own = (*own, socket.gethostname().lower(), socket.getfqdn().lower())
    elif host not in {"::1", *OF_THIS_MACHINE}:
        own = (*own, f"[{host.lower()}]" if ":" in host else host.lower())
    return frozenset(own)
