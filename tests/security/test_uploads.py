"""Hostile files are refused at every door, and what is sent out is no page."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import KELURAHAN, Cast
from tests.security.scene import SIZES, Visitor
from tests.security.test_input import told
from tests.stories.story import Story

pytestmark = pytest.mark.django_db


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
