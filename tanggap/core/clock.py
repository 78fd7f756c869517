"""What time it is. The only place that asks the machine, so that tests and the demo can say."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The moment, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


def local_day(at: datetime) -> date:
    """The calendar day in Jakarta of an aware moment."""
    return at.astimezone(JAKARTA).date()


@contextmanager
def told(at: datetime) -> Iterator[None]:
    """Within this block it is `at` (aware). For tests and for the demo's past."""
    token = _told.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)
