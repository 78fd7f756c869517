"""Who hears what. Connections are stand-ins that remember what they were given."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from tanggap.cases.queries import LiveEvent
from tanggap.live import hub as hubs
from tanggap.live.hub import PING, RELOAD, Follower, Hub


class Wire:
    """A connection that keeps every message; close() and abort() end it."""

    def __init__(self) -> None:
        self.got = b""
        self.open = True
        self.high = 0

    def write(self, data: bytes) -> None:
        assert self.open
        self.got += data

    def close(self) -> None:
        self.open = False

    abort = close

    def set_write_buffer_limits(self, high: int) -> None:
        self.high = high

    @property
    def messages(self) -> list[dict[str, Any]]:
        lines = self.got.decode().split("\n")
        return [json.loads(line[6:]) for line in lines if line.startswith("data: {") and len(line) > 10]

    @property
    def verbs(self) -> list[str]:
        return [message["verb"] for message in self.messages]


def event(case_id: int, seq: int, verb: str = "accept", public: bool = True, holder_id: int = 5) -> LiveEvent:
    return LiveEvent(case_id * 100 + seq, case_id, seq, verb, public, holder_id)


def public(hub: Hub, case_id: int, seq: int = 1, seen: int | None = None) -> tuple[Follower, Wire]:
    follower, wire = Follower(hub, case_id=case_id), Wire()
    hub.join_case(follower, wire, seq, seen)  # type: ignore[arg-type]
    return follower, wire


def staff(hub: Hub, agency_id: int, *holders: int, again: bool = False) -> tuple[Follower, Wire]:
    follower, wire = Follower(hub, group=frozenset({agency_id})), Wire()
    ears = frozenset(holders) if holders else None
    hub.join_staff(follower, wire, ears, again)  # type: ignore[arg-type]
    return follower, wire


async def pass_on(hub: Hub, *events: LiveEvent) -> None:
    hub.announce(list(events))
    for _ in range(20):
        await asyncio.sleep(0)


def played(story: Callable[[Hub], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        hub = Hub()
        hub.start()
        await story(hub)
        await hub.stop()

    asyncio.run(whole())


def test_a_follower_hears_of_its_case_and_of_no_other() -> None:
    async def story(hub: Hub) -> None:
        _, seven = public(hub, 7)
        _, eight = public(hub, 8)
        await pass_on(hub, event(7, 2), event(8, 2, "refuse"), event(9, 2))
        assert seven.messages[-1] == {"case": 7, "seq": 2, "verb": "accept"}
        assert seven.verbs == ["hello", "accept"]
        assert eight.verbs == ["hello", "refuse"]

    played(story)


def test_messages_carry_nothing_but_case_number_and_verb() -> None:
    async def story(hub: Hub) -> None:
        _, wire = public(hub, 7)
        await pass_on(hub, event(7, 2))
        assert all(set(message) == {"case", "seq", "verb"} for message in wire.messages)

    played(story)


def test_the_public_does_not_hear_of_internal_events() -> None:
    async def story(hub: Hub) -> None:
        _, wire = public(hub, 7)
        _, office = staff(hub, 5, 5)
        await pass_on(hub, event(7, 2, "note", public=False))
        assert wire.verbs == ["hello"]
        assert office.verbs == ["note"]

    played(story)


def test_staff_hear_of_the_cases_of_their_offices() -> None:
    async def story(hub: Hub) -> None:
        _, lurah = staff(hub, 5, 5, 6)
        _, stranger = staff(hub, 9, 9)
        _, coordinator = staff(hub, 0)
        await pass_on(hub, event(7, 2, holder_id=6), event(8, 3, "approve", holder_id=9))
        assert lurah.verbs == ["accept"]
        assert stranger.verbs == ["approve"]
        assert coordinator.verbs == ["accept", "approve"]

    played(story)


@pytest.mark.parametrize("verb", ["hide", "join", "split"])
def test_after_what_may_end_its_right_a_public_follower_must_come_again(verb: str) -> None:
    async def story(hub: Hub) -> None:
        _, wire = public(hub, 7)
        await pass_on(hub, event(7, 2, verb))
        assert wire.verbs == ["hello", verb]
        assert not wire.open

    played(story)


def test_the_first_message_says_the_version_so_that_nothing_is_missed() -> None:
    """Also when the event came between the check of the right and the joining."""

    async def story(hub: Hub) -> None:
        _, before = public(hub, 7, seq=3)
        await pass_on(hub, event(7, 4))
        _, between = public(hub, 7, seq=3)
        assert before.messages[0] == {"case": 7, "seq": 3, "verb": "hello"}
        assert between.messages[0] == {"case": 7, "seq": 4, "verb": "hello"}

    played(story)


def test_nobody_is_told_what_the_first_message_told_or_twice() -> None:
    async def story(hub: Hub) -> None:
        _, wire = public(hub, 7, seq=3)
        await pass_on(hub, event(7, 3), event(7, 4), event(7, 4))
        assert [message["seq"] for message in wire.messages] == [3, 4]

    played(story)


def test_who_comes_again_is_told_to_reload_only_if_something_happened() -> None:
    async def story(hub: Hub) -> None:
        _, same = public(hub, 7, seq=3, seen=3)
        _, behind = public(hub, 7, seq=4, seen=3)
        _, back_at_the_desk = staff(hub, 5, 5, again=True)
        assert RELOAD not in same.got
        assert RELOAD in behind.got
        assert RELOAD in back_at_the_desk.got

    played(story)


def test_who_does_not_read_costs_nothing_and_reloads_later() -> None:
    async def story(hub: Hub) -> None:
        follower, wire = public(hub, 7)
        follower.pause_writing()
        for seq in range(2, 100):
            await pass_on(hub, event(7, seq))
        assert wire.verbs == ["hello"]
        follower.resume_writing()
        assert wire.got.endswith(RELOAD)
        await pass_on(hub, event(7, 100))
        assert wire.messages[-1]["seq"] == 100

    played(story)


def test_everybody_reloads_when_events_may_be_missing() -> None:
    async def story(hub: Hub) -> None:
        wires = [public(hub, 7)[1], public(hub, 8)[1], staff(hub, 5, 5)[1]]
        hub.announce(None)
        for _ in range(20):
            await asyncio.sleep(0)
        assert all(wire.got.endswith(RELOAD) for wire in wires)

    played(story)


def test_what_is_cached_is_dropped_before_anybody_is_told() -> None:
    async def story() -> None:
        told: list[int | None] = []
        hub = Hub(before=told.append)
        hub.start()
        _, wire = public(hub, 7)
        wire.write = lambda data: told.append(-1)  # type: ignore[method-assign]
        await pass_on(hub, event(7, 2))
        assert told == [7, -1]
        await pass_on(hub, event(7, 3, "hide"))
        assert told == [7, -1, None, -1]
        await hub.stop()

    asyncio.run(story())


def test_who_left_is_forgotten() -> None:
    async def story(hub: Hub) -> None:
        followers = [public(hub, 7)[0], public(hub, 7)[0], staff(hub, 5, 5)[0], staff(hub, 5, 5)[0]]
        for follower in followers:
            follower.connection_lost(None)
        assert not hub.everyone
        assert not hub._cases
        assert not hub._groups
        await pass_on(hub, event(7, 2))

    played(story)


def test_everybody_is_pinged_and_who_never_reads_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "PING_SECONDS", 0.01)

    async def story(hub: Hub) -> None:
        _, reading = public(hub, 7)
        stuck, wire = public(hub, 7)
        stuck.pause_writing()
        await asyncio.sleep(0.1)
        assert reading.got.count(PING) > 2
        assert not wire.open

    played(story)


def test_a_staff_stream_ends_after_a_while_to_be_checked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "PING_SECONDS", 0.01)
    monkeypatch.setattr(hubs, "STAFF_SECONDS", 0.05)

    async def story(hub: Hub) -> None:
        _, office = staff(hub, 5, 5)
        _, resident = public(hub, 7)
        await asyncio.sleep(0.15)
        assert not office.open
        assert resident.open

    played(story)


def test_stopping_says_goodbye() -> None:
    wires: list[Wire] = []

    async def story(hub: Hub) -> None:
        wires.extend(public(hub, 7)[1] for _ in range(3))

    played(story)
    assert [wire.open for wire in wires] == [False] * 3
