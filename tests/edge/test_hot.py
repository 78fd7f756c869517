"""The rules of what is kept, without a server: crowds, events in mid-rendering, the limit."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from tanggap.edge.answers import Answer, matches
from tanggap.edge.hot import Hot, Key


def key(name: str = "/a") -> Key:
    return (name.encode(), b"", "id", False)


class Kitchen:
    """Makes answers, as slowly as it is told, and counts them."""

    def __init__(self, **answer: Any) -> None:
        self.made = 0
        self.go = asyncio.Event()
        self.go.set()
        self.answer: dict[str, Any] = {
            "status": 200,
            "headers": [(b"vary", b"Accept-Language")],
            "seconds": 60.0,
            "case_id": 7,
        } | answer

    async def __call__(self) -> Answer:
        self.made += 1
        number = self.made
        await self.go.wait()
        return Answer(body=b"%d" % number, **self.answer)


def played(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(story())


def test_a_crowd_waits_for_one() -> None:
    async def story() -> None:
        hot, kitchen = Hot(10**6), Kitchen()
        kitchen.go.clear()
        crowd = [asyncio.ensure_future(hot.fetch(key(), kitchen)) for _ in range(500)]
        await asyncio.sleep(0)
        kitchen.go.set()
        assert {answer.body for answer in await asyncio.gather(*crowd)} == {b"1"}
        assert kitchen.made == 1

    played(story)


def test_an_event_ends_what_is_kept_of_its_case_alone() -> None:
    async def story() -> None:
        hot, of_seven, of_eight = Hot(10**6), Kitchen(), Kitchen(case_id=8)
        await hot.fetch(key("/7"), of_seven)
        await hot.fetch(key("/8"), of_eight)
        hot.drop(7)
        assert hot.find(key("/7")) is None
        assert hot.find(key("/8")) is not None
        hot.drop(None)
        assert hot.find(key("/8")) is None

    played(story)


def test_who_asks_after_an_event_never_gets_the_page_from_before_it() -> None:
    async def story() -> None:
        hot, kitchen = Hot(10**6), Kitchen()
        kitchen.go.clear()
        before = asyncio.ensure_future(hot.fetch(key(), kitchen))
        await asyncio.sleep(0)
        hot.drop(7)
        after = [asyncio.ensure_future(hot.fetch(key(), kitchen)) for _ in range(20)]
        await asyncio.sleep(0)
        kitchen.go.set()
        assert (await before).body == b"1"
        assert {answer.body for answer in await asyncio.gather(*after)} == {b"2"}
        assert kitchen.made == 2
        kept = hot.find(key())
        assert kept is not None
        assert kept.body == b"2"

    played(story)


@pytest.mark.parametrize(
    "answer",
    [
        {"seconds": 0.0},
        {"status": 404},
        {"status": 302},
        {"headers": [(b"set-cookie", b"a=b")]},
        {"headers": [(b"vary", b"Cookie")]},
        {"stream": iter(())},
    ],
)
def test_what_is_not_for_everybody_is_not_kept_and_nobody_waits_for_it(answer: dict[str, Any]) -> None:
    async def story() -> None:
        hot, kitchen = Hot(10**6), Kitchen(**answer)
        first = await hot.fetch(key(), kitchen)
        kitchen.go.clear()
        two = [asyncio.ensure_future(hot.fetch(key(), kitchen)) for _ in range(2)]
        await asyncio.sleep(0)
        assert kitchen.made == 3  # both are made at the same time
        kitchen.go.set()
        assert {first.body, *(one.body for one in await asyncio.gather(*two))} == {b"1", b"2", b"3"}
        assert hot.find(key()) is None

    played(story)


def test_what_was_missing_may_be_kept_once_it_is_there() -> None:
    async def story() -> None:
        hot, kitchen = Hot(10**6), Kitchen(status=404)
        await hot.fetch(key(), kitchen)
        kitchen.answer["status"] = 200
        await hot.fetch(key(), kitchen)
        assert hot.find(key()) is not None

    played(story)


def test_a_failure_reaches_the_one_who_asked_and_the_others_try_themselves() -> None:
    async def story() -> None:
        hot, kitchen = Hot(10**6), Kitchen()
        failed: list[int] = []

        async def render() -> Answer:
            if not failed:
                failed.append(1)
                await asyncio.sleep(0.01)
                raise ZeroDivisionError
            return await kitchen()

        crowd = [asyncio.ensure_future(hot.fetch(key(), render)) for _ in range(5)]
        got = await asyncio.gather(*crowd, return_exceptions=True)
        assert isinstance(got[0], ZeroDivisionError)
        assert {one.body for one in got[1:] if isinstance(one, Answer)} == {b"1"}

    played(story)


def test_it_never_holds_more_than_its_limit() -> None:
    async def story() -> None:
        hot, big = Hot(100_000), Answer(200, [], b"x" * 8_000, seconds=60)

        async def render() -> Answer:
            return big

        for number in range(50):
            await hot.fetch(key(f"/{number}"), render)
            hot.find(key("/0"))
            assert hot.size <= 100_000
        assert hot.find(key("/0")) is not None  # asked for all the time
        assert hot.find(key("/1")) is None
        assert hot.find(key("/49")) is not None

    played(story)


def test_a_giant_is_given_out_but_not_kept() -> None:
    async def story() -> None:
        hot, kitchen = Hot(8_000), Kitchen()
        assert (await hot.fetch(key(), kitchen)).body == b"1"
        assert hot.size == 0

    played(story)


def test_so_many_events_that_they_are_forgotten_end_everything() -> None:
    async def story() -> None:
        hot, kitchen = Hot(10**6), Kitchen()
        await hot.fetch(key(), kitchen)
        for case_id in range(100, 20_101):
            hot.drop(case_id)
        assert hot.find(key()) is None

    played(story)


def test_tags_are_compared_weakly() -> None:
    assert matches(b'"a", W/"b"', b'W/"b"')
    assert matches(b'"b"', b'W/"b"')
    assert matches(b"*", b'W/"b"')
    assert not matches(b'"bb"', b'W/"b"')
