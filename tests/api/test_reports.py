"""A resident's app: sends reports and photos, follows them, answers."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tanggap.api import limits
from tanggap.jobs.throttle import Throttle
from tests.api.conftest import WORDS, Caller, jpeg, problem, report
from tests.cast import Cast


def send_photo(app: Caller, data: bytes | None = None) -> Any:
    picture = data if data is not None else jpeg()
    upload = SimpleUploadedFile("foto.jpg", picture, content_type="image/jpeg")
    return app.client.post("/api/v1/photos", {"photo": upload}, headers=app.headers)


def test_a_report_is_accepted_and_can_be_followed(app: Caller) -> None:
    made = app.report()

    assert made["number"].startswith("JK")
    assert made["tracking_url"].endswith(f"/lacak/{made['number']}?k={made['secret']}")
    followed = app.get(f"/reports/{made['number']}", k=made["secret"]).json()
    assert followed["state"] == "waiting"
    assert followed["mine"]
    assert followed["words"] == WORDS
    assert [step["verb"] for step in followed["steps"]] == ["reported"]


def test_the_number_alone_shows_only_what_is_public(app: Caller) -> None:
    made = app.report(email="sari@example.org", name="Sari Wulandari", phone="081234567890")

    shown = app.get(f"/reports/{made['number']}")

    assert shown.json()["mine"] is False
    assert shown.json()["moves"] == []
    for private in ("sari@", "Sari Wulandari", "81234567890", made["secret"]):
        assert private not in shown.content.decode()


def test_a_private_report_opens_only_with_its_secret(app: Caller) -> None:
    made = app.report(visibility="private")
    path = f"/reports/{made['number']}"

    problem(app.get(path), 404, "not_found")
    problem(app.get(path, k="a" * 26), 404, "not_found")
    assert app.get(path, k=made["secret"]).json()["words"] == WORDS


def test_the_same_key_twice_makes_one_report(app: Caller) -> None:
    key = str(uuid4())

    first = app.post("/reports", report(), Idempotency_Key=key).json()
    again = app.post("/reports", report(key=key)).json()

    assert again["number"] == first["number"]
    assert again["secret"] == first["secret"]
    assert (first["again"], again["again"]) == (False, True)


def test_somebody_elses_key_opens_nothing(app: Caller) -> None:
    mine = app.post("/reports", report(), Idempotency_Key="00000001").json()

    theirs = app.post("/reports", report(words="Lampu jalan mati semua."), Idempotency_Key="00000001").json()

    assert theirs["number"] != mine["number"]
    assert theirs["secret"] != mine["secret"]


def test_two_keys_that_differ_are_refused(app: Caller) -> None:
    problem(
        app.post("/reports", report(key="key-in-the-body"), Idempotency_Key="key-in-header"), 400, field="key"
    )


def test_it_names_similar_cases_nearby(app: Caller) -> None:
    first = app.report()

    second = app.report()

    assert [one["number"] for one in second["similar"]] == [first["number"]]


def test_me_too_is_another_report_of_the_same_case(app: Caller) -> None:
    first = app.report()

    second = app.report(join_case=first["case"], words="Saya juga.")

    assert second["case"] == first["case"]
    assert second["number"] != first["number"]
    assert app.get(f"/reports/{first['number']}").json()["report_count"] == 2


def test_an_emergency_is_stopped_at_the_door(app: Caller) -> None:
    body = problem(app.post("/reports", report(words="Tolong ada kebakaran besar di rumah tetangga!")), 422)

    assert "112" in body["detail"]


def test_a_place_outside_the_province_names_the_neighbour(app: Caller) -> None:
    body = problem(app.post("/reports", report(lat=-6.2383, lng=106.9756)), 400)

    assert "Bekasi" in body["detail"]


def test_everything_that_is_wrong_is_said_at_once(app: Caller) -> None:
    body = problem(app.post("/reports", report(words="x", category="no-such-thing")), 400, "invalid")

    assert {fault["field"] for fault in body["errors"]} == {"words", "category"}


def test_a_photo_is_sent_first_and_named_in_the_report(app: Caller) -> None:
    photo = send_photo(app)
    assert photo.status_code == 201, photo.content

    made = app.report(photos=[photo.json()["id"]])

    shown = app.get(f"/reports/{made['number']}").json()["photos"]
    assert [(one["id"], one["role"]) for one in shown] == [(photo.json()["id"], "before")]


def test_a_photo_can_be_used_once(app: Caller) -> None:
    photo = send_photo(app).json()["id"]
    app.report(photos=[photo])

    problem(app.post("/reports", report(photos=[photo])), 400, "photo_gone", "photos")


@pytest.mark.parametrize("data", [b"", b"not a photo at all", b"\xff\xd8\xff\xe0" + b"\0" * 100])
def test_what_is_no_photo_is_refused(app: Caller, data: bytes) -> None:
    problem(send_photo(app, data), 400)


def test_a_photo_that_is_too_large_is_refused(app: Caller, settings: Any) -> None:
    settings.PHOTO_BYTES = 1000

    problem(send_photo(app, b"x" * 2000), 413, "too_large")


def test_photos_come_as_a_form(app: Caller) -> None:
    problem(app.post("/photos", {"photo": "x"}), 400, field="photo")
    broken = app.client.post(
        "/api/v1/photos", b"--x", content_type="multipart/form-data; boundary=", headers=app.headers
    )
    problem(broken, 400)


def test_the_reporter_contests_what_was_refused(app: Caller, staff: Any, cast: Cast) -> None:
    made = app.report()
    lurah = staff(cast.officer)
    refused = lurah.move(made["case"], "refuse", reason=cast.reason("refuse"), note="Bukan wewenang kami.")
    assert refused.status_code == 200, refused.content

    path = f"/reports/{made['number']}/moves/contest"
    problem(app.post(f"{path}?k={'a' * 26}", {"note": "Masih mampet."}), 404, "not_found")
    problem(app.post(path, {"note": "Masih mampet."}), 400, "missing", "k")
    contested = app.post(f"{path}?k={made['secret']}", {"note": "Masih mampet."})

    assert contested.json()["verb"] == "contest"
    assert app.get(f"/reports/{made['number']}").json()["verdict"] == "contested"


def test_the_reporter_cannot_make_moves_of_the_office(app: Caller) -> None:
    made = app.report()

    answer = app.post(f"/reports/{made['number']}/moves/accept?k={made['secret']}", {})

    problem(answer, 403, "move_not_allowed")


def test_one_address_can_not_flood_us(app: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "reports", Throttle(per_hour=1))
    app.report()

    problem(app.post("/reports", report()), 429, "too_many")


def test_the_front_desk_says_by_which_way_a_report_came(app: Caller, staff: Any, cast: Cast) -> None:
    body = report(channel="email")

    problem(app.post("/reports", body), 403, field="channel")
    problem(staff(cast.officer).post("/reports", body), 403, field="channel")
    problem(staff(cast.front_desk).post("/reports", report(channel="pigeon")), 400, field="channel")
    assert staff(cast.front_desk).post("/reports", body).status_code == 201


def test_no_cookie_logs_anybody_in(app: Caller, cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/api/v1/desk/cases").status_code == 401
