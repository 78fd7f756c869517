"""Boundaries for tests: the real ones when they lie beside the checkout, else a made-up coverage."""

import json
from pathlib import Path
from typing import Any

import shapely
from django.conf import settings

from tanggap.places import reference

NEAR = Path(__file__).resolve().parents[2] / "shared" / "geo" / "jakarta_kelurahan.geojson"
LAND = shapely.box(106.3, -6.4, 107.0, -5.2)


def source(folder: Path) -> str:
    """Where the tests' boundaries are; `folder` is for those that must be made up."""
    if settings.BOUNDARIES:
        return str(settings.BOUNDARIES)
    return str(NEAR if NEAR.exists() else made_up(folder / "kelurahan.geojson"))


def made_up(path: Path) -> Path:
    """Every kelurahan as the ground that is nearest to its point: a valid coverage with the real names."""
    areas = reference.areas()
    kelurahan = {kode: row for kode, row in areas.items() if row["level"] == "kelurahan"}
    points = shapely.MultiPoint([(row["label_lng"], row["label_lat"]) for row in kelurahan.values()])
    cells = shapely.voronoi_polygons(points, extend_to=LAND, ordered=True).geoms
    features = [
        _feature(kode, areas, shapely.intersection(cell, LAND))
        for kode, cell in zip(kelurahan, cells, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def _feature(kode: str, areas: Any, shape: shapely.Geometry) -> dict[str, Any]:
    row, kec, kota = areas[kode], areas[kode[:8]], areas[kode[:5]]
    properties = {
        "kode": kode,
        "nama": row["nama"],
        "kode_kec": kode[:8],
        "kecamatan": kec["nama"],
        "kode_kota": kode[:5],
        "kota": kota["nama"],
        "kode_pos": row["kode_pos"],
        "label_lat": row["label_lat"],
        "label_lng": row["label_lng"],
    }
    return {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shape)}
