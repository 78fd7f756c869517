"""Seeding, importing and setting up: all or nothing, safe to repeat, by those who may."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tanggap.core.errors import Invalid, NotAllowed, Several
from tanggap.core.reference import Ledger
from tanggap.places import actions, fetch, published, queries, reference
from tanggap.places.models import Area, BoundarySet, Landmark
from tanggap.places.rules import OPERATOR
from tests.clock import Clock
from tests.places import squares
from tests.places.squares import A, B

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Someone:
    """An actor as people.rules has them."""

    kind: str
    role: str | None = None
    name: str = "Seseorang"


class Memory:
    """A ledger that forgets with the test."""

    def __init__(self) -> None:
        self.digests: dict[str, dict[str, str]] = {}
        self.versions: dict[str, int] = {}

    def read(self, file: str) -> dict[str, str]:
        return dict(self.digests.get(file, {}))

    def version(self, file: str) -> int:
        return self.versions.get(file, 0)

    def write(self, file: str, digests: Any, version: int) -> None:
        self.digests.setdefault(file, {}).update(digests)
        self.versions[file] = version

    def drop(self, file: str, keys: Any) -> None:
        for key in keys:
            self.digests.get(file, {}).pop(key, None)


@pytest.fixture
def no_source(settings: Any) -> Any:
    """Neither a file nor an address of boundaries is set."""
    settings.BOUNDARIES = settings.BOUNDARIES_SOURCE = ""
    return settings


def test_the_seed_makes_all_areas_and_landmarks_once(nowhere: None) -> None:
    written = actions.seed_areas(actor=OPERATOR)
    counts = [Area.objects.filter(level=level).count() for level in ("kota", "kecamatan", "kelurahan")]
    assert counts == [6, 44, 267]
    assert written == 6 + 44 + 267 + Landmark.objects.count()
    assert actions.seed_areas(actor=OPERATOR) == 0
    gambir = Area.objects.get(kode="31.71.01.1001")
    assert (gambir.nama, gambir.parent_id, gambir.kode_pos) == ("Gambir", "31.71.01", "10110")
    assert not Area.objects.filter(label_lat=None).exists()


def test_every_kelurahan_has_its_office_among_its_landmarks(nowhere: None) -> None:
    actions.seed_areas(actor=OPERATOR)
    offices = Landmark.objects.filter(name__startswith="Kantor Kelurahan ", lat=None)
    assert offices.count() == 267
    assert Landmark.objects.exclude(lat=None).count() >= 250


def test_without_a_ledger_the_seed_makes_only_what_is_missing(nowhere: None) -> None:
    actions.seed_areas(actor=OPERATOR)
    Area.objects.filter(kode="31.71.01.1001").update(nama="Gambir Baru")
    Landmark.objects.filter(name="Stasiun Gambir").delete()
    assert actions.seed_areas(actor=OPERATOR) == 1
    assert Area.objects.get(kode="31.71.01.1001").nama == "Gambir Baru"


def test_with_a_ledger_the_seed_never_undoes_an_administrators_work(nowhere: None) -> None:
    ledger: Ledger = Memory()
    actions.seed_areas(actor=OPERATOR, ledger=ledger)
    Area.objects.filter(kode="31.71.01.1001").update(nama="Gambir Baru")
    Landmark.objects.filter(name="Stasiun Gambir").delete()
    assert actions.seed_areas(actor=OPERATOR, ledger=ledger) == 0
    assert Area.objects.get(kode="31.71.01.1001").nama == "Gambir Baru"
    assert not Landmark.objects.filter(name="Stasiun Gambir").exists()


def test_with_a_ledger_the_seed_follows_its_files(nowhere: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Memory()
    actions.seed_areas(actor=OPERATOR, ledger=ledger)
    areas = reference.areas()
    areas["31.71.01.1001"]["nama"] = "Gambir Raya"
    office = {"31.71.01.1001/Kantor Kelurahan Gambir": {"lat": -6.17, "lng": 106.82}}
    monkeypatch.setattr(reference, "areas", lambda: areas)
    monkeypatch.setattr(reference, "landmarks", lambda names: office)
    actions.seed_areas(actor=OPERATOR, ledger=ledger)
    assert Area.objects.get(kode="31.71.01.1001").nama == "Gambir Raya"
    assert [(row.name, row.lat) for row in Landmark.objects.all()] == [("Kantor Kelurahan Gambir", -6.17)]
    ledger.versions = {"areas": 99, "landmarks": 99}
    areas["31.71.01.1001"]["nama"] = "Gambir Lama"
    assert actions.seed_areas(actor=OPERATOR, ledger=ledger) == 0


def test_a_city_that_nobody_knew_is_imported_with_all_above_it(
    nowhere: None, tmp_path: Path, clock: Clock
) -> None:
    at = clock.tell()
    source = str(squares.saved(tmp_path))
    done = actions.import_boundaries(actor=Someone("staff", "administrator", "Bu Admin"), source=source)
    assert (done.areas, done.source, done.again) == (5, source, False)
    assert [area.nama for area in Area.objects.filter(level="kecamatan")] == ["Selatan", "Utara"]
    kota = Area.objects.get(level="kota")
    assert (kota.kode, kota.nama, kota.parent) == ("99.01", "Kota Contoh", None)
    assert kota.label_lat is not None
    newest = BoundarySet.objects.get()
    assert (newest.imported_by, newest.imported_at, newest.mode) == ("Bu Admin", at, "given")
    assert queries.locate(-6.995, 110.005).kode == A
    assert not queries.approximate()


def test_the_same_boundaries_again_change_nothing(nowhere: None, tmp_path: Path) -> None:
    source = str(squares.saved(tmp_path))
    actions.import_boundaries(actor=OPERATOR, source=source)
    again = actions.import_boundaries(actor=OPERATOR, source=source)
    assert again.again
    assert again.areas == 5
    assert BoundarySet.objects.count() == 1


def test_other_boundaries_take_over_at_once(nowhere: None, tmp_path: Path) -> None:
    source = str(squares.saved(tmp_path))
    actions.import_boundaries(actor=OPERATOR, source=source)
    assert queries.locate(-6.995, 110.005).nama == "Anggrek"
    squares.saved(tmp_path, squares.broken(A, nama="Anggrek Baru", kode_pos="12345"))
    assert not actions.import_boundaries(actor=OPERATOR, source=source).again
    assert queries.locate(-6.995, 110.005).nama == "Anggrek Baru"
    found = queries.area(A)
    assert found is not None
    assert found.kode_pos == "12345"


def test_broken_boundaries_change_nothing_at_all(nowhere: None, tmp_path: Path) -> None:
    source = str(squares.saved(tmp_path, squares.broken(B, geometry=None, nama="Lain")))
    with pytest.raises(Several):
        actions.import_boundaries(actor=OPERATOR, source=source)
    assert not Area.objects.exists()
    assert not BoundarySet.objects.exists()


def test_a_label_outside_its_area_is_put_inside(nowhere: None, tmp_path: Path) -> None:
    actions.import_boundaries(
        actor=OPERATOR,
        source=str(squares.saved(tmp_path, squares.broken(A, label_lat=0, label_lng=None))),
    )
    area = Area.objects.get(kode=A)
    assert area.label_lat is not None
    assert area.label_lng is not None
    assert queries.locate(area.label_lat, area.label_lng).kode == A


@pytest.mark.parametrize(
    "who", [Someone("public"), Someone("staff", "officer"), Someone("reporter", "administrator")]
)
def test_only_administrators_and_the_system_may(who: Someone, tmp_path: Path) -> None:
    source = str(squares.saved(tmp_path))
    with pytest.raises(NotAllowed):
        actions.import_boundaries(actor=who, source=source)
    with pytest.raises(NotAllowed):
        actions.import_published(actor=who, base=str(tmp_path))
    with pytest.raises(NotAllowed):
        actions.seed_areas(actor=who)


def test_set_up_takes_the_given_file_first(nowhere: None, no_source: Any, tmp_path: Path) -> None:
    no_source.BOUNDARIES = str(squares.saved(tmp_path))
    first = actions.set_up(actor=OPERATOR)
    assert (first.mode, first.areas, first.changed, first.problems) == ("given", 5, True, ())
    second = actions.set_up(actor=OPERATOR)
    assert (second.mode, second.areas, second.changed) == ("given", 5, False)


def test_set_up_keeps_what_is_in_force_when_nothing_is_given(
    nowhere: None, no_source: Any, tmp_path: Path
) -> None:
    actions.import_boundaries(actor=OPERATOR, source=str(squares.saved(tmp_path)))
    no_source.BOUNDARIES_SOURCE = "http://127.0.0.1:9/never-asked"
    done = actions.set_up(actor=OPERATOR)
    assert (done.mode, done.areas, done.changed, done.problems) == ("given", 5, False, ())


def test_set_up_goes_on_without_anything(nowhere: None, no_source: Any) -> None:
    actions.seed_areas(actor=OPERATOR)
    no_source.BOUNDARIES = "/no/such/file.geojson"
    no_source.BOUNDARIES_SOURCE = "http://127.0.0.1:9/nobody"
    done = actions.set_up(actor=OPERATOR)
    assert (done.mode, done.areas, done.changed) == ("approximate", 267, False)
    assert len(done.problems) == 2
    assert queries.approximate()


def test_set_up_tells_every_fault_of_the_given_file(nowhere: None, no_source: Any, tmp_path: Path) -> None:
    collection = squares.broken(B, geometry=None)
    collection["features"].pop(0)
    collection["features"][3]["properties"]["nama"] = ""
    no_source.BOUNDARIES = str(squares.saved(tmp_path, collection))
    done = actions.set_up(actor=OPERATOR)
    assert done.mode == "approximate"
    assert len(done.problems) == 2


def test_set_up_takes_the_published_source_and_never_twice(
    nowhere: None, no_source: Any, published_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.seed_areas(actor=OPERATOR)
    no_source.BOUNDARIES_SOURCE = str(published_files)
    done = actions.set_up(actor=OPERATOR)
    assert (done.mode, done.areas, done.changed, done.problems) == ("public", 267, True, ())
    assert queries.locate(-6.1754, 106.8272).nama == "Gambir"
    assert BoundarySet.objects.get().sha256 == published.SHA256
    monkeypatch.setattr(fetch, "read", _never)
    again = actions.set_up(actor=OPERATOR)
    assert (again.mode, again.areas, again.changed) == ("public", 267, False)
    assert actions.import_published(actor=OPERATOR, base="anywhere").again


def _never(place: str, **_: Any) -> bytes:
    raise AssertionError(f"{place} was asked for")


def test_a_published_source_for_other_areas_than_ours_is_refused(
    nowhere: None, published_files: Path
) -> None:
    # No areas are known here, and the source does not say what lies above its own.
    with pytest.raises(Several):
        actions.import_published(actor=OPERATOR, base=str(published_files))


def test_a_file_that_is_not_json_is_one_sentence(nowhere: None, tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps("hello"))
    with pytest.raises(Invalid, match="FeatureCollection"):
        actions.import_boundaries(actor=OPERATOR, source=str(path))
