"""What a form offers to choose from, with names in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tanggap.cases.shapes import CaseView
from tanggap.catalog import queries as catalog
from tanggap.desk.words import Words
from tanggap.people import queries as people
from tanggap.people.queries import AgencyRow
from tanggap.people.roles import Permission
from tanggap.people.rules import Actor
from tanggap.places import queries as places
from tanggap.routing import queries as routing

AGENCY_KINDS: dict[str, Words] = {
    "dinas": _("Dinas"),
    "badan": _("Badan"),
    "biro": _("Biro"),
    "sudin": _("Suku dinas"),
    "bumd": _("City-owned companies"),
    "kota": _("Kota / kabupaten"),
    "kecamatan": _("Kecamatan"),
    "kelurahan": _("Kelurahan"),
    "crew": _("Field crew"),
}


class Named(Protocol):
    """A row of the catalog that has a name in both languages."""

    @property
    def name_id(self) -> str: ...
    @property
    def name_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Option:
    """One line to choose: the value sent, the words shown."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Lines that belong together, under a heading ("" for none)."""

    words: Words
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Suggested:
    """An office that routing proposes, and why."""

    value: str
    words: str
    why: str


def named(row: Named) -> str:
    """A row's name in the reader's language."""
    return row.name_en if get_language() == "en" else row.name_id


def category_name(category_id: int) -> str:
    """The category's name in the reader's language."""
    return named(catalog.category(category_id))


def agency_name(agency_id: int) -> str:
    """The short name of an office."""
    row = people.agency(agency_id)
    return row.short_name or row.name


def area_name(kode: str) -> str:
    """The name of a kelurahan, or "" when no place is known."""
    row = places.area(kode) if kode else None
    return row.nama if row else ""


def categories(by_code: bool = False) -> list[Shelf]:
    """All categories in use, by group; the value is the id, or the code."""
    rows = [row for row in catalog.categories().values() if row.active]
    shelves = []
    for group in catalog.groups():
        inside = sorted(
            (
                Option(row.code if by_code else str(row.id), named(row))
                for row in rows
                if row.group_id == group.id
            ),
            key=lambda option: option.words,
        )
        if inside:
            shelves.append(Shelf(named(group), inside))
    return shelves


def areas(actor: Actor) -> list[Shelf]:
    """Kecamatan and kelurahan that the actor's work may touch: those of their area, or all."""
    mine = people.agency(actor.agency_id).area if actor.agency_id else ""
    shelves = []
    for district in places.areas("kecamatan"):
        if not (district.kode.startswith(mine) or mine.startswith(district.kode)):
            continue
        inside = [
            Option(row.kode, row.nama)
            for row in places.areas("kelurahan", district.kode)
            if row.kode.startswith(mine) or not mine
        ]
        whole = Option(district.kode, gettext("All of %(name)s") % {"name": district.nama})
        shelves.append(Shelf(district.nama, [whole, *inside] if len(inside) > 1 else inside))
    return shelves


def kelurahan() -> list[Shelf]:
    """Every kelurahan, by kecamatan."""
    return [
        Shelf(district.nama, [Option(row.kode, row.nama) for row in places.areas("kelurahan", district.kode)])
        for district in places.areas("kecamatan")
    ]


def holders(actor: Actor) -> list[Shelf]:
    """Offices by which the inbox can be narrowed: those under the actor's own, or all that stand alone.

    Kelurahan and crews are left out where there are too many: the area filter does the same.
    """
    tree = people.tree()
    wide = actor.may(Permission.ALL_CASES_READ) or actor.may(Permission.AREA_CASES_READ)
    ids: Iterable[int] = tree.by_id if wide else tree.below(actor.agency_id or -1)
    rows = [tree.by_id[one] for one in ids if one in tree.by_id]
    if len(rows) > 60:
        rows = [row for row in rows if row.kind not in {"crew", "kelurahan"}]
    return _by_kind(rows) if len(rows) > 1 else []


def offices_aside(view: CaseView) -> list[Shelf]:
    """Offices a case can be passed to: all dinas, badan, biro and companies; of the suku dinas,
    kecamatan and kelurahan only those of the case's own kota."""
    city = view.kelurahan[:5]
    rows = [row for row in people.tree().by_id.values() if row.id != view.holder_id and _aside(row, city)]
    return _by_kind(rows)


def suggested_offices(view: CaseView) -> list[Suggested]:
    """Offices that routing proposes and that a case can be passed sideways to, the likeliest first."""
    return [
        Suggested(str(row.id), row.name, why)
        for row, why in _proposed(view)
        if row.kind not in {"crew", "external", "province"} and row.id != view.holder_id
    ][:4]


def outside_advice(view: CaseView) -> str:
    """Which outside body answers for the category, and whom to ask there; "" for our own offices."""
    return " ".join(f"{row.name}: {why}" for row, why in _proposed(view) if row.kind == "external")


def likely_below(view: CaseView) -> str:
    """The office under the holder that routing thinks of first, as a form's value."""
    below = people.below(view.holder_id) - {view.holder_id}
    return next((str(row.id) for row, _why in _proposed(view) if row.id in below), "")


def _proposed(view: CaseView) -> list[tuple[AgencyRow, str]]:
    found = routing.suggestions(view.category_id, view.kelurahan)
    return [(people.agency(agency_id), why) for agency_id, why in found]


def _aside(row: AgencyRow, city: str) -> bool:
    if row.kind in {"province", "external", "crew"}:
        return False
    return not (row.kind in {"sudin", "kota", "kecamatan", "kelurahan"} and city) or row.area.startswith(city)


def offices_below(view: CaseView) -> list[Shelf]:
    """Offices under the one that holds the case."""
    tree = people.tree()
    rows = [tree.by_id[one] for one in tree.below(view.holder_id) if one != view.holder_id]
    return _by_kind(rows)


def _by_kind(rows: Iterable[AgencyRow]) -> list[Shelf]:
    found: dict[str, list[Option]] = {kind: [] for kind in AGENCY_KINDS}
    for row in rows:
        if row.active and row.kind in found:
            found[row.kind].append(Option(str(row.id), row.name))
    return [
        Shelf(AGENCY_KINDS[kind], sorted(options, key=lambda option: option.words))
        for kind, options in found.items()
        if options
    ]


def persons(view: CaseView) -> list[Option]:
    """Whom the case can be given to, at the office that holds it."""
    return [Option(str(row.id), row.name) for row in people.people_of(view.holder_id)]


def reasons(verb: str) -> list[Option]:
    """The reason codes of a move."""
    return [Option(row.code, named(row)) for row in catalog.reasons(verb)]


# What comes in by itself is not entered by hand.
_BY_ITSELF = frozenset({"web", "email"})


def channels() -> list[Option]:
    """The channels by which the front desk takes reports; the counter first."""
    rows = [row for row in catalog.channels() if row.active and row.code not in _BY_ITSELF]
    rows.sort(key=lambda row: row.code != "counter")
    return [Option(row.code, named(row)) for row in rows]


def channel_name(code: str) -> str:
    """A channel's name in the reader's language; the code of one that is gone."""
    return next((named(row) for row in catalog.channels() if row.code == code), code)
