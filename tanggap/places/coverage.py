"""Whether polygons cover an area without overlaps and inner gaps. Shapes in (lng, lat), as GeoJSON has it."""

from collections.abc import Sequence
from typing import Any

import shapely

from tanggap.core.errors import Invalid, gettext_noop
from tanggap.places.grid import scale

# How many faults of one kind are listed; the rest is counted.
LISTED = 20


def square_m(shape: Any) -> float:
    """The area of a small shape in square metres."""
    per_lat, per_lng = scale(shape.centroid.y)
    return float(shape.area) * per_lat * per_lng


def listed(found: list[Invalid]) -> list[Invalid]:
    """At most LISTED faults of a kind, and how many more there are."""
    if len(found) <= LISTED:
        return found
    more = gettext_noop("… and %(count)d more faults of this kind.")
    return [*found[:LISTED], Invalid(more, code="more", count=len(found) - LISTED)]


def faults(codes: Sequence[str], shapes: Sequence[Any]) -> list[Invalid]:
    """Everything that keeps valid polygons from being a coverage, worst first; [] when they are one."""
    if len(shapes) == 0:
        return []
    found = []
    if not shapely.coverage_is_valid(shapes):
        found = listed(overlaps(codes, shapes))
    found += listed(gaps(codes, shapes))
    if not found and not shapely.coverage_is_valid(shapes):
        found = listed(_unmatched(codes, shapes))
    return found


def overlaps(codes: Sequence[str], shapes: Sequence[Any]) -> list[Invalid]:
    """Pairs of areas that share ground, the largest first."""
    ones, others = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = []
    for one, other in zip(ones.tolist(), others.tolist(), strict=True):
        if one < other:
            shared = shapely.intersection(shapes[one], shapes[other])
            if shared.area > 0:
                pairs.append((square_m(shared), codes[one], codes[other]))
    sentence = gettext_noop("%(kode)s and %(other)s overlap by %(square_m).1f m².")
    return [
        Invalid(sentence, code="overlap", kode=a, other=b, square_m=area)
        for area, a, b in sorted(pairs, reverse=True)
    ]


def gaps(codes: Sequence[str], shapes: Sequence[Any]) -> list[Invalid]:
    """Ground inside that belongs to no area, the largest first."""
    whole = shapely.union_all(shapes)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    tree = shapely.STRtree(shapes)
    found = []
    for hole in sorted((hole.difference(whole) for hole in holes), key=lambda hole: -hole.area):
        beside = [codes[i] for i in sorted(tree.query(hole, predicate="touches").tolist())]
        found.append(_gap(hole, beside))
    return found


def _gap(hole: Any, beside: list[str]) -> Invalid:
    point = shapely.point_on_surface(hole)
    return Invalid(
        gettext_noop("There is a gap of %(square_m).1f m² at %(lat).6f, %(lng).6f, beside %(beside)s."),
        code="gap",
        square_m=square_m(hole),
        lat=point.y,
        lng=point.x,
        beside=", ".join(beside) or "?",
    )


def _unmatched(codes: Sequence[str], shapes: Sequence[Any]) -> list[Invalid]:
    edges = shapely.coverage_invalid_edges(shapes)
    sentence = gettext_noop("The border of %(kode)s does not meet its neighbour's point for point.")
    return [
        Invalid(sentence, code="unmatched", kode=kode)
        for kode, edge in zip(codes, edges, strict=True)
        if not shapely.is_empty(edge)
    ]
