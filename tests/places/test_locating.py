"""From a point to its kelurahan in the made-up city: borders, snapping, the sea, the neighbours."""

import threading
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.places.grid import distance_m, scale
from tanggap.places.index import Index
from tanggap.places.locating import Locator, Named
from tanggap.places.surroundings import Surroundings
from tests.places import squares
from tests.places.squares import NAMES, SIDE, SOUTH, WEST, A, B, C, D, E

PER_LAT, PER_LNG = scale(SOUTH + SIDE)


def _at(column: float, row: float, up_m: float = 0.0, across_m: float = 0.0) -> tuple[float, float]:
    """A point in columns and rows of the squares, moved by metres."""
    return SOUTH + row * SIDE + up_m / PER_LAT, WEST + column * SIDE + across_m / PER_LNG


def test_a_point_inside_has_its_kelurahan_and_the_names_above(contoh: Locator) -> None:
    found = contoh.locate(*_at(0.5, 0.5))
    assert (found.kode, found.nama, found.kecamatan, found.kota) == (A, "Anggrek", "Selatan", "Kota Contoh")
    assert found.border_m == pytest.approx(distance_m(*_at(0.5, 0.5), *_at(0.5, 0.0)), abs=3)
    assert (found.second, found.snapped_m, found.refusal) == (None, None, None)


@pytest.mark.parametrize(("metres", "named"), [(5.0, True), (24.9, True), (25.1, False), (60.0, False)])
def test_the_neighbour_is_named_when_the_border_is_nearer_than_25_m(
    contoh: Locator, metres: float, named: bool
) -> None:
    found = contoh.locate(*_at(1, 0.5, across_m=-metres))
    assert found.kode == A
    assert found.border_m == pytest.approx(metres, abs=0.01)
    assert found.second == ({"kode": B, "nama": "Bakung"} if named else None)


def test_the_nearest_of_several_neighbours_is_named(contoh: Locator) -> None:
    found = contoh.locate(*_at(1, 1, up_m=-9, across_m=-4))
    assert found.kode == A
    assert found.second == {"kode": B, "nama": "Bakung"}
    assert found.border_m == pytest.approx(4, abs=0.01)


def test_the_outer_border_counts_but_is_no_neighbour(contoh: Locator) -> None:
    found = contoh.locate(*_at(0, 0.5, across_m=7))
    assert (found.kode, found.second) == (A, None)
    assert found.border_m == pytest.approx(7, abs=0.01)


def test_a_point_on_a_common_border_always_has_the_same_kelurahan(contoh: Locator) -> None:
    found = contoh.locate(SOUTH + 0.0025, WEST + SIDE)
    assert found.kode == A
    assert found.border_m == pytest.approx(0, abs=0.001)
    assert found.second == {"kode": B, "nama": "Bakung"}


@pytest.mark.parametrize("metres", [0.5, 20.0, 49.9])
def test_up_to_50_m_outside_it_snaps_and_says_so(contoh: Locator, metres: float) -> None:
    found = contoh.locate(*_at(0.5, 0, up_m=-metres))
    assert found.kode == A
    assert found.snapped_m == pytest.approx(metres, abs=0.01)
    assert found.border_m == found.snapped_m


def test_just_outside_where_two_meet_the_other_one_is_named(contoh: Locator) -> None:
    found = contoh.locate(*_at(1, 0, up_m=-10, across_m=-5))
    assert found.kode == A
    assert found.second == {"kode": B, "nama": "Bakung"}


def test_51_m_outside_on_land_it_is_the_neighbouring_city(contoh: Locator) -> None:
    found = contoh.locate(*_at(0.5, 0, up_m=-51))
    assert found.kode is None
    assert (found.city, found.ask, found.code) == ("Kota Sebelah", "Pak Wali (sebelah.example)", "neighbour")
    assert found.border_m == pytest.approx(51, abs=0.01)
    assert found.refusal is not None
    assert "Kota Sebelah" in str(found.refusal)
    assert "Pak Wali" in str(found.refusal)
    assert found.refusal.field == "place"


def test_where_the_rough_outline_is_short_the_nearest_city_is_named(contoh: Locator) -> None:
    found = contoh.locate(*_at(2.2, 0.5))  # east: in nobody's outline, but beside the neighbour's
    assert found.city == "Kota Sebelah"


@pytest.mark.parametrize(("metres", "ours"), [(60, True), (300, True), (499, True), (501, False)])
def test_over_the_sea_it_snaps_up_to_500_m(contoh: Locator, metres: float, ours: bool) -> None:
    found = contoh.locate(*_at(0.5, 2, up_m=metres))
    assert (found.kode == C) is ours
    assert found.snapped_m == (pytest.approx(metres, abs=0.5) if ours else None)
    assert (found.code == "sea") is not ours


def test_all_round_an_island_there_is_sea(contoh: Locator) -> None:
    for point in (
        _at(1.5, 2.6, up_m=300),
        _at(1.5, 2.4, up_m=-150),
        _at(1.4, 2.5, across_m=-300),
        _at(1.6, 2.5, across_m=300),
    ):
        assert contoh.locate(*point).kode == E


def test_a_neighbours_cape_is_not_our_sea(contoh: Locator) -> None:
    found = contoh.locate(*_at(0.05, 2, up_m=200))
    assert (found.kode, found.city) == (None, "Kota Sebelah")


def test_off_the_corner_of_the_coast_there_is_still_sea(contoh: Locator) -> None:
    found = contoh.locate(*_at(2, 2, up_m=150, across_m=150))
    assert found.kode == D


def test_a_land_border_has_no_sea_however_far_north(contoh: Locator) -> None:
    assert contoh.locate(*_at(2, 1.9, across_m=200)).kode is None


def test_far_out_at_sea_the_distance_is_told(contoh: Locator) -> None:
    found = contoh.locate(*_at(1.5, 2.6, up_m=5000))
    assert (found.kode, found.code, found.city) == (None, "sea", "")
    assert "5000 metres" in str(found.refusal)


def test_far_away_it_says_where_to_go(contoh: Locator) -> None:
    found = contoh.locate(-2.5, 120.0)
    assert (found.kode, found.code) == (None, "far")
    assert "LAPOR!" in str(found.refusal)
    assert contoh.locate(0.0, 0.0).code == "far"


@pytest.mark.parametrize(
    "point",
    [(nan, 110.0), (-7.0, nan), (inf, 110.0), (-7.0, -inf), (-91.0, 110.0), (-7.0, 181.0), (200.0, 300.0)],
)
def test_what_are_no_coordinates_is_told(contoh: Locator, point: tuple[float, float]) -> None:
    found = contoh.locate(*point)
    assert (found.kode, found.code) == (None, "no_coordinates")
    assert found.refusal is not None


def test_swapped_coordinates_are_recognised(contoh: Locator) -> None:
    lat, lng = _at(0.5, 0.5)
    found = contoh.locate(lng, lat)
    assert (found.kode, found.code) == (None, "swapped")
    assert "swapped" in str(found.refusal)


def test_a_lost_minus_sign_is_recognised(contoh: Locator) -> None:
    lat, lng = _at(0.5, 0.5)
    assert "minus" in str(contoh.locate(-lat, lng).refusal)


def test_a_city_without_known_surroundings_has_no_sea_and_no_neighbours() -> None:
    names = [Named(kode, nama, "", "Kota Contoh") for kode, nama in NAMES.items()]
    plain = Locator(Index(squares.shapes()), names, Surroundings("", "LAPOR!", None, []))
    assert plain.locate(*_at(0.5, 0.5)).kode == A
    assert plain.locate(*_at(0.5, 2, up_m=40)).kode == C
    found = plain.locate(*_at(0.5, 2, up_m=200))
    assert (found.kode, found.city) == (None, "")
    assert "outside Kota Contoh" in str(found.refusal)


@given(st.floats(-0.5, 2.5), st.floats(-0.5, 3.0))
def test_every_point_has_one_answer_that_fits_itself(contoh: Locator, column: float, row: float) -> None:
    found = contoh.locate(*_at(column, row))
    assert (found.kode is None) == (found.refusal is not None)
    assert found.border_m >= 0
    if found.snapped_m is not None:
        assert found.snapped_m == found.border_m <= 500
    if found.second is not None:
        assert found.border_m < 25
        assert found.second["kode"] != found.kode


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_the_border_is_never_nearer_than_measured_along_the_axes(
    contoh: Locator, column: float, row: float
) -> None:
    point = _at(column, row)
    sides = [(column, 0.0), (column, 1.0), (0.0, row), (1.0, row)]
    nearest = min(distance_m(*point, *_at(*side)) for side in sides)
    assert contoh.locate(*point).border_m == pytest.approx(nearest, rel=1e-4, abs=0.01)


def test_many_threads_get_the_same_answers() -> None:
    names = [Named(kode, nama, "", "Kota Contoh") for kode, nama in NAMES.items()]
    points = [_at(x / 13, y / 17) for x in range(26) for y in range(34)]
    shared = Locator(Index(squares.shapes(), squares.COAST), names, squares.AROUND)
    alone = [
        Locator(Index(squares.shapes(), squares.COAST), names, squares.AROUND).locate(*p) for p in points
    ]
    answers: list[list[object]] = []
    threads = [
        threading.Thread(target=lambda: answers.append([shared.locate(*p) for p in points])) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [alone] * 8
