"""The reference data as it is loaded: complete, to the letter, and held together."""

import hashlib

import pytest

from tanggap.catalog import queries
from tanggap.catalog.shapes import CategoryRow
from tanggap.people import queries as people

pytestmark = pytest.mark.django_db

# SHA-256 of the 125 official names, sorted, one a line: a name may not differ by a letter.
OFFICIAL = "c3c32056e070acaa180f920f24a7bf8c930183e57f46138ecb38057eee4004bf"


@pytest.fixture
def rows() -> list[CategoryRow]:
    return list(queries.categories().values())


def test_the_125_categories_have_their_official_names(rows: list[CategoryRow]) -> None:
    names = "\n".join(sorted(row.name_id for row in rows))
    assert len(rows) == 125
    assert hashlib.sha256(names.encode()).hexdigest() == OFFICIAL


def test_every_category_is_in_use_and_on_a_shelf(rows: list[CategoryRow]) -> None:
    shelves = {group.code for group in queries.groups()}
    assert len(shelves) == 15
    assert {row.group for row in rows} == shelves
    assert all(row.active for row in rows)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_help_is_a_sentence_of_its_own_with_an_example(rows: list[CategoryRow], language: str) -> None:
    helps = [getattr(row, f"help_{language}") for row in rows]
    assert len(set(helps)) == 125
    example = {"id": ("ontoh:", "Contoh"), "en": ("xample:", "Example")}[language]
    for text in helps:
        assert 60 < len(text) < 260, text
        assert any(word in text for word in example), text
        assert text == text.strip()
        assert text[-1] in ".?"


def test_every_category_can_be_searched(rows: list[CategoryRow]) -> None:
    for row in rows:
        words = row.keywords.splitlines()
        assert len(words) >= 5, row.code
        assert len(set(words)) == len(words), f"{row.code}: {[w for w in words if words.count(w) > 1]}"
        assert all(word and word == word.lower().strip() for word in words), row.code


def test_names_differ_in_english_too(rows: list[CategoryRow]) -> None:
    assert len({row.name_en for row in rows}) == 125


def test_every_category_has_somebody_who_answers_for_it(rows: list[CategoryRow]) -> None:
    for row in rows:
        assert row.primary_id is not None, row.code
        for agency_id in (row.primary_id, row.secondary_id):
            assert agency_id is None or people.agency(agency_id).active, row.code
        assert row.primary_id != row.secondary_id, row.code


def test_outside_bodies_come_with_advice_in_both_languages(rows: list[CategoryRow]) -> None:
    for row in rows:
        assert row.primary_id is not None
        if people.agency(row.primary_id).kind == "external":
            assert row.advice_id, row.code
            assert row.advice_en, row.code
        assert bool(row.advice_id) == bool(row.advice_en), row.code


def test_what_carries_sensitive_data_is_private_and_its_place_coarse(rows: list[CategoryRow]) -> None:
    sensitive = {row.code for row in rows if row.sensitive}
    assert sensitive >= {
        "kjp", "bpjs", "ppdb", "dbd", "pmks", "tindakan-asusila", "perlindungan-anak", "ktp-el",
        "kartu-keluarga", "bantuan-sosial", "permasalahan-siswa", "kjs",
    }  # fmt: skip
    for row in rows:
        if row.sensitive:
            assert row.visibility == "private", row.code
            assert row.coarse_place, row.code


def test_what_stands_in_the_street_is_public_exact_and_proved_by_a_photo() -> None:
    for code in ("jalan", "trotoar", "tutup-saluran", "pohon", "sampah", "jaringan-listrik"):
        row = queries.category_by_code(code)
        assert row is not None
        assert (row.visibility, row.coarse_place, row.proof, row.needs_place) == (
            "public", False, "photo", True
        )  # fmt: skip
        assert row.radius_m > 0
        assert row.days > 0


def test_reports_without_a_place_are_not_compared_by_distance(rows: list[CategoryRow]) -> None:
    for row in rows:
        assert row.needs_place or row.radius_m == 0 or row.visibility == "public", row.code


def test_thirteen_channels_are_official_and_the_software_has_its_own() -> None:
    channels = {row.code: row for row in queries.channels()}
    assert sum(row.official for row in channels.values()) == 13
    assert {"web", "api", "counter", "telephone", "email"} <= channels.keys()
    assert channels["media-massa"].official
    assert not channels["balai-warga"].official
    assert not channels["qlue"].active


def test_time_limits_name_their_regulation() -> None:
    answer, finish = queries.time_limit("answer"), queries.time_limit("finish")
    assert (answer.hours, answer.days, answer.calendar) == (6, 0, "clock")
    assert (finish.hours, finish.days, finish.calendar) == (0, 7, "clock")
    assert queries.time_limit("contest").calendar == "work"
    for code in ("answer", "finish", "contest", "reply", "check", "publish", "heavy"):
        limit = queries.time_limit(code)
        assert limit.regulation
        assert limit.source
    assert "40/2019" in answer.regulation


@pytest.mark.parametrize("verb", ["refuse", "send_back", "hand_back", "hide", "hold"])
def test_every_move_that_needs_a_reason_has_some(verb: str) -> None:
    found = queries.reasons(verb)
    assert len(found) >= 3
    for row in found:
        assert row.sentence_id
        assert row.sentence_en
        assert row.sentence_id != row.sentence_en


def test_holidays_are_known_for_five_years() -> None:
    days = queries.holidays()
    assert {day.year for day in days} == set(range(2024, 2029))
    assert any((day.month, day.day) == (8, 17) for day in days)
