"""Reads the data files of this folder into complete rows, and says plainly what is wrong in them."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tanggap.catalog.models import Category, Channel, Group, Reason, TimeLimit
from tanggap.people.models import Agency
from tanggap.people.seeding import Sheet

FOLDER = Path(__file__).parent / "data"

# What a row has when the file leaves it out; the rest must be there.
_CATEGORY: dict[str, Any] = {
    "needs_place": True,
    "needs_photo": False,
    "proof": "photo",
    "visibility": "public",
    "sensitive": False,
    "coarse_place": False,
    "primary": None,
    "secondary": None,
    "advice_id": "",
    "advice_en": "",
    "radius_m": 100,
    "days": 14,
    "crew": False,
    "active": True,
}
_CATEGORY_NAMES = ("group", "name_id", "name_en", "help_id", "help_en", "keywords", *_CATEGORY)
_CHANNEL: dict[str, Any] = {"official": False, "active": True, "source": ""}
_CHANNEL_NAMES = ("name_id", "name_en", "family", "position", *_CHANNEL)
_LIMIT: dict[str, Any] = {"hours": 0, "days": 0, "source": ""}
_LIMIT_NAMES = ("name_id", "name_en", "calendar", "regulation", *_LIMIT)
_REASON: dict[str, Any] = {"active": True}
_REASON_NAMES = ("verb", "name_id", "name_en", "sentence_id", "sentence_en", "position", *_REASON)
_GROUP_NAMES = ("name_id", "name_en", "icon", "position")


def groups(folder: Path = FOLDER) -> Sheet:
    """groups.toml. Raises ValueError for what is missing, unknown or there twice; so do all below."""
    version, rows = _one(folder / "groups.toml", "group")
    return Sheet("groups", version, Group, "code", _complete(rows, _GROUP_NAMES, {}))


def categories(folder: Path = FOLDER) -> Sheet:
    """All files of categories/; their version stands in version.toml beside them."""
    here = folder / "categories"
    rows: list[dict[str, Any]] = []
    for path in sorted(here.glob("*.toml")):
        if path.name != "version.toml":
            content = _content(path)
            rows += [{"group": content["group"], **row} for row in content["category"]]
    for row in rows:
        if row.pop("basis", "inferred") not in {"stated", "inferred"}:
            raise ValueError(f"categories: {row['code']}: basis is stated or inferred")
    complete = _complete(rows, _CATEGORY_NAMES, _CATEGORY)
    for row in complete.values():
        row["keywords"] = "\n".join(line.strip() for line in row["keywords"].strip().splitlines())
    references = {"group": Group, "primary": Agency, "secondary": Agency}
    version = int(_content(here / "version.toml")["version"])
    return Sheet("categories", version, Category, "code", complete, references)


def channels(folder: Path = FOLDER) -> Sheet:
    """channels.toml."""
    version, rows = _one(folder / "channels.toml", "channel")
    return Sheet("channels", version, Channel, "code", _complete(rows, _CHANNEL_NAMES, _CHANNEL))


def limits(folder: Path = FOLDER) -> Sheet:
    """limits.toml."""
    version, rows = _one(folder / "limits.toml", "limit")
    complete = _complete(rows, _LIMIT_NAMES, _LIMIT)
    for code, row in complete.items():
        row["source"] = " ".join(row["source"].split())
        if row["calendar"] not in {"clock", "work"} or (row["calendar"] == "work" and row["hours"]):
            raise ValueError(f"limits: {code}: calendar is clock or work, and work has no hours")
    return Sheet("limits", version, TimeLimit, "code", complete)


def reasons(folder: Path = FOLDER) -> Sheet:
    """reasons.toml."""
    version, rows = _one(folder / "reasons.toml", "reason")
    return Sheet("reasons", version, Reason, "code", _complete(rows, _REASON_NAMES, _REASON))


def _one(path: Path, table: str) -> tuple[int, list[dict[str, Any]]]:
    content = _content(path)
    return int(content["version"]), [
        {"position": position, **row} for position, row in enumerate(content[table], start=1)
    ]


def _content(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _complete(
    rows: Iterable[dict[str, Any]], names: tuple[str, ...], defaults: dict[str, Any]
) -> dict[str, dict[str, Any]]:
    complete: dict[str, dict[str, Any]] = {}
    for given in rows:
        row = dict(given)
        code = row.pop("code")
        if "position" not in names:
            row.pop("position", None)
        if code in complete:
            raise ValueError(f"{code} is there twice")
        if unknown := row.keys() - set(names):
            raise ValueError(f"{code}: unknown {', '.join(sorted(unknown))}")
        if missing := set(names) - row.keys() - defaults.keys():
            raise ValueError(f"{code}: no {', '.join(sorted(missing))}")
        complete[code] = {name: row.get(name, defaults.get(name)) for name in names}
    return complete
