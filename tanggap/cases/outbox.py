"""The outbox: events that are not yet handled, and what follows from them, exactly once.

An event's row is claimed by a short lease (tanggap.jobs.claims). Then, in one transaction, it is
marked handled and its reactions run: what they write is there exactly when the mark is. A crash in
between leaves neither, and the event comes up again when its lease ends.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tanggap.cases.models import Case, Event
from tanggap.core.clock import now
from tanggap.jobs.claims import claim, postpone
from tanggap.jobs.transaction import writing

log = logging.getLogger(__name__)

Reactions = Mapping[str, Sequence[Callable[[Event], None]]]

LEASE_SECONDS = 15.0
# On SQLite others wait while a batch is written: small ones keep their waiting short.
BATCH = 20
COUNTED = 1000


class _LeaseLost(Exception):
    """Somebody else has the events by now: what was done here is rolled back."""


def handle_due(reactions: Reactions, limit: int = 100) -> int:
    """Runs what follows from events that are due, oldest first; how many events were dealt with.

    reactions: verb -> functions(event), each writing to the database only. A batch is one
    transaction; when something in it fails the batch is undone and each event tried on its own, and
    the one that failed rests (longer each time) while the others go on.
    """
    dealt = 0
    while dealt < limit:
        due = Event.objects.filter(handled_at__isnull=True)
        events = claim(due, limit=min(BATCH, limit - dealt), lease=LEASE_SECONDS)
        if not events:
            break
        _handle(events, reactions)
        dealt += len(events)
    return dealt


def _handle(events: list[Event], reactions: Reactions) -> None:
    try:
        _together(events, reactions)
    except Exception as problem:
        if len(events) == 1:
            _rest(events[0], problem)
            return
        for event in events:
            _handle([event], reactions)


def _together(events: list[Event], reactions: Reactions) -> None:
    """Mark first, then act, commit both: a lease lost meanwhile shows before anything is done."""
    with writing():
        mine = Event.objects.filter(
            pk__in=[event.pk for event in events],
            handled_at__isnull=True,
            claimed_until=events[0].claimed_until,
        )
        if mine.update(handled_at=now(), problem="") != len(events):
            raise _LeaseLost
        cases = Case.objects.in_bulk({event.case_id for event in events})
        for event in events:
            event.case = cases[event.case_id]
            for function in reactions.get(event.verb, ()):
                function(event)


def _rest(event: Event, problem: Exception) -> None:
    if isinstance(problem, _LeaseLost):
        return
    # Never the words of the exception: they may hold what a person wrote.
    log.error("event %d (%s): %s, try %d", event.pk, event.verb, type(problem).__name__, event.attempts)
    postpone([event], problem=problem)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The outbox at a glance. count: at most 1000, which means "1000 or more"; oldest: its moment."""

    count: int
    failing: int
    oldest: datetime | None


def waiting() -> Waiting:
    """How many events wait to be handled, how many of them failed before, since when the oldest does."""
    due = Event.objects.filter(handled_at__isnull=True)
    rows = list(due.order_by("pk").values_list("attempts", "problem", "at")[:COUNTED])
    failing = sum(1 for _, problem, _ in rows if problem)
    return Waiting(len(rows), failing, min((at for _, _, at in rows), default=None))


def last_event_id() -> int:
    """The newest event's id, 0 when there is none."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def events_after(event_id: int, limit: int = 1000) -> list[int]:
    """Ids above this one, in order. Only on SQLite is the order of ids the order of commits."""
    found = Event.objects.filter(pk__gt=event_id).order_by("pk")
    return list(found.values_list("pk", flat=True)[:limit])


def events_since(seconds: float, limit: int = 5000) -> list[int] | None:
    """Ids of the events of the last so many seconds, in order; None when there are `limit` or more.

    Looks among the newest ids only: there is no index on time, and ids are nearly in its order.
    """
    since = now() - timedelta(seconds=seconds)
    rows = Event.objects.order_by("-pk").values_list("pk", "at")[:limit]
    found = [pk for pk, at in rows if at > since]
    return None if len(found) == limit else sorted(found)
