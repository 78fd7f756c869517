"""Static files from memory: read and packed once, sent to everybody, kept by browsers for a year.

`python -m tanggap serve` collects them with a hash in their names (ops/static.py); what has a hash
never changes. In debug mode they are read anew from where they lie.
"""

import mimetypes
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from tanggap.edge.answers import PACKABLE, WORTH_PACKING, Answer, etag_of, packed

_HASHED = re.compile(r"\.[0-9a-f]{12}\.[^./]+$")
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
}
_NEVER_SERVED = frozenset({".gz", ".map"})


class Statics:
    """The files under `root`, by the address below /static/. Looks only at names it found itself."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known = _names(root)
        self._ready: dict[str, Answer] = {}

    def find(self, name: str) -> Answer | None:
        """The answer for a name such as "look/tanggap.1a2b3c4d5e6f.css", or None."""
        if settings.DEBUG:
            return _in_source(name)
        answer = self._ready.get(name)
        if answer is None and name in self._known:
            answer = self._ready[name] = _answer(self._root / name, name)
        return answer


def _names(root: Path) -> frozenset[str]:
    if not root.is_dir():
        return frozenset()
    files = (path for path in root.rglob("*") if path.is_file() and path.suffix not in _NEVER_SERVED)
    return frozenset(path.relative_to(root).as_posix() for path in files)


def _in_source(name: str) -> Answer | None:
    path = finders.find(name)
    if not isinstance(path, str) or not Path(path).is_file():
        return None
    answer = _answer(Path(path), name)
    answer.headers[1] = (b"cache-control", b"no-cache")
    return answer


def _answer(path: Path, name: str) -> Answer:
    body = path.read_bytes()
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    age = b"public, max-age=31536000, immutable" if _HASHED.search(name) else b"public, max-age=300"
    headers = [
        (b"content-type", kind.encode()),
        (b"cache-control", age),
        (b"x-content-type-options", b"nosniff"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
    answer = Answer(200, headers, body, etag=etag_of(body))
    if len(body) >= WORTH_PACKING and kind.encode().startswith(PACKABLE):
        beside = path.with_name(f"{path.name}.gz")
        answer.packed = beside.read_bytes() if beside.is_file() else packed(body, 9)
    return answer
