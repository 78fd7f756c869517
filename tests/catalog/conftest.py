"""What is kept in memory is read anew for every test here: they change what it was read from."""

from collections.abc import Iterator

import pytest

from tanggap.catalog import queries as catalog
from tanggap.people import queries as people


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    catalog.forget()
    people.forget()
    yield
    catalog.forget()
    people.forget()
