"""The case page: what each person may read, and exactly the moves they may make."""

import pytest

from tests.cast import PLAYERS, Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import moves_on, words
from tests.stories.story import Story

WHOLE = "Tetangga saya membuang limbah ke got pada malam hari."


def page_of(at_desk: SignIn, story: Story, user: object) -> str:
    return words(at_desk(user).get(f"/petugas/kasus/{story.case.pk}"))  # type: ignore[arg-type]


@pytest.mark.parametrize("part", sorted(PLAYERS))
def test_a_page_offers_exactly_the_moves_of_the_table(
    at_desk: SignIn, story: Story, cast: Cast, part: str
) -> None:
    user = cast.everybody()[part]
    story.report()
    for verb, mover in (("", None), ("accept", cast.officer), ("submit", cast.officer)):
        if mover and verb == "submit":
            story.fixed(mover)
        elif mover:
            story.move(mover, verb)
        answer = at_desk(user).get(f"/petugas/kasus/{story.case.pk}")
        assert moves_on(answer) == story.verbs(user)


def test_a_missing_case_and_a_closed_one_look_the_same(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report(visibility="private")
    desk = at_desk(cast.stranger)
    closed, missing = desk.get(f"/petugas/kasus/{story.case.pk}"), desk.get("/petugas/kasus/987654321")
    assert closed.status_code == missing.status_code == 404
    strip = [page.split("<main")[1] for page in (words(closed), words(missing))]
    assert strip[0] == strip[1]


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 30])
def test_a_number_that_no_case_can_have_is_not_there(at_desk: SignIn, cast: Cast, number: str) -> None:
    desk = at_desk(cast.auditor)
    assert desk.get(f"/petugas/kasus/{number}").status_code == 404
    assert desk.post(f"/petugas/kasus/{number}/note", {"note": "x", "seen": "1"}).status_code == 404
    assert desk.get(f"/petugas/?kasus={number}").status_code == 200


def test_a_private_photo_is_locked_for_its_officers_and_the_page_says_why(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    story.report(WHOLE, visibility="private")
    page = page_of(at_desk, story, cast.officer)
    assert WHOLE in page
    assert "1 foto terkunci" in page
    assert "hanya terbuka bagi koordinator" in page
    assert "/petugas/foto/" not in page
    assert "ada laporan privat" in page
    opened = page_of(at_desk, story, cast.validator)
    assert "/petugas/foto/" in opened
    assert "terkunci" not in opened


def test_staff_elsewhere_read_only_what_the_public_reads(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report("Got mampet di depan rumah, hubungi saya di 081234567890 ya.")
    story.move(cast.officer, "note", note="Pelapornya sering mengadu.")
    page = page_of(at_desk, story, cast.stranger)
    assert "081234567890" not in page
    assert "sering mengadu" not in page
    assert story.desk(cast.officer).reports[0].words in page_of(at_desk, story, cast.officer)


def test_internal_and_public_steps_are_told_apart(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "note", note="Hanya untuk kita.")
    story.move(cast.officer, "tell", note="Besok kami datang.")
    page = page_of(at_desk, story, cast.officer)
    inside = page.split("Hanya untuk kita.")[0].rsplit("<li", 1)[1]
    outside = page.split("Besok kami datang.")[0].rsplit("<li", 1)[1]
    assert "internal" in inside
    assert "hanya petugas" in inside
    assert "internal" not in outside


def test_the_page_says_who_held_it_since_when(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "coordinate", agency_id=cast.sudin_officer.agency_id, note="Mohon bantuan.")
    page = page_of(at_desk, story, cast.officer)
    assert "Semua yang pernah menangani" in page
    chain = page.split('<ol class="chain">')[1].split("</ol>")[0]
    assert chain.index("Kelurahan Tebet Timur") < chain.index("Suku Dinas Sumber Daya Air Jakarta Selatan")
    assert "sekarang" in chain


def test_many_reports_fold_away_but_are_all_there(at_desk: SignIn, story: Story, cast: Cast) -> None:
    first = story.report()
    numbers = [first.number] + [story.report("", join_case=first.case_id).number for _ in range(6)]
    page = page_of(at_desk, story, cast.officer)
    assert "7 laporan tentang masalah ini" in page
    assert "4 laporan lagi" in page
    assert all(number in page for number in numbers)


def test_the_border_is_named_when_it_is_near(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    assert "dari batas" not in page_of(at_desk, story, cast.officer)


def test_a_place_to_be_checked_is_said_first(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report(lat=None, lng=None, channel="counter", place_text="Dekat pasar", category="tutup-saluran")
    page = page_of(at_desk, story, cast.coordinator)
    assert "Lokasi perlu dicek" in page
    assert "Dekat pasar" in page


def test_proof_stands_beside_the_reporters_photo_with_the_rule(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    story.report()
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    page = page_of(at_desk, story, cast.validator)
    pair = page.split('id="judul-pasangan"')[1].split("</section>")[0]
    assert "Sebelum" in pair
    assert "Sesudah" in pair
    assert pair.count("/petugas/foto/") == 4, "two photos, each with its large one"
    assert "Dewi Lestari" in pair
    assert "Aturan bukti" in pair
    assert "surat edaran Sekda" in pair


def test_a_joined_case_leads_to_the_other(at_desk: SignIn, story: Story, cast: Cast) -> None:
    first = story.report()
    second = story.report()
    story.move(cast.officer, "join", case_id=first.case_id)
    page = words(at_desk(cast.officer).get(f"/petugas/kasus/{second.case_id}"))
    assert f'href="/petugas/kasus/{first.case_id}"' in page


def test_htmx_gets_the_case_alone(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    desk = at_desk(cast.officer)
    part = words(desk.get(f"/petugas/kasus/{story.case.pk}", headers={"HX-Request": "true"}))
    assert part.startswith("<article")
    assert "<html" not in part
    missing = desk.get("/petugas/kasus/987654321", headers={"HX-Request": "true"})
    assert missing.status_code == 404
    assert "<html" not in words(missing)


def test_the_way_back_is_the_list_one_came_from(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    desk, url = at_desk(cast.officer), f"/petugas/kasus/{story.case.pk}"
    came = {"Referer": "http://testserver/petugas/?tab=closed&keadaan=done&kasus=9"}
    assert 'href="/petugas/?tab=closed&keadaan=done"' in words(desk.get(url, headers=came))
    foreign = {"Referer": "https://evil.example/petugas/?tab=closed"}
    assert 'href="/petugas/" data-back' in words(desk.get(url, headers=foreign))


def test_the_page_speaks_english_too(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    cast.officer.language = "en"
    cast.officer.save()
    page = page_of(at_desk, story, cast.officer)
    assert "Accepted" in page
    assert "Held by" in page
    assert "Dipegang" not in page


def test_words_of_a_reporter_are_never_markup(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report('Lubang <script>alert("x")</script> di jalan raya depan.')
    raw = at_desk(cast.officer).get(f"/petugas/kasus/{story.case.pk}").content.decode()
    assert "<script>alert" not in raw
    assert "&lt;script&gt;" in raw


def test_the_number_of_queries_does_not_grow_with_the_reports(
    at_desk: SignIn, story: Story, cast: Cast, django_assert_max_num_queries: object
) -> None:
    first = story.report()
    for _ in range(10):
        story.report("", join_case=first.case_id)
    desk = at_desk(cast.officer)
    desk.get(f"/petugas/kasus/{first.case_id}")
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        desk.get(f"/petugas/kasus/{first.case_id}")
