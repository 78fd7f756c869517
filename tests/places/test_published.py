"""The published source: parsed, checked, mended; from files, from an address, or not at all."""

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import shapely

from tanggap.core.errors import Invalid
from tanggap.places import mending, published
from tests.places import squares


def _box(west: float, south: float, east: float, north: float) -> Any:
    d = squares.SIDE
    return shapely.box(110 + west * d, -7 + south * d, 110 + east * d, -7 + north * d)


def test_an_overlap_goes_to_the_neighbour_with_the_longest_edge_and_a_gap_is_filled() -> None:
    # A and B overlap by a strip, C stands a hair above both, and a notch in C touches only C and B.
    a, b = _box(0, 0, 1.005, 1), _box(1, 0, 2, 1)
    c = _box(0, 1.004, 2, 2)
    frame = _box(-1, -1, 3, 3).difference(_box(0, 0, 2, 2))
    shapes = [a, b, c, frame]
    mended = mending.mended(shapes)
    assert shapely.coverage_is_valid(mended)
    whole = shapely.coverage_union_all(mended)
    assert len(whole.interiors) == 0
    assert whole.area == pytest.approx(_box(-1, -1, 3, 3).area)
    for before, after in zip(shapes, mended, strict=True):
        assert after.area == pytest.approx(before.area, rel=0.01)


def test_a_sliver_between_slivers_waits_for_its_turn() -> None:
    # Three squares side by side that overlap in steps: the middle of the stack touches no plain ground.
    shapes = [_box(0, 0, 1.008, 1), _box(0.996, 0, 2, 1), _box(1, 0, 1.004, 1).union(_box(1, 1, 2, 2))]
    mended = mending.mended(shapes)
    assert shapely.coverage_is_valid(mended)
    assert shapely.coverage_union_all(mended).area == pytest.approx(shapely.union_all(shapes).area)


def test_a_wide_hole_stays_a_hole() -> None:
    ring = _box(0, 0, 3, 3).difference(_box(1, 1, 2, 2))
    left, right = ring.intersection(_box(0, 0, 1.5, 3)), ring.intersection(_box(1.5, 0, 3, 3))
    whole = shapely.coverage_union_all(mending.mended([left, right]))
    assert len(whole.interiors) == 1


def test_a_shape_that_others_swallow_is_an_error() -> None:
    with pytest.raises(ValueError, match="covered"):
        mending.mended([_box(0, 0, 1, 1), _box(0, 0, 1, 1), _box(1, 0, 2, 1)])


SQL = (
    """/* a comment */
DELETE FROM wilayah_boundaries WHERE kode LIKE '31.01.%';
INSERT INTO wilayah_boundaries(kode,nama,lat,lng,path) VALUES
 ('99.01.01.1001','Ma''mur',-6.5,110.5,'[[[-7,110],[-7,111],[-6,111],[-7,110]]]'),
 ('99.01.01.1002','Dua Pulau',-6.0,112.0,'[[[[-6,112],[-6,113],[-5,113],[-6,112]]],"""
    """[[[-4,112],[-4,113],[-3,113],[-4,112]]]]');\n"""
)


def test_rows_are_read_with_latitude_first() -> None:
    rows = published.parsed(SQL)
    nama, shape, lat, lng = rows["99.01.01.1001"]
    assert (nama, lat, lng) == ("Ma'mur", -6.5, 110.5)
    assert shape.bounds == (110.0, -7.0, 111.0, -6.0)
    assert len(rows["99.01.01.1002"][1].geoms) == 2


def test_a_file_that_is_not_the_published_one_is_refused(tmp_path: Path) -> None:
    for name in published.DIGESTS:
        (tmp_path / name).write_text(SQL)
    with pytest.raises(Invalid, match="SHA-256"):
        published.read(str(tmp_path))


def test_a_source_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="There is no file"):
        published.read(str(tmp_path / "nothing"))
    with pytest.raises(Invalid, match="can't be reached"):
        published.read("http://127.0.0.1:9/nothing")


def test_the_digests_are_those_of_the_files(published_files: Path) -> None:
    for name, digest in published.DIGESTS.items():
        assert hashlib.sha256((published_files / name).read_bytes()).hexdigest() == digest


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return None


@pytest.fixture
def address(published_files: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(published_files)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_source_at_an_address_becomes_the_reference_coverage(address: str, real: dict[str, Any]) -> None:
    areas = published.read(address)
    assert [area.kode for area in areas] == sorted(real)
    assert shapely.coverage_is_valid([area.shape for area in areas])
    for area in areas:
        properties, shape = real[area.kode]
        assert area.nama == properties["nama"]
        assert area.shape.symmetric_difference(shape).area < 0.01 * shape.area
