"""python -m tanggap admin and apikey, as an operator uses them."""

import pytest

from tanggap.people import apikey, commands, queries
from tanggap.people.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db

GOOD = "kopi-tubruk-sepuluh"


def test_the_first_administrator_is_made_from_words_on_the_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["create", "--username", "kepala", "--name", "Ibu Kepala", "--password", GOOD]) == 0
    user = User.objects.get(username="kepala")
    assert (user.role, user.agency.code, user.is_staff) == ("administrator", "jkt", True)
    assert "kepala is an administrator now" in capsys.readouterr().out


def test_it_asks_for_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["kepala", "Ibu Kepala"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    monkeypatch.setattr("getpass.getpass", lambda _: GOOD)
    assert commands.main(["create"]) == 0
    assert User.objects.get(username="kepala").check_password(GOOD)


def test_two_different_answers_make_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter([GOOD, "lain-sama-sekali"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert commands.main(["create", "--username", "kepala", "--name", "Ibu Kepala"]) == 1
    assert "not the same" in capsys.readouterr().err
    assert not User.objects.filter(username="kepala").exists()


def test_the_password_can_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANGGAP_ADMIN_PASSWORD", GOOD)
    assert commands.main(["create", "--username", "kepala", "--name", "Ibu Kepala"]) == 0
    assert User.objects.get(username="kepala").check_password(GOOD)


def test_a_weak_password_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["create", "--username", "a", "--name", "A", "--password", "rahasia"]) == 1
    said = capsys.readouterr()
    assert "too easy to guess" in said.err
    assert "rahasia" not in said.err + said.out


def test_stopping_half_way_makes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", stopped)
    assert commands.main(["create"]) == 1
    assert "nothing was changed" in capsys.readouterr().err


def test_a_forgotten_password_is_replaced(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["password", "lurah", "--password", GOOD]) == 0
    cast.lurah.refresh_from_db()
    assert cast.lurah.check_password(GOOD)
    assert commands.main(["password", "siapa", "--password", GOOD]) == 1
    assert "no account called siapa" in capsys.readouterr().err


def test_a_token_is_printed_once_listed_and_revoked(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert apikey.main(["create", "Aplikasi mitra", "--user", "front_desk"]) == 0
    token = capsys.readouterr().out.strip()
    assert queries.actor_of_token(token) is not None
    assert apikey.main(["list"]) == 0
    listed = capsys.readouterr().out
    assert "Aplikasi mitra" in listed
    assert token not in listed
    (row,) = queries.tokens()
    assert apikey.main(["revoke", str(row.id)]) == 0
    assert queries.actor_of_token(token) is None
    assert apikey.main(["revoke", str(row.id)]) == 1


def test_an_empty_list_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert apikey.main(["list"]) == 0
    assert capsys.readouterr().out == "There are no tokens.\n"
