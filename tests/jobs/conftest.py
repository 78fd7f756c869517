"""Cases as short as they can be: the heart alone, no intake."""

from collections.abc import Callable

import pytest

from tanggap.cases.actions import Opened, open_case
from tanggap.cases.shapes import Draft
from tanggap.catalog import queries as catalog
from tanggap.people.rules import PUBLIC
from tests.cast import KELURAHAN, PLACE, Cast

Report = Callable[..., Opened]


def drafted(cast: Cast, **draft: object) -> Opened:
    """A public report that waits with the lurah."""
    category = catalog.category_by_code("tutup-saluran")
    assert category is not None
    words = {
        "category_id": category.id,
        "words": "Tutup saluran pecah.",
        "public_words": "Tutup saluran pecah.",
        "holder_id": cast.lurah.agency_id,
        "kelurahan": KELURAHAN,
        "lat": PLACE[0],
        "lng": PLACE[1],
        "place_quality": "exact",
        **draft,
    }
    return open_case(actor=PUBLIC, draft=Draft(**words))  # type: ignore[arg-type]


@pytest.fixture
def report(cast: Cast) -> Report:
    """report(visibility="private", …) opens a case."""
    return lambda **draft: drafted(cast, **draft)
