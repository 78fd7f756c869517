"""Reads of the reference data. It is small and seldom changed, so each process keeps it in memory."""

import time
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from tanggap.catalog.models import Category, Channel, Group, Holiday, Reason, TimeLimit
from tanggap.catalog.shapes import (
    CategoryRow,
    ChannelRow,
    GroupRow,
    ReasonRow,
    Snapshot,
    TimeLimitRow,
)
from tanggap.core.deadline import due

_FRESH_SECONDS = 30.0

_snapshot = Snapshot()


def snapshot() -> Snapshot:
    """Everything at once; edits in the admin are seen within half a minute, or at once by forget()."""
    global _snapshot
    here = _snapshot
    if time.monotonic() - here.read_at > _FRESH_SECONDS:
        here = _snapshot = _read()
    return here


def forget() -> None:
    """Read anew next time: after seeding, after an edit, between tests."""
    global _snapshot
    _snapshot = Snapshot()


def groups() -> list[GroupRow]:
    """The shelves, in their order."""
    return snapshot().groups


def categories() -> dict[int, CategoryRow]:
    """All categories by id, by name; those no longer in use too (active says so)."""
    return snapshot().categories


def category(category_id: int) -> CategoryRow:
    """One category. Raises KeyError for an unknown id."""
    return snapshot().categories[category_id]


def category_by_code(code: str) -> CategoryRow | None:
    """One category by its code, or None."""
    return snapshot().by_code.get(code)


def channels() -> list[ChannelRow]:
    """All channels, in their order; those no longer in use too."""
    return snapshot().channels


def channel_by_code(code: str) -> ChannelRow | None:
    """One channel by its code, or None."""
    return next((row for row in snapshot().channels if row.code == code), None)


def reasons(verb: str) -> list[ReasonRow]:
    """The reasons in use for a move, in their order."""
    return [row for row in snapshot().reasons.values() if row.verb == verb and row.active]


def reason(code: str) -> ReasonRow | None:
    """One reason by its code, also one no longer in use, or None."""
    return snapshot().reasons.get(code)


def time_limit(code: str) -> TimeLimitRow:
    """A time limit: answer, finish, contest, reply, check, publish, heavy. Raises KeyError for another."""
    return snapshot().limits[code]


def holidays() -> frozenset[date]:
    """The days on which the offices are closed, besides weekends."""
    return snapshot().holidays


def deadline(limit_code: str, start: datetime) -> datetime:
    """When something begun at `start` (aware) is due under this limit, in UTC. Raises KeyError."""
    here = snapshot()
    limit = here.limits[limit_code]
    return due(start, hours=limit.hours, days=limit.days, calendar=limit.calendar, holidays=here.holidays)


def _read() -> Snapshot:
    found = Snapshot(read_at=time.monotonic())
    found.groups = [GroupRow(**row) for row in _values(Group, GroupRow)]
    for row in _values(Category, CategoryRow):
        category_row = CategoryRow(**row)
        found.categories[category_row.id] = category_row
        found.by_code[category_row.code] = category_row
    found.channels = [ChannelRow(**row) for row in _values(Channel, ChannelRow)]
    found.reasons = {row["code"]: ReasonRow(**row) for row in _values(Reason, ReasonRow)}
    found.limits = {row["code"]: TimeLimitRow(**row) for row in _values(TimeLimit, TimeLimitRow)}
    found.holidays = frozenset(Holiday.objects.values_list("day", flat=True))
    return found


def _values(model: type[Model], shape: type[Any]) -> list[dict[str, Any]]:
    names: tuple[str, ...] = shape.__slots__
    paths = ["group__code" if name == "group" else name for name in names]
    rows = model._default_manager.values_list(*paths)
    return [dict(zip(names, row, strict=True)) for row in rows]
