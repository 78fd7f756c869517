import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely

from tanggap.places import queries
from tanggap.places.index import Index
from tanggap.places.locating import Locator, Named
from tanggap.places.models import Area, BoundarySet
from tests.places import squares

GEO = Path(__file__).resolve().parents[3] / "shared" / "geo"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """What one test leaves in memory is not there for the next."""
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def nowhere(db: None) -> None:
    """A database without any area."""
    BoundarySet.objects.all().delete()
    for level in ("kelurahan", "kecamatan", "kota"):
        Area.objects.filter(level=level).delete()


@pytest.fixture(scope="session")
def contoh() -> Locator:
    """The made-up city, located in."""
    names = [
        Named(kode, nama, squares.KECAMATAN[kode[:8]], "Kota Contoh") for kode, nama in squares.NAMES.items()
    ]
    return Locator(Index(squares.shapes(), squares.COAST), names, squares.AROUND)


@pytest.fixture(scope="session")
def real() -> dict[str, Any]:
    """The real boundaries: kode -> (properties, shape). Skips where there are none."""
    path = Path(os.environ.get("TANGGAP_BOUNDARIES") or GEO / "jakarta_kelurahan.geojson")
    if not path.is_file():
        pytest.skip("no real boundaries on this machine")
    features = json.loads(path.read_bytes())["features"]
    return {
        one["properties"]["kode"]: (one["properties"], shapely.from_geojson(json.dumps(one["geometry"])))
        for one in features
    }


@pytest.fixture(scope="session")
def published_files() -> Path:
    """The published source as files. Skips where there are none."""
    folder = GEO / "source"
    if not folder.is_dir():
        pytest.skip("the published source is not on this machine")
    return folder
