"""Callers of the API: a resident's app, and staff with tokens."""

import io
import itertools
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tanggap.api import limits
from tanggap.jobs.throttle import Throttle
from tanggap.people import actions as people
from tanggap.people.models import User
from tanggap.people.rules import SYSTEM
from tests.cast import PLACE

WORDS = "Got mampet di depan sekolah, air meluap ke jalan sejak kemarin."


def jpeg() -> bytes:
    """A small picture, as a phone would send it."""
    stream = io.BytesIO()
    Image.effect_noise((320, 240), 60).save(stream, "JPEG")
    return stream.getvalue()


class Caller:
    """Speaks to the API as an app does; token "" for residents."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Accept-Language": "en"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: Any) -> Any:
        """An answer; its .json() is the body."""
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        """Sends a JSON body."""
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1{path}", body, content_type="application/json", headers=sent)

    def report(self, **fields: Any) -> dict[str, Any]:
        """A report that is accepted."""
        answer = self.post("/reports", report(**fields))
        assert answer.status_code == 201, answer.content
        made: dict[str, Any] = answer.json()
        return made

    def move(self, case: int, verb: str, **given: Any) -> Any:
        """A move of staff."""
        return self.post(f"/desk/cases/{case}/moves/{verb}", given)


def report(**fields: Any) -> dict[str, Any]:
    """What an app sends at the least, and what is different this time."""
    lat, lng = PLACE
    return {"words": WORDS, "category": "saluran-sungai", "lat": lat, "lng": lng, **fields}


def problem(answer: Any, status: int, code: str = "", field: str = "") -> dict[str, Any]:
    """The problem document, after checking that it is one, of this status, code and field."""
    body: dict[str, Any] = answer.json()
    assert answer.status_code == status, body
    assert answer["Content-Type"] == "application/problem+json"
    assert body["status"] == status
    assert body["detail"]
    faults = [*body.get("errors", []), body]
    assert any(fault["code"] == code for fault in faults) or not code, body
    assert any(fault["field"] == field for fault in faults) or not field, body
    return body


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test counts against the hourly limit of another."""
    for name in ("reports", "uploads"):
        monkeypatch.setattr(limits, name, Throttle(per_hour=1000))


@pytest.fixture
def app(cast: object) -> Caller:
    """A resident's app."""
    return Caller()


@pytest.fixture
def staff(db: None) -> Any:
    """staff(user): that account's API client."""
    serial = itertools.count()

    def of(user: User) -> Caller:
        return Caller(people.create_token(actor=SYSTEM, name=f"test {next(serial)}", username=user.username))

    return of
