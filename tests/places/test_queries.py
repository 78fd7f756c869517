"""Reads: areas, landmarks, the nearest, outlines for maps; fresh after a change, safe in threads."""

import gzip
import json
import threading
from pathlib import Path
from typing import Any

import pytest
import shapely

from tanggap.places import actions, outlines, queries
from tanggap.places.models import Area, Landmark
from tanggap.places.rules import OPERATOR
from tests.places import squares
from tests.places.squares import A, B, C, D, E

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded(nowhere: None) -> None:
    """Jakarta's areas without boundaries."""
    actions.seed_areas(actor=OPERATOR)


@pytest.fixture
def imported(nowhere: None, tmp_path: Path) -> None:
    """The made-up city."""
    actions.import_boundaries(actor=OPERATOR, source=str(squares.saved(tmp_path)))


def test_areas_come_by_level_and_by_what_lies_above(imported: None) -> None:
    assert [row.kode for row in queries.areas("kelurahan")] == [A, B, C, D, E]
    assert [row.kode for row in queries.areas("kelurahan", "99.01.02")] == [C, D, E]
    assert [row.nama for row in queries.areas("kecamatan", "99.01")] == ["Selatan", "Utara"]
    assert queries.areas("kelurahan", "99.0") == []
    assert queries.areas("kampung") == []


def test_one_area_knows_its_parent(imported: None) -> None:
    row = queries.area(A)
    assert row is not None
    assert (row.nama, row.level, row.parent, row.kode_pos) == ("Anggrek", "kelurahan", "99.01.01", "99001")
    assert queries.area("99.99.99.9999") is None


def test_without_boundaries_it_is_approximate_and_ranks_the_nearest(seeded: None) -> None:
    assert queries.approximate()
    near = queries.nearest(-6.1754, 106.8272)
    assert [row.nama for row in near][:1] == ["Gambir"]
    assert len(near) == 5
    assert len(queries.nearest(-6.1754, 106.8272, n=2)) == 2


def test_without_boundaries_a_point_here_is_left_to_choose(seeded: None) -> None:
    found = queries.locate(-6.1754, 106.8272)
    assert (found.kode, found.code, found.refusal) == (None, "approximate", None)
    assert str(queries.outside(found))


@pytest.mark.parametrize(
    ("point", "city"),
    [
        ((-6.24, 107.0), "Kota Bekasi"),
        ((-6.395, 106.82), "Kota Depok"),
        ((-6.18, 106.63), "Kota Tangerang"),
        ((-6.9, 107.6), ""),
    ],
)
def test_without_boundaries_what_is_plainly_elsewhere_is_refused(
    seeded: None, point: tuple[float, float], city: str
) -> None:
    found = queries.locate(*point)
    assert found.city == city
    assert found.refusal is not None


def test_without_boundaries_every_kelurahans_own_point_is_ours(seeded: None) -> None:
    for row in queries.areas("kelurahan"):
        assert row.lat is not None
        assert row.lng is not None
        assert queries.locate(row.lat, row.lng).refusal is None


def test_without_any_area_nothing_breaks(nowhere: None) -> None:
    assert queries.approximate()
    assert queries.nearest(-6.2, 106.8) == []
    assert queries.locate(-6.2, 106.8).kode is None
    assert json.loads(queries.outlines("kota"))["features"] == []


def test_landmarks_of_a_kelurahan_come_by_name(seeded: None) -> None:
    rows = queries.landmarks("31.71.01.1001")
    names = [row.name for row in rows]
    assert names == sorted(names)
    assert "Kantor Kelurahan Gambir" in names
    assert any("Monas" in name for name in names)
    assert queries.landmarks("31.71.01.9999") == []


def test_one_landmark_is_found_by_its_number(seeded: None) -> None:
    row = queries.landmarks("31.71.01.1001")[0]
    assert queries.landmark(row.id) == row
    assert queries.landmark(0) is None


def test_an_edit_is_seen_when_it_is_told(imported: None) -> None:
    assert queries.locate(-6.995, 110.005).nama == "Anggrek"
    Area.objects.filter(kode=A).update(nama="Melati")
    queries.forget()
    assert queries.locate(-6.995, 110.005).nama == "Melati"


def test_another_process_sees_an_edit_within_half_a_minute(
    imported: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert queries.locate(-6.995, 110.005).nama == "Anggrek"
    Area.objects.filter(kode=A).update(nama="Melati")
    assert queries.locate(-6.995, 110.005).nama == "Anggrek"
    monkeypatch.setattr(queries, "_FRESH_SECONDS", -1.0)
    assert queries.locate(-6.995, 110.005).nama == "Melati"


def test_outlines_hold_every_area_of_the_level_and_still_fit(imported: None) -> None:
    for level, count in (("kota", 1), ("kecamatan", 2), ("kelurahan", 5)):
        features = json.loads(queries.outlines(level))["features"]
        assert len(features) == count
        shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features]
        assert shapely.coverage_is_valid(shapes)
    assert features[0]["properties"]["nama"] == "Anggrek"
    assert set(features[0]["properties"]) == {"kode", "nama", "lat", "lng"}


def test_outlines_of_one_part_hold_that_part_alone(imported: None) -> None:
    features = json.loads(queries.outlines("kelurahan", "99.01.01"))["features"]
    assert [one["properties"]["kode"] for one in features] == [A, B]
    assert json.loads(queries.outlines("kelurahan", "31.71"))["features"] == []
    with pytest.raises(KeyError):
        queries.outlines("kampung")


def test_outlines_are_drawn_once(imported: None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = queries.outlines("kelurahan")
    monkeypatch.setattr(outlines, "simplified", _never)
    assert queries.outlines("kelurahan") == first
    queries.forget()  # a new process finds the file
    assert queries.outlines("kelurahan") == first
    Area.objects.filter(kode=A).update(nama="Melati")
    queries.forget()
    with pytest.raises(AssertionError):
        queries.outlines("kelurahan")


def _never(*_: Any) -> bytes:
    raise AssertionError("drawn again")


def test_outlines_do_without_a_disk(imported: None, own_data: Path) -> None:
    (own_data / "outlines").write_text("not a folder")
    assert len(json.loads(queries.outlines("kelurahan"))["features"]) == 5


def test_the_memory_for_outlines_is_bounded(imported: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_MOST_DRAWN", 3)
    for tolerance in range(1, 12):
        assert queries.outlines("kota", tolerance=tolerance)
    assert len(queries._held.drawn) <= 3


def test_jakartas_outlines_are_small(real: dict[str, Any]) -> None:
    # The database of the tests holds these very boundaries.
    assert len(gzip.compress(queries.outlines("kota"))) < 12_000
    for kota in queries.areas("kota"):
        assert len(gzip.compress(queries.outlines("kelurahan", kota.kode))) < 25_000


def test_the_status_tells_what_is_in_force(imported: None) -> None:
    status = queries.status()
    assert (status.approximate, status.areas, status.shaped) == (False, 5, 5)
    assert status.source.endswith("kota-contoh.geojson")


def test_threads_share_what_is_in_memory(imported: None) -> None:
    queries.area(A)  # the rows are in memory; what follows needs no database
    answers: list[str | None] = []
    threads = [
        threading.Thread(target=lambda: answers.append(queries.locate(-6.995, 110.005).kode))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [A] * 8


def test_landmarks_go_with_their_kelurahan(imported: None) -> None:
    Landmark.objects.create(kelurahan_id=A, name="Pasar Anggrek")
    assert [row.name for row in queries.landmarks(A)] == ["Pasar Anggrek"]
    Area.objects.filter(kode=A).delete()
    assert queries.landmarks(A) == []
