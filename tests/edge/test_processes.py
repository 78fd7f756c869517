"""Several serving processes behind one port, on PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from tests.edge.wire import Load, ask
from tests.live.test_streams import answer, following, report
from tests.servers import PATIENCE, ROOT, Cities, Server

pytestmark = pytest.mark.server
ON_POSTGRES = bool(os.environ.get("TEST_DATABASE_URL") or os.environ.get("DATABASE_URL"))
WORDS = [sys.executable, "-m", "tanggap", "serve", "--processes", "3"]


@pytest.fixture
def trio(cities: Cities) -> Iterator[Server]:
    """A city served by three processes."""
    city = cities.new(TANGGAP_REPORTS_PER_HOUR="0")
    with city.log.open("ab") as out:
        city.process = subprocess.Popen(WORDS, cwd=ROOT, env=city.environment, stdout=out, stderr=out)
    until = time.monotonic() + PATIENCE
    while not city.healthy():
        assert time.monotonic() < until, city.words()
        time.sleep(0.1)
    yield city
    for child in children(city):
        child.kill()
    city.kill()


def children(city: Server) -> list[psutil.Process]:
    assert city.process is not None
    try:
        found: list[psutil.Process] = psutil.Process(city.process.pid).children()
    except psutil.NoSuchProcess:
        return []
    return found


def alive(process: psutil.Process) -> bool:
    """A dead one that nobody buried counts as dead."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.mark.skipif(not ON_POSTGRES, reason="one process serves SQLite")
def test_an_event_made_in_one_process_is_heard_in_all(trio: Server) -> None:
    made = report(trio)
    path = f"/langsung/kasus/{made['number']}"
    streams = [following(trio, path) for _ in range(12)]
    opened = [stream.__enter__() for stream in streams]
    assert {stream.next()["verb"] for stream in opened} == {"hello"}
    before = ask(trio, f"/lacak/{made['number']}/isi").body
    answer(trio, made)
    assert {stream.next()["verb"] for stream in opened} == {"answer"}
    assert all(ask(trio, f"/lacak/{made['number']}/isi").body != before for _ in range(12))
    for stream in streams:
        stream.__exit__(None, None, None)


@pytest.mark.skipif(not ON_POSTGRES, reason="one process serves SQLite")
def test_a_process_that_dies_is_replaced(trio: Server) -> None:
    first = children(trio)
    assert len(first) == 3
    first[0].kill()
    until = time.monotonic() + 20
    while len([child for child in children(trio) if alive(child)]) < 3 or alive(first[0]):
        assert time.monotonic() < until
        time.sleep(0.1)
    assert ask(trio, "/").status == 200


@pytest.mark.skipif(not ON_POSTGRES, reason="one process serves SQLite")
def test_they_do_not_outlive_the_one_that_started_them(trio: Server) -> None:
    family = children(trio)
    trio.kill()
    until = time.monotonic() + 60
    while any(alive(child) for child in family):
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.skipif(not ON_POSTGRES, reason="one process serves SQLite")
def test_all_of_them_stop_under_load(trio: Server) -> None:
    family = children(trio)
    with Load(trio, ("/", "/kasus", "/sehat")) as load:
        while load.answers < 50:
            time.sleep(0.05)
        assert trio.stop(signal.SIGINT) < 5
    assert not any(alive(child) for child in family)


@pytest.mark.skipif(ON_POSTGRES, reason="PostgreSQL takes any number")
def test_sqlite_refuses_more_than_one_in_words(cities: Cities) -> None:
    city = cities.new()
    done = subprocess.run(WORDS, cwd=ROOT, env=city.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "SQLite has one process" in done.stderr
