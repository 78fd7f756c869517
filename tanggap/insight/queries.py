"""Numbers for people: the front page, and one line per agency. Bounded reads of roll-ups only."""

import time
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Sum

from tanggap.cases.models import Case
from tanggap.core.clock import local_day, now
from tanggap.insight.models import DayCount
from tanggap.people import queries as people

_FRESH_SECONDS = 10.0
# The median is taken over this many of the newest closings: enough to be steady, few enough to be quick.
_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class FrontNumbers:
    """The open numbers. done and confirmed are never the same figure. median_hours: None without closings."""

    reports_30d: int
    done_30d: int
    confirmed_30d: int
    contested_30d: int
    open_now: int
    median_hours: float | None
    sample: int


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """What passed through one agency in the window."""

    agency_id: int
    name: str
    reported: int
    done: int
    confirmed: int
    contested: int
    sent_back: int
    refused: int


_front: tuple[float, FrontNumbers] | None = None


def front() -> FrontNumbers:
    """The last thirty days of the whole city; at most ten seconds old."""
    global _front
    if _front is None or time.monotonic() - _front[0] > _FRESH_SECONDS:
        _front = (time.monotonic(), _read_front())
    return _front[1]


def forget() -> None:
    """Read anew next time: between tests."""
    global _front
    _front = None


def _read_front() -> FrontNumbers:
    since = local_day(now()) - timedelta(days=29)
    sums = DayCount.objects.filter(day__gte=since).values("what").annotate(n=Sum("count"))
    counts = {row["what"]: row["n"] for row in sums}
    hours = _closing_hours()
    return FrontNumbers(
        reports_30d=counts.get("reported", 0),
        done_30d=counts.get("done", 0),
        confirmed_30d=counts.get("confirmed", 0),
        contested_30d=counts.get("contested", 0),
        open_now=Case.objects.filter(due_at__isnull=False).count(),
        median_hours=round(median(hours), 1) if hours else None,
        sample=len(hours),
    )


def _closing_hours() -> list[float]:
    closed = Case.objects.filter(closed_at__isnull=False, state="done").order_by("-closed_at")
    rows = closed.values_list("created_at", "closed_at")[:_SAMPLE]
    return [(end - start).total_seconds() / 3600 for start, end in rows if end is not None]


def by_agency(days: int = 30) -> list[AgencyLine]:
    """One line per agency that had anything in the window, most reports first. Nothing is ranked by speed:
    on few cases a mean is noise (domain notes, section 2.2)."""
    since = local_day(now()) - timedelta(days=days - 1)
    sums = DayCount.objects.filter(day__gte=since).values("agency", "what").annotate(n=Sum("count"))
    table: dict[int, dict[str, int]] = {}
    for row in sums:
        table.setdefault(row["agency"], {})[row["what"]] = row["n"]
    lines = [_line(agency_id, counts) for agency_id, counts in table.items()]
    return sorted(lines, key=lambda line: (-line.reported, line.name))


def _line(agency_id: int, counts: dict[str, int]) -> AgencyLine:
    names = ("reported", "done", "confirmed", "contested", "sent_back", "refused")
    return AgencyLine(agency_id, people.agency(agency_id).name, *(counts.get(name, 0) for name in names))
