"""The figures of the demo city, and what chance makes of them. Pure: knows nothing of Django."""

import math
import random
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tanggap.core.clock import JAKARTA

DATA = Path(__file__).parent / "data"
SATURDAY = 5
OPENS, CLOSES = 7, 21  # offices and crews act between these hours
# Reports by hour of the day, from midnight on: ours, few at night, most after breakfast and work.
HOURS = (1, 1, 0, 0, 1, 3, 8, 14, 17, 16, 14, 12, 10, 10, 10, 11, 13, 14, 12, 10, 9, 7, 4, 2)


@dataclass(frozen=True)
class Figures:
    """data/figures.toml as it stands there."""

    volume: dict[str, float]
    hours: dict[str, float]
    fates: dict[str, float]
    channels: dict[str, int]
    kota: dict[str, int]
    categories: dict[str, int]


@cache
def figures() -> Figures:
    """The table, read once."""
    return Figures(**tomllib.loads((DATA / "figures.toml").read_text()))


@cache
def words() -> dict[str, Any]:
    """data/words.toml: what people of the demo city write."""
    return tomllib.loads((DATA / "words.toml").read_text())


@cache
def names() -> dict[str, list[str]]:
    """data/names.toml."""
    return tomllib.loads((DATA / "names.toml").read_text())


def one_of(chance: random.Random, shares: dict[str, int]) -> str:
    """A key, drawn by its share."""
    return chance.choices(list(shares), list(shares.values()))[0]


def arrivals(chance: random.Random, until: datetime, days: int, reports: int) -> list[datetime]:
    """When so many reports come in over the days before `until` (aware): weekends less, one peak day."""
    first = until.astimezone(JAKARTA).date() - timedelta(days=days)
    dates = [first + timedelta(days=number) for number in range(days + 1)]
    peak = chance.choice(dates)
    weights = [_weight(day, peak) for day in dates]
    moments = [_moment(chance, day) for day in chance.choices(dates, weights, k=reports * 2)]
    # Drawn twice as many as wanted: those of today that have not happened yet fall away.
    return sorted(sorted(moments, key=lambda at: (at >= until, chance.random()))[:reports])


def _weight(day: date, peak: date) -> float:
    volume = figures().volume
    if day == peak:
        return volume["peak_per_day"] / volume["mean_per_day"]
    return volume["weekend"] if day.weekday() >= SATURDAY else 1.0


def _moment(chance: random.Random, day: date) -> datetime:
    hour = chance.choices(range(24), HOURS)[0]
    at = time(hour, chance.randrange(60), chance.randrange(60), chance.randrange(1_000_000))
    return datetime.combine(day, at, JAKARTA)


def span(chance: random.Random, median_hours: float, spread: float = 0.8) -> timedelta:
    """A stretch of time: lognormal, with this median."""
    return timedelta(hours=median_hours * math.exp(chance.gauss(0, spread)))


def in_office_hours(chance: random.Random, at: datetime) -> datetime:
    """`at`, or the next morning when nobody is at work then."""
    local = at.astimezone(JAKARTA)
    if OPENS <= local.hour < CLOSES:
        return at
    day = local.date() + timedelta(days=1 if local.hour >= CLOSES else 0)
    return datetime.combine(day, time(OPENS, chance.randrange(60), chance.randrange(60)), JAKARTA)
