"""The right to follow: asked of the database in a thread, once for a crowd.

After a restart thousands come back in the same second. They wait here, not in the queue before
Django's threads, where they would hold up every page; and those of one case share one answer.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from tanggap.core.errors import Refusal
from tanggap.edge.threads import Threads
from tanggap.live.access import CaseGrant, StaffGrant, follow_case, follow_desk

AT_ONCE = 3
SHARED_SECONDS = 2.0
_REMEMBERED = 10_000

CaseAnswer = CaseGrant | Refusal


class Grants:
    """Asks who may follow what; AT_ONCE questions at a time."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._asked: OrderedDict[tuple[str, str], tuple[float, asyncio.Future[CaseAnswer]]] = OrderedDict()

    async def of_case(self, number: str, secret: str) -> CaseGrant:
        """The right to follow a case. Raises NotFound."""
        key, now = (number, secret), time.monotonic()
        at, answer = self._asked.get(key, (0.0, None))
        if answer is None or now - at > SHARED_SECONDS:
            answer = asyncio.ensure_future(self._ask(number, secret))
            self._asked[key] = (now, answer)
            self._asked.move_to_end(key)
            if len(self._asked) > _REMEMBERED:
                self._asked.popitem(last=False)
        found = await asyncio.shield(answer)
        if isinstance(found, Refusal):
            raise found
        return found

    async def _ask(self, number: str, secret: str) -> CaseAnswer:
        async with self._turn:
            return await self._threads.run(
                partial(_answer, partial(follow_case, number=number, secret=secret))
            )

    async def of_desk(self, session_key: str) -> StaffGrant:
        """The right to hear of an office's cases. Raises NotAllowed."""
        async with self._turn:
            return await self._threads.run(partial(follow_desk, session_key=session_key))


def _answer(ask: Callable[[], CaseGrant]) -> CaseAnswer:
    try:
        return ask()
    except Refusal as refusal:
        return refusal
