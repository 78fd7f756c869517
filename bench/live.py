"""python -m bench.live: idle live followers on one process, what they weigh, and how soon all hear an event.

The followers live in a process of their own (bare sockets on asyncio) on the same machine.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.parts import Effort
from bench.server import ROOT, Serving, serving
from bench.stores import Stores, stores
from bench.table import Figure

FOLLOWERS = 5_000
PLACE = {"lat": -6.233807, "lng": 106.855642}
_AT_ONCE = 200


def live(made: Stores, effort: Effort, followers: int = FOLLOWERS) -> Iterator[Figure]:
    """The figures of the plan, on both databases."""
    for kind in ("sqlite", "postgres"):
        store = made.store(kind, 0)
        memory, each, slowest, connects = [], [], [], []
        for _ in range(effort.runs):
            with serving(store, effort.port) as server:
                run = _run(server, followers, events=5)
            memory.append(run["memory_mb"])
            each.append(run["kb_each"])
            slowest.append(max(run["slowest_ms"]))
            connects.append(run["connect_s"])
        where = f"{store.kind}, {followers:,} followers of one case"
        yield Figure(
            "live: memory of the process",
            where,
            "MB",
            memory,
            most=200,
            note=f"{median(each):.1f} kB a follower",
        )
        yield Figure(
            "live: until the last one hears an event",
            where,
            "ms",
            slowest,
            most=1000,
            note="the slowest of five events; from before the request that makes the event",
        )
        yield Figure("live: until all have joined", where, "s", connects)


def _run(server: Serving, followers: int, events: int) -> dict[str, Any]:
    report = _post(server, "/api/v1/reports", PLACE | {"words": "Lubang di trotoar.", "category": "trotoar"})
    before = server.memory_mb()
    crowd = subprocess.Popen(
        [sys.executable, "-m", "bench.live", "--crowd", str(followers), str(server.port), report["number"]],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert crowd.stdin
    assert crowd.stdout
    joined = json.loads(crowd.stdout.readline())
    assert joined["joined"] == followers, joined
    time.sleep(1)
    memory = server.memory_mb()
    slowest = []
    for number in range(events):
        began = time.monotonic()
        path = f"/api/v1/reports/{report['number']}/moves/answer?k={report['secret']}"
        _post(server, path, {"note": f"Keterangan {number}."})
        heard = json.loads(crowd.stdout.readline())
        assert heard["heard"] == followers, heard
        slowest.append(1000 * (heard["last"] - began))
        time.sleep(0.5)
    crowd.stdin.close()
    crowd.wait(30)
    return {
        "memory_mb": memory,
        "kb_each": 1000 * (memory - before) / followers,
        "slowest_ms": slowest,
        "connect_s": joined["seconds"],
    }


def _post(server: Serving, path: str, body: dict[str, Any]) -> Any:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{path}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Accept-Language": "id"},
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own server
        return json.load(answer)


# ---- the crowd: another process ----


class Crowd:
    """So many followers of one case; counts who has heard each event, and when the last one did."""

    def __init__(self, count: int, port: int, number: str) -> None:
        self.count, self.port = count, port
        self.request = f"GET /langsung/kasus/{number} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()
        self.hello = self.heard = 0
        self.last = 0.0
        self.all_there = asyncio.Event()
        self.gate = asyncio.Semaphore(_AT_ONCE)

    async def join(self) -> float:
        """Everybody joins; the seconds it took."""
        began = time.monotonic()
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(self._one(loop) for _ in range(self.count)))
        async with asyncio.timeout(120):
            await self.all_there.wait()
        return time.monotonic() - began

    async def _one(self, loop: asyncio.AbstractEventLoop) -> None:
        async with self.gate:
            await loop.create_connection(lambda: _Ear(self), "127.0.0.1", self.port)

    def tell(self, what: bytes) -> None:
        """Somebody got a message."""
        if b'"hello"' in what:
            self.hello += 1
            if self.hello == self.count:
                self.all_there.set()
        elif b'"answer"' in what:
            self.heard += 1
            self.last = time.monotonic()
            if self.heard == self.count:
                print(json.dumps({"heard": self.heard, "last": self.last}), flush=True)
                self.heard = 0


class _Ear(asyncio.Protocol):
    __slots__ = ("crowd", "transport")

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(self.crowd.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.crowd.tell(data)


async def _crowd(count: int, port: int, number: str) -> None:
    crowd = Crowd(count, port, number)
    seconds = await crowd.join()
    print(json.dumps({"joined": crowd.hello, "seconds": seconds}), flush=True)
    await asyncio.to_thread(sys.stdin.read)


def main(arguments: list[str]) -> int:
    """Measures and prints the table, or is the crowd."""
    parser = argparse.ArgumentParser(prog="python -m bench.live")
    parser.add_argument("--crowd", nargs=3, metavar=("COUNT", "PORT", "NUMBER"))
    parser.add_argument("--followers", type=int, default=FOLLOWERS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--port", type=int, default=8103)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "tanggap-bench-live")
    asked = parser.parse_args(arguments)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if asked.crowd:
        count, port, number = asked.crowd
        asyncio.run(_crowd(int(count), int(port), number))
        return 0
    with stores(asked.data) as made:
        effort = Effort(asked.runs, 0, asked.port, (0, 0))
        for figure in live(made, effort, asked.followers):
            note = f"  ({figure.note})" if figure.note else ""
            print(
                f"{figure.what} | {figure.where} | {figure.value:,.1f} {figure.unit} {figure.verdict}{note}"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
