"""When something is due: hours by the clock, or working days with holidays. Pure arithmetic.

The regulations do not say whether their days are working days (jakarta-crm.md §2.1), so each time
limit says it of itself: calendar "clock" counts every hour, "work" counts Monday to Friday without
holidays, by the calendar of Jakarta (UTC+7, no summer time).
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from tanggap.core.clock import JAKARTA, local_day

_SATURDAY = 5
_LAST_SECOND = time(23, 59, 59)


def due(
    start: datetime, *, hours: int, days: int, calendar: str, holidays: Collection[date] = frozenset()
) -> datetime:
    """The moment (UTC) by which something begun at `start` (aware) must be done.

    calendar "clock": `days` times 24 hours, and `hours`, from the start. calendar "work": the end of
    the last of `days` working days; hours are not counted there, so they must be 0.
    Raises ValueError for a naive start, a negative amount, an unknown calendar, or hours in "work".
    """
    if hours < 0 or days < 0:
        raise ValueError("a time limit can't be negative")
    if calendar == "clock":
        return by_clock(start, hours=hours, days=days)
    if calendar == "work" and not hours:
        return by_working_days(start, days, holidays)
    raise ValueError(f"no such calendar: {calendar!r} with {hours} hours")


def by_clock(start: datetime, *, hours: int = 0, days: int = 0) -> datetime:
    """`start` and so many hours and times 24 hours, nights and Sundays counted."""
    return _aware(start) + timedelta(days=days, hours=hours)


def by_working_days(start: datetime, days: int, holidays: Collection[date]) -> datetime:
    """23:59:59 in Jakarta on the last of so many working days after the day of `start`.

    The day of the start is not counted, as is the custom for periods in working days. 0 days: at once.
    """
    _aware(start)
    if days == 0:
        return start.astimezone(UTC)
    day = local_day(start)
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, holidays)
    return datetime.combine(day, _LAST_SECOND, JAKARTA).astimezone(UTC)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def _aware(start: datetime) -> datetime:
    if start.tzinfo is None:
        raise ValueError("a deadline needs an aware start")
    return start.astimezone(UTC)
