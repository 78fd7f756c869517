"""The table of moves, cell by cell."""

import pytest

from tanggap.cases.actions import EFFECTS
from tanggap.cases.workflow import CLOSED, MOVES, OPEN, SYSTEM_VERBS, Part, State, allowed
from tanggap.reactions import REACTIONS


def test_every_state_is_open_or_closed_and_none_is_both() -> None:
    assert set(State) == OPEN | CLOSED
    assert not OPEN & CLOSED


def test_every_move_has_an_effect_and_every_verb_its_consequences() -> None:
    assert set(EFFECTS) == set(MOVES)
    assert set(REACTIONS) == set(MOVES) | SYSTEM_VERBS


def test_nobody_without_a_part_may_do_anything() -> None:
    assert all(allowed(state, frozenset()) == [] for state in State)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("part", list(Part))
def test_a_move_is_offered_exactly_where_the_table_says(state: State, part: Part) -> None:
    offered = {row.verb for row in allowed(state, frozenset({part}))}
    for verb, row in MOVES.items():
        assert (verb in offered) == (state in row.sources and part in row.who)


def test_every_state_but_the_first_is_reached_and_every_open_one_is_left() -> None:
    reached = {row.to for row in MOVES.values() if row.to is not None}
    assert reached | {State.WAITING} == set(State)
    for state in OPEN:
        assert any(state in row.sources and row.to not in {None, state} for row in MOVES.values())


def test_only_a_validator_closes_as_done_and_only_a_reporter_reopens() -> None:
    closing = [row for row in MOVES.values() if row.to is State.DONE]
    assert [row.who for row in closing] == [frozenset({Part.VALIDATOR})]
    reopening = [row for row in MOVES.values() if row.sources & CLOSED and row.to in OPEN]
    assert [row.verb for row in reopening] == ["contest"]


def test_what_was_handed_in_for_checking_stays_as_it_is_until_it_was_checked() -> None:
    may_change = {row.verb for row in MOVES.values() if State.CHECKING in row.sources and row.to is not None}
    assert may_change == {"approve", "send_back"}
