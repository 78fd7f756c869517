"""From a point to its kelurahan, or to the sentence that says why there is none. Pure."""

from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from tanggap.core.errors import gettext_noop
from tanggap.places.grid import distance_m
from tanggap.places.index import Border, Index
from tanggap.places.shapes import AreaRow, Located, Second
from tanggap.places.surroundings import Neighbour, Surroundings

# A border nearer than this may be on the other side: no GPS fix is better.
SECOND_M = 25.0
# So far outside a point still belongs to the nearest area: borders are drawn along streets and streams.
SNAP_M = 50.0
# Over the sea there is nobody else: piers, boats, seawalls.
SNAP_SEA_M = 500.0
# Nearer than this a point is on the line, not outside.
_ON_THE_LINE_M = 0.01
# Beyond this from every shore we don't say "at sea": it may be another coast.
SEA_M = 20_000.0
# Without borders: how far from every kelurahan's point a neighbour's ground begins, and nobody's.
_APPROXIMATE_M = 1_500.0
_APPROXIMATE_FAR_M = 60_000.0

_NUMBERS = gettext_noop(
    "These are not coordinates: a latitude is between -90 and 90, a longitude -180 to 180."
)
_SWAPPED = gettext_noop("The coordinates look swapped: latitude comes first, then longitude.")
_MINUS = gettext_noop("The latitude lacks its minus sign: south of the equator it is negative.")
_CITY = gettext_noop("This place is in %(city)s, outside %(served)s. You can complain there through %(ask)s.")
_SEA = gettext_noop("This place is at sea, %(metres)d metres from the nearest shore of %(served)s.")
_FAR = gettext_noop("This place is outside %(served)s. You can complain about it through %(ask)s.")
_PICK = gettext_noop("We can't tell the kelurahan of a point yet: please choose it from the list.")


@dataclass(frozen=True, slots=True)
class Named:
    """A kelurahan with the names above it."""

    kode: str
    nama: str
    kecamatan: str
    kota: str


class Locator:
    """Answers for one set of boundaries. names: in the order of the index's areas."""

    def __init__(self, index: Index, names: list[Named], around: Surroundings) -> None:
        self._index, self._names, self._around = index, names, around
        self.served = around.served or " / ".join(sorted({one.kota for one in names})[:3])

    def locate(self, lat: float, lng: float) -> Located:
        """Where a point is; never raises."""
        if wrong := wrong_numbers(lat, lng):
            return wrong
        border = self._index.border(lat, lng)
        number = self._index.inside(lat, lng)
        if number is not None:
            return self._found(lat, lng, number, border)
        if border.metres <= SNAP_M or self._is_our_sea(lat, lng, border):
            outside_m = border.metres if border.metres > _ON_THE_LINE_M else None
            return replace(self._found(lat, lng, border.area, border), snapped_m=outside_m)
        return self._outside(lat, lng, border)

    def _found(self, lat: float, lng: float, number: int, border: Border) -> Located:
        one = self._names[number]
        second = self._second(lat, lng, number) if border.metres < SECOND_M else None
        return Located(one.kode, one.nama, one.kecamatan, one.kota, border.metres, second)

    def _second(self, lat: float, lng: float, number: int) -> Second | None:
        for _, other in self._index.near(lat, lng, SECOND_M):
            if other != number:
                return {"kode": self._names[other].kode, "nama": self._names[other].nama}
        return None

    def _is_our_sea(self, lat: float, lng: float, border: Border) -> bool:
        return border.sea and border.metres <= SNAP_SEA_M and self._around.city_at(lat, lng) is None

    def _outside(self, lat: float, lng: float, border: Border) -> Located:
        there = self._around.city_at(lat, lng)
        if there is None and border.sea and border.metres <= SEA_M:
            words: dict[str, Any] = {"metres": round(border.metres), "served": self.served}
            return Located(None, border_m=border.metres, code="sea", sentence=_SEA, data=words)
        if there is None and border.metres <= SEA_M:
            there = self._around.city_near(lat, lng)
        if there is not None:
            return in_city(there, self.served, border.metres)
        if self._index.inside(-lat, lng) is not None:
            return Located(None, border_m=border.metres, code="far", sentence=_MINUS)
        return far(self.served, self._around.ask, border.metres)


def wrong_numbers(lat: float, lng: float) -> Located | None:
    """What is wrong with a pair of numbers that can't be coordinates, or None."""
    if isfinite(lat) and isfinite(lng) and abs(lat) <= 90 and abs(lng) <= 180:
        return None
    if isfinite(lat) and isfinite(lng) and abs(lng) <= 90 < abs(lat) <= 180:
        return Located(None, code="swapped", sentence=_SWAPPED)
    return Located(None, code="no_coordinates", sentence=_NUMBERS)


def in_city(there: Neighbour, served: str, metres: float) -> Located:
    """The answer for a point in a neighbouring city."""
    words = {"city": there.city, "served": served, "ask": there.ask}
    return Located(
        None, border_m=metres, city=there.city, ask=there.ask, code="neighbour", sentence=_CITY, data=words
    )


def far(served: str, ask: str, metres: float) -> Located:
    """The answer for a point in nobody's neighbourhood."""
    return Located(
        None, border_m=metres, ask=ask, code="far", sentence=_FAR, data={"served": served, "ask": ask}
    )


def roughly(lat: float, lng: float, rows: list[AreaRow], around: Surroundings) -> Located:
    """Without boundaries: refuses what is plainly elsewhere, and leaves the rest to the resident's choice."""
    if wrong := wrong_numbers(lat, lng):
        return wrong
    distances = [
        distance_m(lat, lng, row.lat, row.lng) for row in rows if row.lat is not None and row.lng is not None
    ]
    nearest = min(distances, default=float("inf"))
    there = around.city_at(lat, lng)
    if there is not None and nearest > _APPROXIMATE_M:
        return in_city(there, around.served, float("inf"))
    if nearest > _APPROXIMATE_FAR_M:
        return far(around.served, around.ask, float("inf"))
    return Located(None, code="approximate", sentence=_PICK)
