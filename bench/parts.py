"""What is measured, part by part. Each gives figures with the targets of the plan."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

import orjson

from bench.client import request
from bench.load import Plan, Seen, run
from bench.server import Serving, Store, serving
from bench.stores import Stores, world_of
from bench.table import Figure

CLIENTS = 16
RATE = 1000.0
WARM_SECONDS = 3.0
HOT = 20  # public cases that everybody looks at, by their number


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how often; sizes in cases."""

    runs: int
    seconds: float
    port: int
    sizes: tuple[int, int]  # the middle and the large store


@dataclass(slots=True)
class Measured:
    """One run: what the clients saw, and CPU microseconds per request."""

    seen: Seen
    server_us: float
    database_us: float


def _measure(store: Store, server: Serving, plan: Plan) -> Measured:
    before = server.cpu_seconds(), store.database_cpu_seconds()
    seen = run(plan)
    after = server.cpu_seconds(), store.database_cpu_seconds()
    requests = max(1, sum(len(waits) for waits in seen.waits.values()))
    server_us, database_us = ((b - a) * 1e6 / requests for a, b in zip(before, after, strict=True))
    return Measured(seen, server_us, database_us)


def _runs(store: Store, effort: Effort, make: Callable[[int], Plan]) -> list[Measured]:
    """A warm-up, then the runs, on one server."""
    with serving(store, effort.port) as server:
        warm = make(0)
        run(Plan(warm.port, warm.flow, WARM_SECONDS, warm.clients, warm.rate, 99, warm.given))
        return [_measure(store, server, make(n)) for n in range(1, effort.runs + 1)]


def _note(rows: list[Measured]) -> str:
    """What else to know: CPU and failures."""
    middle = rows[len(rows) // 2]
    failures = [why for row in rows for why in row.seen.failures]
    words = [f"{middle.server_us:,.0f} µs server CPU a request"]
    if middle.database_us:
        words.append(f"{middle.database_us:,.0f} µs database")
    generator = middle.seen.cpu_seconds / middle.seen.seconds
    words.append(f"generator {generator:.0%} of a core")
    if failures:
        words.append(f"{sum(row.seen.failed for row in rows)} failed, such as {failures[0]}")
    return " ".join("; ".join(words).replace("|", "/").split())


def _where(store: Store, cases: int) -> str:
    return f"{store.kind}, {cases:,} cases"


def accepted(stores: Stores, effort: Effort) -> Iterator[Figure]:
    """Reports accepted over HTTP at 16 clients, on an empty store and on a large one."""
    for kind in ("sqlite", "postgres"):
        rates = {}
        for cases in (0, effort.sizes[1]):
            store = stores.store(kind, cases)
            given = _given(store)
            rows = _runs(store, effort, partial(_plan, effort, "report", given))
            rates[cases] = [row.seen.rate for row in rows]
            where = _where(store, cases)
            yield Figure("reports accepted", where, "/s", rates[cases], least=400, note=_note(rows))
            p99 = [row.seen.percentile(0.99) for row in rows]
            yield Figure("report accepted, p99", where, "ms", p99, most=150)
        yield _flat("reports accepted", kind, rates)


def _flat(what: str, kind: str, rates: dict[int, list[float]]) -> Figure:
    small, large = rates
    share = [100 * b / a for a, b in zip(rates[small], rates[large], strict=True)]
    return Figure(f"{what}: rate at {large:,} against {small:,} cases", kind, "%", share, least=80)


def _plan(effort: Effort, flow: str, given: dict[str, Any], n: int) -> Plan:
    return Plan(effort.port, f"bench.flows:{flow}", effort.seconds, CLIENTS, seed=n, given=given)


def _given(store: Store) -> dict[str, Any]:
    world = world_of(store)
    del world["tracked"]
    return world


def lives(stores: Stores, effort: Effort) -> Iterator[Figure]:
    """Whole lifecycles over HTTP on PostgreSQL, on a middle and on a large store."""
    rates = {}
    for cases in effort.sizes:
        store = stores.store("postgres", cases)
        given = _given(store) | {"clients": CLIENTS}
        rows = _runs(store, effort, partial(_life_plan, effort, store, given))
        rates[cases] = [row.seen.rate for row in rows]
        where = _where(store, cases)
        yield Figure("whole lifecycles", where, "/s", rates[cases], least=60, note=_note(rows))
        p99 = [row.seen.percentile(0.99) for row in rows]
        yield Figure("a request of a lifecycle, p99", where, "ms", p99)
    yield _flat("whole lifecycles", "postgres", rates)


def _life_plan(effort: Effort, store: Store, given: dict[str, Any], n: int) -> Plan:
    """With uploads that no run has used yet: one for each lifecycle there can be."""
    wanted = int(300 * effort.seconds) + CLIENTS
    photos = orjson.loads(store.run("bench.fill", "--photos", str(wanted)))
    return _plan(effort, "lifecycle", given | {"photos": photos}, n)


def tracking(stores: Stores, effort: Effort) -> Iterator[Figure]:
    """Tracking page and JSON at 1,000 requests a second, for a few hot cases and for all alike."""
    for kind in ("sqlite", "postgres"):
        store = stores.store(kind, effort.sizes[1])
        every = world_of(store)["tracked"]
        for name, address in (("page", "/lacak/{}"), ("JSON", "/api/v1/reports/{}")):
            hot = [row for row in every if row[2]][:HOT]
            for how, some in (("hot", hot), ("all alike", every)):
                given = {"requests": _asked(address, some, secrets=0.0 if some is hot else 0.5)}
                rows = _runs(store, effort, partial(_open, effort, given))
                p99 = [row.seen.percentile(0.99, "open") for row in rows]
                where = f"{_where(store, effort.sizes[1])}, {how}"
                done = min(row.seen.rate for row in rows)
                note = f"{done:,.0f}/s answered; {_note(rows)}"
                yield Figure(f"tracking {name} at 1,000/s, p99", where, "ms", p99, most=25, note=note)


def _open(effort: Effort, given: dict[str, Any], n: int) -> Plan:
    return Plan(effort.port, "bench.flows:read", effort.seconds, 32, RATE, n, given)


def _asked(address: str, tracked: list[tuple[str, str, bool]], secrets: float) -> list[bytes]:
    """A share with the secret link, as reporters do, and all private ones; the others by the number."""
    dice = Random(3)
    return [
        request(
            "GET", address.format(number) + (f"?k={secret}" if dice.random() < secrets or not public else "")
        )
        for number, secret, public in tracked
    ]
