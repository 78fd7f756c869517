"""An address is taken only when mail can reach it, and nothing can be smuggled in with it."""

import pytest

from tanggap.core import email


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("sari@example.com", "sari@example.com"),
        (" Sari.W+lapor@Example.CO.ID ", "Sari.W+lapor@example.co.id"),
        ("sari@bücher.example", "sari@xn--bcher-kva.example"),
    ],
)
def test_an_address_has_one_spelling(written: str, address: str) -> None:
    assert email.address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "sari",
        "@example.com",
        "sari@example",
        "sari@127.0.0.1",
        "sari w@example.com",
        "a..b@example.com",
        "Sari <sari@example.com>",
        '"sari"@example.com',
        "sari@example.com\nBcc: all@example.com",
        "sari@example.com,budi@example.com",
        "sári@example.com",
        "sari@-x.com",
        "s@" + "a" * 64 + ".com",
        "s" * 65 + "@example.com",
        "s@" + "abcdefgh." * 40 + "com",
    ],
)
def test_what_mail_can_not_reach_is_refused(written: str) -> None:
    assert email.address(written) is None


def test_capitals_do_not_make_another_person() -> None:
    assert email.same("Sari@example.com") == email.same("sari@example.com")


def test_a_masked_address_keeps_one_letter() -> None:
    assert email.masked("sariwangi@example.com") == "s•••@example.com"
