"""A phone number has one spelling, however it was written."""

import pytest

from tanggap.core import phone

MOBILE = "+6281234567890"


@pytest.mark.parametrize(
    "written",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "0812.3456.7890",
        "62812 3456 7890",
        "+62 812-3456-7890",
        "+62 (812) 3456 7890",
        "0062 812 3456 7890",
        "81234567890",
        "  081234567890 ",
        "０８１２３４５６７８９０",
        "0812–3456–7890",
    ],
)
def test_every_spelling_of_a_mobile_number_is_one_number(written: str) -> None:
    assert phone.e164(written) == MOBILE


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("(021) 555-1234", "+62215551234"),
        ("021 3822 1234", "+622138221234"),
        ("+62 21 38221234", "+622138221234"),
        ("0251-8321234", "+622518321234"),
        ("+65 9123 4567", "+6591234567"),
    ],
)
def test_landlines_and_foreign_numbers_are_read_too(written: str, number: str) -> None:
    assert phone.e164(written) == number


@pytest.mark.parametrize(
    "written",
    ["", "112", "081", "081234567890123", "021 123", "sari", "0812x3456789", "+62", "1500 123", "0" * 5000],
)
def test_what_is_no_phone_number_is_refused(written: str) -> None:
    assert phone.e164(written) is None


def test_a_number_is_shown_as_people_write_it_and_masked_for_logs() -> None:
    assert phone.shown(MOBILE) == "0812-3456-7890"
    assert phone.masked(MOBILE) == "••••7890"
    assert "123456" not in phone.masked(MOBILE)
