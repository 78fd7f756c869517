"""Photos at the desk: to whom they open, and that nobody else keeps a copy."""

from uuid import uuid4

from tanggap.evidence import actions as evidence
from tanggap.people.rules import Actor
from tests.cast import Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import bytes_of, words
from tests.pictures import jpeg
from tests.stories.story import Story

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_a_private_photo_opens_to_those_with_the_right_alone(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    story.report(visibility="private")
    photo = story.desk(cast.validator).reports[0].photos[0]
    url = f"/petugas/foto/{photo.id}/large.webp"
    for user in (cast.validator, cast.auditor, cast.coordinator):
        answer = at_desk(user).get(url)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Content-Type"] == "image/webp"
        assert bytes_of(answer)[8:12] == b"WEBP"
    for user in (cast.officer, cast.lurah, cast.crew, cast.stranger, cast.leader, cast.front_desk):
        assert at_desk(user).get(url).status_code == 404


def test_an_unknown_photo_size_or_address_is_not_there(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    photo = story.desk(cast.officer).reports[0].photos[0]
    desk = at_desk(cast.officer)
    assert desk.get(f"/petugas/foto/{photo.id}/original.webp").status_code == 404
    assert desk.get(f"/petugas/foto/{uuid4()}/thumb.webp").status_code == 404
    assert desk.get("/petugas/foto/not-an-id/thumb.webp").status_code == 404


def test_a_photo_asks_for_the_login_first(client: object, story: Story, cast: Cast) -> None:
    story.report()
    photo = story.desk(cast.officer).reports[0].photos[0]
    answer = client.get(f"/petugas/foto/{photo.id}/thumb.webp")  # type: ignore[attr-defined]
    assert answer.status_code == 302


def test_a_document_comes_as_a_file_that_no_browser_runs(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report(photo_ids=(story.photo(), _document(cast)))
    view = story.desk(cast.officer)
    document = next(one for one in view.reports[0].photos if one.kind == "document")
    desk = at_desk(cast.officer)
    assert f"/petugas/dokumen/{document.id}" in words(desk.get(f"/petugas/kasus/{view.id}"))
    answer = desk.get(f"/petugas/dokumen/{document.id}")
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    photo = next(one for one in view.reports[0].photos if one.kind == "photo")
    assert desk.get(f"/petugas/dokumen/{photo.id}").status_code == 404, "originals carry metadata"


def _document(cast: Cast) -> object:
    return evidence.store(actor=Actor(), data=PDF, name="surat.pdf", document_ok=True).id


def test_what_one_has_just_uploaded_opens_before_it_is_sent(at_desk: SignIn, cast: Cast) -> None:
    stored = evidence.store(actor=Actor.of(cast.officer), data=jpeg(3), name="a.jpg")
    assert bytes_of(at_desk(cast.officer).get(f"/petugas/foto/{stored.id}/thumb.webp"))
