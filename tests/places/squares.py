"""A made-up city of squares, so that every behaviour is tested without any file of real boundaries.

Four kelurahan of 0.01 degrees (about 1.1 km) in a square, south-west corner at 110 E, 7 S; an island of
0.002 degrees lies 0.004 degrees north of them. The sea is north, "Kota Sebelah" is the land to the south.

    C D   island E above D
    A B
"""

import copy
import json
from pathlib import Path
from typing import Any

import shapely

from tanggap.places.surroundings import Coast, Surroundings

WEST, SOUTH, SIDE = 110.0, -7.0, 0.01
A, B, C, D, E = (
    "99.01.01.1001",
    "99.01.01.1002",
    "99.01.02.1001",
    "99.01.02.1002",
    "99.01.02.1003",
)
CORNERS = {A: (0, 0), B: (1, 0), C: (0, 1), D: (1, 1)}
NAMES = {A: "Anggrek", B: "Bakung", C: "Cempaka", D: "Dahlia", E: "Pulau Edelweis"}
KECAMATAN = {"99.01.01": "Selatan", "99.01.02": "Utara"}


def square(column: float, row: float, side: float = 1.0) -> list[list[float]]:
    """A closed ring in [lng, lat]; every side has its middle as a point too."""
    w, s, d = WEST + column * SIDE, SOUTH + row * SIDE, side * SIDE
    half = d / 2
    points = [(w, s), (w + half, s), (w + d, s), (w + d, s + half), (w + d, s + d), (w + half, s + d)]
    points += [(w, s + d), (w, s + half), (w, s)]
    return [[round(x, 7), round(y, 7)] for x, y in points]


def geometry(kode: str) -> dict[str, Any]:
    """The polygon of a kelurahan."""
    ring = square(1.4, 2.4, 0.2) if kode == E else square(*CORNERS[kode])
    return {"type": "Polygon", "coordinates": [ring]}


def feature(kode: str) -> dict[str, Any]:
    """A feature in the layout of the real file."""
    shape = shapely.from_geojson(json.dumps(geometry(kode)))
    properties = {
        "kode": kode,
        "nama": NAMES[kode],
        "kode_kec": kode[:8],
        "kecamatan": KECAMATAN[kode[:8]],
        "kode_kota": kode[:5],
        "kota": "Kota Contoh",
        "kode_pos": "99" + kode[-3:],
        "label_lat": shape.centroid.y,
        "label_lng": shape.centroid.x,
    }
    return {"type": "Feature", "properties": properties, "geometry": geometry(kode)}


def city() -> dict[str, Any]:
    """The whole collection, to be broken by a test as it likes."""
    return {"type": "FeatureCollection", "features": [feature(kode) for kode in NAMES]}


def content(collection: Any) -> bytes:
    """As a file has it."""
    return json.dumps(collection).encode()


def saved(folder: Path, collection: Any = None) -> Path:
    """Written to a file."""
    path = folder / "kota-contoh.geojson"
    path.write_bytes(content(city() if collection is None else collection))
    return path


def broken(kode: str, /, **changes: Any) -> dict[str, Any]:
    """The city with some properties of one kelurahan changed; geometry=… changes its polygon."""
    collection = copy.deepcopy(city())
    for one in collection["features"]:
        if one["properties"]["kode"] == kode:
            if "geometry" in changes:
                one["geometry"] = changes.pop("geometry")
            one["properties"] |= changes
    return collection


def shapes() -> list[Any]:
    """The polygons, in the order of NAMES."""
    return [shapely.from_geojson(json.dumps(geometry(kode))) for kode in NAMES]


COAST = Coast((SOUTH + 2 * SIDE, WEST), (SOUTH + 2 * SIDE, WEST + SIDE), (SOUTH + 2 * SIDE, WEST + 2 * SIDE))
NEIGHBOUR = {
    "city": "Kota Sebelah",
    "ask": "Pak Wali (sebelah.example)",
    # South, and a cape that reaches into the sea at the north-west corner.
    "outline": [
        [SOUTH, WEST - SIDE],
        [SOUTH, WEST + 3 * SIDE],
        [SOUTH - 2 * SIDE, WEST + 3 * SIDE],
        [SOUTH - 2 * SIDE, WEST - 2 * SIDE],
        [SOUTH + 3 * SIDE, WEST - 2 * SIDE],
        [SOUTH + 3 * SIDE, WEST + 0.1 * SIDE],
        [SOUTH + 2 * SIDE, WEST + 0.1 * SIDE],
        [SOUTH + 2 * SIDE, WEST - SIDE],
    ],
}
AROUND = Surroundings("Kota Contoh", "LAPOR!", COAST, [NEIGHBOUR])
