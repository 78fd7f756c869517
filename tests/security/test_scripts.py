"""Nobody's words are a script: on no page, in no letter; and pages run none but their own."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db.models import CharField, Value
from django.db.models.functions import Cast as AsText
from django.db.models.functions import Concat
from django.test import Client, RequestFactory

from tanggap.api import limits
from tanggap.catalog import queries as catalogued
from tanggap.catalog.models import Category, Group, Reason
from tanggap.notices.models import Delivery
from tanggap.notices.render import message
from tanggap.people import queries as people
from tanggap.people.models import Agency, User
from tanggap.places import queries as places
from tanggap.places.models import Area, Landmark
from tanggap.public import door
from tanggap.vault.shapes import OpenedContact
from tests.cast import Cast
from tests.security.scene import Visitor, desk_doors
from tests.security.test_input import FORM, MOVE_FIELDS
from tests.stories.story import Story

pytestmark = pytest.mark.django_db


TAG, QUOTE = "<b id=pwn onclick=alert(1)>", "\" autofocus onfocus=alert(1) x='"
EVIL = f"{TAG}{QUOTE}"[:58]


@pytest.fixture
def spoilt(cast: Cast) -> Iterator[None]:
    """Every name that an administrator can write is somebody's script."""
    each = Concat(Value(EVIL), "code")
    Category.objects.update(name_id=each, name_en=each, help_id=EVIL, help_en=EVIL)
    Category.objects.update(advice_id=EVIL, advice_en=EVIL)
    Group.objects.update(name_id=EVIL, name_en=EVIL)
    Reason.objects.update(name_id=EVIL, name_en=EVIL, sentence_id=EVIL, sentence_en=EVIL)
    Agency.objects.update(name=EVIL, short_name=EVIL, contact=EVIL)
    Area.objects.update(nama=EVIL)
    Landmark.objects.update(name=Concat(Value(EVIL), AsText("pk", CharField())))
    User.objects.update(name=EVIL)
    for room in (catalogued, people, places):
        room.forget()
    yield
    for room in (catalogued, people, places):
        room.forget()


def test_nobodys_words_are_a_script_on_any_page(story: Story, cast: Cast, spoilt: None) -> None:
    first = story.report(f"{EVIL} got mampet", place_text=EVIL, email="sari@example.org")
    story.report(f"{EVIL} got mampet sekali", join_case=first.case_id)
    story.move(cast.officer, "ask", note=EVIL)
    story.reporter("answer", first, note=EVIL)
    story.move(cast.officer, "tell", note=EVIL)
    story.move(cast.officer, "note", note=EVIL)
    story.move(cast.officer, "accept", note=EVIL)
    story.move(cast.officer, "plan", note=EVIL, until=date(2025, 3, 20))
    seen = 0
    for page in _pages(story, cast, first.number, first.secret, first.case_id):
        head, _, body = page.partition("<!doctype html>")
        if "text/html" not in head and "<" not in body:
            continue
        seen += "pwn" in page
        assert TAG not in page, page[max(0, page.find(TAG) - 200) :][:400]
        assert QUOTE[:20] not in page, page[max(0, page.find(QUOTE[:20]) - 200) :][:400]
    assert seen > 20, "the words are shown, as words"


def _pages(story: Story, cast: Cast, number: str, secret: str, case_id: int) -> Iterator[str]:
    anybody = Visitor()
    lat, lng = story.lat, story.lng
    for url in (
        "/",
        "/kasus",
        "/peta",
        "/tentang",
        "/lapor",
        "/lacak",
        f"/lacak/{number}",
        f"/lacak/{number}/isi",
    ):
        yield anybody.read(url)
    for url in (
        f"/lacak/{number}",
        f"/lacak/{number}/isi",
        f"/lapor/terkirim/{number}",
        f"/lapor/kode/{number}.svg",
    ):
        yield anybody.read(url, k=secret)
    yield anybody.read("/lacak", nomor=EVIL)
    form = {"words": EVIL + " got mampet", "category": "tutup-saluran", "lat": lat, "lng": lng}
    for url in ("/lapor", "/lapor/mirip"):
        yield anybody.send(url, **form)
        yield anybody.send(url, **dict.fromkeys(FORM, EVIL))
    yield anybody.send("/lapor", words="Ada kebakaran besar di rumah tetangga sekarang!", name=EVIL)
    yield anybody.send(f"/lacak/{number}/jawab", k=secret, note=EVIL * 100)
    yield anybody.send(f"/lacak/{number}/ikuti", k=secret, email=EVIL)
    yield anybody.send(
        "/petugas/masuk", username=EVIL, password=EVIL, next=EVIL, **{"kept-note": EVIL, f"kept-{EVIL}": EVIL}
    )
    yield anybody.read("/petugas/masuk", next=EVIL)
    for user in (cast.lurah, cast.coordinator, cast.auditor):
        visitor = Visitor(user)
        for url, query in desk_doors([case_id]):
            yield visitor.read(url, **query)
        for verb in ("coordinate", "delegate", "assign", "refuse", "recategorise", "locate", "approve_plan"):
            yield visitor.read(f"/petugas/kasus/{case_id}/{verb}")
            yield visitor.send(f"/petugas/kasus/{case_id}/{verb}", **dict.fromkeys(MOVE_FIELDS, EVIL))
        yield visitor.read("/petugas/akun")
        yield visitor.read("/petugas/", cari=EVIL)
    desk = Visitor(cast.front_desk)
    yield desk.read("/petugas/lapor")
    yield desk.send("/petugas/lapor", **dict.fromkeys(FORM, EVIL))
    yield desk.send("/petugas/lapor", **form)
    yield Visitor(cast.administrator).read("/admin/people/user/")


def test_nor_in_a_letter(story: Story, cast: Cast, spoilt: None) -> None:
    story.report(f"{EVIL} got mampet", place_text=EVIL, email="sari@example.org")
    story.move(cast.officer, "refuse", note=EVIL, reason=cast.reason("refuse"))
    letters = [message(row, OpenedContact(EVIL, "sari@example.org", "")) for row in Delivery.objects.all()]
    assert len(letters) == 2
    for letter in letters:
        assert TAG not in letter.html
        assert QUOTE[:20] not in letter.html
        assert "\n" not in letter.subject


def test_pages_forbid_every_script_but_their_own(story: Story, cast: Cast) -> None:
    received = story.report()
    pages = [*Visitor(cast.lurah).pages(received), *Visitor().pages(received)]
    assert len(pages) > 8
    for url, answer in pages:
        policy = dict(
            part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'", url
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["form-action"] == "'self'"
        assert answer["X-Content-Type-Options"] == "nosniff"
        html = answer.content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)", html), url
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html), url
        assert not re.search(r'(?:src|href)="(?:https?:)?//(?!testserver)', html), url


def test_a_forged_host_is_named_on_no_page(story: Story, cast: Cast) -> None:
    received = story.report(email="sari@example.org")
    for url in (
        "/",
        "/kasus",
        f"/lacak/{received.number}?k={received.secret}",
        f"/lapor/terkirim/{received.number}?k={received.secret}",
        f"/api/v1/reports/{received.number}?k={received.secret}",
        "/petugas/",
        "/admin/",
    ):
        for more in ({"HTTP_HOST": "evil.example"}, {"HTTP_X_FORWARDED_HOST": "evil.example"}):
            answer = Client(**more).get(url)  # type: ignore[arg-type]
            text = answer.content.decode() + str(answer.headers)
            assert "evil.example" not in text, url


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "\t//evil.example",
        "/\t/evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "http://evil.example/",
        "/%0a/evil",
    ],
)
def test_no_form_leads_to_another_site(cast: Cast, back: str) -> None:
    answer = Client().post("/bahasa", {"bahasa": "en", "kembali": back})
    assert re.fullmatch(r"/(?![/\\\t]).*|/", answer["Location"])
    for url in ("/petugas/masuk", "/admin/login/"):
        page = Client().get(url, {"next": back}, follow=True).content.decode()
        assert 'name="next" value="/petugas/"' in page or 'value="/%0a/evil"' in page


def test_a_forged_address_escapes_no_limit(settings: Any) -> None:
    settings.PROXIES = 0
    request = RequestFactory().post("/lapor", headers={"X-Forwarded-For": "203.0.113.1, 203.0.113.2"})
    assert door.address(request) == limits._address(request) == "127.0.0.1"
    settings.PROXIES = 1
    assert door.address(request) == limits._address(request) == "203.0.113.2", "what our own proxy wrote"
