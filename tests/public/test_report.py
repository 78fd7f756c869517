"""The report form: one post that works without script, and never loses what was typed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tanggap.cases.models import CasePhoto, Report
from tanggap.jobs.throttle import Throttle
from tanggap.public import door
from tests.cast import KELURAHAN
from tests.public.conftest import Sent, a_photo, problems_of, received

Fill = Callable[..., dict[str, Any]]
Send = Callable[..., Sent]

pytestmark = pytest.mark.django_db


def test_the_form_offers_every_kelurahan_and_category_without_script(client: Client) -> None:
    page = client.get("/lapor").content.decode()
    assert page.count(f'<option value="{KELURAHAN}"') == 1
    assert len(re.findall(r'<option value="31\.\d\d\.\d\d\.\d{4}"', page)) == 267
    assert page.count("<option") >= 267 + 125
    assert 'enctype="multipart/form-data"' in page


def test_the_form_sets_no_cookie_and_stays_out_of_caches(client: Client) -> None:
    answer = client.get("/lapor")
    assert answer.cookies == {}
    assert "no-store" in answer["Cache-Control"]


def test_a_report_with_photo_and_place_gets_a_number_and_a_secret(client: Client, filled: Fill) -> None:
    sent = received(client.post("/lapor", filled()))
    report = Report.objects.get(number=sent.number)
    assert report.case.kelurahan == KELURAHAN
    assert CasePhoto.objects.filter(report=report, role="before").count() == 1


def test_kelurahan_from_the_list_is_enough_for_a_place(client: Client, filled: Fill) -> None:
    form = filled(lat="", lng="", kelurahan=KELURAHAN, place_text="depan pos RW 03")
    report = Report.objects.get(number=received(client.post("/lapor", form)).number)
    assert (report.case.kelurahan, report.case.place_quality) == (KELURAHAN, "area")


def test_landmarks_of_the_kelurahan_are_shown_before_anything_is_sent(client: Client, filled: Fill) -> None:
    form = filled(lat="", lng="", kelurahan=KELURAHAN, name="Bu Sari", patokan="1")
    answer = client.post("/lapor", form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert Report.objects.count() == 0
    offered = dict(re.findall(r'<option value="(\d+)">([^<]+)</option>', page))
    assert "Kantor Kelurahan Tebet Timur" in offered.values()
    assert re.search(r'name="landmark_id"[^>]* autofocus', page)
    assert 'value="Bu Sari"' in page
    tokens = re.findall(r'name="photo" value="([^"]+)"', page)
    assert len(tokens) == 1
    chosen = next(id for id, name in offered.items() if name == "Kantor Kelurahan Tebet Timur")
    form = filled(lat="", lng="", kelurahan=KELURAHAN, landmark_id=chosen, photos=[], photo=tokens)
    report = Report.objects.get(number=received(client.post("/lapor", form)).number)
    assert report.case.place_quality == "landmark"
    assert report.case.place_text.startswith("Kantor Kelurahan Tebet Timur")


def test_landmarks_need_a_kelurahan_first(client: Client, filled: Fill) -> None:
    answer = client.post("/lapor", filled(lat="", lng="", kelurahan="", patokan="1"))
    assert (answer.status_code, problems_of(answer)) == (400, ["Pilih kelurahan dari daftar."])
    assert WORDS_KEPT in answer.content.decode()


def test_a_landmark_of_another_kelurahan_is_refused_where_the_right_ones_are_offered(
    client: Client, filled: Fill
) -> None:
    first = client.post("/lapor", filled(lat="", lng="", kelurahan="31.71.06.1001", patokan="1"))
    elsewhere = re.findall(r'<option value="(\d+)">', first.content.decode())[0]
    answer = client.post("/lapor", filled(lat="", lng="", kelurahan=KELURAHAN, landmark_id=elsewhere))
    assert answer.status_code == 400
    assert "Kantor Kelurahan Tebet Timur" in answer.content.decode()
    assert re.search(r'id="patokan">', answer.content.decode())


def test_enter_in_a_field_sends_the_report_and_asks_for_no_landmarks(client: Client) -> None:
    page = client.get("/lapor").content.decode()
    first = re.search(r"<form[^>]*data-report.*?(<button[^>]*>)", page, re.DOTALL)
    assert first is not None
    assert "name=" not in first[1], "what the Enter key presses"


def test_the_receipt_shows_number_link_and_code_and_is_kept_by_nobody(client: Client, send: Send) -> None:
    sent = send()
    answer = client.get(f"/lapor/terkirim/{sent.number}?k={sent.secret}")
    page = answer.content.decode()
    assert sent.number in page
    assert f"/lacak/{sent.number}?k={sent.secret}" in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    code = client.get(f"/lapor/kode/{sent.number}.svg?k={sent.secret}")
    assert code["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<?xml")


@pytest.mark.parametrize("secret", ["", "?k=", "?k=aaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_the_receipt_opens_to_nobody_without_the_secret(client: Client, send: Send, secret: str) -> None:
    sent = send()
    assert client.get(f"/lapor/terkirim/{sent.number}{secret}").status_code == 404
    assert client.get(f"/lapor/kode/{sent.number}.svg{secret}").status_code == 404


def test_sending_the_same_form_twice_makes_one_report(client: Client, filled: Fill) -> None:
    form = filled(photos=[], words="Lampu jalan di gang padam sudah tiga malam.", category="")
    form["photos"] = [a_photo()]
    first = received(client.post("/lapor", form))
    answer = client.post("/lapor", {**form, "photos": [a_photo()]})
    assert received(answer) == first
    assert "lagi=1" in answer["Location"]
    assert Report.objects.count() == 1


def test_everything_typed_comes_back_with_what_is_wrong(client: Client, filled: Fill) -> None:
    form = filled(
        words="got", email="bukan-alamat", name="Bu Sari", place_text="dekat musala", kind="suggestion"
    )
    answer = client.post("/lapor", form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert len(problems_of(answer)) == 2
    for kept in ("got</textarea>", 'value="bukan-alamat"', 'value="Bu Sari"', 'value="dekat musala"'):
        assert kept in page
    assert re.search(r'value="suggestion" checked', page)
    assert form["lat"] in page
    assert Report.objects.count() == 0


def test_photos_that_came_with_a_wrong_form_are_kept(client: Client, filled: Fill) -> None:
    answer = client.post("/lapor", filled(words="got"))
    tokens = re.findall(r'name="photo" value="([^"]+)"', answer.content.decode())
    assert len(tokens) == 1
    thumb = re.search(r'<img src="(/foto/[^"]+)"', answer.content.decode())
    assert thumb is not None
    assert client.get(thumb[1].replace("&amp;", "&")).status_code == 200
    sent = received(client.post("/lapor", filled(photos=[], photo=tokens)))
    assert CasePhoto.objects.filter(report__number=sent.number).count() == 1


def test_a_kept_photo_can_be_dropped_without_script(client: Client, filled: Fill) -> None:
    answer = client.post("/lapor", filled(words="got"))
    token = re.findall(r'name="photo" value="([^"]+)"', answer.content.decode())[0]
    again = client.post("/lapor", filled(words="got", photos=[], photo=[token], drop=[token]))
    assert 'name="photo"' not in again.content.decode()


def test_a_forged_photo_token_is_worth_nothing(client: Client, filled: Fill) -> None:
    form = filled(photos=[], photo=["5f2b6c8e-0000-4000-8000-000000000000:forged"])
    sent = received(client.post("/lapor", form))
    assert not CasePhoto.objects.filter(report__number=sent.number).exists()


@pytest.mark.parametrize(
    ("content", "kind"), [(b"MZ\x00not a photo", "image/jpeg"), (b"\xff\xd8\xff\xe0broken", "image/jpeg")]
)
def test_what_is_no_photo_is_refused_in_words(
    client: Client, filled: Fill, content: bytes, kind: str
) -> None:
    answer = client.post("/lapor", filled(photos=[SimpleUploadedFile("foto.jpg", content, kind)]))
    assert answer.status_code == 400
    assert 'id="e-photos"' in answer.content.decode()


def test_more_photos_than_allowed_are_refused(client: Client, filled: Fill) -> None:
    answer = client.post("/lapor", filled(photos=[a_photo() for _ in range(6)]))
    assert answer.status_code == 400
    assert "Paling banyak 5 foto." in problems_of(answer)
    assert answer.content.decode().count('name="photo"') == 5


def test_a_place_in_the_neighbouring_city_is_refused_by_its_name(client: Client, filled: Fill) -> None:
    answer = client.post("/lapor", filled(lat="-6.238", lng="106.999"))  # Bekasi
    assert answer.status_code == 400
    assert "Bekasi" in problems_of(answer)[0]


@pytest.mark.parametrize("lat", ["nan", "inf", "abc", "91", "1e9"])
def test_a_position_that_is_none_is_refused(client: Client, filled: Fill, lat: str) -> None:
    assert client.post("/lapor", filled(lat=lat)).status_code == 400


def test_an_emergency_is_stopped_with_112_and_nothing_is_lost(client: Client, filled: Fill) -> None:
    words = "Tolong, rumah tetangga kebakaran sekarang!"
    answer = client.post("/lapor", filled(words=words))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="tel:112"' in page
    assert words in page
    assert Report.objects.count() == 0
    back = client.post("/lapor", filled(words=words, photos=[], edit="1"))
    assert back.status_code == 200
    assert words in back.content.decode()


def test_the_robots_field_stops_a_robot_in_words(client: Client, filled: Fill) -> None:
    answer = client.post("/lapor", filled(website="http://spam.example"))
    assert answer.status_code == 403
    assert Report.objects.count() == 0


def test_a_post_from_another_site_is_refused(client: Client, filled: Fill) -> None:
    answer = client.post("/lapor", filled(), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


def test_a_flood_from_one_address_is_asked_to_wait(
    client: Client, filled: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_reports", Throttle(per_hour=1))
    received(client.post("/lapor", filled(seen_similar="1")))
    answer = client.post("/lapor", filled(seen_similar="1"))
    assert answer.status_code == 429
    assert "jaringan Anda" in problems_of(answer)[0]


def test_similar_cases_are_shown_before_sending(client: Client, filled: Fill, send: Send) -> None:
    first = send()
    answer = client.post("/lapor", filled(name="Pak Budi"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert first.number in page
    assert 'name="join_case"' in page
    assert 'value="Pak Budi"' in page
    assert 'name="photo"' in page
    assert Report.objects.count() == 1


def test_me_too_joins_the_case_and_gets_its_own_number(client: Client, filled: Fill, send: Send) -> None:
    first = send()
    case = Report.objects.get(number=first.number).case
    sent = received(client.post("/lapor", filled(photos=[], join_case=str(case.pk))))
    assert sent.number != first.number
    assert Report.objects.get(number=sent.number).case == case


def test_a_new_report_after_the_similar_ones_is_a_new_case(client: Client, filled: Fill, send: Send) -> None:
    first = send()
    sent = received(client.post("/lapor", filled(seen_similar="1", new="1")))
    cases = {report.case_id for report in Report.objects.filter(number__in=[first.number, sent.number])}
    assert len(cases) == 2


def test_joining_a_case_that_is_not_open_to_all_says_so(client: Client, filled: Fill) -> None:
    answer = client.post("/lapor", filled(join_case="999999"))
    assert answer.status_code == 404
    assert WORDS_KEPT in answer.content.decode()


WORDS_KEPT = "anak-anak bisa terperosok"


def test_control_characters_go_and_emoji_stay(client: Client, filled: Fill) -> None:
    sent = received(client.post("/lapor", filled(words="Got mampet \u202e\x07 di depan rumah 😡 sudah lama")))
    assert Report.objects.get(number=sent.number).words == "Got mampet  di depan rumah 😡 sudah lama"


def test_words_over_the_limit_come_back_whole(client: Client, filled: Fill) -> None:
    words = "a" * 4001
    answer = client.post("/lapor", filled(words=words))
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_the_form_speaks_english_to_who_asks(client: Client) -> None:
    page = client.get("/lapor", headers={"accept-language": "en"}).content.decode()
    assert "Make a report" in page
    assert '<html lang="en">' in page
