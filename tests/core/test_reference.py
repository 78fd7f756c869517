"""Comparing files with what is stored: nobody's own change is undone, and nothing is done twice."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from tanggap.core.reference import compare, digest

keys = some.sampled_from(["a", "b", "c", "d"])
values = some.fixed_dictionaries({"words": some.sampled_from(["", "x", "y"]), "active": some.just(True)})
tables = some.dictionaries(keys, values)


def ledger(rows: dict[str, Any]) -> dict[str, str]:
    return {key: digest(row) for key, row in rows.items()}


def applied(
    wanted: dict[str, Any], stored: dict[str, Any], known: dict[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """What stands and is remembered after the difference was carried out."""
    found = compare(wanted, stored, known)
    after = {**stored, **{key: wanted[key] for key in [*found.create, *found.update]}}
    after |= {key: {**stored[key], "active": False} for key in found.retire}
    return after, {**known, **found.remember, **{key: digest(after[key]) for key in found.retire}}


@given(tables, tables, tables)
def test_a_second_run_finds_nothing_to_do(
    wanted: dict[str, Any], stored: dict[str, Any], loaded: dict[str, Any]
) -> None:
    after, known = applied(wanted, stored, ledger(loaded))
    found = compare(wanted, after, known)
    assert (found.create, found.update, found.retire, found.remember) == ([], [], [], {})


@given(tables, tables)
def test_untouched_rows_always_end_like_the_file(old: dict[str, Any], new: dict[str, Any]) -> None:
    after, _ = applied(new, old, ledger(old))
    assert {key: after[key] for key in new} == new
    assert all(not after[key]["active"] for key in old.keys() - new.keys())


@given(tables, tables, keys)
def test_a_row_somebody_changed_is_never_touched(old: dict[str, Any], new: dict[str, Any], key: str) -> None:
    own = {"words": "by hand", "active": True}
    after, _ = applied(new, {**old, key: own}, ledger({**old, key: {"words": "loaded", "active": True}}))
    assert after[key] == own


def test_a_row_somebody_removed_stays_away() -> None:
    wanted = {"a": {"words": "x"}}
    assert compare(wanted, {}, ledger(wanted)).kept == ["a"]


def test_a_column_added_later_and_empty_changes_no_digest() -> None:
    old = {"words": "x", "active": True}
    assert digest({**old, "crew": False, "note": "", "rank": 0, "parent": None}) == digest(old)
    assert digest({**old, "crew": True}) != digest(old)


def test_dates_are_compared_as_words() -> None:
    assert digest({"day": date(2026, 8, 17)}) == digest({"day": "2026-08-17"})
