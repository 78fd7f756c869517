"""Where a case is, in words first: names, how sure it is, and how near the border runs."""

from dataclasses import dataclass

from tanggap.cases.shapes import CaseView
from tanggap.desk.words import PLACES, Words
from tanggap.places import queries as places

# Nearer than this to a border, a phone's position can't tell the side.
NEAR_BORDER_M = 50


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The place of a case. border: the neighbour's name when the border is near; metres beside it."""

    kelurahan: str
    kecamatan: str
    kota: str
    text: str
    quality: Words
    to_check: bool
    border: str = ""
    border_m: int = 0
    lat: float | None = None
    lng: float | None = None
    kode: str = ""

    @property
    def point(self) -> str:
        """The coordinates as people copy them: "-6.23381, 106.85564"."""
        return f"{self.lat:.5f}, {self.lng:.5f}" if self.lat is not None and self.lng is not None else ""

    @property
    def geo(self) -> str:
        """A geo: address, which phones open in their own map."""
        return f"geo:{self.lat:.6f},{self.lng:.6f}" if self.lat is not None and self.lng is not None else ""


def place_of(view: CaseView) -> PlaceWords:
    """The place of a case as this person may know it."""
    names = _names(view.kelurahan)
    border, metres = _border(view)
    return PlaceWords(
        *names,
        text=view.place_text,
        quality=PLACES[view.place_quality],
        to_check=view.place_quality in {"uncertain", "none"},
        border=border,
        border_m=metres,
        lat=view.lat,
        lng=view.lng,
        kode=view.kelurahan,
    )


def _names(kode: str) -> tuple[str, str, str]:
    kelurahan = places.area(kode) if kode else None
    district = places.area(kelurahan.parent) if kelurahan else None
    city = places.area(district.parent) if district else None
    return (
        kelurahan.nama if kelurahan else "",
        district.nama if district else "",
        city.nama if city else "",
    )


def _border(view: CaseView) -> tuple[str, int]:
    if view.lat is None or view.lng is None or places.approximate():
        return "", 0
    found = places.locate(view.lat, view.lng)
    if found.kode is None or found.border_m > NEAR_BORDER_M:
        return "", 0
    return (found.second["nama"] if found.second else ""), round(found.border_m)
