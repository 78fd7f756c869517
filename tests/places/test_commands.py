"""python -m tanggap places …: what operators type, and what they get back."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import translation

from tanggap.places import actions, commands, queries
from tanggap.places.rules import OPERATOR
from tests.places import squares
from tests.places.squares import A, B

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Any:
    """What is said, in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def imported(nowhere: None, tmp_path: Path) -> None:
    """The made-up city."""
    actions.import_boundaries(actor=OPERATOR, source=str(squares.saved(tmp_path)))


Out = pytest.CaptureFixture[str]


def test_it_imports_and_says_so(nowhere: None, tmp_path: Path, capsys: Out) -> None:
    source = str(squares.saved(tmp_path))
    assert commands.main(["import", source]) == 0
    assert capsys.readouterr().out == f"The boundaries of 5 areas were imported from {source}.\n"
    assert commands.main(["import", source]) == 0
    assert "in force already" in capsys.readouterr().out


def test_it_lists_everything_that_is_wrong(nowhere: None, tmp_path: Path, capsys: Out) -> None:
    collection = squares.broken(B, geometry=None)
    collection["features"][0]["properties"]["kode"] = "99.01"
    assert commands.main(["import", str(squares.saved(tmp_path, collection))]) == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.splitlines() == [
        "Nothing was imported. This is wrong:",
        "99.01 is a kota / kabupaten; the file must hold kelurahan.",
        f"{B} has no polygon.",
    ]


@pytest.mark.parametrize("source", ["/no/such/file", "http://127.0.0.1:9/x", "ftp://x/y", ""])
def test_a_source_that_is_none_is_one_sentence(nowhere: None, source: str, capsys: Out) -> None:
    assert commands.main(["import", source]) in {1, 2}
    written = capsys.readouterr()
    assert written.out == ""
    assert len(written.err.splitlines()) == 1


def test_it_locates_with_negative_numbers_as_they_are(imported: None, capsys: Out) -> None:
    assert commands.main(["locate", "-6.995", "110.00995"]) == 0
    written = capsys.readouterr()
    assert written.err == ""
    assert json.loads(written.out) == {
        "kode": A,
        "nama": "Anggrek",
        "kecamatan": "Selatan",
        "kota": "Kota Contoh",
        "border_m": 5.5,
        "second": {"kode": B, "nama": "Bakung"},
        "snapped_m": None,
    }


@pytest.mark.parametrize(
    "words", [["-6.995,110.005"], ["-6.995,", "110.005"], ["-6.995, 110.005"], ["--", "-6.995", "110.005"]]
)
def test_numbers_as_maps_give_them_are_understood(imported: None, words: list[str], capsys: Out) -> None:
    assert commands.main(["locate", *words]) == 0
    assert json.loads(capsys.readouterr().out)["kode"] == A


def test_outside_it_says_why_in_the_object_and_beside_it(imported: None, capsys: Out) -> None:
    assert commands.main(["locate", "-2.5", "120.0"]) == 0
    written = capsys.readouterr()
    found = json.loads(written.out)
    assert (found["kode"], found["nama"], found["city"]) == (None, None, None)
    assert found["sentence"].startswith("This place is outside")
    assert written.err == found["sentence"] + "\n"


def test_a_point_beside_it_says_how_far_it_was_moved(imported: None, capsys: Out) -> None:
    commands.main(["locate", "-7.0002", "110.005"])
    found = json.loads(capsys.readouterr().out)
    assert found["kode"] == A
    assert found["snapped_m"] == pytest.approx(22.1, abs=0.1)
    assert found["border_m"] == found["snapped_m"]


@pytest.mark.parametrize(
    "words",
    [
        ["nan", "110"],
        ["inf", "110"],
        ["110.0", "-7.0"],
        ["-95", "200"],
        ["x", "y"],
        ["-6.9", "1e999"],
        ["", ""],
    ],
)
def test_what_are_no_coordinates_is_one_sentence(imported: None, words: list[str], capsys: Out) -> None:
    assert commands.main(["locate", *words]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert len(written.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [[], ["nonsense"], ["locate"], ["locate", "-6.2"], ["import"], ["import", "a", "b"], ["status", "x"]],
)
def test_wrong_words_get_the_usage(words: list[str], capsys: Out) -> None:
    assert commands.main(words) == 2
    assert capsys.readouterr().err.startswith("usage: ")


def test_without_boundaries_it_offers_the_nearest(nowhere: None, capsys: Out) -> None:
    actions.seed_areas(actor=OPERATOR)
    assert commands.main(["locate", "-6.1754", "106.8272"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["kode"] is None
    assert len(found["nearest"]) == 5
    assert found["nearest"][0] == {"kode": "31.71.01.1001", "nama": "Gambir"}
    assert commands.main(["status"]) == 0
    assert "267 kelurahan are known by a point" in capsys.readouterr().out


def test_the_status_names_the_source(imported: None, capsys: Out) -> None:
    assert commands.main(["status"]) == 0
    written = capsys.readouterr().out
    assert "5 of 5" in written
    assert "kota-contoh.geojson" in written


def test_before_the_first_migration_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    def no_table() -> None:
        raise DatabaseError("no such table: places_area")

    monkeypatch.setattr(queries, "_read", no_table)
    assert commands.main(["locate", "-6.2", "106.8"]) == 1
    assert "migrate" in capsys.readouterr().err
