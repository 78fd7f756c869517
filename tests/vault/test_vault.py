"""Bu Sari's contact: sealed, found again blindly, readable only through the vault, erased for good."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from tanggap.core.errors import Invalid, NotAllowed, NotFound
from tanggap.core.keys import Keys, load_or_create
from tanggap.people.rules import PUBLIC, SYSTEM, Actor
from tanggap.vault import actions, box, commands, queries
from tanggap.vault.models import Contact
from tanggap.vault.shapes import OpenedContact

pytestmark = pytest.mark.django_db


def sari() -> int:
    contact_id = actions.seal(actor=PUBLIC, name="Sari", email="Sari@Example.com", phone="0812-3456-7890")
    assert contact_id is not None
    return contact_id


def test_a_contact_comes_back_as_it_was_given_in_one_spelling() -> None:
    assert queries.opened(sari()) == OpenedContact("Sari", "Sari@example.com", "+6281234567890")


def test_nothing_given_keeps_nothing() -> None:
    assert actions.seal(actor=PUBLIC, name="  ", email=" ", phone="") is None
    assert Contact.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "field"),
    [({"email": "sari@"}, "email"), ({"phone": "12"}, "phone"), ({"name": "x" * 121}, "name")],
)
def test_a_wrong_contact_is_refused_with_its_field(given: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.seal(actor=PUBLIC, **given)
    assert refused.value.field == field
    assert Contact.objects.count() == 0


def test_nothing_readable_is_in_the_row() -> None:
    sari()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vault_contact")
        columns = [bytes(c) if isinstance(c, memoryview) else c for c in cursor.fetchone()]
    whole = repr(columns).lower()
    assert "sari" not in whole
    assert "example" not in whole
    assert "8123456" not in whole


def test_nothing_readable_is_in_a_repr() -> None:
    shown = repr(queries.opened(sari())) + repr(load_keys())
    assert "Sari" not in shown
    assert "+62" not in shown
    assert load_keys().vault.hex() not in shown
    assert repr(load_keys().vault) not in shown


def load_keys() -> Keys:
    return Keys("s", b"\x01" * 32, b"v" * 32, b"i" * 32)


def test_the_same_person_is_found_by_either_phone_or_e_mail() -> None:
    first = sari()
    by_phone = actions.seal(actor=PUBLIC, phone="+62 812 3456 7890")
    by_email = actions.seal(actor=PUBLIC, email="sari@example.COM")
    actions.seal(actor=PUBLIC, email="budi@example.com")
    assert queries.same_person(first) == [first, by_phone, by_email]


def test_people_without_a_phone_are_not_the_same_person() -> None:
    one = actions.seal(actor=PUBLIC, email="a@example.com")
    assert one is not None
    actions.seal(actor=PUBLIC, email="b@example.com")
    assert queries.same_person(one) == [one]


def test_the_blind_index_needs_the_key(settings: Any) -> None:
    one = sari()
    settings.KEYS = replace(settings.KEYS, index=b"other" * 8)
    other = sari()
    assert queries.same_person(one) == [one]
    assert queries.same_person(other) == [other]


def test_a_changed_box_does_not_open() -> None:
    sealed = bytearray(box.seal(b"secret", about=b"a"))
    sealed[-1] ^= 1
    with pytest.raises(box.Unopenable):
        box.opened(bytes(sealed), about=b"a")


@pytest.mark.parametrize(
    "cut", [lambda b: b"", lambda b: b[:20], lambda b: b[:-1], lambda b: b"\x00" * 4 + b[4:]]
)
def test_a_broken_box_does_not_open(cut: Callable[[bytes], bytes]) -> None:
    with pytest.raises(box.Unopenable):
        box.opened(cut(box.seal(b"secret", about=b"a")), about=b"a")


def test_a_box_of_one_thing_does_not_open_as_another() -> None:
    with pytest.raises(box.Unopenable):
        box.opened(box.seal(b"secret", about=b"photo 1"), about=b"photo 2")


def test_the_same_words_never_seal_alike() -> None:
    assert box.seal(b"secret", about=b"a") != box.seal(b"secret", about=b"a")


def test_after_a_change_of_key_old_boxes_open_and_are_sealed_anew(settings: Any) -> None:
    one = sari()
    old = settings.KEYS
    settings.KEYS = replace(old, vault=b"n" * 32, older=(old.vault,))
    assert queries.opened(one).name == "Sari"
    assert actions.reseal() == 1
    assert actions.reseal() == 0
    settings.KEYS = replace(old, vault=b"n" * 32, older=())
    assert queries.opened(one).name == "Sari"


def test_without_its_key_a_box_stays_shut(settings: Any) -> None:
    one = sari()
    settings.KEYS = replace(settings.KEYS, vault=b"n" * 32)
    with pytest.raises(box.Unopenable):
        queries.opened(one)


def test_a_renamed_key_file_becomes_an_older_key(tmp_path: Any) -> None:
    before = load_or_create(tmp_path)
    (tmp_path / "vault").rename(tmp_path / "vault-2025")
    after = load_or_create(tmp_path)
    assert after.vault != before.vault
    assert after.older == (before.vault,)


def test_erasing_removes_the_contact_for_good() -> None:
    one = sari()
    actions.erase(actor=Actor.reporter(1), contact_id=one)
    with pytest.raises(NotFound):
        queries.opened(one)
    with pytest.raises(NotFound):
        queries.same_person(one)
    with pytest.raises(NotFound):
        actions.erase(actor=SYSTEM, contact_id=one)


def test_the_public_can_not_erase() -> None:
    one = sari()
    with pytest.raises(NotAllowed):
        actions.erase(actor=PUBLIC, contact_id=one)
    assert queries.opened(one).name == "Sari"


def test_the_operator_seals_anew_with_one_command(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    sari()
    settings.KEYS = replace(settings.KEYS, vault=b"n" * 32, older=(settings.KEYS.vault,))
    assert commands.main(["reseal"]) == 0
    assert capsys.readouterr().out.startswith("1 contacts")
    assert commands.main([]) == 2
