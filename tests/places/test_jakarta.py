"""The real city: borders, coast, islands and neighbours, wherever its boundaries are at hand."""

import random
from typing import Any

import pytest
import shapely

from tanggap.places import reference, surroundings
from tanggap.places.grid import distance_m
from tanggap.places.index import Index
from tanggap.places.locating import Locator, Named

Real = dict[str, Any]


@pytest.fixture(scope="session")
def jakarta(real: Real) -> Locator:
    around = surroundings.of("31")
    names = [Named(kode, p["nama"], p["kecamatan"], p["kota"]) for kode, (p, _) in real.items()]
    return Locator(Index([shape for _, shape in real.values()], around.coast), names, around)


@pytest.mark.parametrize(
    ("name", "point", "kelurahan"),
    [
        ("Monas", (-6.1754, 106.8272), "Gambir"),
        ("Blok M", (-6.2444, 106.8005), "Melawai"),
        ("TMII", (-6.3024, 106.8951), "Ceger"),
        ("Kalideres", (-6.1544, 106.7057), "Kalideres"),
        ("Pulau Pramuka", (-5.7460, 106.6130), "Pulau Panggang"),
        ("Rumah Si Pitung", (-6.0965, 106.9590), "Marunda"),
    ],
)
def test_known_places_lie_where_everybody_knows(
    jakarta: Locator, name: str, point: tuple[float, float], kelurahan: str
) -> None:
    assert jakarta.locate(*point).nama == kelurahan


@pytest.mark.parametrize(
    ("name", "point", "city"),
    [
        ("Summarecon Bekasi", (-6.2255, 107.0010), "Kota Bekasi"),
        ("Pondok Gede", (-6.2840, 106.9170), "Kota Bekasi"),
        ("Jatisampurna", (-6.3750, 106.9300), "Kota Bekasi"),
        ("Tarumajaya, 400 m east of Marunda", (-6.1000, 106.9740), "Kabupaten Bekasi"),
        ("Cikarang", (-6.3070, 107.1720), "Kabupaten Bekasi"),
        ("Margonda", (-6.3730, 106.8340), "Kota Depok"),
        ("Cinere", (-6.3350, 106.7830), "Kota Depok"),
        ("Cimanggis", (-6.3640, 106.8600), "Kota Depok"),
        ("Pamulang", (-6.3430, 106.7380), "Kota Tangerang Selatan"),
        ("Bintaro Jaya Xchange", (-6.2860, 106.7280), "Kota Tangerang Selatan"),
        ("Stasiun Rawa Buntu", (-6.3150, 106.6763), "Kota Tangerang Selatan"),
        ("Ciledug", (-6.2380, 106.7080), "Kota Tangerang"),
        ("Soekarno-Hatta", (-6.1256, 106.6559), "Kota Tangerang"),
        ("Alun-alun Tangerang", (-6.1780, 106.6300), "Kota Tangerang"),
        ("Dadap, north of Kamal", (-6.0880, 106.7080), "Kabupaten Tangerang"),
        ("Tigaraksa", (-6.2650, 106.4700), "Kabupaten Tangerang"),
        ("Kebun Raya Bogor", (-6.5970, 106.7990), "Kota Bogor"),
        ("Cibinong", (-6.4820, 106.8540), "Kabupaten Bogor"),
    ],
)
def test_the_neighbouring_cities_are_refused_by_name(
    jakarta: Locator, name: str, point: tuple[float, float], city: str
) -> None:
    found = jakarta.locate(*point)
    assert (found.kode, found.city) == (None, city)
    assert "SP4N-LAPOR!" in str(found.refusal)


@pytest.mark.parametrize(
    ("name", "point", "kelurahan"),
    [
        ("off Ancol", (-6.1165, 106.8300), "Ancol"),
        ("off Muara Angke", (-6.1000, 106.7700), "Pluit"),
        ("off Kamal Muara", (-6.0900, 106.7275), "Kamal Muara"),
        ("off Marunda", (-6.0905, 106.9600), "Marunda"),
        ("off the corner of Marunda", (-6.0880, 106.9715), "Marunda"),
        ("off Pulau Untung Jawa", (-5.9720, 106.7050), "Pulau Untung Jawa"),
    ],
)
def test_over_the_sea_the_nearest_shore_answers(
    jakarta: Locator, name: str, point: tuple[float, float], kelurahan: str
) -> None:
    found = jakarta.locate(*point)
    assert found.nama == kelurahan
    assert found.snapped_m is not None
    assert 50 < found.snapped_m <= 500


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("a kilometre off Ancol", (-6.1050, 106.8250)),
        ("in Jakarta Bay", (-6.0500, 106.8500)),
        ("between the islands", (-5.6900, 106.6600)),
    ],
)
def test_farther_out_it_is_the_sea(jakarta: Locator, name: str, point: tuple[float, float]) -> None:
    found = jakarta.locate(*point)
    assert (found.kode, found.code) == (None, "sea")


def test_land_across_the_border_is_never_ours_beyond_50_m(jakarta: Locator, real: Real) -> None:
    """Walks along the land border, 60 to 450 m outside: south of the coast nothing is taken for sea."""
    whole = shapely.coverage_union_all([shape for _, shape in real.values()])
    mainland = max(shapely.get_parts(whole), key=lambda part: part.area)
    chance = random.Random(7)
    outside = 0
    for _ in range(1500):
        lat, lng = (
            chance.uniform(-6.38, -6.11),
            chance.choice([chance.uniform(106.68, 106.78), chance.uniform(106.9, 106.98)]),
        )
        found = jakarta.locate(lat, lng)
        if not mainland.contains(shapely.Point(lng, lat)) and found.border_m > 50:
            outside += 1
            assert found.kode is None, (lat, lng)
            assert found.code == "neighbour", (lat, lng)
    assert outside > 200


def test_it_agrees_with_the_polygons_everywhere(jakarta: Locator, real: Real) -> None:
    tree, codes = shapely.STRtree([shape for _, shape in real.values()]), list(real)
    chance = random.Random(3)
    for _ in range(2000):
        lat, lng = chance.uniform(-6.37, -6.09), chance.uniform(106.69, 106.97)
        inside = [codes[i] for i in tree.query(shapely.Point(lng, lat), predicate="within")]
        found = jakarta.locate(lat, lng)
        assert [found.kode] == inside or (not inside and (found.kode is None or found.snapped_m is not None))


def test_distances_to_the_border_are_true_metres(jakarta: Locator, real: Real) -> None:
    chance = random.Random(5)
    for kode in chance.sample(list(real), 40):
        properties, shape = real[kode]
        lat, lng = properties["label_lat"], properties["label_lng"]
        # Every edge cut into steps of about a metre, each measured by itself.
        line = shapely.segmentize(shape.boundary, 1e-5)
        nearest = min(distance_m(lat, lng, y, x) for x, y in shapely.get_coordinates(line).tolist())
        assert jakarta.locate(lat, lng).border_m == pytest.approx(nearest, abs=0.6)


def test_a_share_of_the_city_known_from_elsewhere_lies_near_a_border(jakarta: Locator) -> None:
    """Published with the data: 3.1 % of the mainland within 10 m of a border, 15.1 % within 50 m."""
    chance = random.Random(11)
    points = [(chance.uniform(-6.37, -6.09), chance.uniform(106.69, 106.97)) for _ in range(20_000)]
    inside = [
        found for found in (jakarta.locate(*p) for p in points) if found.kode and found.snapped_m is None
    ]
    assert sum(f.border_m < 10 for f in inside) / len(inside) == pytest.approx(0.031, abs=0.006)
    assert sum(f.border_m < 50 for f in inside) / len(inside) == pytest.approx(0.151, abs=0.012)


def test_every_kelurahan_point_and_landmark_lies_in_its_kelurahan(real: Real) -> None:
    areas = reference.areas()
    kelurahan = {kode: row["nama"] for kode, row in areas.items() if len(kode) == 13}
    assert kelurahan == {kode: properties["nama"] for kode, (properties, _) in real.items()}
    for kode in kelurahan:
        point = shapely.Point(areas[kode]["label_lng"], areas[kode]["label_lat"])
        assert real[kode][1].contains(point), kode
    placed = [(key, row) for key, row in reference.landmarks(kelurahan).items() if row["lat"] is not None]
    assert len(placed) >= 250
    for key, row in placed:
        assert real[key[:13]][1].contains(shapely.Point(row["lng"], row["lat"])), key


def test_postcodes_agree(real: Real) -> None:
    areas = reference.areas()
    assert {k: areas[k]["kode_pos"] for k in real} == {k: p["kode_pos"] for k, (p, _) in real.items()}
