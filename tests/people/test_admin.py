"""The administration pages of agencies and accounts: for administrators alone."""

import pytest
from django.test import Client

from tanggap.people import queries
from tanggap.people.models import Agency, User
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.administrator)
    return client


@pytest.mark.parametrize(
    "page", ["", "people/agency/", "people/user/", "people/user/add/", "people/agency/add/"]
)
def test_the_pages_open(admin: Client, page: str) -> None:
    assert admin.get(f"/admin/{page}").status_code == 200


def test_an_officer_is_kept_out(cast: Cast, client: Client) -> None:
    client.force_login(cast.lurah)
    assert client.get("/admin/people/user/").status_code == 302


def test_an_edited_agency_is_seen_at_once(admin: Client) -> None:
    row = Agency.objects.get(code="dinas-sda")
    page = f"/admin/people/agency/{row.pk}/change/"
    assert admin.get(page).status_code == 200
    given = {
        "name": row.name, "short_name": "SDA", "kind": row.kind, "parent": row.parent_id, "area": "",
        "contact": "", "active": "on",
    }  # fmt: skip
    assert queries.agency(row.pk).short_name == "Dinas SDA"
    assert admin.post(page, given).status_code == 302
    assert queries.agency(row.pk).short_name == "SDA"


def test_an_agency_cant_be_put_under_itself_or_one_below(admin: Client) -> None:
    kota = Agency.objects.get(code="kota-31.74")
    for under in ("kota-31.74", "kel-31.74.01.1001"):
        given = {
            "name": kota.name, "short_name": kota.short_name, "kind": kota.kind, "area": kota.area,
            "parent": Agency.objects.get(code=under).pk, "contact": "", "active": "on",
        }  # fmt: skip
        assert admin.post(f"/admin/people/agency/{kota.pk}/change/", given).status_code == 200
    kota.refresh_from_db()
    assert kota.parent == Agency.objects.get(code="jkt")


def test_roles_are_offered_in_words(admin: Client) -> None:
    assert "Petugas lapangan" in admin.get("/admin/people/user/add/").content.decode()


def test_agencies_and_accounts_are_never_deleted(admin: Client, cast: Cast) -> None:
    agency = Agency.objects.get(code="triage")
    assert admin.post(f"/admin/people/agency/{agency.pk}/delete/", {"post": "yes"}).status_code == 403
    assert admin.post(f"/admin/people/user/{cast.lurah.pk}/delete/", {"post": "yes"}).status_code == 403


def account(**changes: str) -> dict[str, str]:
    given = {
        "username": "putri", "password1": "kopi-tubruk-sepuluh", "password2": "kopi-tubruk-sepuluh",
        "name": "Putri", "email": "", "language": "id", "role": "officer",
        "agency": str(Agency.objects.get(code="triage").pk),
    }  # fmt: skip
    return given | changes


def test_an_account_is_made_and_its_password_changed(admin: Client) -> None:
    assert admin.post("/admin/people/user/add/", account()).status_code == 302
    user = User.objects.get(username="putri")
    assert user.check_password("kopi-tubruk-sepuluh")
    assert admin.get(f"/admin/people/user/{user.pk}/change/").status_code == 200
    page = f"/admin/people/user/{user.pk}/password/"
    assert admin.get(page).status_code == 200
    new = {"password1": "teh-tarik-sebelas", "password2": "teh-tarik-sebelas"}
    assert admin.post(page, new).status_code == 302
    user.refresh_from_db()
    assert user.check_password("teh-tarik-sebelas")


def test_a_weak_password_is_refused_on_the_page(admin: Client) -> None:
    answer = admin.post("/admin/people/user/add/", account(password1="password12", password2="password12"))
    assert answer.status_code == 200
    assert not User.objects.filter(username="putri").exists()
