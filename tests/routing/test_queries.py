"""Routing with the real catalog and agencies."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from tanggap.catalog import queries as catalog
from tanggap.people import queries as people
from tanggap.people.models import Agency
from tanggap.routing.queries import first_holder, suggestions

pytestmark = pytest.mark.django_db

TEBET = "31.74.01.1001"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    catalog.forget()
    people.forget()
    yield
    catalog.forget()
    people.forget()


def category(code: str) -> int:
    row = catalog.category_by_code(code)
    assert row is not None
    return row.id


def codes(category_code: str, kelurahan: str = "") -> list[str]:
    return [people.agency(agency).code for agency, _ in suggestions(category(category_code), kelurahan)]


def test_the_first_holder_is_the_kelurahan_of_the_place() -> None:
    agency, why = first_holder(category("jalan"), TEBET)
    assert people.agency(agency).code == f"kel-{TEBET}"
    with override("id"):
        assert gettext(why) == "Tempatnya berada di kelurahan ini."


def test_without_a_place_it_is_the_triage_desk() -> None:
    agency, why = first_holder(category("kjp"), "")
    assert people.agency(agency).code == "triage"
    assert "triage desk" in why


def test_a_kelurahan_office_out_of_use_sends_to_the_triage_desk() -> None:
    Agency.objects.filter(code=f"kel-{TEBET}").update(active=False)
    people.forget()
    agency, _ = first_holder(category("jalan"), TEBET)
    assert people.agency(agency).code == "triage"


def test_it_asks_the_database_nothing_once_it_knows_the_city() -> None:
    jalan = category("jalan")
    first_holder(jalan, TEBET)
    with CaptureQueriesContext(connection) as asked:
        first_holder(jalan, TEBET)
        suggestions(jalan, TEBET)
    assert len(asked) == 0


def test_before_the_seed_it_says_what_to_run() -> None:
    Agency.objects.filter(code="triage").update(code="meja")
    people.forget()
    with pytest.raises(LookupError, match="run seed"):
        first_holder(category("kjp"), "")


def test_drains_are_proposed_to_crew_suku_dinas_and_dinas_of_the_city() -> None:
    assert codes("tutup-saluran", TEBET) == [
        f"ppsu-{TEBET}", "sudin-sda-31.74", "dinas-sda", "sudin-binamarga-31.74", "dinas-binamarga"
    ]  # fmt: skip


def test_an_outside_body_is_named_last_with_what_to_do() -> None:
    with override("en"):
        found = suggestions(category("jaringan-listrik"), TEBET)
    agency, why = found[-1]
    assert people.agency(agency).code == "ext-pln"
    assert "tell the reporter whom to ask" in why


def test_the_sentences_are_in_the_readers_language() -> None:
    with override("id"):
        assert suggestions(category("pohon"), TEBET)[1][1] == "Menangani “Pohon” di Jakarta Selatan."
    with override("en"):
        assert suggestions(category("pohon"), TEBET)[1][1] == "Answers for “Trees” in Jakarta Selatan."


def test_an_office_out_of_use_is_not_proposed() -> None:
    Agency.objects.filter(code="sudin-sda-31.74").update(active=False)
    people.forget()
    assert "sudin-sda-31.74" not in codes("tutup-saluran", TEBET)


def test_every_category_proposes_somebody_everywhere() -> None:
    for row in catalog.categories().values():
        for kelurahan in ("", TEBET, "31.01.01.1001"):
            assert suggestions(row.id, kelurahan), (row.code, kelurahan)
