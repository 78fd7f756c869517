"""Whatever is sent to whichever door: an answer in words, never a failure, never somebody else's script."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.cast import KELURAHAN, Cast
from tests.security.scene import Visitor
from tests.stories.story import Story

pytestmark = pytest.mark.django_db

NASTY = [
    "",
    "\0",
    "a\0b",
    "\x1b[31m",
    "\u202eabc",
    "🙂" * 5000,
    "a" * 100_000,
    "-1",
    "0",
    "9" * 17,
    "9" * 18,
    "9" * 40,
    "1e999",
    "-1e999",
    "NaN",
    "Infinity",
    "0x10",
    "1_0",
    "٣",
    "[]",
    "{}",
    "null",
    "' OR 1=1 --",
    "%s%n%(x)s",
    "{{7*7}}{% load %}",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "\ufdfa" * 3000,
    "\u0315\u0300" * 3000,
]
# The desk's pages are large: what has ever made a difference to a field there.
FEW = ["", "\0", "a" * 100_000, "-1", "9" * 17, "9" * 18, "9" * 40, "NaN", "٣", "\u0315\u0300" * 3000]
FORM = (
    "words",
    "category",
    "kind",
    "visibility",
    "lat",
    "lng",
    "accuracy_m",
    "kelurahan",
    "landmark_id",
    "place_text",
    "name",
    "email",
    "phone",
    "key",
    "seen_similar",
    "photo",
    "drop",
    "join_case",
    "edit",
    "website",
)
READS = [
    ("/lacak", ("nomor",)),
    ("/kasus", ("wilayah", "kategori", "status", "sesudah")),
    ("/peta", ("wilayah", "kategori", "status")),
    ("/peta/titik.json", ("bbox", "wilayah", "kategori", "status")),
    ("/peta/garis/kelurahan.json", ("dalam",)),
    ("/lapor", ("kelurahan", "kategori")),
    ("/lapor/patokan", ("kelurahan",)),
    ("/foto/00000000-0000-0000-0000-000000000000/thumb.webp", ("t", "n", "k")),
    ("/api/v1/cases", ("kelurahan", "category", "state", "after", "limit")),
    ("/api/v1/near", ("lat", "lng", "category", "words")),
    ("/api/v1/suggest", ("words", "limit")),
    ("/api/v1/places", ("lat", "lng")),
]
DESK_READS = [
    ("/petugas/", ("tab", "keadaan", "kategori", "wilayah", "pemegang", "cari", "setelah", "kasus")),
    ("/petugas/hitungan", ("tab", "keadaan", "kategori", "setelah")),
    ("/petugas/ringkasan", ("hari",)),
    ("/petugas/masuk", ("next",)),
    ("/api/v1/desk/cases", ("tab", "state", "category", "kelurahan", "number", "after", "limit")),
]
MOVE_FIELDS = (
    "note",
    "reason",
    "agency_id",
    "agency_other",
    "user_id",
    "until",
    "case_id",
    "number",
    "category_id",
    "kelurahan",
    "report_ids",
    "photo_ids",
    "seen",
)


def told(answer: Any, where: object) -> None:
    """An answer in words: no failure, no word of ours about code."""
    assert answer.status_code < 500, (where, answer.content[:300])
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"Traceback" not in body
    assert not any("\n" in value or "\r" in value for value in answer.headers.values())
    assert "Set-Cookie" not in answer.headers or "a=b" not in answer.headers["Set-Cookie"]


@pytest.fixture
def anybody() -> Client:
    """A browser to which the server's failures are answers, not exceptions."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("url", "names"), READS)
def test_reads_take_anything(anybody: Client, url: str, names: tuple[str, ...]) -> None:
    for name in names:
        for value in NASTY:
            told(anybody.get(url, {name: value}), (name, value[:20]))


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_the_report_form_takes_anything(anybody: Client, cast: Cast, value: str) -> None:
    fine = {"words": "Got mampet di depan sekolah.", "category": "jalan", "kelurahan": KELURAHAN}
    for name in FORM:
        for url in ("/lapor", "/lapor/mirip"):
            told(anybody.post(url, fine | {name: value}), (url, name))
    told(anybody.post("/lapor/saran", {"words": value}), "saran")
    told(anybody.post("/lapor/tempat", {"lat": value, "lng": value}), "tempat")
    told(anybody.post("/bahasa", {"bahasa": value, "kembali": value}), "bahasa")


@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_a_tracking_page_takes_anything(anybody: Client, story: Story, value: str) -> None:
    received = story.report()
    for word in ("jawab", "benar", "sanggah", "nilai", "ikuti", "berhenti"):
        for name in ("k", "note", "score", "email", "photo"):
            form = {"k": received.secret, name: value}
            told(anybody.post(f"/lacak/{received.number}/{word}", form), (word, name))
    for name in ("k", "kabar", "n"):
        told(anybody.get(f"/lacak/{received.number}", {name: value}), name)
        told(anybody.get(f"/lacak/{received.number}/isi", {name: value}), name)


@pytest.mark.parametrize(
    "path", ["%00", "JK%00", "JK2503050001%00", "%ff", "%ed%a0%80", "..%2f", "JK" + "9" * 3000]
)
def test_so_do_addresses(anybody: Client, path: str) -> None:
    for door_of in (
        "/lacak/{}",
        "/lacak/{}/isi",
        "/lapor/terkirim/{}",
        "/lapor/kode/{}.svg",
        "/lapor/jenis/{}",
    ):
        told(anybody.get(door_of.format(path)), door_of)
    for door_of in ("/lacak/{}/ikuti", "/lacak/{}/berhenti", "/lacak/{}/jawab"):
        told(anybody.post(door_of.format(path), {"k": "a" * 26}), door_of)
    for door_of in (
        "/api/v1/reports/{}",
        "/api/v1/{}",
        "/petugas/{}",
        "/foto/{}/thumb.webp",
        "/peta/garis/{}.json",
    ):
        told(anybody.get(door_of.format(path)), door_of)


@pytest.mark.parametrize(("url", "names"), DESK_READS)
def test_the_desk_reads_take_anything(cast: Cast, url: str, names: tuple[str, ...]) -> None:
    visitor = Visitor(cast.coordinator)
    visitor.client.raise_request_exception = False
    for name in names:
        for value in FEW:
            told(visitor.client.get(url, {name: value}, headers=visitor.headers), (name, value[:20]))


@pytest.mark.parametrize("value", FEW, ids=range(len(FEW)))
def test_the_desk_moves_take_anything(story: Story, cast: Cast, value: str) -> None:
    received = story.report()
    visitor = Visitor(cast.lurah)
    visitor.client.raise_request_exception = False
    fine = {"note": "Catatan.", "seen": "1", "reason": cast.reason("refuse")}
    for verb in ("coordinate", "delegate", "assign", "plan", "recategorise", "join", "split", "submit"):
        for name in MOVE_FIELDS:
            address = f"/petugas/kasus/{received.case_id}/{verb}"
            told(visitor.client.post(address, fine | {name: value}), (verb, name))
    desk = Visitor(cast.front_desk)
    desk.client.raise_request_exception = False
    for name in (*FORM, "photo_ids", "channel", "language"):
        form = {"words": "Got mampet di depan sekolah.", "category": "jalan", "baru": "1", name: value}
        told(desk.client.post("/petugas/lapor", form), name)


BODIES = [
    b"",
    b"\xff\xfe",
    b"null",
    b"[]",
    b'"words"',
    b"1",
    b"{",
    b'{"words": "\xed\xa0\x80"}',
    b'{"words": "\\ud800 got mampet"}',
    b'{"words": NaN}',
    b'{"lat": NaN, "lng": Infinity}',
    b'{"lat": 1e999, "lng": -1e999}',
    b'{"lat": "-6.2", "lng": true}',
    b'{"words": ["a"], "category": {"a": 1}}',
    b'{"words": "a", "words": ["b"]}',
    b'{"join_case": 99999999999999999999999999}',
    b'{"join_case": -1}',
    b'{"join_case": 1.5}',
    b'{"photos": [["a"]]}',
    b'{"photos": "a"}',
    b'{"landmark": 9223372036854775808}',
    b'{"email": "a@b.id\\r\\nBcc: c@d.id"}',
    b'{"name": "a\\u0000b"}',
    b'{"key": "' + b"k" * 100 + b'"}',
    b'{"role": "auditor", "moderation": "clear", "visibility": "public"}',
    b"[" * 30_000 + b"]" * 30_000,
    b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    b'{"words": "' + b"a" * 70_000 + b'"}',
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_the_api_takes_any_body(story: Story, cast: Cast, body: bytes) -> None:
    received = story.report()
    visitor = Visitor(cast.officer)
    visitor.client.raise_request_exception = False
    addresses = (
        "/api/v1/reports",
        f"/api/v1/reports/{received.number}/moves/answer?k={received.secret}",
        f"/api/v1/desk/cases/{received.case_id}/moves/note",
        f"/api/v1/desk/cases/{received.case_id}/moves/join",
    )
    for address in addresses:
        for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
            answer = visitor.client.generic("POST", address, body, kind, headers=visitor.headers)
            told(answer, (address, kind))
            assert answer.status_code in {400, 404, 409, 413, 415, 422}, (address, kind, answer.content)


@pytest.mark.parametrize("key", ["\0", "k\0" * 20, "é" * 20, "k" * 200, "k", " " * 20])
def test_a_strange_idempotency_key_is_refused_or_kept_apart(anybody: Client, cast: Cast, key: str) -> None:
    body = {"words": "Got mampet di depan sekolah.", "category": "jalan", "kelurahan": KELURAHAN, "key": key}
    told(anybody.post("/api/v1/reports", json.dumps(body), "application/json"), key)
