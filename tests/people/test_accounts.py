"""Accounts and tokens: made by administrators, weak passwords refused, tokens told once."""

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tanggap.core.errors import Invalid, NotAllowed, NotFound
from tanggap.people import actions, queries
from tanggap.people.models import ApiToken, User
from tanggap.people.roles import Role
from tanggap.people.rules import PUBLIC, SYSTEM, Actor
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db

GOOD = "kopi-tubruk-sepuluh"


def root() -> int:
    row = queries.agency_by_code("jkt")
    assert row is not None
    return row.id


def made(**changes: Any) -> int:
    given: dict[str, Any] = {
        "actor": SYSTEM,
        "username": "putri",
        "name": "Putri Handayani",
        "role": Role.OFFICER,
        "agency_id": root(),
        "password": GOOD,
    }
    return actions.create_user(**given | changes)


def test_a_new_account_can_sign_in_with_its_password_kept_by_argon2() -> None:
    user = User.objects.get(pk=made())
    assert user.password.startswith("argon2")
    assert check_password(GOOD, user.password)
    assert (user.role, user.is_active, user.language) == (Role.OFFICER, True, "id")


@pytest.mark.parametrize(
    "weak", ["", "pendek", "password12", "1234567890", "putrihandayani", "Putri Handayani"]
)
def test_a_weak_password_is_refused(weak: str) -> None:
    with pytest.raises(Invalid) as refused:
        made(password=weak, username="putri.handayani")
    assert refused.value.field == "password"
    assert not User.objects.filter(username="putri.handayani").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", ""),
        ("username", "dua kata"),
        ("username", "x" * 61),
        ("name", "  "),
        ("email", "bukan-surel"),
        ("agency_id", -1),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        made(**{field: value})
    assert refused.value.field == field.removesuffix("_id")


def test_a_username_is_given_once(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        made(username="lurah")
    assert refused.value.code == "taken"
    assert User.objects.filter(username="lurah").count() == 1


def test_only_administrators_make_accounts(cast: Cast) -> None:
    for user in (cast.lurah, cast.coordinator, cast.leader):
        with pytest.raises(NotAllowed):
            made(actor=Actor.of(user))
    with pytest.raises(NotAllowed):
        made(actor=PUBLIC)
    assert made(actor=Actor.of(cast.administrator))


def test_everybody_may_change_their_own_password_and_nobody_elses(cast: Cast) -> None:
    actions.set_password(actor=Actor.of(cast.lurah), username="lurah", password=GOOD)
    cast.lurah.refresh_from_db()
    assert cast.lurah.check_password(GOOD)
    with pytest.raises(NotAllowed):
        actions.set_password(actor=Actor.of(cast.lurah), username="officer", password=GOOD)
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(PASSWORD)
    with pytest.raises(NotFound):
        actions.set_password(actor=SYSTEM, username="siapa", password=GOOD)


def test_a_token_acts_as_its_account_and_only_its_digest_is_kept(cast: Cast) -> None:
    token = actions.create_token(actor=SYSTEM, name="Aplikasi mitra", username="front_desk")
    assert queries.actor_of_token(token) == Actor.of(cast.front_desk)
    kept = ApiToken.objects.get()
    assert token not in {kept.digest, kept.name}
    assert len(kept.digest) == 64
    assert token.startswith("tgp_")


def test_a_token_is_read_with_one_statement(cast: Cast) -> None:
    token = actions.create_token(actor=SYSTEM, name="Aplikasi", username="front_desk")
    with CaptureQueriesContext(connection) as asked:
        queries.actor_of_token(token)
    assert len(asked) == 1


def test_a_revoked_unknown_or_idle_accounts_token_opens_nothing(cast: Cast) -> None:
    token = actions.create_token(actor=SYSTEM, name="Aplikasi", username="front_desk")
    assert queries.actor_of_token(token + "x") is None
    assert queries.actor_of_token("") is None
    assert queries.actor_of_token("\ud800") is None
    cast.front_desk.is_active = False
    cast.front_desk.save()
    assert queries.actor_of_token(token) is None
    cast.front_desk.is_active = True
    cast.front_desk.save()
    (row,) = queries.tokens()
    actions.revoke_token(actor=SYSTEM, token_id=row.id)
    assert queries.actor_of_token(token) is None
    with pytest.raises(NotFound):
        actions.revoke_token(actor=SYSTEM, token_id=row.id)


def test_a_token_needs_a_name_an_account_and_an_administrator(cast: Cast) -> None:
    with pytest.raises(Invalid):
        actions.create_token(actor=SYSTEM, name=" ", username="front_desk")
    with pytest.raises(NotFound):
        actions.create_token(actor=SYSTEM, name="Aplikasi", username="siapa")
    for act in (actions.create_token, actions.revoke_token):
        given: dict[str, Any] = (
            {"name": "x", "username": "lurah"} if act is actions.create_token else {"token_id": 1}
        )
        with pytest.raises(NotAllowed):
            act(actor=Actor.of(cast.lurah), **given)


def test_a_case_can_be_given_to_the_working_people_of_its_office(cast: Cast) -> None:
    names = [row.username for row in queries.people_of(cast.lurah.agency_id)]
    assert names == ["officer", "lurah"]  # by name: Dewi, Rahmat; not the front desk
    cast.officer.is_active = False
    cast.officer.save()
    assert [row.role for row in queries.people_of(cast.lurah.agency_id)] == [Role.HEAD]
