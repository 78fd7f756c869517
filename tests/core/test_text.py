"""Words as people send them."""

from hypothesis import given
from hypothesis import strategies as st

from tanggap.core.text import clean, shortened


def test_control_and_direction_marks_go_and_emoji_stay() -> None:
    assert clean("Jalan\x00 \u202ebolong\x07 🕳️\r\n") == "Jalan bolong 🕳️"


def test_a_lone_surrogate_does_not_break_anything() -> None:
    assert clean("got \ud800mampet").encode() == b"got mampet"


@given(st.text())
def test_cleaning_twice_changes_nothing_more_and_the_result_can_be_stored(words: str) -> None:
    once = clean(words)
    assert clean(once) == once
    assert "\x00" not in once
    once.encode()


@given(st.text(), st.integers(5, 60))
def test_a_shortened_line_is_one_line_within_its_limit(words: str, limit: int) -> None:
    line = shortened(words, limit)
    assert len(line) <= limit
    assert "\n" not in line
