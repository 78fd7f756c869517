"""kill -9 at any moment: every acknowledged report, its event and its due notice are there afterwards."""

import http.client
import json
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest

from tests.cast import PLACE
from tests.edge.wire import ask
from tests.servers import ROOT, Cities, Server

pytestmark = pytest.mark.server
ROUNDS = 4
SENDERS = 6


@dataclass
class Resident(threading.Thread):
    """Sends one report after the other; sends what was not answered again, with the same key."""

    server: Server
    stop: threading.Event
    acknowledged: set[str] = field(default_factory=set)
    key: str = ""
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        wire = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=5)
        while not self.stop.is_set():
            self.key = self.key or str(uuid4())
            try:
                self._send(wire)
            except (OSError, http.client.HTTPException):
                wire.close()
                time.sleep(0.05)
        wire.close()

    def _send(self, wire: http.client.HTTPConnection) -> None:
        body = {
            "words": "Tutup saluran pecah.",
            "category": "tutup-saluran",
            "lat": PLACE[0],
            "lng": PLACE[1],
            "email": "sari@example.org",
            "key": self.key,
        }
        wire.request("POST", "/api/v1/reports", json.dumps(body), {"Content-Type": "application/json"})
        reply = wire.getresponse()
        words = json.loads(reply.read())
        if reply.status == 201:
            self.acknowledged.add(words["number"])
        else:
            self.problems.append(f"{reply.status} {words}")
        self.key = ""


def standing(server: Server) -> dict[str, dict[str, Any]]:
    """What stands in the dead server's database, by report number."""
    command = [sys.executable, "-m", "tests.edge.standing"]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, check=True)
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


def audited(server: Server) -> str:
    command = [sys.executable, "-m", "tanggap", "audit", "verify"]
    done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, check=False)
    return done.stdout.decode()


def drained(server: Server) -> None:
    """Waits until no event is due any more."""
    for _ in range(300):
        if json.loads(ask(server, "/sehat").body)["events"]["waiting"] == 0:
            return
        time.sleep(0.1)
    raise AssertionError(ask(server, "/sehat").text)


def test_nothing_acknowledged_is_ever_lost(cities: Cities) -> None:
    server = cities.new(TANGGAP_REPORTS_PER_HOUR="0")
    dice, stop = random.Random(7), threading.Event()
    server.start()
    crowd = [Resident(server, stop) for _ in range(SENDERS)]
    for resident in crowd:
        resident.start()
    for _ in range(ROUNDS):
        time.sleep(dice.uniform(0.5, 1.5))
        server.kill()
        acknowledged = {number for resident in crowd for number in list(resident.acknowledged)}
        found = standing(server)
        assert acknowledged <= set(found)
        for number in acknowledged:
            row = found[number]
            assert row["event"], number
            assert row["due"] or row["letter"], number
        assert audited(server) == "Every history holds.\n"
        server.start()
    time.sleep(1)  # what was not answered is sent again
    stop.set()
    for resident in crowd:
        resident.join(10)
    drained(server)
    server.stop()
    _all_stands_once(crowd, standing(server))


def _all_stands_once(crowd: list[Resident], found: dict[str, dict[str, Any]]) -> None:
    assert [(resident.problems, resident.key) for resident in crowd] == [([], "")] * len(crowd)
    acknowledged = [number for resident in crowd for number in resident.acknowledged]
    assert len(acknowledged) > 20 * ROUNDS
    # Every one of them, and no second one made by what was sent again after a crash.
    assert sorted(found) == sorted(acknowledged)
    assert all(row["letter"] and not row["due"] for row in found.values())
