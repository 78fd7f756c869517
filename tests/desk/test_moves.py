"""Moves through the pages: each form, what it needs, two people at once, and taking an act back."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tanggap.cases.workflow import MOVES as TABLE
from tanggap.catalog import queries as catalog
from tanggap.desk.words import MOVES as WORDS
from tests.cast import Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import bytes_of, words
from tests.pictures import jpeg
from tests.stories.story import Story

HTMX = {"HX-Request": "true"}
ELSEWHERE = "31.71.06.1001"  # a kelurahan of another city


def url(story: Story, verb: str = "") -> str:
    return f"/petugas/kasus/{story.case.pk}" + (f"/{verb}" if verb else "")


def send(desk: Client, story: Story, verb: str, seen: int | None = None, **given: object) -> Any:
    version = story.case.version if seen is None else seen
    return desk.post(url(story, verb), {"seen": version, **given})


def photo(seed: int = 1, name: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(seed), "image/jpeg")


def test_every_move_of_staff_has_words_and_a_key_of_its_own() -> None:
    staff = {verb for verb, row in TABLE.items() if any(part != "reporter" for part in row.who)}
    assert staff == set(WORDS)
    for state in {state for row in TABLE.values() for state in row.sources}:
        letters = [WORDS[verb].letter for verb in staff if state in TABLE[verb].sources]
        assert len(letters) == len(set(letters)), f"two moves of {state} share a key"
    assert not {"j", "k", "f"} & {one.letter for one in WORDS.values()}


def test_a_whole_life_by_forms_alone(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    officer, crew = at_desk(cast.officer), at_desk(cast.crew)
    validator = at_desk(cast.validator)
    assert send(officer, story, "delegate", agency_id=cast.crew.agency_id, note="Tolong.").status_code == 302
    assert send(crew, story, "accept").status_code == 302
    done = send(crew, story, "submit", note="Sudah diganti.", photos=[photo(1), photo(2)])
    assert done["Location"] == url(story)
    assert len(story.desk(cast.crew).proof) == 2
    reason = cast.reason("send_back")
    assert send(validator, story, "send_back", reason=reason, note="Kurang jelas.").status_code == 302
    send(crew, story, "submit", note="Lebih jelas.", photos=[photo(3)])
    assert send(validator, story, "approve").status_code == 302
    assert story.case.state == "done"
    assert "Kasus selesai." in words(validator.get(url(story)))


def test_a_move_without_what_it_needs_keeps_what_was_typed(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    answer = send(at_desk(cast.officer), story, "refuse", note="Bukan wewenang kami, mohon maaf.")
    page = words(answer)
    assert answer.status_code == 400
    assert "Bukan wewenang kami, mohon maaf.</textarea>" in page
    assert 'id="e-reason"' in page
    assert 'aria-invalid="true"' in page
    assert story.case.state == "waiting"


def test_two_at_once_one_wins_and_the_other_is_told(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    seen = story.case.version
    story.move(cast.lurah, "accept")
    given: dict[str, Any] = {"agency_id": cast.sudin_officer.agency_id, "note": "Tiang nomor 12."}
    desk = at_desk(cast.officer)
    answer = send(desk, story, "coordinate", seen, **given)
    page = words(answer)
    assert answer.status_code == 409
    assert "Sementara itu:" in page
    assert "Rahmat Hidayat" in page
    assert "Tiang nomor 12.</textarea>" in page, "what was typed is still there"
    assert f'value="{cast.sudin_officer.agency_id}" checked' in page
    fresh = re.search(r'name="seen" value="(\d+)"', page)
    assert fresh is not None
    assert int(fresh.group(1)) == story.case.version
    assert send(desk, story, "coordinate", story.case.version, **given).status_code == 302
    assert story.case.holder_id == cast.sudin_officer.agency_id


def test_when_the_move_is_gone_the_words_can_become_a_note(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    seen = story.case.version
    story.move(cast.lurah, "refuse", reason=cast.reason("refuse"), note="Bukan wewenang kota.")
    desk = at_desk(cast.officer)
    answer = send(desk, story, "accept", seen, note="Saya sudah di lokasi.")
    page = words(answer)
    assert answer.status_code == 409
    assert "sudah tidak dapat dilakukan" in page
    assert 'data-form="note"' in page
    assert "Saya sudah di lokasi.</textarea>" in page


def test_notes_of_others_stop_nobody(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    seen = story.case.version
    story.move(cast.lurah, "note", note="Cek dulu.")
    assert send(at_desk(cast.officer), story, "accept", seen).status_code == 302


def test_photos_outlive_a_refusal_and_a_conflict(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    desk = at_desk(cast.officer)
    page = words(send(desk, story, "submit", photos=[photo(7)]))
    kept = re.findall(r'name="photo_ids" value="([0-9a-f-]{36})"', page)
    assert len(kept) == 1
    assert f"/petugas/foto/{kept[0]}/thumb.webp" in page
    assert bytes_of(desk.get(f"/petugas/foto/{kept[0]}/thumb.webp"))[8:12] == b"WEBP"
    assert send(desk, story, "submit", note="Sudah.", photo_ids=kept).status_code == 302
    assert [str(one.id) for one in story.desk(cast.officer).proof] == kept


def test_a_file_that_is_no_photo_is_named_and_the_others_stay(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    story.report()
    story.move(cast.officer, "accept")
    broken = SimpleUploadedFile("laporan.jpg", b"not a photo at all", "image/jpeg")
    answer = send(at_desk(cast.officer), story, "submit", note="Sudah.", photos=[photo(3), broken])
    page = words(answer)
    assert answer.status_code == 400
    assert "laporan.jpg" in page
    assert page.count('name="photo_ids"') == 1
    assert story.case.state == "in_progress"


def test_somebody_elses_upload_can_not_be_taken(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    foreign = str(story.photo(cast.stranger))
    answer = send(at_desk(cast.officer), story, "submit", note="Sudah.", photo_ids=[foreign])
    assert answer.status_code == 400
    assert story.case.state == "in_progress"


def test_photos_go_up_one_by_one(at_desk: SignIn, cast: Cast) -> None:
    desk = at_desk(cast.crew)
    told = desk.post("/petugas/unggah", {"photo": photo(5)}).json()
    assert bytes_of(desk.get(told["thumb"]))[8:12] == b"WEBP"
    bad = desk.post("/petugas/unggah", {"photo": SimpleUploadedFile("x.jpg", b"xx")})
    assert bad.status_code == 400
    assert bad.json()["sentence"]
    assert desk.post("/petugas/unggah").status_code == 400
    assert at_desk(cast.leader).post("/petugas/unggah", {"photo": photo(5)}).status_code == 404


@pytest.mark.parametrize(
    "verb", ["coordinate", "delegate", "refuse", "ask", "note", "assign", "recategorise", "tell", "join"]
)
def test_every_form_opens_with_what_it_asks(at_desk: SignIn, story: Story, cast: Cast, verb: str) -> None:
    story.report()
    desk = at_desk(cast.officer)
    page = words(desk.get(url(story, verb)))
    assert f'data-form="{verb}"' in page
    part = words(desk.get(url(story, verb), headers={**HTMX, "HX-Target": "langkah"}))
    assert part.startswith("<form")


def test_the_offices_that_could_act_are_named_with_why(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    page = words(at_desk(cast.officer).get(url(story, "coordinate")))
    first = page.split('name="agency_id"')[1].split("</label>")[0]
    assert "Jakarta Selatan" in first
    assert "checked" in first
    assert "hint" in first, "a suggestion says why"
    assert "Bekasi" not in page


def test_another_office_can_be_chosen_from_the_whole_list(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    other = cast.other_sudin_officer.agency_id
    given: dict[str, Any] = {"agency_id": "", "agency_other": other, "note": "Mohon bantuan."}
    assert send(at_desk(cast.officer), story, "coordinate", **given).status_code == 302
    assert story.case.holder_id == other


def test_joining_offers_what_is_near_and_takes_a_number(at_desk: SignIn, story: Story, cast: Cast) -> None:
    first = story.report()
    story.report()
    desk = at_desk(cast.officer)
    assert f'name="case_id" value="{first.case_id}"' in words(desk.get(url(story, "join")))
    wrong = send(desk, story, "join", number="bukan nomor")
    assert wrong.status_code == 400
    assert 'value="bukan nomor"' in words(wrong)
    typed = f"{first.number[:2].lower()} {first.number[2:]}"
    assert send(desk, story, "join", number=typed).status_code == 302
    assert story.desk(cast.officer).id == first.case_id


def test_reports_are_split_off_by_ticking_them(at_desk: SignIn, story: Story, cast: Cast) -> None:
    first = story.report()
    second = story.report("Yang ini sebenarnya di jalan lain.", join_case=first.case_id)
    desk = at_desk(cast.officer)
    view = story.desk(cast.officer)
    other = next(one for one in view.reports if one.number == second.number)
    answer = desk.post(
        f"/petugas/kasus/{first.case_id}/split",
        {"seen": view.seen, "report_ids": [other.id], "note": "Tempat lain."},
    )
    assert answer.status_code == 302
    assert story.case.pk != first.case_id


def test_hiding_and_showing_again(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    desk = at_desk(cast.city_coordinator)
    report = story.desk(cast.city_coordinator).reports[0]
    reason = cast.reason("hide")
    send(desk, story, "hide", reason=reason, report_ids=[report.id], note="Menyebut nama orang.")
    assert not story.case.public
    assert "Disembunyikan dari publik" in words(desk.get(url(story)))
    send(desk, story, "restore", report_ids=[report.id], note="Keliru.")
    assert story.case.public


def test_setting_a_place_gives_the_case_to_its_kelurahan(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report(lat=None, lng=None, channel="counter")
    answer = send(at_desk(cast.coordinator), story, "locate", kelurahan="31.74.01.1001")
    assert answer.status_code == 302
    assert story.case.holder_id == cast.officer.agency_id


def test_a_plan_is_asked_for_and_approved(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    desk = at_desk(cast.officer)
    assert send(desk, story, "plan", until="not a day", note="Menunggu alat.").status_code == 400
    assert send(desk, story, "plan", until="2025-03-20", note="Menunggu alat.").status_code == 302
    lurah = at_desk(cast.lurah)
    assert "menunggu persetujuan atasan" in words(lurah.get(url(story)))
    assert send(lurah, story, "approve_plan").status_code == 302
    assert story.case.state == "scheduled"


def test_an_assignment_can_be_taken_back_at_once(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    desk = at_desk(cast.officer)
    send(desk, story, "assign", user_id=cast.lurah.pk)
    page = words(desk.get(url(story)))
    assert "Batalkan" in page
    assert f'name="user_id" value="{cast.officer.pk}"' in page
    send(desk, story, "assign", user_id=cast.officer.pk)
    assert story.case.assignee_id == cast.officer.pk


def test_undo_is_offered_once_and_not_after_somebody_else_acted(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    story.report()
    desk = at_desk(cast.officer)
    send(desk, story, "recategorise", category_id=_other_category(story))
    assert "Batalkan" in words(desk.get(url(story)))
    assert "Batalkan" not in words(desk.get(url(story)))
    send(desk, story, "recategorise", category_id=_other_category(story))
    story.move(cast.lurah, "note", note="Setuju.")
    assert "Batalkan" not in words(desk.get(url(story)))


def _other_category(story: Story) -> int:
    return next(one for one in catalog.categories() if one != story.case.category_id)


def test_a_move_beside_the_list_brings_row_and_counts_along(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    story.report()
    desk = at_desk(cast.officer)
    headers = {**HTMX, "HX-Current-URL": f"http://testserver/petugas/?tab=due&kasus={story.case.pk}"}
    answer = desk.post(url(story, "accept"), {"seen": story.case.version}, headers=headers)
    part = words(answer)
    assert answer.status_code == 200
    assert part.startswith("<article")
    assert f'<template><tr role="row" id="baris-{story.case.pk}"' in part
    assert 'data-state="in_progress"' in part
    assert 'id="tab" aria-label="Kasus yang mana" hx-swap-oob="true"' in part
    assert "Diterima. Kasus ini sekarang Anda tangani." in part


def test_a_case_that_left_ones_sight_is_said_to_be_elsewhere(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    story.report(visibility="private")
    desk = at_desk(cast.city_coordinator)
    answer = send(desk, story, "locate", kelurahan=ELSEWHERE)
    assert answer["Location"] == "/petugas/"
    assert "Lokasi ditentukan" in words(desk.get("/petugas/"))
    assert desk.get(url(story)).status_code == 404


def test_beside_the_list_it_leaves_a_sentence_behind(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report(visibility="private")
    sent = {"seen": story.case.version, "kelurahan": ELSEWHERE}
    answer = at_desk(cast.city_coordinator).post(url(story, "locate"), sent, headers=HTMX)
    assert answer.status_code == 200
    assert "tidak lagi terbuka bagi Anda" in words(answer)


@pytest.mark.parametrize("verb", ["explode", "confirm", "reported", "accept/x"])
def test_what_is_no_move_of_staff_is_not_there(at_desk: SignIn, story: Story, cast: Cast, verb: str) -> None:
    story.report()
    desk = at_desk(cast.officer)
    assert desk.get(url(story, verb)).status_code == 404
    assert desk.post(url(story, verb), {"seen": 1}).status_code == 404


def test_a_move_that_is_not_open_is_refused_not_made(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    answer = send(at_desk(cast.stranger), story, "accept")
    assert answer.status_code == 403
    assert story.case.state == "waiting"
    page = words(at_desk(cast.stranger).get(url(story, "accept")))
    assert "sedang tidak terbuka" in page


def test_strange_values_in_a_form_are_no_error(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    desk = at_desk(cast.officer)
    strange = {"seen": "x", "agency_id": "9" * 30, "note": "a\x00b", "photo_ids": ["x"], "report_ids": ["-1"]}
    assert desk.post(url(story, "coordinate"), strange).status_code == 400
    assert desk.post(url(story, "note"), {"seen": "", "note": "x" * 5000}).status_code == 400


def test_forms_need_their_token(cast: Cast, story: Story) -> None:
    story.report()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.officer)
    assert strict.post(url(story, "accept"), {"seen": 1}).status_code == 403
    assert story.case.state == "waiting"


def test_the_upload_is_read_in_pieces_not_trusted_by_name(at_desk: SignIn, cast: Cast) -> None:
    picture = BytesIO(jpeg(9))
    picture.name = "../../etc/passwd.png"
    assert at_desk(cast.officer).post("/petugas/unggah", {"photo": picture}).status_code == 201
