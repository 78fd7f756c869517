"""What goes wrong in the demo city: what, where, told by whom and in which words."""

import random
from dataclasses import dataclass, field
from uuid import UUID

from tanggap.catalog import queries as catalog
from tanggap.catalog.shapes import CategoryRow
from tanggap.demo.figures import figures, one_of, words
from tanggap.intake.shapes import ReportForm
from tanggap.people import queries as people
from tanggap.places import queries as places

NEARBY_M = 900.0
METRES_PER_DEGREE = 111_320.0
TRIES = 15
COUNTERS = {"kelurahan", "kecamatan", "pendopo"}
FAR_AWAY = {"x", "email", "facebook", "media-massa", "lapor"}  # channels whose reports carry no position


@dataclass(frozen=True)
class Problem:
    """A report to come. path: the turns its life takes for sure (None: chance says). until: the verb
    after which nothing more happens, made so many turns ("reported": nothing at all). joiners: how many
    others report it too."""

    category: CategoryRow
    kelurahan: str
    lat: float | None
    lng: float | None
    channel: str
    words: str
    visibility: str
    place_text: str = ""
    photos: int = 1
    path: frozenset[str] | None = None
    until: str = ""
    turns: int = 1
    joiners: int = 0

    def form(self, *, key: str, photo_ids: tuple[UUID, ...], name: str, email: str) -> ReportForm:
        """The form as the reporter sends it."""
        counter = self.channel in COUNTERS
        return ReportForm(
            words=self.words,
            category=self.category.code,
            visibility=self.visibility,
            lat=None if counter else self.lat,
            lng=None if counter else self.lng,
            accuracy_m=8.0 if self.lat is not None else None,
            kelurahan=self.kelurahan if counter or (self.lat and places.approximate()) else "",
            place_text=self.place_text,
            photo_ids=photo_ids,
            name=name,
            email=email,
            key=key,
            channel=self.channel,
        )


@dataclass
class Trouble:
    """Makes problems in the proportions of the published figures."""

    chance: random.Random
    weights: dict[str, int] = field(default_factory=dict)

    def some(
        self,
        *,
        category: str = "",
        kelurahan: str = "",
        channel: str = "",
        visibility: str = "",
    ) -> Problem:
        """A problem; what is not given is drawn."""
        row = catalog.category_by_code(category or one_of(self.chance, figures().categories))
        if row is None:
            raise KeyError(category)
        channel = channel or one_of(self.chance, figures().channels)
        kode = kelurahan or self.kelurahan()
        lat, lng = self.point(kode) if self._has_point(row, channel) else (None, None)
        street = self.place_text(kode)
        in_words = street if lat is None and channel not in COUNTERS else ""
        return Problem(
            category=row,
            kelurahan=kode,
            lat=lat,
            lng=lng,
            channel=channel,
            words=self.words(row.code, in_words),
            visibility=visibility or row.visibility,
            place_text=street,
            photos=self._photos(row, channel),
        )

    def kelurahan(self) -> str:
        """A kelurahan: the kota as published, within it by a weight of its own."""
        if not self.weights:
            self.weights = self._weights()
        return one_of(self.chance, self.weights)

    def point(self, kode: str) -> tuple[float, float]:
        """(lat, lng) of somewhere in the kelurahan, not at its very border."""
        row = places.area(kode)
        if row is None or row.lat is None or row.lng is None:
            raise KeyError(kode)
        for spread in range(TRIES, 0, -1):
            reach = NEARBY_M * spread / TRIES / METRES_PER_DEGREE
            lat = row.lat + self.chance.uniform(-reach, reach)
            lng = row.lng + self.chance.uniform(-reach, reach)
            if _lies_in(kode, lat, lng):
                return round(lat, 6), round(lng, 6)
        return row.lat, row.lng

    def words(self, code: str, where: str = "") -> str:
        """What somebody writes about it. where: the place in words, for channels without a map."""
        common = words()["common"]
        template: str = self.chance.choice(words()[code]["words"])
        text = template.format(
            di=self.chance.choice(common["di"]),
            sejak=self.chance.choice(common["sejak"]),
            akibat=self.chance.choice(common["akibat"]),
        )
        return " ".join(f"{text} {where}".split())

    def place_text(self, kode: str) -> str:
        """A place in words that fits no map exactly: RT, RW and the kelurahan."""
        area = places.area(kode)
        rt, rw = self.chance.randint(1, 16), self.chance.randint(1, 12)
        return f"RT {rt:03d}/RW {rw:02d}, {area.nama if area else kode}"

    def _has_point(self, row: CategoryRow, channel: str) -> bool:
        return row.needs_place and channel not in FAR_AWAY

    def _photos(self, row: CategoryRow, channel: str) -> int:
        if row.needs_photo:
            return self.chance.choice((1, 1, 1, 2))
        if channel in COUNTERS or not words()[row.code].get("before", True):
            return 0
        return self.chance.choice((0, 1, 1, 1, 2))

    def _weights(self) -> dict[str, int]:
        found = {}
        for kota, share in figures().kota.items():
            areas = places.areas("kelurahan", kota)
            sizes = [self.chance.gammavariate(2.5, 1.0) for _ in areas]
            scale = 1000 * share / sum(sizes) if sizes else 0
            for area, size in zip(areas, sizes, strict=True):
                if people.of_kelurahan(area.kode) is not None:
                    found[area.kode] = max(1, round(size * scale))
        return found


def _lies_in(kode: str, lat: float, lng: float) -> bool:
    """Whether the form would take this point for this kelurahan."""
    if places.approximate():
        return kode in {area.kode for area in places.nearest(lat, lng)}
    return places.locate(lat, lng).kode == kode
