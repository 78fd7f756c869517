"""The polygons in memory: which area holds a point, how far the border is, on which side the sea. Pure.

Distances are taken on a plane that touches WGS84 in the middle of the areas, and the one that counts is
then measured again with the scale at the point itself, so it is right to a millimetre near a border.
Threads may share an index: it is complete before anybody sees it and never changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any

import numpy as np
import shapely

from tanggap.places.grid import scale
from tanggap.places.surroundings import Coast

Edge = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Border:
    """The nearest border: metres to it, the area it belongs to, and whether the sea lies beyond it."""

    metres: float
    area: int
    sea: bool


class Index:
    """Areas by number, in the order they were given. Shapes in (lng, lat), a valid coverage."""

    def __init__(self, shapes: Sequence[Any], coast: Coast | None = None) -> None:
        west, south, east, north = shapely.total_bounds(shapes).tolist()
        self._lat, self._lng = (south + north) / 2, (west + east) / 2
        self._per_lat, self._per_lng = scale(self._lat)
        self._shapes = [shapely.transform(shape, self._flat) for shape in shapes]
        self._areas = shapely.STRtree(self._shapes)
        owners = _owners(shapes)
        self._edges = list(owners)
        self._owners = list(owners.values())
        self._sea = _seaward(shapes, owners, coast)
        ends = self._flat(np.array(self._edges).reshape(-1, 2)).reshape(-1, 2, 2)
        self._lines = shapely.STRtree(shapely.linestrings(ends))
        self._warm()

    def _flat(self, points: Any) -> Any:
        return (points - (self._lng, self._lat)) * (self._per_lng, self._per_lat)

    def _warm(self) -> None:
        # What GEOS prepares on the first question is prepared now, before other threads ask.
        shapely.prepare(self._shapes)
        for shape in self._shapes:
            point = shape.representative_point()
            self._areas.query(point)
            shapely.intersects_xy(shape, point.x, point.y)
            self._lines.nearest(point)

    def _point(self, lat: float, lng: float) -> tuple[float, float, Any]:
        x, y = (lng - self._lng) * self._per_lng, (lat - self._lat) * self._per_lat
        return x, y, shapely.Point(x, y)

    def inside(self, lat: float, lng: float) -> int | None:
        """The area that holds the point; the first of them for a point on a common border."""
        x, y, point = self._point(lat, lng)
        found = [
            number
            for number in self._areas.query(point).tolist()
            if shapely.intersects_xy(self._shapes[number], x, y)
        ]
        return min(found) if found else None

    def border(self, lat: float, lng: float) -> Border:
        """The border nearest to the point, from inside or from outside."""
        # At a corner several edges are nearest: it is open to the sea when one of them is.
        numbers = self._lines.query_nearest(self._point(lat, lng)[2]).tolist()
        owners = [self._owners[number] for number in numbers]
        return Border(
            min(_metres(lat, lng, self._edges[number]) for number in numbers),
            min(min(both) for both in owners),
            not self._sea.isdisjoint(numbers),
        )

    def near(self, lat: float, lng: float, metres: float) -> list[tuple[float, int]]:
        """Areas less than `metres` away, as (distance, area), the nearest first; 0.0 for one inside."""
        _, _, point = self._point(lat, lng)
        around = shapely.box(point.x - metres, point.y - metres, point.x + metres, point.y + metres)
        per_lat, per_lng = scale(lat)
        found = []
        for number in self._areas.query(around.buffer(1)).tolist():
            line = shapely.shortest_line(self._shapes[number], point)
            (ax, ay), (bx, by) = shapely.get_coordinates(line).tolist()
            across, up = (ax - bx) / self._per_lng * per_lng, (ay - by) / self._per_lat * per_lat
            if (distance := hypot(across, up)) < metres:
                found.append((distance, number))
        return sorted(found)


def _owners(shapes: Sequence[Any]) -> dict[Edge, list[int]]:
    """Every edge once, with the one or two areas that it bounds."""
    owners: dict[Edge, list[int]] = {}
    for number, shape in enumerate(shapes):
        for polygon in shapely.get_parts(shape):
            for ring in (polygon.exterior, *polygon.interiors):
                for edge in _edges(ring):
                    owners.setdefault(edge, []).append(number)
    return owners


def _edges(ring: Any) -> list[Edge]:
    points = [(x, y) for x, y in shapely.get_coordinates(ring).tolist()]
    return [(*min(a, b), *max(a, b)) for a, b in pairwise(points)]


def _seaward(shapes: Sequence[Any], owners: dict[Edge, list[int]], coast: Coast | None) -> frozenset[int]:
    """Numbers of the edges with the sea beyond: the coast of the mainland, and all round every island."""
    if coast is None:
        return frozenset()
    number = {edge: place for place, edge in enumerate(owners)}
    polygons = sorted(shapely.get_parts(shapely.coverage_union_all(shapes)), key=lambda part: -part.area)
    found = _arc(polygons[0].exterior, coast)
    for island in polygons[1:]:
        found += _edges(island.exterior)
    return frozenset(number[edge] for edge in found if edge in number)


def _arc(ring: Any, coast: Coast) -> list[Edge]:
    """The edges of a ring between the corners nearest to the coast's ends, the way that passes its middle."""
    points = shapely.get_coordinates(ring)[:-1]
    start, via, end = (
        int(np.argmin(((points - (lng, lat)) ** 2).sum(axis=1)))
        for lat, lng in (coast.start, coast.via, coast.end)
    )
    count, edges = len(points), _edges(ring)
    if (via - start) % count > (end - start) % count:
        start, end = end, start
    return [edges[(start + step) % count] for step in range((end - start) % count)]


def _metres(lat: float, lng: float, edge: Edge) -> float:
    """From a point to an edge (lng, lat, lng, lat), in metres, with the scale at the point."""
    per_lat, per_lng = scale(lat)
    ax, ay = (edge[0] - lng) * per_lng, (edge[1] - lat) * per_lat
    dx, dy = (edge[2] - edge[0]) * per_lng, (edge[3] - edge[1]) * per_lat
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(max(-(ax * dx + ay * dy) / length, 0.0), 1.0)
    return hypot(ax + along * dx, ay + along * dy)
