"""Borders simplified for drawing on maps: small GeoJSON, the areas still fitting together.

Never for finding the area of a point.
"""

import hashlib
import os
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely

from tanggap.places.grid import scale
from tanggap.places.shapes import AreaRow

# Metres: what a line may be off by when nothing else is asked for.
TOLERANCE = {"kota": 100.0, "kecamatan": 40.0, "kelurahan": 20.0}
LENGTHS = {"kota": 5, "kecamatan": 8, "kelurahan": 13}
# Decimals of a degree: 1 m, and 10 m for lines that are off by more.
_FINE, _ROUGH = 5, 4
EMPTY = b'{"type":"FeatureCollection","features":[]}'


def kept(
    folder: Path,
    sha256: str,
    level: str,
    shapes: Mapping[str, Any],
    rows: Mapping[str, AreaRow],
    tolerance: float,
) -> bytes:
    """simplified(), from a file of `folder` when these very areas were drawn before."""
    areas = [sha256, level, tolerance, list(shapes), [(row.nama, row.lat, row.lng) for row in rows.values()]]
    path = folder / f"{level}-{hashlib.sha256(orjson.dumps(areas)).hexdigest()[:20]}.geojson"
    try:
        return path.read_bytes()
    except OSError:
        drawn = simplified(level, shapes, rows, tolerance)
    with suppress(OSError):  # a full or read-only disk: drawn again after the next start
        folder.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        aside.write_bytes(drawn)
        aside.replace(path)
    return drawn


def simplified(level: str, shapes: Mapping[str, Any], rows: Mapping[str, AreaRow], tolerance: float) -> bytes:
    """A FeatureCollection of the areas of a level, put together from kelurahan shapes (lng, lat) by kode."""
    parts: dict[str, list[Any]] = defaultdict(list)
    for kode, shape in shapes.items():
        parts[kode[: LENGTHS[level]]].append(shape)
    codes = sorted(kode for kode in parts if kode in rows)
    drawn = _simpler([shapely.coverage_union_all(parts[kode]) for kode in codes], tolerance)
    decimals = _FINE if tolerance < TOLERANCE["kecamatan"] else _ROUGH
    features = [_feature(rows[kode], shape, decimals) for kode, shape in zip(codes, drawn, strict=True)]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _simpler(shapes: Sequence[Any], tolerance: float) -> Sequence[Any]:
    if not shapes:
        return shapes
    middle = float(shapely.total_bounds(shapes)[[1, 3]].mean())
    per_degree = np.array(scale(middle)[::-1])
    flat = [shapely.transform(shape, lambda points: points * per_degree) for shape in shapes]
    simple = shapely.coverage_simplify(flat, tolerance)
    return [shapely.transform(shape, lambda points: points / per_degree) for shape in simple]


def _feature(row: AreaRow, shape: Any, decimals: int) -> dict[str, Any]:
    polygons = [_rings(polygon, decimals) for polygon in shapely.get_parts(shape)]
    return {
        "type": "Feature",
        "properties": {"kode": row.kode, "nama": row.nama, "lat": row.lat, "lng": row.lng},
        "geometry": {"type": "MultiPolygon", "coordinates": [rings for rings in polygons if rings]},
    }


def _rings(polygon: Any, decimals: int) -> list[list[list[float]]]:
    rings = [_ring(ring, decimals) for ring in (polygon.exterior, *polygon.interiors)]
    return [ring for ring in rings if ring] if rings[0] else []


def _ring(ring: Any, decimals: int) -> list[list[float]]:
    """The points without those that rounding made equal; [] for an islet that vanishes on this scale."""
    points: list[list[float]] = []
    for point in np.round(shapely.get_coordinates(ring), decimals).tolist():
        if not points or point != points[-1]:
            points.append(point)
    return points if len(points) > 3 else []
