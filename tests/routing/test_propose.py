"""The pure proposal: who first, and who could act."""

from tanggap.routing.propose import (
    TRIAGE,
    WHY_CREW,
    WHY_EXTERNAL,
    WHY_NO_OFFICE,
    WHY_NO_PLACE,
    WHY_PLACE,
    WHY_PRIMARY,
    WHY_SECONDARY,
    WHY_SECONDARY_SUDIN,
    WHY_SUDIN,
    Office,
    Proposal,
    Subject,
    first,
    propose,
)

SDA = Office("dinas-sda", branches={"31.73": "sudin-sda-31.73", "31.74": "sudin-sda-31.74"})
BINAMARGA = Office("dinas-binamarga", branches={"31.74": "sudin-binamarga-31.74"})
PLN = Office("ext-pln", external=True)
TEBET = "31.74.01.1001"
ISLANDS = "31.01.01.1001"


def test_a_report_with_a_place_goes_to_its_kelurahan() -> None:
    assert first(kelurahan=TEBET, known=True) == Proposal(f"kel-{TEBET}", WHY_PLACE)


def test_a_report_without_a_place_goes_to_the_triage_desk() -> None:
    assert first(kelurahan="", known=False) == Proposal(TRIAGE, WHY_NO_PLACE)


def test_a_kelurahan_whose_office_is_not_known_goes_to_the_triage_desk() -> None:
    assert first(kelurahan=TEBET, known=False) == Proposal(TRIAGE, WHY_NO_OFFICE)


def test_the_suku_dinas_of_the_city_comes_before_its_dinas_and_the_primary_before_the_secondary() -> None:
    subject = Subject("Tutup Saluran", SDA, BINAMARGA)
    found = propose(subject=subject, kelurahan=TEBET, kota_name="Jakarta Selatan")
    assert [(one.agency_code, one.why) for one in found] == [
        ("sudin-sda-31.74", WHY_SUDIN),
        ("dinas-sda", WHY_PRIMARY),
        ("sudin-binamarga-31.74", WHY_SECONDARY_SUDIN),
        ("dinas-binamarga", WHY_SECONDARY),
    ]
    assert found[0].data == {"category": "Tutup Saluran", "area": "Jakarta Selatan"}


def test_where_there_is_no_suku_dinas_the_dinas_itself_is_proposed() -> None:
    found = propose(subject=Subject("Jalan", BINAMARGA), kelurahan=ISLANDS, kota_name="Kepulauan Seribu")
    assert [one.agency_code for one in found] == ["dinas-binamarga"]


def test_without_a_place_only_the_dinas_are_proposed() -> None:
    found = propose(subject=Subject("KJP", SDA, BINAMARGA))
    assert [one.agency_code for one in found] == ["dinas-sda", "dinas-binamarga"]


def test_the_crew_comes_first_for_small_works_with_a_place() -> None:
    subject = Subject("Jalan", BINAMARGA, crew=True)
    assert propose(subject=subject, kelurahan=TEBET)[0] == Proposal(f"ppsu-{TEBET}", WHY_CREW)
    assert [one.agency_code for one in propose(subject=subject)] == ["dinas-binamarga"]


def test_outside_bodies_come_last_also_when_they_are_primary() -> None:
    found = propose(subject=Subject("Jaringan Listrik", PLN, BINAMARGA), kelurahan=TEBET)
    assert [one.agency_code for one in found][-1] == "ext-pln"
    assert found[-1].why == WHY_EXTERNAL


def test_each_agency_is_proposed_once() -> None:
    found = propose(subject=Subject("Jalan", BINAMARGA, BINAMARGA), kelurahan=TEBET)
    assert [one.why for one in found] == [WHY_SUDIN, WHY_PRIMARY]


def test_a_subject_without_agencies_proposes_nobody() -> None:
    assert propose(subject=Subject("Jalan")) == []


def test_every_why_has_the_data_for_its_places() -> None:
    for subject in (Subject("A", SDA, PLN, crew=True), Subject("B", PLN, BINAMARGA)):
        for one in propose(subject=subject, kelurahan=TEBET, kota_name="Jakarta Selatan"):
            assert "%" not in one.why % one.data
