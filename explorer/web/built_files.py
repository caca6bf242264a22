"""The files that the pages load: the script and the style of explorer/web/built/, and a picture for the tab."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from .page import ICON

FOLDER = Path(__file__).parent / "built"

_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


class BuiltFiles:
    """They are read once, when the server begins."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """`folder`: what the build of web/ wrote; what is not there is not served."""
        files = {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.suffix in _KINDS}
        self._files = {**files, "icon.svg": ICON.encode()}
        self._tags = {name: f'"{sha256(content).hexdigest()[:24]}"' for name, content in self._files.items()}

    @property
    def names(self) -> tuple[str, ...]:
        """What is there."""
        return tuple(self._files)

    @property
    def hash(self) -> str:
        """What tells these files from any others."""
        return sha256(" ".join(self._tags.values()).encode()).hexdigest()

    async def answer(self, request: Request) -> Response:
        """One of them, where a browser has not the same already."""
        name = request.scope["path"].strip("/")
        headers = {"ETag": self._tags[name], "Cache-Control": "no-cache"}
        if self._tags[name] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(self._files[name], headers={**headers, "Content-Type": _KINDS[Path(name).suffix]})
