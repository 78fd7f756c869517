"""Report numbers as Jakarta writes them, and the secrets that go with them."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from tanggap.core.ids import read_number, report_number, same_secret, tracking_secret

AT = datetime(2025, 3, 5, 2, 0, tzinfo=UTC)


def test_a_number_has_jakartas_form() -> None:
    assert report_number(date(2025, 3, 5), 7) == "JK2503050007"


def test_a_day_that_overflows_takes_more_digits() -> None:
    assert report_number(date(2025, 3, 5), 10000) == "JK25030510000"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 10**7))
def test_no_two_serials_share_a_number_and_each_is_read_back(day: date, serial: int) -> None:
    number = report_number(day, serial)
    assert read_number(number) == number
    assert report_number(day, serial + 1) != number


def test_a_number_is_read_in_any_spelling_and_nothing_else_is() -> None:
    for typed in ("jk2503050007", " JK 250305 0007", "JK-250305-0007", "jk.250305.0007"):
        assert read_number(typed) == "JK2503050007"
    for typed in ("", "JK", "JK250305", "AB2503050007", "JK25030500x7", "JK2503050007; DROP TABLE"):
        assert read_number(typed) is None


def test_a_secret_is_long_steady_and_of_its_report_alone() -> None:
    secret = tracking_secret(b"k" * 32, "JK2503050007", AT)
    assert len(secret) == 26
    assert same_secret(secret, tracking_secret(b"k" * 32, "JK2503050007", AT))
    assert not same_secret(secret, tracking_secret(b"k" * 32, "JK2503050008", AT))
    assert not same_secret(secret, tracking_secret(b"o" * 32, "JK2503050007", AT))
    assert not same_secret(secret, "é")
