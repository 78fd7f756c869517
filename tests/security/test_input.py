"""Whatever is sent to whichever door: an answer in words, never a failure, never somebody else's script."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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
from tests.cast import KELURAHAN, Cast
from tests.security.scene import SIZES, Visitor, desk_doors, move
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


# ---- scripts ----------------------------------------------------------------------------------------

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


# ---- addresses and headers --------------------------------------------------------------------------


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


# ---- uploads ----------------------------------------------------------------------------------------

HOSTILE = {
    "script.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "page.jpg": b"<!doctype html><script>alert(1)</script>",
    "page.html": b"\xff\xd8\xff<script>alert(1)</script>",
    "nothing.jpg": b"",
    "one.png": b"\x89",
    "head.png": b"\x89PNG\r\n\x1a\n",
    "letter.pdf": b"%PDF-1.4\n<script>alert(1)</script>\n%%EOF",
    "film.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 100,
    "archive.zip": b"PK\x03\x04" + b"\0" * 100,
    "../../../../tmp/x.jpg": b"GIF89a" + b"\0" * 100,
    'a"\r\nX-Evil: 1.jpg': b"\xff\xd8\xff\xe0" + b"\0" * 1000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_every_door(story: Story, cast: Cast, name: str) -> None:
    received = story.report()

    def file(field: str) -> dict[str, Any]:
        return {field: SimpleUploadedFile(name, HOSTILE[name], "image/jpeg")}

    anybody = Client(raise_request_exception=False)
    desk = Visitor(cast.officer)
    desk.client.raise_request_exception = False
    front = Visitor(cast.front_desk)
    form = {"words": "Got mampet di depan sekolah.", "category": "jalan", "kelurahan": KELURAHAN}
    answers = [
        anybody.post("/lapor/foto", file("photo")),
        anybody.post("/lapor", form | file("photos")),
        anybody.post("/api/v1/photos", file("photo")),
        anybody.post(f"/lacak/{received.number}/sanggah", {"k": received.secret} | file("photos")),
        desk.client.post("/petugas/unggah", file("photo")),
        desk.client.post(f"/petugas/kasus/{received.case_id}/accept", file("photos")),
    ]
    if name != "letter.pdf":
        answers.append(front.client.post("/petugas/lapor", form | file("photos")))
    for number, answer in enumerate(answers):
        told(answer, number)
        empty_field = not HOSTILE[name] and answer.status_code in {302, 303, 403}
        assert answer.status_code in {400, 403, 404, 413, 415} or empty_field, (number, answer.status_code)
        assert "X-Evil" not in answer.headers


def test_a_document_is_sent_as_a_file_that_no_browser_runs(story: Story, cast: Cast) -> None:
    front = Visitor(cast.front_desk)
    pdf = SimpleUploadedFile('surat".html', b"%PDF-1.4\n<script>alert(1)</script>\n%%EOF", "text/html")
    made = front.client.post("/petugas/unggah", {"photo": pdf, "documents": "1"}).json()
    answer = front.client.get(f"/petugas/dokumen/{made['id']}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{made["id"]}.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    for size in SIZES:
        assert front.status(f"/petugas/foto/{made['id']}/{size}.webp") == 404


def test_too_many_at_once_is_refused_in_words(cast: Cast, story: Story) -> None:
    files = [SimpleUploadedFile(f"{n}.jpg", HOSTILE["page.jpg"]) for n in range(30)]
    form = {"words": "Got mampet di depan sekolah.", "category": "jalan", "photos": files}
    answer = Client(raise_request_exception=False).post("/lapor", form)
    assert answer.status_code == 400
    many = {f"f{number}": "x" for number in range(5000)}
    assert Client(raise_request_exception=False).post("/lapor", many).status_code == 400


def test_moved(story: Story, cast: Cast) -> None:
    """The stage itself: a move that is allowed goes through."""
    received = story.report()
    assert move(story, cast.officer, received.case_id, "accept") == 2
