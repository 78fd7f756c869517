"""Emergencies are stopped at the door; what is over, feared or about equipment is not."""

import pytest

from tanggap.catalog.emergency import emergency
from tanggap.catalog.street import folded, words_of
from tests.catalog.sheets import rows

SENTENCES = rows("emergencies.csv")


def test_there_are_enough_sentences_of_both_sorts() -> None:
    real = [row for row in SENTENCES if row["kind"]]
    assert len(real) >= 60
    assert len(SENTENCES) - len(real) >= 60


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["sentence"][:50])
def test_an_emergency_is_told_from_a_complaint(row: dict[str, str]) -> None:
    assert emergency(row["sentence"]) == (row["kind"] or None)


def test_no_words_are_no_emergency() -> None:
    assert emergency("") is None
    assert emergency(" \n ?! 😀 ") is None


def test_it_reads_hurried_spelling() -> None:
    assert words_of("Tlg, jln rusaaaak bgt & motor2 jatuh") == [
        "tolong", "jalan", "rusak", "banget", "motor", "jatuh"
    ]  # fmt: skip
    assert folded("Cafétoooo’s") == "cafetos"


def test_the_longest_words_allowed_are_read_quickly() -> None:
    # 4,000 characters of the worst kind: every word begins many patterns.
    assert emergency("orang anak ibu rumah " * 190) is None
