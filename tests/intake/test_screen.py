"""What is published was screened first: personal data masked, doubtful words held for a person."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.core import personal
from tanggap.intake.screen import DOUBTS, screen
from tests.intake.screened_sentences import ALL, CLEAN, MASKED

PERSONAL = [(words, pieces) for words, pieces, _ in ALL if pieces]


def _rates(right: int, said: int, true: int) -> tuple[float, float]:
    return right / said, right / true


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(ALL) >= 120
    assert len({words for words, _, _ in ALL}) == len(ALL)


def test_personal_data_is_masked_with_high_precision_and_recall() -> None:
    wrong = []
    said = right = 0
    for words, pieces, _ in ALL:
        result = screen(words)
        masked = bool(result.masked)
        said += masked
        gone = bool(pieces) and all(piece not in result.public_words for piece in pieces)
        right += gone
        if masked != bool(pieces) or (pieces and not gone):
            wrong.append((words, result.public_words))
    precision, recall = _rates(right, said, len(PERSONAL))
    assert precision >= 0.97, wrong
    assert recall >= 0.97, wrong


def test_doubtful_words_are_held_with_high_precision_and_recall() -> None:
    true = sum(1 for _, _, doubt in ALL if doubt)
    results = [(words, doubt, screen(words).doubtful) for words, _, doubt in ALL]
    wrong = [row for row in results if row[1] != row[2]]
    said = sum(1 for _, _, found in results if found)
    right = sum(1 for _, doubt, found in results if found and found == doubt)
    precision, recall = _rates(right, said, true)
    assert precision >= 0.95, wrong
    assert recall >= 0.95, wrong


@pytest.mark.parametrize("words", CLEAN)
def test_an_honest_complaint_is_published_word_for_word(words: str) -> None:
    result = screen(words)
    assert (result.public_words, result.masked, result.doubtful) == (words, [], "")


@pytest.mark.parametrize(("words", "pieces", "doubt"), MASKED)
def test_what_is_around_a_masked_piece_stays(words: str, pieces: list[str], doubt: str) -> None:
    public = screen(words).public_words
    assert any(mark in public for mark in personal.MARKS.values())
    left = public
    for mark in personal.MARKS.values():
        left = left.replace(mark, "\0")
    for piece in left.split("\0"):
        assert piece in words


def test_several_kinds_are_named_once_each() -> None:
    result = screen("hp 081234567890 dan 085712345678, NIK 3174010101900001")
    assert result.masked == ["phone", "identity"]


def test_every_doubt_has_a_sentence() -> None:
    assert {doubt for _, _, doubt in ALL if doubt} == set(DOUBTS)


HAMMERS = [
    "0",
    "08",
    "0 ",
    "a.",
    "a-",
    "a@",
    "www.",
    "http://",
    "B 1 ",
    "pak budi ",
    "nol ",
    "no 1 ",
    "jl ",
    "(",
]
HAMMERS += ["saya tinggal di jl ", "usir para ", "o8l", "kk ", "si ", "alamat saya jalan a no ", "B.1.", "🙂"]


@pytest.mark.parametrize("piece", HAMMERS)
def test_no_words_make_it_slow(piece: str) -> None:
    words = (piece * 4000)[:4000]
    started = time.process_time()
    screen(words)
    assert time.process_time() - started < 0.5


@given(st.text(max_size=300))
def test_any_words_at_all_can_be_screened(words: str) -> None:
    result = screen(words)
    assert result.masked or result.public_words == words
