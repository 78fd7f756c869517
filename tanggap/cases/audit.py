"""Proof that nobody changed the past: walks every chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tanggap.cases.models import Case, Event
from tanggap.cases.record import hashed
from tanggap.core.hashing import chained


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row of a case that does not fit: missing, changed, or not the last one the case names."""

    case_id: int
    seq: int
    why: str


def broken_links() -> Iterator[Broken]:
    """The first broken link of every case whose history does not hold; constant memory."""
    for case_id in Case.objects.filter(events__isnull=True).values_list("pk", flat=True).iterator(2000):
        yield Broken(case_id, 1, "no events")
    events = Event.objects.select_related("report", "case").order_by("case_id", "seq").iterator(2000)
    for case_id, rows in groupby(events, key=lambda event: event.case_id):
        broken = _first_broken(case_id, rows)
        if broken is not None:
            yield broken


def _first_broken(case_id: int, rows: Iterator[Event]) -> Broken | None:
    previous, seq, head = "", 0, ""
    for event in rows:
        seq += 1
        why = _wrong(event, previous, seq)
        if why:
            return Broken(case_id, seq, why)
        previous, head = event.hash, event.case.chain
    return None if previous == head else Broken(case_id, seq + 1, "the last event is missing")


def _wrong(event: Event, previous: str, seq: int) -> str:
    if event.seq != seq:
        return "an event is missing"
    if event.previous != previous:
        return "not chained to the event before it"
    if event.hash != chained(previous, hashed(event)):
        return "the event was changed"
    if event.report is not None and event.data.get("number") not in {None, event.report.number}:
        return "the event was moved to another report"
    return ""
