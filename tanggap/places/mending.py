"""Makes a coverage of polygons that overlap a little and leave slivers between them. Pure.

All edges are noded on a grid of 1e-7 degrees (1 cm) and the plane is cut into faces along them. A face
that lies in exactly one polygon is that polygon's. Every other face (shared by several, or enclosed by
them and in none) is a sliver and goes to the neighbour with which it shares the longest edge.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Any

import shapely

from tanggap.places.grid import scale

GRID = 1e-7
# Twice the area over the perimeter: what is wider than this between polygons is no sliver but a hole.
WIDEST_GAP_M = 25.0
# A face of one polygon that is thinner than this is a remnant of noding, not ground.
THINNEST_M = 1.0


def mended(shapes: Sequence[Any]) -> list[Any]:
    """The shapes as a valid coverage, in the same order. Shapes in (lng, lat) degrees.

    Raises ValueError when a shape vanishes, because others cover all of it.
    """
    per_lat, per_lng = scale(float(shapely.total_bounds(shapes)[[1, 3]].mean()))
    edges = shapely.union_all(shapely.boundary(shapes), grid_size=GRID)
    faces = list(shapely.get_parts(shapely.polygonize([edges])))
    owners = _owners(faces, shapes, (per_lat * per_lng) ** 0.5)
    _give_slivers(owners, _neighbours(faces, per_lat, per_lng))
    parts: dict[int, list[Any]] = defaultdict(list)
    for face, owner in zip(faces, owners, strict=True):
        if owner is not None and owner >= 0:
            parts[owner].append(face)
    if len(parts) < len(shapes):
        raise ValueError("a shape is wholly covered by others")
    return [shapely.coverage_union_all(parts[number]) for number in range(len(shapes))]


def _owners(faces: list[Any], shapes: Sequence[Any], metres: float) -> list[int | None]:
    """The shape that each face lies in; None: a sliver to be given away; -1: a hole that stays one."""
    inside: dict[int, list[int]] = defaultdict(list)
    points = shapely.point_on_surface(faces)
    for face, shape in zip(*shapely.STRtree(shapes).query(points, predicate="within").tolist(), strict=True):
        inside[face].append(shape)
    owners: list[int | None] = []
    for number, face in enumerate(faces):
        width = 2 * face.area / face.length * metres
        if len(inside[number]) == 1 and width >= THINNEST_M:
            owners.append(inside[number][0])
        elif not inside[number] and width > WIDEST_GAP_M:
            owners.append(-1)
        else:
            owners.append(None)
    return owners


def _neighbours(faces: list[Any], per_lat: float, per_lng: float) -> list[dict[int, float]]:
    """For each face, the metres of edge that it shares with each other face."""
    beside: dict[tuple[Any, Any], list[int]] = defaultdict(list)
    for number, face in enumerate(faces):
        for ring in (face.exterior, *face.interiors):
            points = [(x, y) for x, y in shapely.get_coordinates(ring).tolist()]
            for a, b in pairwise(points):
                beside[min(a, b), max(a, b)].append(number)
    shared: list[dict[int, float]] = [defaultdict(float) for _ in faces]
    for (a, b), both in beside.items():
        if len(both) == 2:
            length = hypot((a[0] - b[0]) * per_lng, (a[1] - b[1]) * per_lat)
            shared[both[0]][both[1]] += length
            shared[both[1]][both[0]] += length
    return shared


def _give_slivers(owners: list[int | None], shared: list[dict[int, float]]) -> None:
    """Gives slivers away in rounds, so that one that touches only slivers waits for its turn."""
    left = {number for number, owner in enumerate(owners) if owner is None}
    while left:
        given = {number: owner for number in left if (owner := _longest(shared[number], owners)) is not None}
        if not given:
            return
        for number, owner in given.items():
            owners[number] = owner
        left -= given.keys()


def _longest(edges: dict[int, float], owners: list[int | None]) -> int | None:
    by_owner: dict[int, float] = defaultdict(float)
    for face, length in edges.items():
        owner = owners[face]
        if owner is not None and owner >= 0:
            by_owner[owner] += length
    if not by_owner:
        return None
    return max(sorted(by_owner), key=lambda owner: by_owner[owner])
