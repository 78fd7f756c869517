"""The lists that forms offer, in the visitor's language, and what maps need to start."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from tanggap.catalog import queries as catalog
from tanggap.places import queries as places
from tanggap.places.shapes import AreaRow


class _Named(Protocol):
    @property
    def name_id(self) -> str: ...
    @property
    def name_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """A category as the form offers it."""

    code: str
    name: str
    visibility: str
    needs_photo: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group of categories."""

    name: str
    rows: list[Choice]


def _name(row: _Named) -> str:
    return row.name_en if get_language() == "en" else row.name_id


def _choice(row: Any) -> Choice:
    return Choice(row.code, _name(row), row.visibility, row.needs_photo)


def category(category_id: int) -> Choice:
    """One category by id. Raises KeyError for an unknown one."""
    return _choice(catalog.category(category_id))


def category_id(code: str) -> int | None:
    """The id of a category's code; None for "" and for an unknown one."""
    row = catalog.category_by_code(code) if code else None
    return row.id if row else None


def category_groups() -> list[Shelf]:
    """All categories in use by group, in the groups' order and then by name."""
    active = [row for row in catalog.categories().values() if row.active]
    shelves = []
    for group in catalog.groups():
        rows = [_choice(row) for row in active if row.group_id == group.id]
        if rows:
            shelves.append(Shelf(_name(group), sorted(rows, key=lambda one: one.name)))
    return shelves


def areas(level: str) -> list[AreaRow]:
    """The areas of a level by name."""
    return sorted(places.areas(level), key=lambda row: row.nama)


def kelurahan_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every kelurahan (kode, name) under its kecamatan and kota, by name."""
    kota = {row.kode: row.nama for row in places.areas("kota")}
    inside: dict[str, list[tuple[str, str]]] = {}
    for row in areas("kelurahan"):
        inside.setdefault(row.parent, []).append((row.kode, row.nama))
    return [
        (f"{row.nama} · {kota.get(row.parent, '')}", inside[row.kode])
        for row in areas("kecamatan")
        if row.kode in inside
    ]


def landmarks(kelurahan: str) -> list[tuple[str, str]]:
    """Places that everybody in a kelurahan knows: id and name, by name; none for an unknown one."""
    return [(str(row.id), row.name) for row in places.landmarks(kelurahan[:13])] if kelurahan else []


def map_settings() -> dict[str, Any]:
    """Where a map begins and what it is drawn with; drawn: whether there is anything to draw yet."""
    lat, lng = _middle()
    return {
        "lat": lat,
        "lng": lng,
        "zoom": 10.5,
        "drawn": bool(settings.TILES_URL) or not places.approximate(),
        "tiles": settings.TILES_URL,
        "credit": settings.TILES_ATTRIBUTION,
        "districts": _districts(),
        "outlines": reverse("public:outlines", args=["LEVEL"]),
    }


def _districts() -> str:
    """Each kecamatan's kode and middle, "31.74.01,-6.234,106.856 …": which borders lie around a view."""
    rows = [row for row in places.areas("kecamatan") if row.lat is not None and row.lng is not None]
    return " ".join(f"{row.kode},{row.lat:.3f},{row.lng:.3f}" for row in rows)


def _middle() -> tuple[float, float]:
    """The middle of the kelurahan we know, islands far out at sea weighing as little as they are."""
    known = [
        (row.lat, row.lng) for row in places.areas("kelurahan") if row.lat is not None and row.lng is not None
    ]
    if not known:
        return 0.0, 0.0
    middle = len(known) // 2
    return sorted(lat for lat, _ in known)[middle], sorted(lng for _, lng in known)[middle]
