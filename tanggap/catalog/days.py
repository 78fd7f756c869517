"""Indonesia's holidays, from the `holidays` package: public holidays and joint leave days (cuti bersama)."""

from importlib.metadata import version
from typing import Any

import holidays

from tanggap.catalog.models import Holiday
from tanggap.people.seeding import Sheet

YEARS = range(2024, 2029)


def sheet(years: range = YEARS) -> Sheet:
    """The days of these years on which the offices are closed, named in Indonesian.

    Joint leave days are known only for years whose joint decree of three ministers (SKB 3 Menteri) is out;
    days that follow the moon are estimates until then, and say so. Version: the package's, as a number.
    """
    found = holidays.country_holidays("ID", years=years, categories=("public", "government"), language="id")
    rows = {day.isoformat(): _row(name) for day, name in sorted(found.items()) if day.year in years}
    return Sheet("holidays", _version(), Holiday, "day", rows)


def _row(name: str) -> dict[str, Any]:
    return {
        "name": name[:120],
        "source": f"SKB 3 Menteri, as in the Python package holidays {version('holidays')}",
    }


def _version() -> int:
    major, minor, *_ = (int(part) for part in version("holidays").split("."))
    return major * 1000 + minor
