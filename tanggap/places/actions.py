"""Writes: areas and landmarks from the reference files, boundaries from a file, an address or the source."""

import hashlib
import logging
from collections.abc import Iterable, Mapping
from typing import Any

import shapely
from django.conf import settings
from django.utils.translation import gettext

from tanggap.core import clock
from tanggap.core.errors import Refusal, Several
from tanggap.core.reference import Ledger, compare
from tanggap.jobs.transaction import writing
from tanggap.places import boundaries, fetch, published, queries, reference
from tanggap.places.boundaries import AreaShape, Known
from tanggap.places.models import Area, BoundarySet, Landmark
from tanggap.places.rules import Acting, must_edit
from tanggap.places.shapes import Imported, SetUp

log = logging.getLogger(__name__)
_BATCH = 100
_COLUMNS = ("nama", "level", "kode_pos", "label_lat", "label_lng")


class _NoLedger:
    """Remembers nothing: rows that are there stay as they are."""

    def read(self, file: str) -> dict[str, str]:
        return {}

    def version(self, file: str) -> int:
        return 0

    def write(self, file: str, digests: Mapping[str, str], version: int) -> None:
        return None

    def drop(self, file: str, keys: Iterable[str]) -> None:
        return None


def seed_areas(*, actor: Acting, ledger: Ledger | None = None) -> int:
    """Loads the areas and landmarks of Jakarta; how many rows were written. Safe to run again.

    With a ledger, rows that an administrator changed or removed stay so; without one, only what is
    missing is made. Raises NotAllowed.
    """
    must_edit(actor)
    areas = reference.areas()
    landmarks = reference.landmarks({kode: row["nama"] for kode, row in areas.items() if len(kode) == 13})
    with writing():
        written = _seed_areas(areas, ledger or _NoLedger())
        written += _seed_landmarks(landmarks, ledger or _NoLedger())
    if written:
        queries.forget()
    return written


def _seed_areas(wanted: Mapping[str, reference.Row], ledger: Ledger) -> int:
    if ledger.version("areas") > reference.VERSION:
        return 0
    names = ("nama", "level", "parent_id", "kode_pos", "label_lat", "label_lng")
    keys = ("nama", "level", "parent", "kode_pos", "label_lat", "label_lng")
    stored = {
        row[0]: dict(zip(keys, row[1:], strict=True)) for row in Area.objects.values_list("kode", *names)
    }
    found = compare(wanted, stored, ledger.read("areas"))
    for level in reference.LEVELS.values():
        fresh = [kode for kode in found.create if wanted[kode]["level"] == level]
        Area.objects.bulk_create([_area(kode, wanted[kode]) for kode in fresh], batch_size=_BATCH)
    Area.objects.bulk_update(
        [_area(kode, wanted[kode]) for kode in found.update], _COLUMNS, batch_size=_BATCH
    )
    if found.remember:
        ledger.write("areas", found.remember, reference.VERSION)
    return len(found.create) + len(found.update)


def _area(kode: str, row: reference.Row) -> Area:
    return Area(kode=kode, parent_id=row["parent"], **{name: row[name] for name in _COLUMNS})


def _seed_landmarks(wanted: Mapping[str, reference.Row], ledger: Ledger) -> int:
    if ledger.version("landmarks") > reference.VERSION:
        return 0
    rows = {f"{row.kelurahan_id}/{row.name}": row for row in Landmark.objects.all()}
    stored = {key: {"lat": row.lat, "lng": row.lng} for key, row in rows.items()}
    found = compare(wanted, stored, ledger.read("landmarks"))
    Landmark.objects.bulk_create([_landmark(key, wanted[key]) for key in found.create], batch_size=_BATCH)
    for key in found.update:
        rows[key].lat, rows[key].lng = wanted[key]["lat"], wanted[key]["lng"]
    Landmark.objects.bulk_update([rows[key] for key in found.update], ["lat", "lng"], batch_size=_BATCH)
    Landmark.objects.filter(pk__in=[rows[key].pk for key in found.retire]).delete()
    ledger.drop("landmarks", found.retire)
    if found.remember:
        ledger.write("landmarks", found.remember, reference.VERSION)
    return len(found.create) + len(found.update) + len(found.retire)


def _landmark(key: str, row: reference.Row) -> Landmark:
    kode, _, name = key.partition("/")
    return Landmark(kelurahan_id=kode, name=name, **row)


def import_boundaries(*, actor: Acting, source: str) -> Imported:
    """Reads kelurahan polygons from a GeoJSON file or address and puts them in force, all or none.

    Raises NotAllowed, Invalid when it can't be read, or Several with everything that is wrong in it.
    """
    must_edit(actor)
    content = fetch.read(source)
    sha256 = hashlib.sha256(content).hexdigest()
    if _in_force(sha256):
        return Imported(len(_known().shapes), fetch.shown(source), sha256, again=True)
    areas = boundaries.read(content, _known())
    return _put_in_force(actor, areas, fetch.shown(source), sha256, "given")


def import_published(*, actor: Acting, base: str) -> Imported:
    """Reads the published source below an address or folder, mends it, and puts it in force.

    Raises NotAllowed, Invalid when it can't be reached or is not what we know, or Several.
    """
    must_edit(actor)
    if _in_force(published.SHA256):
        return Imported(len(_known().shapes), fetch.shown(base), published.SHA256, again=True)
    areas = published.read(base)
    boundaries.check(areas, _known())
    return _put_in_force(actor, areas, fetch.shown(base), published.SHA256, "public")


def set_up(*, actor: Acting) -> SetUp:
    """Sees to it that points find their kelurahan, as well as can be had; never raises for lack of it.

    First TANGGAP_BOUNDARIES; then what is already in force; then the published source, if the network
    is there; else approximate mode. What did not work stands in the answer, in the current language.
    """
    problems: list[str] = []
    if settings.BOUNDARIES:
        try:
            done = import_boundaries(actor=actor, source=settings.BOUNDARIES)
            return SetUp("given", done.areas, done.source, not done.again)
        except Refusal as refusal:
            problems += _sentences(refusal)
    if (newest := _newest()) is not None:
        return SetUp(newest.mode, newest.areas, newest.source, False, tuple(problems))
    if settings.BOUNDARIES_SOURCE:
        try:
            done = import_published(actor=actor, base=settings.BOUNDARIES_SOURCE)
            return SetUp("public", done.areas, done.source, not done.again, tuple(problems))
        except Refusal as refusal:
            problems += _sentences(refusal)
    return SetUp("approximate", len(_known().kelurahan), "", False, tuple(problems))


def _sentences(refusal: Refusal) -> list[str]:
    several = refusal.refusals if isinstance(refusal, Several) else [refusal]
    return [gettext(one.sentence) % one.data for one in several]


def _newest() -> BoundarySet | None:
    return BoundarySet.objects.order_by("-pk").first()


def _in_force(sha256: str) -> bool:
    newest = _newest()
    return newest is not None and newest.sha256 == sha256


def _known() -> Known:
    rows = Area.objects.order_by("kode").values_list("kode", "nama", "level", "shape")
    kelurahan = {kode: nama for kode, nama, level, _ in rows if level == "kelurahan"}
    kota = frozenset(kode[:5] for kode in kelurahan)
    shapes = {kode: shapely.from_wkb(bytes(shape)) for kode, _, _, shape in rows if shape is not None}
    return Known(kelurahan, kota, shapes)


def _put_in_force(actor: Acting, areas: list[AreaShape], source: str, sha256: str, mode: str) -> Imported:
    above = _above(areas)
    rows = [_shaped(area) for area in areas]
    with writing():
        _make_missing(above, rows)
        Area.objects.bulk_update(rows, ["shape", "label_lat", "label_lng"], batch_size=_BATCH)
        _rename(areas)
        BoundarySet.objects.create(
            source=source[:300],
            sha256=sha256,
            areas=len(areas),
            mode=mode,
            imported_by=actor.name or actor.kind,
            imported_at=clock.now(),
        )
    queries.forget()
    log.info("boundaries of %d areas imported from %s", len(areas), source)
    return Imported(len(areas), source, sha256, again=False)


def _shaped(area: AreaShape) -> Area:
    point = shapely.Point(area.label_lng or 0.0, area.label_lat or 0.0)
    if not area.shape.contains(point):
        point = _point_in([area.shape])
    return Area(
        kode=area.kode,
        nama=area.nama,
        level="kelurahan",
        parent_id=area.kode_kec,
        kode_pos=area.kode_pos[:5],
        label_lat=round(point.y, 6),
        label_lng=round(point.x, 6),
        shape=shapely.to_wkb(area.shape),
    )


def _above(areas: list[AreaShape]) -> list[Area]:
    """The kota and kecamatan that a file names, kota first, each with a point inside."""
    names: dict[tuple[str, str], str] = {}
    for area in areas:
        names[area.kode_kota, "kota"] = area.kota
        names[area.kode_kec, "kecamatan"] = area.kecamatan
    rows = []
    for (kode, level), nama in sorted(names.items()):
        if nama:
            parent = kode[:5] if level == "kecamatan" else None
            point = _point_in([area.shape for area in areas if area.kode.startswith(f"{kode}.")])
            rows.append(
                Area(
                    kode=kode, nama=nama, level=level, parent_id=parent, label_lat=point.y, label_lng=point.x
                )
            )
    return rows


def _point_in(shapes: list[Any]) -> Any:
    """A point inside the largest piece."""
    parts = shapely.get_parts(shapely.coverage_union_all(shapes))
    return shapely.point_on_surface(parts[shapely.area(parts).argmax()])


def _make_missing(above: list[Area], rows: list[Area]) -> None:
    there = set(Area.objects.values_list("kode", flat=True))
    for level in ("kota", "kecamatan"):
        missing = [area for area in above if area.level == level and area.kode not in there]
        Area.objects.bulk_create(missing, batch_size=_BATCH)
    Area.objects.bulk_create([row for row in rows if row.kode not in there], batch_size=_BATCH)


def _rename(areas: list[AreaShape]) -> None:
    """A file's name or postcode replaces the stored one where it differs."""
    stored = Area.objects.in_bulk([area.kode for area in areas])
    changed = []
    for area in areas:
        row = stored[area.kode]
        kode_pos = area.kode_pos[:5] or row.kode_pos
        if (row.nama, row.kode_pos) != (area.nama, kode_pos):
            row.nama, row.kode_pos = area.nama, kode_pos
            changed.append(row)
    Area.objects.bulk_update(changed, ["nama", "kode_pos"], batch_size=_BATCH)
