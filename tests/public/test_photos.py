"""Photos: public ones for everybody's cache, others only to who may see them, originals to nobody."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from tanggap.cases.models import CasePhoto
from tests.public.conftest import Office, Sent, a_photo

Send = Callable[..., Sent]
pytestmark = pytest.mark.django_db


def photo_of(sent: Sent, role: str = "before") -> str:
    return str(
        CasePhoto.objects.filter(case__reports__number=sent.number, role=role).values_list(
            "photo", flat=True
        )[0]
    )


@pytest.mark.parametrize("size", ["thumb", "medium", "large"])
def test_a_public_photo_may_be_cached(client: Client, send: Send, size: str) -> None:
    answer = client.get(f"/foto/{photo_of(send())}/{size}.webp")
    assert answer.status_code == 200
    assert answer.content.startswith(b"RIFF")
    assert "public" in answer["Cache-Control"]


@pytest.mark.parametrize("size", ["original", "huge", "..", "thumbs"])
def test_there_are_no_other_sizes(client: Client, send: Send, size: str) -> None:
    assert client.get(f"/foto/{photo_of(send())}/{size}.webp").status_code == 404


def test_an_unknown_photo_is_not_found(client: Client) -> None:
    assert client.get(f"/foto/{uuid4()}/thumb.webp").status_code == 404


def test_a_private_photo_opens_to_its_reporter_only(client: Client, send: Send) -> None:
    sent = send(visibility="private")
    other = send()
    address = f"/foto/{photo_of(sent)}/thumb.webp"
    assert client.get(address).status_code == 404
    assert client.get(f"{address}?n={other.number}&k={other.secret}").status_code == 404
    assert client.get(f"{address}?n={sent.number}&k=wrong").status_code == 404
    answer = client.get(f"{address}?n={sent.number}&k={sent.secret}")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_an_upload_token_opens_only_its_own_photo(client: Client) -> None:
    first = client.post("/lapor/foto", {"photo": a_photo()}).json()
    second = client.post("/lapor/foto", {"photo": a_photo()}).json()
    wrong = second["thumb"].split("?")[0] + "?t=" + first["token"]
    assert client.get(wrong).status_code == 404


def test_an_upload_token_opens_nothing_once_the_report_is_private(client: Client, send: Send) -> None:
    told = client.post("/lapor/foto", {"photo": a_photo()}).json()
    send(visibility="private", photos=[], photo=[told["token"]])
    assert client.get(told["thumb"]).status_code == 404


def test_staff_see_what_their_role_may_see(client: Client, send: Send, office: Office) -> None:
    sent = send(visibility="private")
    address = f"/foto/{photo_of(sent)}/thumb.webp"
    client.force_login(office.cast.officer)
    assert client.get(address).status_code == 404
    client.force_login(office.cast.validator)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
