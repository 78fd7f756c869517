"""Reads kelurahan polygons from GeoJSON and says everything that is wrong with them, at once.

The layout: a FeatureCollection in WGS84, [lng, lat]; each feature a Polygon or MultiPolygon with the
properties kode (Kemendagri, "31.74.01.1001") and nama, and if there are any: kode_kec, kecamatan,
kode_kota, kota (needed for a city that is not known yet), kode_pos, label_lat, label_lng. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import shapely

from tanggap.core.errors import Invalid, Refusal, Several, gettext_noop
from tanggap.places import coverage

KELURAHAN = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}")
_HIGHER = {1: "provinsi", 2: "kota / kabupaten", 3: "kecamatan"}
# Indonesia and a little more: lng west, lat south, lng east, lat north.
INDONESIA = (94.5, -11.5, 141.5, 6.5)


@dataclass(frozen=True, slots=True)
class AreaShape:
    """A kelurahan as a file has it. shape: valid (Multi)Polygon in (lng, lat). Empty words: not said."""

    kode: str
    nama: str
    shape: Any
    kecamatan: str = ""
    kota: str = ""
    kode_pos: str = ""
    label_lat: float | None = None
    label_lng: float | None = None

    @property
    def kode_kec(self) -> str:
        return self.kode[:8]

    @property
    def kode_kota(self) -> str:
        return self.kode[:5]


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored: names of all kelurahan, the kode of all kota, the shapes of kelurahan that have one."""

    kelurahan: Mapping[str, str] = field(default_factory=dict)
    kota: frozenset[str] = frozenset()
    shapes: Mapping[str, Any] = field(default_factory=dict)


def read(content: bytes, known: Known) -> list[AreaShape]:
    """The areas of a file, ordered by kode, checked against what is known.

    Raises Several with every fault that was found, or Invalid when it is no such file at all.
    """
    features = _features(content)
    faults: list[Refusal] = []
    areas: dict[str, AreaShape] = {}
    seen: Counter[str] = Counter()
    for place, feature in enumerate(features, start=1):
        found = _area(place, feature)
        if isinstance(found, Invalid):
            faults.append(found)
            seen[_kode_in(feature)] += 1
        else:
            areas.setdefault(found.kode, found)
            seen[found.kode] += 1
    faults = list(_in_kinds(faults))
    faults += _twice(seen)
    ordered = [areas[kode] for kode in sorted(areas)]
    check(ordered, known, faults, set(seen))
    return ordered


def check(
    areas: list[AreaShape], known: Known, faults: list[Refusal] | None = None, seen: set[str] | None = None
) -> None:
    """Raises Several when codes are missing or unknown, or when the polygons are no coverage.

    faults: what was found before; seen: codes that the file has, also those whose area is faulty.
    """
    wrong = list(faults or [])
    wrong += _codes(areas, known, seen or {area.kode for area in areas})
    wrong += coverage.faults([area.kode for area in areas], [area.shape for area in areas])
    wrong += _against_kept(areas, known)
    if wrong:
        raise Several(wrong)


def _features(content: bytes) -> list[Any]:
    try:
        whole = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        raise Invalid(gettext_noop("This is not a GeoJSON file."), field="source") from None
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        raise Invalid(gettext_noop("This is not a GeoJSON FeatureCollection."), field="source")
    features = whole.get("features")
    if not isinstance(features, list) or not features:
        raise Invalid(gettext_noop("There are no areas in this file."), field="source")
    if not _is_wgs84(whole.get("crs")):
        raise Invalid(
            gettext_noop("The coordinates must be WGS84 longitude and latitude, without another crs."),
            field="source",
        )
    return features


def _is_wgs84(crs: Any) -> bool:
    return crs is None or any(name in str(crs).upper() for name in ("CRS84", "EPSG::4326", "EPSG:4326"))


def _kode_in(feature: Any) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    kode = properties.get("kode") if isinstance(properties, dict) else None
    return kode if isinstance(kode, str) else ""


def _area(place: int, feature: Any) -> AreaShape | Invalid:
    """One feature, or the first thing that is wrong with it."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        sentence = gettext_noop("Feature %(place)d has no properties.")
        return Invalid(sentence, code="feature", place=place)
    kode = _kode_in(feature)
    if wrong := _wrong_kode(place, kode):
        return wrong
    properties = feature["properties"]
    nama = properties.get("nama")
    if not isinstance(nama, str) or not 0 < len(nama.strip()) <= 80:
        return Invalid(gettext_noop("%(kode)s has no name (nama)."), code="name", kode=kode)
    if wrong := _wrong_parents(kode, properties):
        return wrong
    shape = _shape(kode, feature.get("geometry"))
    if isinstance(shape, Invalid):
        return shape
    kecamatan, kota, kode_pos = (_word(properties.get(name)) for name in ("kecamatan", "kota", "kode_pos"))
    lat, lng = _number(properties.get("label_lat")), _number(properties.get("label_lng"))
    return AreaShape(kode, nama.strip(), shape, kecamatan, kota, kode_pos, lat, lng)


def _word(value: Any) -> str:
    return value.strip()[:80] if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _wrong_kode(place: int, kode: str) -> Invalid | None:
    if KELURAHAN.fullmatch(kode):
        return None
    if not kode:
        return Invalid(gettext_noop("Feature %(place)d has no kode."), code="kode", place=place)
    level = _HIGHER.get(len(kode.split(".")))
    if level and re.fullmatch(r"[\d.]+", kode) and "." in kode:
        sentence = gettext_noop("%(kode)s is a %(level)s; the file must hold kelurahan.")
        return Invalid(sentence, code="level", kode=kode, level=level)
    sentence = gettext_noop("“%(kode)s” is not a Kemendagri code of a kelurahan, such as 31.74.01.1001.")
    return Invalid(sentence, code="kode", kode=kode[:40])


def _wrong_parents(kode: str, properties: Mapping[str, Any]) -> Invalid | None:
    for name, own in (("kode_kec", kode[:8]), ("kode_kota", kode[:5])):
        given = properties.get(name)
        if given is not None and given != own:
            sentence = gettext_noop("%(kode)s can't lie in %(name)s %(given)s.")
            return Invalid(sentence, code="parent", kode=kode, name=name, given=str(given)[:20])
    return None


def _shape(kode: str, geometry: Any) -> Any:
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        sentence = gettext_noop("%(kode)s has no polygon.")
        return Invalid(sentence, code="geometry", kode=kode)
    try:
        shape = shapely.force_2d(shapely.from_geojson(orjson.dumps(geometry)))
    except (shapely.GEOSException, orjson.JSONEncodeError, ValueError):
        sentence = gettext_noop("%(kode)s has a polygon that can't be read: its points or rings are broken.")
        return Invalid(sentence, code="geometry", kode=kode)
    if shape is None or shape.is_empty:
        return Invalid(gettext_noop("%(kode)s has no polygon."), code="geometry", kode=kode)
    return _misplaced(kode, shape) or _unsound(kode, shape) or shape


def _misplaced(kode: str, shape: Any) -> Invalid | None:
    west, south, east, north = INDONESIA
    if shapely.box(west, south, east, north).contains(shapely.box(*shape.bounds)):
        return None
    if shapely.box(south, west, north, east).contains(shapely.box(*shape.bounds)):
        sentence = gettext_noop("%(kode)s has its coordinates swapped: longitude comes first.")
    else:
        sentence = gettext_noop("%(kode)s lies outside Indonesia.")
    return Invalid(sentence, code="misplaced", kode=kode)


def _unsound(kode: str, shape: Any) -> Invalid | None:
    if shape.is_valid:
        return None
    reason = str(shapely.is_valid_reason(shape))
    sentence = gettext_noop("%(kode)s has an invalid polygon (%(reason)s).")
    return Invalid(sentence, code="geometry", kode=kode, reason=reason)


def _in_kinds(faults: Iterable[Refusal]) -> Iterable[Refusal]:
    kinds: dict[str, list[Invalid]] = {}
    for fault in faults:
        if isinstance(fault, Invalid):
            kinds.setdefault(fault.sentence, []).append(fault)
    for same in kinds.values():
        yield from coverage.listed(same)


def _twice(seen: Counter[str]) -> list[Invalid]:
    sentence = gettext_noop("%(kode)s is there %(count)d times.")
    return coverage.listed(
        [
            Invalid(sentence, code="twice", kode=kode, count=count)
            for kode, count in sorted(seen.items())
            if kode and count > 1
        ]
    )


def _codes(areas: list[AreaShape], known: Known, seen: set[str]) -> list[Invalid]:
    """Missing: known areas of the provinces in the file. Unknown: new ones in a kota that we know fully."""
    provinces = {area.kode[:2] for area in areas}
    lacking = sorted(k for k in known.kelurahan if k[:2] in provinces and k not in seen)
    missing = gettext_noop("%(kode)s (%(nama)s) is missing.")
    unknown = gettext_noop("%(kode)s (%(nama)s) is not a known kelurahan.")
    orphan = gettext_noop("%(kode)s (%(nama)s) is new here, so the file must name its kecamatan and kota.")
    fresh = [area for area in areas if area.kode not in known.kelurahan]
    return [
        *coverage.listed(
            [Invalid(missing, code="missing", kode=kode, nama=known.kelurahan[kode]) for kode in lacking]
        ),
        *coverage.listed(
            [
                Invalid(unknown, code="unknown", kode=area.kode, nama=area.nama)
                for area in fresh
                if area.kode_kota in known.kota
            ]
        ),
        *coverage.listed(
            [
                Invalid(orphan, code="orphan", kode=area.kode, nama=area.nama)
                for area in fresh
                if area.kode_kota not in known.kota and not (area.kecamatan and area.kota)
            ]
        ),
    ]


def _against_kept(areas: list[AreaShape], known: Known) -> list[Invalid]:
    """Overlaps with areas of other provinces, whose shapes stay."""
    provinces = {area.kode[:2] for area in areas}
    kept = {kode: shape for kode, shape in known.shapes.items() if kode[:2] not in provinces}
    if not kept:
        return []
    codes = [area.kode for area in areas] + list(kept)
    found = coverage.overlaps(codes, [area.shape for area in areas] + list(kept.values()))
    return coverage.listed(
        [fault for fault in found if fault.data["kode"] in kept or fault.data["other"] in kept]
    )
