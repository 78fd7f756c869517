"""Deadlines: by the clock, and by working days with holidays, in Jakarta's calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tanggap.core.clock import JAKARTA, local_day
from tanggap.core.deadline import by_clock, by_working_days, due, is_working_day

moments = some.datetimes(
    min_value=datetime.fromisoformat("2024-01-01"),
    max_value=datetime.fromisoformat("2028-12-31"),
    timezones=some.just(UTC),
)
days_off = some.frozensets(some.dates(date(2024, 1, 1), date(2029, 3, 1)), max_size=60)


def jakarta(day: int, hour: int = 0, minute: int = 0, second: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, second, tzinfo=JAKARTA)


def test_six_hours_are_six_hours_also_at_night() -> None:
    assert by_clock(jakarta(7, 22), hours=6) == jakarta(8, 4)


def test_seven_days_by_the_clock_end_at_the_same_hour() -> None:
    assert due(jakarta(2, 9, 30), hours=0, days=7, calendar="clock") == jakarta(9, 9, 30)


def test_working_days_do_not_count_the_day_of_the_start() -> None:
    # Monday 2 March: one working day ends with Tuesday.
    assert by_working_days(jakarta(2, 8), 1, frozenset()) == jakarta(3, 23, 59, 59)


def test_working_days_skip_the_weekend() -> None:
    # Friday 6 March: the next working day is Monday the 9th.
    assert by_working_days(jakarta(6, 16), 1, frozenset()) == jakarta(9, 23, 59, 59)


def test_working_days_skip_holidays() -> None:
    # 19 March 2026 is Nyepi (a Thursday); two working days from Tuesday the 17th end on Friday.
    nyepi = {date(2026, 3, 19)}
    assert by_working_days(jakarta(17, 10), 2, nyepi) == jakarta(20, 23, 59, 59)


def test_the_day_is_jakartas_and_not_utcs() -> None:
    # 18:30 UTC on Monday is already Tuesday in Jakarta, so one working day ends on Wednesday.
    start = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
    assert by_working_days(start, 1, frozenset()) == jakarta(4, 23, 59, 59)


def test_no_working_days_are_due_at_once() -> None:
    assert due(jakarta(7, 12), hours=0, days=0, calendar="work") == jakarta(7, 12)


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        due(datetime(2026, 3, 2), hours=1, days=0, calendar="clock")  # noqa: DTZ001
    with pytest.raises(ValueError, match="aware"):
        due(datetime(2026, 3, 2), hours=0, days=1, calendar="work")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hours", "days", "calendar"), [(-1, 0, "clock"), (0, -1, "work"), (6, 0, "work"), (1, 0, "lunar")]
)
def test_nonsense_is_refused(hours: int, days: int, calendar: str) -> None:
    with pytest.raises(ValueError, match=r"negative|calendar"):
        due(jakarta(2), hours=hours, days=days, calendar=calendar)


@given(moments, some.integers(0, 500), some.integers(0, 60))
def test_the_clock_adds_exactly(start: datetime, hours: int, days: int) -> None:
    assert by_clock(start, hours=hours, days=days) - start == timedelta(hours=hours + 24 * days)


@given(moments, some.integers(1, 30), days_off)
def test_a_deadline_in_working_days_ends_a_working_day_and_counts_them_all(
    start: datetime, days: int, off: frozenset[date]
) -> None:
    end = by_working_days(start, days, off)
    assert end.astimezone(JAKARTA).time().isoformat() == "23:59:59"
    first, last = local_day(start), local_day(end)
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert is_working_day(last, off)
    assert sum(is_working_day(day, off) for day in between) == days


@given(moments, some.integers(0, 30), days_off)
def test_more_days_never_end_earlier(start: datetime, days: int, off: frozenset[date]) -> None:
    assert by_working_days(start, days + 1, off) > by_working_days(start, days, off)


@given(moments, some.integers(1, 20), days_off, some.dates(date(2024, 1, 1), date(2029, 3, 1)))
def test_one_holiday_more_never_ends_earlier(
    start: datetime, days: int, off: frozenset[date], one: date
) -> None:
    assert by_working_days(start, days, off | {one}) >= by_working_days(start, days, off)


@given(moments, moments, some.integers(1, 20), days_off)
def test_who_starts_later_is_never_due_earlier(
    one: datetime, other: datetime, days: int, off: frozenset[date]
) -> None:
    early, late = sorted((one, other))
    assert by_working_days(early, days, off) <= by_working_days(late, days, off)
