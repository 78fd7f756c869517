"""Reads of places: the kelurahan of a point, areas, landmarks, outlines for maps. Safe in many threads.

Areas and polygons are read once and kept; a new import is seen within half a minute, or at once in the
process that made it (forget()).
"""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from django.conf import settings

from tanggap.core.errors import Invalid
from tanggap.places import outlines as drawing
from tanggap.places import surroundings
from tanggap.places.grid import distance_m
from tanggap.places.index import Index
from tanggap.places.locating import Locator, Named, roughly
from tanggap.places.models import Area, BoundarySet, Landmark
from tanggap.places.shapes import AreaRow, LandmarkRow, Located, Status

_FRESH_SECONDS = 30.0
_MOST_DRAWN = 256


@dataclass(slots=True)
class _Held:
    """What this process knows. version: the newest BoundarySet; 0: none, so approximate."""

    rows: dict[str, AreaRow] = field(default_factory=dict)
    kelurahan: list[AreaRow] = field(default_factory=list)
    version: int = 0
    sha256: str = ""
    locator: Locator | None = None
    shapes: Mapping[str, Any] = field(default_factory=dict)
    drawn: dict[tuple[str, str, float], bytes] = field(default_factory=dict)
    read_at: float = float("-inf")


_held = _Held()
_turn = threading.Lock()


def _now() -> _Held:
    if time.monotonic() - _held.read_at > _FRESH_SECONDS or not _held.rows:
        with _turn:
            if time.monotonic() - _held.read_at > _FRESH_SECONDS or not _held.rows:
                _read()
    return _held


def forget() -> None:
    """Read everything anew next time: after an import, an edit, between tests."""
    global _held
    with _turn:
        _held = _Held()


def _read() -> None:
    """Puts a whole new state in place, so that no thread ever sees half of one."""
    global _held
    rows = _rows()
    newest = BoundarySet.objects.order_by("-pk").values_list("pk", "sha256").first() or (0, "")
    fresh = _Held(rows, [row for row in rows.values() if row.level == "kelurahan"], *newest)
    if newest[0] == _held.version and rows == _held.rows:
        fresh.locator, fresh.shapes, fresh.drawn = _held.locator, _held.shapes, _held.drawn
    elif newest[0]:
        fresh.shapes = _shapes()
        fresh.locator = _locator(rows, fresh.shapes)
    fresh.read_at = time.monotonic()
    _held = fresh


def _rows() -> dict[str, AreaRow]:
    names = ("kode", "nama", "level", "parent_id", "kode_pos", "label_lat", "label_lng")
    found = Area.objects.order_by("kode").values_list(*names)
    return {row[0]: AreaRow(row[0], row[1], row[2], row[3] or "", *row[4:]) for row in found}


def _shapes() -> dict[str, Any]:
    found = Area.objects.filter(shape__isnull=False).order_by("kode").values_list("kode", "shape")
    return {kode: shapely.from_wkb(bytes(shape)) for kode, shape in found if shape is not None}


def _locator(rows: Mapping[str, AreaRow], shapes: Mapping[str, Any]) -> Locator | None:
    if not shapes:
        return None
    around = surroundings.of(next(iter(shapes))[:2])
    index = Index(list(shapes.values()), around.coast)
    return Locator(index, [_named(rows, kode) for kode in shapes], around)


def _named(rows: Mapping[str, AreaRow], kode: str) -> Named:
    above = [rows[part].nama if part in rows else "" for part in (kode[:8], kode[:5])]
    return Named(kode, rows[kode].nama, *above)


def locate(lat: float, lng: float) -> Located:
    """Where a point is (degrees, WGS84). Never raises: what is wrong stands in the answer.

    Without boundaries kode is always None; what is plainly elsewhere has a refusal all the same.
    """
    held = _now()
    if held.locator is not None:
        return held.locator.locate(lat, lng)
    province = held.kelurahan[0].kode[:2] if held.kelurahan else ""
    return roughly(lat, lng, held.kelurahan, surroundings.of(province))


def outside(found: Located) -> Invalid:
    """The refusal of a point that has no kelurahan, naming the neighbouring city and whom to ask there."""
    return found.refusal or Invalid(found.sentence, code=f"place_{found.code}", field="place", **found.data)


def approximate() -> bool:
    """True while no boundaries are imported."""
    return _now().locator is None


def area(kode: str) -> AreaRow | None:
    """One area by its Kemendagri code, or None."""
    return _now().rows.get(kode)


def areas(level: str, parent: str = "") -> list[AreaRow]:
    """The areas of a level ("kota", "kecamatan", "kelurahan") by kode, all or those below `parent`."""
    within = f"{parent}." if parent else ""
    return [row for row in _now().rows.values() if row.level == level and row.kode.startswith(within)]


def nearest(lat: float, lng: float, n: int = 5) -> list[AreaRow]:
    """The n kelurahan whose points are nearest, the nearest first: to choose from without boundaries."""
    found = [
        (distance_m(lat, lng, row.lat, row.lng), row.kode, row)
        for row in _now().kelurahan
        if row.lat is not None and row.lng is not None
    ]
    return [row for _, _, row in sorted(found)[:n]]


def landmarks(kelurahan: str) -> list[LandmarkRow]:
    """The landmarks of a kelurahan by name; none for what is no area of ours."""
    if area(kelurahan) is None:
        return []
    names = ("id", "kelurahan_id", "name", "lat", "lng")
    found = Landmark.objects.filter(kelurahan_id=kelurahan).order_by("name").values_list(*names)
    return [LandmarkRow(*row) for row in found]


def landmark(landmark_id: int) -> LandmarkRow | None:
    """One landmark, or None."""
    names = ("id", "kelurahan_id", "name", "lat", "lng")
    row = Landmark.objects.filter(pk=landmark_id).values_list(*names).first()
    return LandmarkRow(*row) if row else None


def outlines(level: str, kota: str = "", tolerance: float | None = None) -> bytes:
    """Borders for maps as GeoJSON bytes, simplified; an empty collection while there are none.

    level: "kota", "kecamatan" or "kelurahan"; kota: only what lies in this kota or kecamatan (a kode).
    tolerance: metres that a line may be off by; None: fit for the level. Raises KeyError for other levels.
    """
    metres = drawing.TOLERANCE[level] if tolerance is None else max(round(tolerance), 1)
    held = _now()
    if held.locator is None or (kota and kota not in held.rows):
        return drawing.EMPTY
    if (drawn := held.drawn.get((level, kota, metres))) is not None:
        return drawn
    shapes = {kode: shape for kode, shape in held.shapes.items() if kode.startswith(kota)}
    drawn = drawing.kept(Path(settings.DATA) / "outlines", held.sha256, level, shapes, held.rows, metres)
    if len(held.drawn) >= _MOST_DRAWN:
        held.drawn.clear()
    held.drawn[level, kota, metres] = drawn
    return drawn


def status() -> Status:
    """What is imported, for operators and for the sentence on every staff page."""
    held = _now()
    newest = BoundarySet.objects.order_by("-pk").first()
    if newest is None:
        return Status(True, len(held.kelurahan), 0, "", "", "")
    at = newest.imported_at.isoformat()
    return Status(
        held.locator is None, len(held.kelurahan), len(held.shapes), newest.source, newest.sha256, at
    )
