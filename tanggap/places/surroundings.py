"""What lies around the area that is served: the neighbouring cities, roughly, and which side is the sea.

data/neighbours.json holds it for Jakarta: outlines in [lat, lng] good to some hundred metres (the lines
half-way between the villages on either side, simplified; the coast by eye), used only to name a city
to somebody who is outside, and never to decide what is inside. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import shapely

FILE = Path(__file__).parent / "data" / "neighbours.json"
# An outline may be this far off, in degrees: about 3 km.
_ROUGH = 0.027


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbouring city, and where to complain there."""

    city: str
    ask: str


@dataclass(frozen=True, slots=True)
class Coast:
    """The seaward part of the mainland's outline: from one point to another by way of a third, (lat, lng)."""

    start: tuple[float, float]
    via: tuple[float, float]
    end: tuple[float, float]


class Surroundings:
    """The neighbours of one province. Empty for a province that the file does not know."""

    def __init__(self, served: str, ask: str, coast: Coast | None, neighbours: Iterable[Any]) -> None:
        self.served, self.ask, self.coast = served, ask, coast
        self._cities = [Neighbour(one["city"], one["ask"]) for one in neighbours]
        self._shapes = [shapely.Polygon([(b, a) for a, b in one["outline"]]) for one in neighbours]

    def city_at(self, lat: float, lng: float) -> Neighbour | None:
        """The neighbouring city whose rough outline holds the point."""
        for city, shape in zip(self._cities, self._shapes, strict=True):
            if shapely.intersects_xy(shape, lng, lat):
                return city
        return None

    def city_near(self, lat: float, lng: float) -> Neighbour | None:
        """The neighbouring city whose rough outline is nearest, at most some 3 km away."""
        if not self._shapes:
            return None
        distances = shapely.distance(self._shapes, shapely.Point(lng, lat)).tolist()
        nearest = min(range(len(distances)), key=distances.__getitem__)
        return self._cities[nearest] if distances[nearest] <= _ROUGH else None


@cache
def of(province: str) -> Surroundings:
    """The surroundings of a province by its two-digit code; empty ones for other cities than ours."""
    content = orjson.loads(FILE.read_bytes())
    if content["province"] != province:
        return Surroundings("", content["ask"], None, [])
    coast = content["coast"]
    ends = Coast(tuple(coast["from"]), tuple(coast["via"]), tuple(coast["to"]))
    return Surroundings(content["served"], content["ask"], ends, content["neighbours"])
