"""Broken boundary files of every kind: each fault is named, none is a traceback."""

import json
import re
from typing import Any

import pytest

from tanggap.core.errors import Invalid, Refusal, Several
from tanggap.places import boundaries
from tanggap.places.boundaries import Known
from tests.places import squares
from tests.places.squares import A, B, C, D, E

KNOWN = Known(kelurahan=squares.NAMES, kota=frozenset({"99.01"}))


def _sentences(collection: Any, known: Known = KNOWN) -> list[str]:
    with pytest.raises(Refusal) as caught:
        boundaries.read(squares.content(collection), known)
    refusal = caught.value
    return [str(one) for one in refusal.refusals] if isinstance(refusal, Several) else [str(refusal)]


def test_a_sound_file_gives_its_areas_by_kode() -> None:
    areas = boundaries.read(squares.content(squares.city()), KNOWN)
    assert [area.kode for area in areas] == [A, B, C, D, E]
    assert (areas[0].nama, areas[0].kecamatan, areas[0].kota) == ("Anggrek", "Selatan", "Kota Contoh")
    assert areas[0].kode_pos == "99001"
    assert areas[0].shape.bounds == (110.0, -7.0, 110.01, -6.99)


def test_a_byte_order_mark_and_a_third_coordinate_do_no_harm() -> None:
    collection = squares.city()
    ring = collection["features"][0]["geometry"]["coordinates"][0]
    ring[:] = [[*point, 12.5] for point in ring]
    areas = boundaries.read(b"\xef\xbb\xbf" + squares.content(collection), KNOWN)
    assert not areas[0].shape.has_z


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not a GeoJSON file"),
        (b"<html><body>Not found</body></html>", "not a GeoJSON file"),
        (b"\x00\xff\xfe\x00", "not a GeoJSON file"),
        (b"[" * 5000, "not a GeoJSON file"),
        (b'{"type": "FeatureCollection", "features": [', "not a GeoJSON file"),
        (b"[]", "not a GeoJSON FeatureCollection"),
        (b"null", "not a GeoJSON FeatureCollection"),
        (b'{"type": "Feature"}', "not a GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection"}', "no areas"),
        (b'{"type": "FeatureCollection", "features": []}', "no areas"),
        (b'{"type": "FeatureCollection", "features": {"a": 1}}', "no areas"),
    ],
)
def test_what_is_no_such_file_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        boundaries.read(content, KNOWN)


def test_another_coordinate_system_is_refused() -> None:
    utm = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32748"}}
    assert "WGS84" in _sentences(squares.city() | {"crs": utm})[0]
    wgs84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(boundaries.read(squares.content(squares.city() | {"crs": wgs84}), KNOWN)) == 5


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kode": None}, "Feature 2 has no kode"),
        ({"kode": 31}, "Feature 2 has no kode"),
        ({"kode": "3171010001"}, "“3171010001” is not a Kemendagri code"),
        ({"kode": "99.01.01"}, "99.01.01 is a kecamatan; the file must hold kelurahan"),
        ({"kode": "99.01"}, "99.01 is a kota / kabupaten"),
        ({"nama": ""}, "99.01.01.1002 has no name"),
        ({"nama": "  "}, "99.01.01.1002 has no name"),
        ({"nama": 7}, "99.01.01.1002 has no name"),
        ({"nama": "x" * 81}, "99.01.01.1002 has no name"),
        ({"kode_kec": "99.01.02"}, "99.01.01.1002 can't lie in kode_kec 99.01.02"),
        ({"kode_kota": "31.71"}, "99.01.01.1002 can't lie in kode_kota 31.71"),
    ],
)
def test_faulty_properties_are_named(changes: dict[str, Any], words: str) -> None:
    assert any(words in sentence for sentence in _sentences(squares.broken(B, **changes)))


RING = squares.square(1, 0)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (None, "has no polygon"),
        ({}, "has no polygon"),
        ({"type": "Point", "coordinates": [110, -7]}, "has no polygon"),
        ({"type": "LineString", "coordinates": RING}, "has no polygon"),
        ({"type": "GeometryCollection", "geometries": []}, "has no polygon"),
        ({"type": "Polygon", "coordinates": []}, "has no polygon"),
        ({"type": "Polygon"}, "can't be read"),
        ({"type": "Polygon", "coordinates": "110 -7"}, "can't be read"),
        ({"type": "Polygon", "coordinates": [RING[:-1]]}, "can't be read"),
        ({"type": "Polygon", "coordinates": [RING[:2]]}, "can't be read"),
        ({"type": "Polygon", "coordinates": [[["a", "b"], *RING[1:]]]}, "can't be read"),
        ({"type": "MultiPolygon", "coordinates": [RING]}, "can't be read"),
        ({"type": "Polygon", "coordinates": [[[y, x] for x, y in RING]]}, "coordinates swapped"),
        ({"type": "Polygon", "coordinates": [[[x - 110, y + 51] for x, y in RING]]}, "outside Indonesia"),
        ({"type": "Polygon", "coordinates": [[[x * 6000, y * 90000] for x, y in RING]]}, "outside Indonesia"),
        (
            {"type": "Polygon", "coordinates": [[RING[0], RING[4], RING[2], RING[6], RING[0]]]},
            "has an invalid polygon (Self-intersection",
        ),
    ],
)
def test_faulty_polygons_are_named(geometry: Any, words: str) -> None:
    found = _sentences(squares.broken(B, geometry=geometry))
    assert any(sentence.startswith(B) and words in sentence for sentence in found), found


def test_features_that_are_none_are_counted_out() -> None:
    collection = squares.city()
    collection["features"][2] = None
    collection["features"][3] = {"type": "Feature", "properties": None}
    found = _sentences(collection)
    assert "Feature 3 has no properties." in found
    assert "Feature 4 has no properties." in found
    assert f"{C} (Cempaka) is missing." in found


def test_a_missing_an_unknown_and_a_repeated_code_are_all_told_at_once() -> None:
    collection = squares.city()
    collection["features"][1] = squares.feature(A)
    collection["features"][2]["properties"] |= {"kode": "99.01.02.1009", "nama": "Entah"}
    found = _sentences(collection)
    assert f"{B} (Bakung) is missing." in found
    assert f"{C} (Cempaka) is missing." in found
    assert "99.01.02.1009 (Entah) is not a known kelurahan." in found
    assert f"{A} is there 2 times." in found


def test_a_faulty_area_is_not_also_called_missing() -> None:
    found = _sentences(squares.broken(B, geometry=None))
    assert found == [f"{B} has no polygon."]


def test_an_overlap_names_both_and_how_much() -> None:
    wider = squares.square(0, 0)
    wider[2][0] = wider[3][0] = wider[4][0] = 110.0101
    found = _sentences(squares.broken(A, geometry={"type": "Polygon", "coordinates": [wider]}))
    both = next(sentence for sentence in found if "overlap" in sentence)
    match = re.fullmatch(rf"{A} and {B} overlap by ([\d.]+) m².", both)
    assert match is not None
    assert float(match[1]) == pytest.approx(12_200, rel=0.01)  # 11 m by 1,106 m


def test_a_gap_inside_is_named_with_its_place() -> None:
    dent = squares.square(1, 0)
    dent.insert(8, [110.01 + 0.001, -6.9975])  # the western side bends inwards, away from A
    found = _sentences(squares.broken(B, geometry={"type": "Polygon", "coordinates": [dent]}))
    gap = next(sentence for sentence in found if "gap" in sentence)
    assert A in gap
    assert B in gap
    assert "-6.99" in gap


def test_an_enclosed_hole_is_a_gap_however_large() -> None:
    hole = [[110.013, -6.997], [110.013, -6.993], [110.017, -6.993], [110.017, -6.997], [110.013, -6.997]]
    pierced = {"type": "Polygon", "coordinates": [squares.square(1, 0), hole]}
    assert any("gap" in sentence for sentence in _sentences(squares.broken(B, geometry=pierced)))


def test_borders_that_do_not_meet_point_for_point_are_named() -> None:
    # The middle of A's eastern side is not a point of A's: no overlap, no gap, and yet no coverage.
    ring = [point for place, point in enumerate(squares.square(0, 0)) if place != 3]
    found = _sentences(squares.broken(A, geometry={"type": "Polygon", "coordinates": [ring]}))
    assert any("point for point" in sentence for sentence in found), found


def test_long_lists_are_cut_and_counted() -> None:
    many = {f"99.01.02.{number}": f"Nama {number}" for number in range(2000, 2050)}
    found = _sentences(squares.city(), Known(squares.NAMES | many, frozenset({"99.01"})))
    assert len(found) == 21
    assert found[-1] == "… and 30 more faults of this kind."


def test_a_city_that_nobody_knows_yet_must_name_what_lies_above() -> None:
    assert len(boundaries.read(squares.content(squares.city()), Known())) == 5
    orphaned = squares.broken(B, kecamatan="", kota=None)
    assert "must name its kecamatan and kota" in _sentences(orphaned, Known())[0]


def test_another_provinces_areas_are_not_missed_but_must_not_overlap() -> None:
    elsewhere = Known({"31.71.01.1001": "Gambir"}, frozenset({"31.71"}))
    assert len(boundaries.read(squares.content(squares.city()), elsewhere)) == 5
    on_top = Known(elsewhere.kelurahan, elsewhere.kota, {"31.71.01.1001": squares.shapes()[0]})
    assert "31.71.01.1001" in " ".join(_sentences(squares.city(), on_top))


def test_every_sentence_can_be_put_into_words() -> None:
    collection = squares.broken(B, geometry=None)
    collection["features"][0]["properties"]["kode"] = "% (kode)s"
    with pytest.raises(Several) as caught:
        boundaries.read(json.dumps(collection).encode(), KNOWN)
    assert all(one.sentence % one.data for one in caught.value.refusals)


def test_the_real_file_is_sound(real: dict[str, Any]) -> None:
    features = [
        {"type": "Feature", "properties": properties, "geometry": shape.__geo_interface__}
        for properties, shape in real.values()
    ]
    known = Known({kode: properties["nama"] for kode, (properties, _) in real.items()}, frozenset({"31.71"}))
    assert (
        len(boundaries.read(squares.content({"type": "FeatureCollection", "features": features}), known))
        == 267
    )


def test_the_real_file_without_one_area_shows_what_is_missing(real: dict[str, Any]) -> None:
    features = [
        {"type": "Feature", "properties": properties, "geometry": shape.__geo_interface__}
        for kode, (properties, shape) in real.items()
        if kode != "31.71.01.1001"
    ]
    known = Known({kode: properties["nama"] for kode, (properties, _) in real.items()})
    found = _sentences({"type": "FeatureCollection", "features": features}, known)
    assert "31.71.01.1001 (Gambir) is missing." in found
    assert any("gap" in sentence for sentence in found)
