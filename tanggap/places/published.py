"""The public source: six SQL files of github cahyadsn/wilayah_boundaries at one commit, MIT.

Each row is a kelurahan: code, name, lat, lng and path, whose points are [lat, lng]. The files must be
those we know (SHA-256); their polygons overlap and leave slivers, which are mended on import.
"""

import hashlib
import re
from typing import Any

import orjson
import shapely

from tanggap.core.errors import Invalid, gettext_noop
from tanggap.places import fetch, mending
from tanggap.places.boundaries import AreaShape

COMMIT = "3c5a7960f4d227a38489094d84252bdbb3f978a5"
DIGESTS = {
    "wilayah_boundaries_kel_31.01.sql": "9b5638f0ccd7ad6ca3b520fd960a0205d5ecfa5fb13bde50ce6c8a0da2472bfd",
    "wilayah_boundaries_kel_31.71.sql": "3173abd8256e7c03ad6971a084adaa33836eb3e53783f739a5ebe9b2c2728b47",
    "wilayah_boundaries_kel_31.72.sql": "f9c218d8f8aef5bfba77684007a2d1cf039ad533d9ab4b01a37558c0a5283ff4",
    "wilayah_boundaries_kel_31.73.sql": "a19844510396d363fbe62a7767f1ceb527f5592072afcbcaae0e5c5e95735dc4",
    "wilayah_boundaries_kel_31.74.sql": "303695702a3d48be69b813e7c4d0869846f8f5a1fd308fc1fbad560a7ba734bc",
    "wilayah_boundaries_kel_31.75.sql": "3030699c801b78117cb4aadc2c0168ec06aeb604b82923447f0c43f97c18f6b2",
}
# One digest for all six, known before anything is downloaded.
SHA256 = hashlib.sha256("".join(DIGESTS.values()).encode()).hexdigest()
# The network gets this long for all files together before the start goes on without them.
SECONDS = 30.0

_ROW = re.compile(
    r"\('(\d\d\.\d\d\.\d\d\.\d{4})','((?:[^']|'')*)',(-?\d+\.?\d*),(-?\d+\.?\d*),'(\[[\[\]\d.,\- ]*\])'\)"
)


def read(base: str) -> list[AreaShape]:
    """The mended areas of the source below `base` (an address or a folder), ordered by kode.

    Raises Invalid when it can't be reached or is not what we know.
    """
    rows: dict[str, tuple[str, Any, float, float]] = {}
    for name, digest in DIGESTS.items():
        content = fetch.read(f"{base.rstrip('/')}/{name}", seconds=SECONDS / len(DIGESTS))
        if hashlib.sha256(content).hexdigest() != digest:
            sentence = gettext_noop("%(name)s is not the file that was published: its SHA-256 differs.")
            raise Invalid(sentence, field="source", name=name)
        rows.update(parsed(content.decode()))
    codes = sorted(rows)
    shapes = mending.mended([rows[kode][1] for kode in codes])
    return [
        AreaShape(kode, rows[kode][0], shape, label_lat=rows[kode][2], label_lng=rows[kode][3])
        for kode, shape in zip(codes, shapes, strict=True)
    ]


def parsed(sql: str) -> dict[str, tuple[str, Any, float, float]]:
    """kode -> (nama, shape in (lng, lat), lat, lng) of one file's rows."""
    return {
        kode: (nama.replace("''", "'"), _shape(orjson.loads(path)), float(lat), float(lng))
        for kode, nama, lat, lng, path in _ROW.findall(sql)
    }


def _shape(path: list[Any]) -> Any:
    parts = path if isinstance(path[0][0][0], list) else [path]
    return shapely.MultiPolygon(
        [shapely.Polygon(_ring(part[0]), [_ring(hole) for hole in part[1:]]) for part in parts]
    )


def _ring(points: list[list[float]]) -> list[tuple[float, float]]:
    return [(lng, lat) for lat, lng in points]
