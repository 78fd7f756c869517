"""The server under test, exactly as it ships: python -m tanggap serve, in a data folder of its own."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 180.0
STOP_SECONDS = 15.0


# On PostgreSQL as many processes serve as there are cores; SQLite has one.
PROCESSES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Store:
    """Where a filled database lives: its data folder, and its URL (empty: SQLite in the folder).

    database_pid: the process of a PostgreSQL on this machine, whose CPU is counted.
    """

    data: Path
    url: str = ""
    database_pid: int = 0

    @property
    def kind(self) -> str:
        return f"PostgreSQL ({PROCESSES} processes)" if self.url else "SQLite"

    def environment(self, port: int = 0) -> dict[str, str]:
        """What a process of ours needs to be told to use it; all load is from one address."""
        mine = {
            "TANGGAP_DATA": str(self.data),
            "DATABASE_URL": self.url,
            "TANGGAP_PROCESSES": str(PROCESSES),
            "TANGGAP_REPORTS_PER_HOUR": "0",
            "DJANGO_SETTINGS_MODULE": "tanggap.settings",
            "PORT": str(port or 8000),
        }
        return {**os.environ, **mine}

    def database_cpu_seconds(self) -> float:
        """CPU of the database server and its children so far; 0 for SQLite, which works in our own."""
        return _family_cpu(self.database_pid) if self.database_pid else 0.0

    def run(self, *words: str, port: int = 0) -> str:
        """python -m <words> in this store; what it printed. Raises CalledProcessError."""
        command = [sys.executable, "-m", *words]
        done = subprocess.run(
            command, env=self.environment(port), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout


class Serving:
    """A running server: its port, and what it has cost so far."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.port = port
        self._process = process

    def cpu_seconds(self) -> float:
        """CPU of the server and its children so far."""
        return _family_cpu(self._process.pid)

    def memory_mb(self) -> float:
        """Resident memory of the server and its children, in MB."""
        return float(sum(process.memory_info().rss for process in _family(self._process.pid))) / 1e6

    def pids(self) -> list[int]:
        return [process.pid for process in _family(self._process.pid)]


def _family(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def _family_cpu(pid: int) -> float:
    return sum((_cpu(process) for process in _family(pid)), 0.0)


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user) + float(times.system)


@contextmanager
def serving(store: Store, port: int) -> Iterator[Serving]:
    """Within this block the server answers on `port`. Its log is serve.log in the data folder."""
    with (store.data / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tanggap", "serve"],
            env=store.environment(port),
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_ready(process, port, store.data / "serve.log")
            yield Serving(process, port)
        finally:
            _stop(process)


def _wait_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sehat", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
