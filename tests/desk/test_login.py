"""Coming in: who, from where, how long, and what becomes of words typed too late."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD, Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import hidden, words
from tests.stories.story import Story

LOGIN = "/petugas/masuk"


def log_in(client: Client, username: str = "lurah", password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"username": username, "password": password, **more})


def test_the_right_password_leads_where_one_wanted_to_go(client: Client, cast: Cast) -> None:
    wanted = client.get("/petugas/?tab=closed")
    assert wanted["Location"] == f"{LOGIN}?next=%2Fpetugas%2F%3Ftab%3Dclosed"
    answer = log_in(client, next="/petugas/?tab=closed")
    assert answer["Location"] == "/petugas/?tab=closed"
    assert client.get("/petugas/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "x"])
def test_nobody_is_led_to_another_site(client: Client, cast: Cast, elsewhere: str) -> None:
    assert log_in(client, next=elsewhere)["Location"] == "/petugas/"


def test_a_wrong_password_does_not_say_which_of_the_two_is_wrong(client: Client, cast: Cast) -> None:
    known = words(log_in(client, password="salah"))
    unknown = words(log_in(client, username="tidakada", password="salah"))
    assert "tidak cocok" in known
    assert "tidak cocok" in unknown


def test_the_fifth_wrong_password_closes_the_door_and_says_until_when(client: Client, cast: Cast) -> None:
    for _ in range(4):
        assert log_in(client, password="salah").status_code == 400
    answer = log_in(client, password="salah")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    local = timezone.localtime(timezone.now() + timedelta(minutes=15))
    near = {(local + timedelta(minutes=by)).strftime("%H.%M") for by in (-1, 0)}
    assert any(f"{moment} WIB" in words(answer) for moment in near)
    assert log_in(client).status_code == 429, "the right password does not help now"
    assert log_in(client, username="officer").status_code == 302, "colleagues come in"


def test_a_planted_session_key_is_worthless_after_the_login(client: Client, cast: Cast) -> None:
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    log_in(client)
    assert client.session.session_key != before


def test_a_session_ends_twelve_hours_after_the_login_however_busy_it_is(client: Client, cast: Cast) -> None:
    log_in(client)
    first = Session.objects.get().expire_date
    assert abs(first - timezone.now() - timedelta(hours=12)) < timedelta(minutes=1)
    session = client.session
    session["busy"] = True
    session.save()
    assert abs(Session.objects.get().expire_date - first) < timedelta(seconds=1)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/petugas/").status_code == 302


def test_logging_out_forgets_the_session(client: Client, cast: Cast) -> None:
    log_in(client)
    client.post("/petugas/keluar")
    assert client.get("/petugas/").status_code == 302
    assert not Session.objects.exists()


def test_an_account_that_was_switched_off_is_out_at_once(at_desk: SignIn, cast: Cast) -> None:
    desk = at_desk(cast.officer)
    cast.officer.is_active = False
    cast.officer.save()
    assert desk.get("/petugas/").status_code == 302


def test_words_typed_after_the_session_ran_out_are_kept_and_sent(client: Client, story: Story) -> None:
    received = story.report()
    story.clock.tell(timezone.now())  # sessions live in real time
    url = f"/petugas/kasus/{received.case_id}/note"
    answer = client.post(url, {"note": "Sudah saya cek di lapangan.", "seen": "1"})
    assert answer.status_code == 401
    kept = hidden(answer)
    assert kept["kept-note"] == "Sudah saya cek di lapangan."
    again = log_in(client, username="officer", **kept)
    assert "Sudah saya cek di lapangan." in words(again)
    fields = hidden(again)
    assert fields["note"] == "Sudah saya cek di lapangan."
    done = client.post(url, fields)
    assert done["Location"] == f"/petugas/kasus/{received.case_id}"
    assert "Sudah saya cek di lapangan." in words(client.get(done["Location"]))


def test_kept_words_can_be_looked_at_before_they_are_sent(at_desk: SignIn, story: Story, cast: Cast) -> None:
    received = story.report()
    answer = at_desk(cast.officer).post(
        f"/petugas/kasus/{received.case_id}/note", {"note": "Belum dikirim.", "seen": "1", "lihat": "1"}
    )
    assert answer.status_code == 200
    assert "Belum dikirim.</textarea>" in words(answer)
    assert len(story.desk(cast.officer).steps) == 1


def test_passwords_are_never_kept(client: Client, cast: Cast) -> None:
    answer = client.post("/petugas/akun", {"old_password": "rahasia-lama", "new_password1": "rahasia-baru"})
    assert answer.status_code == 401
    assert "rahasia" not in words(answer)


def test_htmx_is_told_to_go_to_the_login(client: Client, cast: Cast) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/petugas/?tab=due&kasus=7"}
    answer = client.get("/petugas/kasus/7", headers=headers)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"{LOGIN}?next=%2Fpetugas%2F%3Ftab%3Ddue%26kasus%3D7"


def test_desk_pages_are_kept_by_no_cache(at_desk: SignIn, cast: Cast) -> None:
    answer = at_desk(cast.officer).get("/petugas/")
    assert answer["Cache-Control"] == "private, no-store"
    assert 'content="noindex' in words(answer)


def test_the_desk_speaks_the_language_of_the_account(at_desk: SignIn, cast: Cast) -> None:
    desk = at_desk(cast.officer)
    assert "Kotak masuk" in words(desk.get("/petugas/", headers={"Accept-Language": "en"}))
    desk.post("/petugas/akun/bahasa", {"language": "en"})
    answer = desk.get("/petugas/", headers={"Accept-Language": "id"})
    assert "Inbox" in words(answer)
    assert answer["Content-Language"] == "en"
    assert desk.post("/petugas/akun/bahasa", {"language": "xx"}).status_code == 400


def test_a_new_password_logs_out_every_other_device(client: Client, cast: Cast) -> None:
    other = Client()
    log_in(other)
    log_in(client)
    before = client.session.session_key
    new = "empat-kapal-di-teluk"
    answer = client.post(
        "/petugas/akun", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    assert answer.status_code == 302
    assert client.get("/petugas/").status_code == 200
    assert client.session.session_key != before
    assert other.get("/petugas/").status_code == 302
    assert log_in(Client(), password=PASSWORD).status_code == 400
    assert log_in(Client(), password=new).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("salah", "empat-kapal-di-teluk", "empat-kapal-di-teluk"),
        (PASSWORD, "pendek", "pendek"),
        (PASSWORD, "a" * 12, "b"),
    ],
)
def test_a_new_password_must_be_good_and_the_old_one_right(
    client: Client, cast: Cast, old: str, new: str, again: str
) -> None:
    log_in(client)
    answer = client.post("/petugas/akun", {"old_password": old, "new_password1": new, "new_password2": again})
    assert answer.status_code == 400
    assert log_in(Client()).status_code == 302


def test_the_administration_has_no_door_of_its_own(client: Client, at_desk: SignIn, cast: Cast) -> None:
    first = client.get("/admin/", follow=True)
    assert first.redirect_chain[-1][0] == f"{LOGIN}?next=%2Fadmin%2F"
    assert (
        client.post("/admin/login/", {"username": "administrator", "password": PASSWORD}).status_code == 302
    )
    assert client.get("/petugas/").status_code == 302, "nobody came in by the back door"
    assert log_in(client, username="administrator", next="/admin/")["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert at_desk(cast.officer).get("/admin/", follow=True).status_code == 404
