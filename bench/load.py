"""The load generator: a process of its own, cheap in CPU because it shares the machine with the server.

Closed loop: N clients, each sends its next request when the last was answered. Open loop: requests are
sent at a fixed rate whatever the server does, and a wait counts from the moment each was due, so a
stalled server can't hide its stall.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import get_context
from typing import Any

import uvloop

from bench.client import Client

MOST_CONNECTIONS = 256


@dataclass(slots=True)
class Seen:
    """What was measured: seconds each step took by its name, what failed, how many flows came through."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    flows: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    def add(self, name: str, wait: float) -> None:
        self.waits.setdefault(name, []).append(wait)

    def fail(self, why: str) -> None:
        self.failures[why] = self.failures.get(why, 0) + 1

    @property
    def rate(self) -> float:
        """Whole flows in a second."""
        return self.flows / self.seconds if self.seconds else 0.0

    @property
    def failed(self) -> int:
        return sum(self.failures.values())

    def percentile(self, share: float, name: str = "") -> float:
        """The wait, in ms, that this share of the requests (of one name, or of all) did not exceed."""
        every = self.waits.get(name, []) if name else [wait for row in self.waits.values() for wait in row]
        ordered = sorted(every)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else float("nan")


@dataclass(slots=True)
class Hand:
    """What a flow works with: a connection, dice, what it was given, and where it notes what it saw."""

    client: Client
    dice: random.Random
    given: dict[str, Any]
    seen: Seen

    async def ask(self, name: str, sent: bytes, wanted: int = 200) -> bytes | None:
        """Sends, measures; the body, or None (and a note) when the answer is not the wanted one."""
        began = time.perf_counter()
        answer = await self.client.ask(sent)
        self.seen.add(name, time.perf_counter() - began)
        if answer.status == wanted:
            return answer.body
        self.seen.fail(f"{name}: {answer.status} {answer.body[:160].decode(errors='replace')}")
        return None


Flow = Callable[[Hand], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Plan:
    """flow: "module:function". rate: requests a second, for an open loop; 0: a closed one."""

    port: int
    flow: str
    seconds: float
    clients: int = 16
    rate: float = 0.0
    seed: int = 1
    given: dict[str, Any] = field(default_factory=dict)


def run(plan: Plan) -> Seen:
    """Runs the plan in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_run_here, plan).result()


def _run_here(plan: Plan) -> Seen:
    return uvloop.run(_open_loop(plan) if plan.rate else _closed_loop(plan))


def _flow(plan: Plan) -> Flow:
    module, _, name = plan.flow.partition(":")
    flow: Flow = getattr(import_module(module), name)
    return flow


async def _closed_loop(plan: Plan) -> Seen:
    seen, flow = Seen(), _flow(plan)
    hands = [
        Hand(Client(plan.port), random.Random(f"{plan.seed}/{n}"), {**plan.given, "client": n}, seen)
        for n in range(plan.clients)
    ]
    began, cpu = time.perf_counter(), time.process_time()
    until = began + plan.seconds

    async def one(hand: Hand) -> None:
        while time.perf_counter() < until:
            whole = await flow(hand)  # on its own line: += would read the count before the wait
            seen.flows += whole

    await asyncio.gather(*(one(hand) for hand in hands))
    return _finished(seen, hands, began, cpu)


def _finished(seen: Seen, hands: list[Hand], began: float, cpu: float) -> Seen:
    seen.seconds, seen.cpu_seconds = time.perf_counter() - began, time.process_time() - cpu
    for hand in hands:
        hand.client.close()
    return seen


async def _open_loop(plan: Plan) -> Seen:
    seen, flow, dice = Seen(), _flow(plan), random.Random(plan.seed)
    idle: list[Hand] = [Hand(Client(plan.port), dice, plan.given, seen) for _ in range(plan.clients)]
    every, tasks = list(idle), set[asyncio.Task[None]]()
    began, cpu = time.perf_counter(), time.process_time()

    async def one(hand: Hand, due: float) -> None:
        hand.seen = Seen()
        whole = await flow(hand)
        seen.flows += whole
        seen.add("open", time.perf_counter() - due)
        for why, times in hand.seen.failures.items():
            seen.failures[why] = seen.failures.get(why, 0) + times
        idle.append(hand)

    for n in range(int(plan.rate * plan.seconds)):
        due = began + n / plan.rate
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        while not idle and len(every) >= MOST_CONNECTIONS:
            await asyncio.sleep(0.0005)
        if not idle:
            idle.append(Hand(Client(plan.port), dice, plan.given, seen))
            every.append(idle[-1])
        task = asyncio.create_task(one(idle.pop(), due))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)
    return _finished(seen, every, began, cpu)
