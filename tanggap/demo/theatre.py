"""Many lives at once: each is a generator that says when it goes on; the earliest goes next."""

import heapq
import itertools
from collections.abc import Iterator
from datetime import datetime

from tanggap.core import clock
from tanggap.core.errors import Refusal

Steps = Iterator[datetime]


class Theatre:
    """The lives that go on, by the moment of their next step. stumbled: refusals that ended a life."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, bool, Steps]] = []
        self._order = itertools.count()
        self._curtain: datetime | None = None
        self.stumbled: list[str] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, at: datetime, steps: Steps, *, urgent: bool = False) -> None:
        """This life takes its next step then. urgent: within the play, however late it would be."""
        if urgent and self._curtain:
            at = min(at, self._curtain)
        heapq.heappush(self._waiting, (at, next(self._order), urgent, steps))

    def next_at(self) -> datetime | None:
        """When the next step is due."""
        return self._waiting[0][0] if self._waiting else None

    def play(self, until: datetime) -> Iterator[datetime]:
        """Takes all steps up to that moment, in their order and at their time; yields after each."""
        self._curtain = until
        while self._waiting and self._waiting[0][0] <= until:
            at = self._waiting[0][0]
            with clock.told(at):
                self.step()
            yield at

    def step(self) -> None:
        """Takes the next step, whenever it was to be."""
        _, _, urgent, steps = heapq.heappop(self._waiting)
        try:
            self.add(next(steps), steps, urgent=urgent)
        except StopIteration:
            return
        except Refusal as refusal:
            where = " ".join(getattr(refusal, "__notes__", ()))
            self.stumbled.append(f"{refusal.code}: {refusal} {where}".strip())

    def drain(self) -> list[Steps]:
        """Takes out all lives that still go on, the next one first."""
        rest = [steps for _, _, _, steps in sorted(self._waiting, key=lambda one: one[:2])]
        self._waiting.clear()
        return rest
