"""The category suggestion: right among its first three, silent when nothing points anywhere."""

import pytest

from tanggap.catalog import queries
from tanggap.catalog.emergency import emergency
from tanggap.catalog.models import Category
from tanggap.catalog.suggest import suggest
from tests.catalog.sheets import rows

pytestmark = pytest.mark.django_db

ROWS = rows("sentences.csv")
HELD_OUT = [row for row in ROWS if row["split"] == "held-out"]


def hits(some: list[dict[str, str]], first: int) -> float:
    right = [row["category"] in [found.code for found in suggest(row["sentence"], first)] for row in some]
    return sum(right) / len(right)


def test_the_sentences_are_enough_and_name_real_categories() -> None:
    assert len(ROWS) >= 150
    assert len({row["category"] for row in ROWS}) >= 40
    assert len(HELD_OUT) >= 100
    assert {row["category"] for row in ROWS} <= {row.code for row in queries.categories().values()}
    assert len({row["sentence"] for row in ROWS}) == len(ROWS)


def test_the_right_category_is_among_the_first_three_of_sentences_never_tuned_on() -> None:
    assert hits(HELD_OUT, 3) >= 0.95


def test_the_right_category_is_mostly_the_first() -> None:
    assert hits(HELD_OUT, 1) >= 0.9


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("got mampet", "saluran-sungai"),
        ("jalan bolong", "jalan"),
        ("lampu mati", "jaringan-listrik"),
        ("JALAN BOLONG!!!", "jalan"),
        ("jln blong bgt", "jalan"),
        ("pohoooon tumbang", "pohon"),
        ("smpah numpuk blm diangkut", "sampah"),
        ("kjp anak sy blm cair", "kjp"),
        ("trotoaar rusak", "trotoar"),
        ("street light out", "jaringan-listrik"),
        ("selokanny mampet", "saluran-sungai"),
    ],
)
def test_street_words_and_slips_are_understood(words: str, code: str) -> None:
    assert code in [found.code for found in suggest(words)]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "zzz qqq",
        "halo selamat pagi pak",
        "terima kasih",
        "12345",
        "😀😀",
        "test",
        "mohon ditindaklanjuti",
    ],
)
def test_without_a_sign_it_says_nothing(words: str) -> None:
    assert suggest(words) == []


def test_an_address_is_not_what_the_report_is_about() -> None:
    found = suggest("pohon tumbang RT 05/RW 03 Kelurahan Tebet Timur Jakarta Selatan")
    assert found[0].code == "pohon"
    assert "lembaga-kemasyarakatan" not in [one.code for one in found]


def test_a_suggestion_carries_what_a_page_shows() -> None:
    (first,) = suggest("got mampet depan rumah", 1)
    assert (first.code, first.name_id, first.name_en, first.group) == (
        "saluran-sungai", "Saluran Air, Kali/Sungai", "Drains, canals and rivers", "air"
    )  # fmt: skip
    assert 0.5 < first.score < 1


def test_no_more_than_asked_for_and_the_surest_first() -> None:
    found = suggest("sampah menumpuk di got bikin banjir dan bau", 5)
    assert 1 < len(found) <= 5
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_category_out_of_use_is_not_suggested_and_new_words_are_learned() -> None:
    Category.objects.filter(code="saluran-sungai").update(active=False)
    Category.objects.filter(code="tutup-saluran").update(keywords="got mampet\nzimbabwe")
    queries.forget()
    codes = [found.code for found in suggest("got mampet zimbabwe")]
    assert codes[0] == "tutup-saluran"
    assert "saluran-sungai" not in codes


def test_everyday_complaints_are_no_emergency() -> None:
    assert [row["sentence"] for row in ROWS if emergency(row["sentence"])] == []
