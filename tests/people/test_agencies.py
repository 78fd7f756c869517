"""The agency tree as it is loaded: province, dinas with their suku dinas, kota down to the crews."""

from collections import Counter
from pathlib import Path

import pytest

from tanggap.people import agencies, queries
from tanggap.people.models import Agency

pytestmark = pytest.mark.django_db


def test_every_area_has_its_office_and_every_kelurahan_its_crew() -> None:
    kinds = Counter(row.kind for row in queries.tree().by_id.values())
    assert kinds["province"] == 1
    assert (kinds["kota"], kinds["kecamatan"], kinds["kelurahan"], kinds["crew"]) == (6, 44, 267, 267)
    assert kinds["dinas"] >= 20
    assert kinds["sudin"] >= 100
    assert kinds["bumd"] >= 8
    assert kinds["external"] >= 12


def test_a_crew_stands_under_its_kelurahan_kecamatan_kota_and_province() -> None:
    crew = queries.agency_by_code("ppsu-31.74.01.1001")
    assert crew is not None
    above = [row.code for row in queries.tree().above(crew.id)]
    assert above == ["kel-31.74.01.1001", "kec-31.74.01", "kota-31.74", "jkt"]
    assert crew.area == "31.74.01.1001"
    assert crew.name == "PPSU Kelurahan Tebet Timur"


def test_a_suku_dinas_stands_under_its_dinas_and_serves_its_kota() -> None:
    sudin = queries.agency_by_code("sudin-sda-31.73")
    assert sudin is not None
    assert sudin.name == "Suku Dinas Sumber Daya Air Jakarta Barat"
    assert sudin.area == "31.73"
    assert queries.superior(sudin.id).code == "dinas-sda"


def test_the_triage_desk_stands_under_biro_pemerintahan() -> None:
    triage = queries.agency_by_code("triage")
    assert triage is not None
    assert queries.superior(triage.id).code == "biro-pemerintahan"


def test_every_agency_has_names_that_fit_and_an_area_that_fits_its_kind() -> None:
    lengths = {"kota": 5, "kecamatan": 8, "kelurahan": 13, "crew": 13, "sudin": 5}
    for row in queries.tree().by_id.values():
        assert row.name, row.code
        assert row.short_name, row.code
        assert len(row.area) == lengths.get(row.kind, 0), row.code


def test_only_the_province_and_outside_bodies_have_nobody_above() -> None:
    alone = {row.kind for row in queries.tree().by_id.values() if row.parent_id is None}
    assert alone == {"province", "external"}


def test_outside_bodies_say_how_to_reach_them() -> None:
    for row in queries.tree().by_id.values():
        if row.kind == "external":
            assert len(row.contact) > 15, row.code


def test_below_the_kota_are_all_its_offices() -> None:
    kota = queries.agency_by_code("kota-31.01")
    assert kota is not None
    kinds = Counter(queries.agency(one).kind for one in queries.below(kota.id))
    assert kinds == {"kota": 1, "kecamatan": 2, "kelurahan": 6, "crew": 6}


def test_the_kelurahan_office_is_found_by_its_kode() -> None:
    office = queries.of_kelurahan("31.74.01.1001")
    assert office is not None
    assert office.name == "Kelurahan Tebet Timur"
    assert queries.of_kelurahan("99.99.99.9999") is None


def test_an_edit_is_seen_after_forget_and_who_reads_keeps_a_whole_tree() -> None:
    reading = queries.tree()
    Agency.objects.filter(code="triage").update(short_name="Meja")
    queries.forget()
    assert reading.by_code["triage"].short_name == "Meja Pilah"
    assert queries.tree().by_code["triage"].short_name == "Meja"


def test_an_agency_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    row = '[[agency]]\ncode = "dinas-x"\nname = "X"\nshort_name = "X"\nkind = "dinas"\n'
    path = tmp_path / "agencies.toml"
    path.write_text(f"version = 1\n{row}{row}[sets]\n")
    with pytest.raises(ValueError, match="dinas-x is there twice"):
        agencies.read(path)
