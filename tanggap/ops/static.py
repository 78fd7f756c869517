"""Static files: gathered with a hash in their names and a packed copy beside, when something changed.

Django's own ManifestStaticFilesStorage does the naming; the edge serves them from memory
(edge/statics.py).
"""

import gzip
import hashlib
import mimetypes
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command

STAMP = "gathered.txt"
_PACKED = ("text/", "application/json", "application/javascript", "image/svg+xml")


class Storage(ManifestStaticFilesStorage):
    """Names with a hash where they were gathered; plain names where they were not, as in tests."""

    # Only what a browser loads: source maps are for developers, and often left out of packages.
    patterns = (("*.css", ManifestStaticFilesStorage.patterns[0][1][:2]),)

    def stored_name(self, name: str) -> str:
        found: str = self.hashed_files.get(self.hash_key(self.clean_name(name)), name)
        return found


def gather() -> int:
    """Brings all static files together; how many, 0 when nothing had changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    now = _fingerprint()
    if stamp.is_file() and stamp.read_text() == now:
        return 0
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    count = sum(_pack(path) for path in sorted(Path(settings.STATIC_ROOT).rglob("*")) if path.is_file())
    stamp.write_text(now)
    return count


def _fingerprint() -> str:
    """Changes whenever a static file comes, goes or is edited."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}:{found.st_size}:{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _pack(path: Path) -> bool:
    kind = mimetypes.guess_type(path.name)[0] or ""
    if path.suffix != ".gz" and kind.startswith(_PACKED) and path.stat().st_size >= 600:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    return path.suffix != ".gz"
