"""What the room gives: plain values, so that nobody above touches a model. Coordinates are (lat, lng)."""

from dataclasses import dataclass, field
from typing import Any, TypedDict

from tanggap.core.errors import Invalid


class Second(TypedDict):
    """The kelurahan on the other side of a near border."""

    kode: str
    nama: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An administrative area. parent: kode of the area above, "" at the top. lat, lng: a point inside."""

    kode: str
    nama: str
    level: str
    parent: str
    kode_pos: str
    lat: float | None
    lng: float | None


@dataclass(frozen=True, slots=True)
class LandmarkRow:
    """A place everybody knows; lat and lng are None where only the name is known."""

    id: int
    kelurahan: str
    name: str
    lat: float | None
    lng: float | None


@dataclass(frozen=True, slots=True)
class Located:
    """Where a point is.

    kode: the kelurahan, or None: then `code`, `sentence` and `data` say why (code: neighbour, sea, far,
    swapped, no_coordinates, unmapped, approximate), `city` names the neighbouring city if there is one,
    and `ask` says where to complain there.
    border_m: metres to the nearest border of a kelurahan, the province's own included; infinite when
    there are no borders to measure to. second: the nearest other kelurahan when it is nearer than 25 m.
    snapped_m: how many metres outside the point was, when it was given to the nearest area; else None.
    """

    kode: str | None
    nama: str = ""
    kecamatan: str = ""
    kota: str = ""
    border_m: float = float("inf")
    second: Second | None = None
    snapped_m: float | None = None
    city: str = ""
    ask: str = ""
    code: str = ""
    sentence: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def refusal(self) -> Invalid | None:
        """Why a report can't be placed here; None when it can, and in approximate mode when it may."""
        if self.kode is not None or self.code == "approximate":
            return None
        return Invalid(self.sentence, code=f"place_{self.code}", field="place", **self.data)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. again: these very boundaries were in force already, so nothing was written."""

    areas: int
    source: str
    sha256: str
    again: bool


@dataclass(frozen=True, slots=True)
class SetUp:
    """How points find their kelurahan now.

    mode: given (TANGGAP_BOUNDARIES, or imported by hand), public (the published source), approximate.
    changed: something was imported just now. problems: sentences, translated, of what did not work.
    """

    mode: str
    areas: int
    source: str
    changed: bool
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """For operators and every staff page: are boundaries imported, how many areas, from where, when."""

    approximate: bool
    areas: int
    shaped: int
    source: str
    sha256: str
    imported_at: str
