"""The real server as a process, as an operator starts it: python -m tanggap serve."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
Serve = Callable[..., "Server"]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A process with a data folder (and a database) of its own. url: where it answers."""

    def __init__(self, data: Path, environment: dict[str, str]) -> None:
        self.data, self.port = data, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = environment | {"TANGGAP_DATA": str(data), "PORT": str(self.port)}
        self.log = data / "serve.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        """Starts, and returns once it answers /sehat. Raises AssertionError with its last words."""
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tanggap", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            if self.healthy():
                return self
            time.sleep(0.1)
        self.kill()
        raise AssertionError(f"the server did not start:\n{self.words()[-4000:]}")

    def healthy(self) -> bool:
        """Whether it answers that it is well."""
        try:
            with urllib.request.urlopen(f"{self.url}/sehat", timeout=2) as answer:  # noqa: S310 - our own address
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def words(self) -> str:
        """What it printed."""
        return self.log.read_text(errors="replace")

    def stop(self, how: signal.Signals = signal.SIGINT, within: float = 10) -> float:
        """Asks it to stop; the seconds it took. Raises AssertionError when it takes longer."""
        if self.process is None or self.process.poll() is not None:
            return 0.0
        began = time.monotonic()
        self.process.send_signal(how)
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"it did not stop within {within} s:\n{self.words()[-4000:]}") from None
        return time.monotonic() - began

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Cities:
    """Furnished cities to copy: one is made, each server gets a copy of its data and database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL") or ""
        self.databases: list[str] = []
        self.model = self._furnished()

    def new(self, **environment: str) -> Server:
        """A server, not yet started, on a fresh copy of the furnished city."""
        data = self.folder / uuid4().hex[:12]
        shutil.copytree(self.model.data, data)
        words = clean_environment() | environment
        if self.base:
            words["DATABASE_URL"] = self._database(template=self._name(self.model))
        return Server(data, words)

    def close(self) -> None:
        """The databases go away."""
        for name in self.databases:
            self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _furnished(self) -> Server:
        data = self.folder / "model"
        data.mkdir()
        words = clean_environment()
        if self.base:
            words["DATABASE_URL"] = self._database()
        model = Server(data, words)
        command = [sys.executable, "-m", "tests.furnish"]
        done = subprocess.run(
            command, cwd=ROOT, env=model.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return model

    def _name(self, server: Server) -> str:
        return urlsplit(server.environment["DATABASE_URL"]).path.lstrip("/")

    def _database(self, template: str = "template0") -> str:
        name = f"tanggap_{uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        self.databases.append(name)
        return urlunsplit(urlsplit(self.base)._replace(path=f"/{name}"))

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.base, autocommit=True) as connection:
            connection.execute(statement.encode())


def clean_environment() -> dict[str, str]:
    """The caller's, without its own settings of Tanggap."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("TANGGAP_", "DJANGO_", "PYTEST_"))}
    kept.pop("DATABASE_URL", None)
    return kept | {"DJANGO_SETTINGS_MODULE": "tanggap.settings", "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="session")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cities]:
    """A furnished city that servers copy: reference data, boundaries and the cast."""
    found = Cities(tmp_path_factory.mktemp("cities"))
    yield found
    found.close()


@pytest.fixture
def serve(cities: Cities) -> Iterator[Serve]:
    """serve(TANGGAP_…="…") starts a server of the test's own; it is stopped afterwards."""
    started: list[Server] = []

    def start(**environment: str) -> Server:
        started.append(cities.new(**environment))
        return started[-1].start()

    yield start
    for server in started:
        server.kill()


@pytest.fixture(scope="session")
def server(cities: Cities) -> Iterator[Server]:
    """One server for all tests that only ask; the cast can sign in (tests.cast.PASSWORD)."""
    shared = cities.new(TANGGAP_REPORTS_PER_HOUR="0").start()
    yield shared
    shared.stop()
