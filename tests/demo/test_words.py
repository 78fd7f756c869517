"""What the demo's people write is such that the product takes it in as it is meant."""

import random

import pytest

from tanggap.catalog.emergency import emergency
from tanggap.demo import staging
from tanggap.demo.figures import figures, words
from tanggap.demo.problems import Trouble
from tanggap.evidence.drawn import KINDS
from tanggap.intake.screen import screen

CATEGORIES = [key for key in words() if key != "common"]


def test_every_category_of_the_figures_has_words_and_the_other_way_round() -> None:
    assert set(CATEGORIES) == set(figures().categories)


@pytest.mark.parametrize("code", CATEGORIES)
def test_there_are_enough_ways_to_say_it(code: str) -> None:
    assert len(set(words()[code]["words"])) >= 6
    assert words()[code]["scene"] in KINDS
    assert words()[code]["done"]


@pytest.mark.parametrize("code", CATEGORIES)
def test_nothing_said_is_an_emergency_or_held_back(code: str) -> None:
    trouble = Trouble(random.Random(code))
    for _ in range(60):
        said = trouble.words(code, "RT 004/RW 02, Tebet Timur")
        assert emergency(said) is None, said
        assert screen(said).doubtful == "", said
        assert screen(said).public_words == said
        assert "{" not in said
        assert len(said) >= 10


def test_what_is_meant_to_be_held_or_masked_is() -> None:
    for _, _, said in staging.DOUBTFUL:
        assert screen(said).doubtful, said
    assert "0812" not in screen(staging.MASKED).public_words
