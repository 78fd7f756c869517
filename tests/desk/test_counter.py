"""The front desk: a resident at the counter leaves with a number and a square to scan."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tanggap.cases import queries as cases
from tanggap.cases.models import Report
from tanggap.core.errors import Refusal
from tanggap.desk.counter import qr_path
from tanggap.people.rules import Actor
from tests.cast import KELURAHAN, Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import bytes_of, hidden, words
from tests.pictures import jpeg
from tests.stories.story import Story

ENTER = "/petugas/lapor"
WORDS = "Saluran air di depan toko tersumbat sejak minggu lalu, airnya meluap ke jalan."


@pytest.fixture
def front(at_desk: SignIn, cast: Cast) -> Client:
    """The front desk's browser."""
    return at_desk(cast.front_desk)


def fill(front: Client, **more: Any) -> Any:
    """The form, filled in and sent once."""
    fields = {
        "key": hidden(front.get(ENTER))["key"],
        "words": WORDS,
        "category": "tutup-saluran",
        "kind": "complaint",
        "visibility": "",
        "kelurahan": KELURAHAN,
        "channel": "counter",
        "photos": SimpleUploadedFile("foto.jpg", jpeg(1), "image/jpeg"),
    }
    return front.post(ENTER, fields | more)


def number_in(answer: Any) -> str:
    found = re.search(r'<p class="slip-number">(JK\d+)</p>', words(answer))
    assert found is not None, words(answer)
    return found.group(1)


def test_a_resident_leaves_with_a_number_and_a_link(front: Client, cast: Cast) -> None:
    answer = fill(front, name="Budi Santoso", phone="081234567890", place_text="Depan toko Makmur")
    number = number_in(answer)
    link = re.search(r"/lacak/(JK\d+)\?k=(\w+)", words(answer))
    assert link is not None
    assert cases.tracked(number=link.group(1), secret=link.group(2)).mine
    report = Report.objects.get(number=number)
    assert report.channel == "counter"
    assert report.entered_by_id == cast.front_desk.pk
    assert report.contact_id is not None
    assert "Budi" not in words(answer)
    assert answer["Cache-Control"] == "private, no-store"
    assert number in words(front.get("/petugas/?tab=entered"))


def test_the_contact_and_the_place_may_be_left_out(front: Client, cast: Cast) -> None:
    number = number_in(fill(front, kelurahan="", photos=SimpleUploadedFile("a.jpg", jpeg(2))))
    report = Report.objects.get(number=number)
    assert report.contact_id is None
    assert report.case.holder_id == cast.coordinator.agency_id


def test_sending_twice_makes_one_report(front: Client, cast: Cast) -> None:
    key = hidden(front.get(ENTER))["key"]
    first = number_in(fill(front, key=key))
    assert number_in(fill(front, key=key)) == first
    assert Report.objects.count() == 1


def test_everything_wrong_is_told_at_once_and_everything_typed_stays(front: Client, cast: Cast) -> None:
    answer = fill(front, words="pendek", email="bukan alamat", name="Budi Santoso", photos="")
    page = words(answer)
    assert answer.status_code == 400
    assert 'href="#f-words"' in page
    assert 'href="#f-email"' in page
    assert 'value="bukan alamat"' in page
    assert 'value="Budi Santoso"' in page
    assert ">pendek</textarea>" in page
    assert Report.objects.count() == 0


def test_photos_stay_when_something_else_is_wrong(front: Client, cast: Cast) -> None:
    page = words(fill(front, words="pendek"))
    kept = re.findall(r'name="photo_ids" value="([0-9a-f-]{36})"', page)
    assert len(kept) == 1
    assert bytes_of(front.get(f"/petugas/foto/{kept[0]}/thumb.webp"))
    number = number_in(fill(front, photos="", photo_ids=kept))
    assert Report.objects.get(number=number).photos.count() == 1


def test_an_emergency_is_stopped_with_112(front: Client, cast: Cast) -> None:
    answer = fill(front, words="Tolong, ada kebakaran besar di rumah tetangga, api sudah sampai atap!")
    assert answer.status_code == 422
    assert "112" in words(answer)
    assert Report.objects.count() == 0


def test_a_known_problem_nearby_is_offered_first(front: Client, story: Story, cast: Cast) -> None:
    landmark = _landmark_at(story)
    first = story.report(WORDS)
    answer = fill(front, landmark_id=landmark)
    page = words(answer)
    assert "Apakah salah satu dari ini?" in page
    assert f'name="join_case" value="{first.case_id}"' in page
    assert WORDS in page, "nothing typed is lost"
    joined = number_in(fill(front, landmark_id=landmark, join_case=first.case_id))
    assert Report.objects.get(number=joined).case_id == first.case_id
    alone = number_in(fill(front, landmark_id=landmark, baru="1"))
    assert Report.objects.get(number=alone).case_id != first.case_id


def _landmark_at(story: Story) -> int:
    from tanggap.places.models import Landmark

    here = Landmark.objects.create(kelurahan_id=KELURAHAN, name="Pos RW 05", lat=story.lat, lng=story.lng)
    return here.pk


def test_landmarks_follow_the_kelurahan_with_script_and_without(
    front: Client, story: Story, cast: Cast
) -> None:
    _landmark_at(story)
    assert "Pos RW 05" in words(front.get(f"{ENTER}/patokan?kelurahan={KELURAHAN}"))
    looked = fill(front, lihat="1")
    assert looked.status_code == 200
    assert "Pos RW 05" in words(looked)
    assert Report.objects.count() == 0


def test_only_the_front_desk_enters_reports(at_desk: SignIn, cast: Cast) -> None:
    for user in (cast.officer, cast.crew, cast.validator, cast.leader):
        assert at_desk(user).get(ENTER).status_code == 404
        assert at_desk(user).post(ENTER, {"words": WORDS}).status_code == 404


def test_a_private_report_is_seen_by_who_entered_it_and_not_by_colleagues(front: Client, cast: Cast) -> None:
    number = number_in(fill(front, visibility="private"))
    case_id = Report.objects.get(number=number).case_id
    assert front.get(f"/petugas/kasus/{case_id}").status_code == 200
    cast.leader.role = "front_desk"
    with pytest.raises(Refusal):
        cases.case_view(actor=Actor.of(cast.leader), case_id=case_id)


def test_the_square_holds_the_link_and_nothing_else_is_needed_to_draw_it() -> None:
    side, path = qr_path("https://tanggap.example/lacak/JK2503050007?k=abc")
    assert side > 25
    assert path.startswith("M2 2h1v1h-1z"), "the corner mark begins inside the quiet border"
    assert set(re.sub(r"[\d ]", "", unescape(path))) == {"M", "h", "v", "-", "z"}
