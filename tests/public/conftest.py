import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tanggap.cases.actions import make_move
from tanggap.cases.models import Report
from tanggap.cases.shapes import Given
from tanggap.evidence.actions import store
from tanggap.insight import queries as insight
from tanggap.jobs.throttle import Throttle
from tanggap.people.models import User
from tanggap.people.rules import Actor
from tanggap.public import door
from tests.cast import Cast
from tests.pictures import jpeg

_numbers = count(1)
WORDS = "Tutup saluran air di depan sekolah pecah, anak-anak bisa terperosok."


@dataclass(frozen=True)
class Sent:
    """A report that was sent by the form: its number and secret."""

    number: str
    secret: str

    @property
    def page(self) -> str:
        """The address of its tracking page, with the secret."""
        return f"/lacak/{self.number}?k={self.secret}"


@pytest.fixture(autouse=True)
def fresh_numbers() -> Iterator[None]:
    """The front page remembers its numbers for a few seconds; tests don't."""
    insight.forget()
    yield
    insight.forget()


@pytest.fixture(autouse=True)
def no_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    """All tests come from one address; those about floods set their own limit."""
    monkeypatch.setattr(door, "_reports", Throttle(per_hour=0))
    monkeypatch.setattr(door, "_uploads", Throttle(per_hour=0))


@pytest.fixture
def filled(cast: Cast) -> Callable[..., dict[str, Any]]:
    """What a resident fills in, at a place in Tebet Timur; change it by keyword."""
    lat, lng = cast.place

    def fill(**other: Any) -> dict[str, Any]:
        fields = {
            "words": WORDS,
            "category": "tutup-saluran",
            "lat": str(lat),
            "lng": str(lng),
            "key": uuid4().hex,
        }
        return {**fields, "photos": [a_photo()], **other}

    return fill


@pytest.fixture
def send(client: Client, filled: Callable[..., dict[str, Any]]) -> Callable[..., Sent]:
    """Sends a report by the form and follows it to its receipt."""

    def go(**other: Any) -> Sent:
        return received(client.post("/lapor", filled(seen_similar="1", **other)))

    return go


def a_photo() -> SimpleUploadedFile:
    """A photo as a phone would send it, each a different one."""
    return SimpleUploadedFile("foto.jpg", jpeg(next(_numbers)), "image/jpeg")


def received(answer: Any) -> Sent:
    """The number and the secret of the receipt that a post leads to."""
    assert answer.status_code == 303, problems_of(answer)
    found = re.fullmatch(r"/lapor/terkirim/(JK\d+)\?k=([a-z2-7]+)(&lagi=1)?", answer["Location"])
    assert found is not None, answer["Location"]
    return Sent(found[1], found[2])


def problems_of(answer: Any) -> list[str]:
    """The lines of the error summary."""
    page = answer.content.decode()
    box = re.search(r'<div class="errors".*?</div>', page, re.DOTALL)
    return re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", box[0]) if box else [page[:500]]


class Office:
    """The staff's side of a case, for pages that show what staff did."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def move(self, who: User, sent: Sent, verb: str, **given: Any) -> None:
        """One move by a member of staff."""
        case_id = Report.objects.get(number=sent.number).case_id
        make_move(actor=Actor.of(who), case_id=case_id, verb=verb, given=Given(**given))

    def fix(self, sent: Sent) -> None:
        """The lurah's office takes it on, shows proof, and a validator accepts it."""
        officer = self.cast.officer
        self.move(officer, sent, "accept")
        proof = store(actor=Actor.of(officer), data=jpeg(next(_numbers)), name="bukti.jpg")
        self.move(officer, sent, "submit", note="Sudah diganti.", photo_ids=(proof.id,))
        self.move(self.cast.validator, sent, "approve")


@pytest.fixture
def office(cast: Cast) -> Office:
    """What staff do with a report."""
    return Office(cast)
