"""The grid, distances and rounding, held to their promises on points chosen by hypothesis."""

from math import asin, cos, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.places.grid import PER_DEGREE, around, cell, covering, distance_m, scale
from tanggap.places.privacy import coarse

LATS = st.floats(-70, 70)
LNGS = st.floats(-179.5, 179.5)
JAKARTA = (st.floats(-6.4, -5.1), st.floats(106.3, 107.0))


def _haversine(a_lat: float, a_lng: float, b_lat: float, b_lng: float) -> float:
    up, across = radians(b_lat - a_lat), radians(b_lng - a_lng)
    h = sin(up / 2) ** 2 + cos(radians(a_lat)) * cos(radians(b_lat)) * sin(across / 2) ** 2
    return 2 * 6371008.8 * asin(sqrt(h))


def test_the_formula_is_fixed_for_ever() -> None:
    # Cases keep the cell of their place: another number here would lose them.
    assert cell(-6.1754, 106.8272) == 61611 * 2**19 + 210817
    assert cell(0.0, 0.0) == 66150 * 2**19 + 132300
    assert cell(-90.0, -180.0) == 0


@given(LATS, LNGS)
def test_a_cell_is_about_150_m_and_fits_a_bigint(lat: float, lng: float) -> None:
    assert 0 <= cell(lat, lng) < 2**63
    assert scale(0)[1] / PER_DEGREE == pytest.approx(151.5, abs=0.1)
    assert scale(-6.2)[0] / PER_DEGREE == pytest.approx(150.5, abs=0.1)


def test_the_poles_and_the_180th_meridian_have_cells_too() -> None:
    assert cell(90.0, 180.0) == cell(90.0, -180.0)
    assert cell(0.0, 180.0) == cell(0.0, -180.0)


@pytest.mark.parametrize("odd", [float("nan"), float("inf")])
def test_no_number_has_no_cell(odd: float) -> None:
    with pytest.raises((ValueError, OverflowError)):
        cell(odd, 106.8)


@given(LATS, LNGS, st.floats(0, 1000), st.floats(0, 1), st.floats(0, 6.2832))
def test_around_holds_every_point_within_the_radius(
    lat: float, lng: float, radius: float, part: float, angle: float
) -> None:
    per_lat, per_lng = scale(lat)
    there = lat + radius * part * sin(angle) / per_lat, lng + radius * part * cos(angle) / per_lng
    if distance_m(lat, lng, *there) <= radius:
        assert cell(*there) in around(lat, lng, radius)


@given(*JAKARTA, st.floats(1, 1000))
def test_around_is_short_sorted_and_without_repeats(lat: float, lng: float, radius: float) -> None:
    cells = around(lat, lng, radius)
    assert cells == sorted(set(cells))
    assert len(cells) <= (2 * radius / 150 + 3) ** 2


def test_around_150_m_asks_for_at_most_nine_cells() -> None:
    assert max(len(around(-6.2 + step / 7777, 106.8 + step / 9999, 150)) for step in range(100)) <= 9


@given(*JAKARTA, st.floats(0, 0.01), st.floats(0, 0.01), st.floats(0, 1), st.floats(0, 1))
def test_covering_holds_every_point_of_the_box(
    south: float, west: float, high: float, wide: float, up: float, across: float
) -> None:
    cells = covering(south, west, south + high, west + wide, 1000)
    assert cells is not None
    assert cell(south + up * high, west + across * wide) in cells


def test_covering_gives_up_above_the_limit() -> None:
    box = (-6.2, 106.8, -6.19, 106.81)
    count = len(covering(*box, 1000) or [])
    assert count == 64
    assert covering(*box, count) is not None
    assert covering(*box, count - 1) is None


def test_covering_a_box_that_is_upside_down_is_empty() -> None:
    assert covering(-6.1, 106.8, -6.2, 106.9, 100) == []


@given(*JAKARTA, *JAKARTA)
def test_distances_agree_with_the_sphere(a_lat: float, a_lng: float, b_lat: float, b_lng: float) -> None:
    # The sphere itself is off by up to 0.6 % against WGS84.
    sphere = _haversine(a_lat, a_lng, b_lat, b_lng)
    assert distance_m(a_lat, a_lng, b_lat, b_lng) == pytest.approx(sphere, rel=0.006, abs=0.01)


def test_a_distance_known_from_elsewhere() -> None:
    # One minute of latitude at 6 degrees south on WGS84 is 1,843.1 m, of longitude 1,845.3 m.
    assert distance_m(-6.0, 106.8, -6.0 - 1 / 60, 106.8) == pytest.approx(1843.1, abs=0.2)
    assert distance_m(-6.0, 106.8, -6.0, 106.8 + 1 / 60) == pytest.approx(1845.2, abs=0.3)


@given(*JAKARTA, *JAKARTA)
def test_there_and_back_is_as_far(a_lat: float, a_lng: float, b_lat: float, b_lng: float) -> None:
    assert distance_m(a_lat, a_lng, b_lat, b_lng) == distance_m(b_lat, b_lng, a_lat, a_lng)


def test_across_the_180th_meridian_is_near() -> None:
    assert distance_m(0, 179.999, 0, -179.999) == pytest.approx(222.6, abs=0.5)


@given(*JAKARTA)
def test_a_coarse_place_is_near_and_never_tells_more_when_asked_again(lat: float, lng: float) -> None:
    there = coarse(lat, lng)
    assert distance_m(lat, lng, *there) <= 355
    assert coarse(*there) == there


@given(*JAKARTA)
def test_half_a_kilometre_shares_one_coarse_place(lat: float, lng: float) -> None:
    centre = coarse(lat, lng)
    assert coarse(centre[0] + 0.0022, centre[1] - 0.0022) == centre
    assert coarse(centre[0] + 0.0025, centre[1]) != centre
