"""What reporters hear: the right people, once, in their language, and nothing that is not theirs."""

import re
from datetime import timedelta

from tanggap.cases.models import Event
from tanggap.cases.workflow import MOVES, SYSTEM_VERBS
from tanggap.core import clock as clocks
from tanggap.notices import texts
from tanggap.notices.actions import tell
from tanggap.notices.models import Delivery
from tanggap.notices.recipients import HEARS
from tanggap.people import queries as people
from tanggap.reactions import REACTIONS
from tests.cast import Cast
from tests.notices.postman import BUDI, SARI, delivered, report_id, whole
from tests.stories.story import WORDS, Story


def test_a_receipt_says_number_office_and_link(story: Story, cast: Cast) -> None:
    got = story.report(email=SARI)
    (letter,) = delivered()
    assert letter.to == SARI
    assert letter.language == "id"
    assert got.number in letter.subject
    assert people.agency(cast.lurah.agency_id).name in letter.text
    link = f"https://tanggap.example/lacak/{got.number}?k={got.secret}"
    assert link in letter.text
    assert link in letter.html
    assert letter.off == f"{link}#berhenti"
    assert letter.off in letter.text


def test_who_left_no_address_hears_nothing(story: Story) -> None:
    story.report()
    story.report(phone="081234567890", words="Pohon tumbang di depan sekolah", category="pohon")
    assert Delivery.objects.count() == 0
    assert delivered() == []


def test_a_whole_life_is_told_step_by_step(story: Story, cast: Cast) -> None:
    story.report(email=SARI, language="en")
    subjects = [letter.subject for letter in delivered()]
    for act in (
        lambda: story.move(cast.officer, "accept"),
        lambda: story.move(cast.officer, "delegate", agency_id=cast.crew.agency_id),
        lambda: story.move(cast.crew, "accept"),
        lambda: story.fixed(cast.crew),
        lambda: story.move(cast.validator, "approve"),
    ):
        act()
        subjects += [letter.subject for letter in delivered()]
    number = story.received[0].number
    assert subjects == [
        f"Your report {number} has arrived",
        f"Work has begun on your report {number}",
        f"Work has begun on your report {number}",
        f"Your report {number} is said to be fixed. Is it?",
    ]


def test_who_is_asked_whether_it_is_fixed_gets_both_answers_and_the_time(story: Story, cast: Cast) -> None:
    got = story.report(email=SARI)
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    story.move(cast.validator, "approve")
    letter = delivered()[-1]
    page = f"https://tanggap.example/lacak/{got.number}?k={got.secret}"
    assert f"{page}#nilai-hasil" in letter.text
    assert f"{page}#sanggah" in letter.html
    until = story.case.contest_until
    assert until is not None
    local = until.astimezone(clocks.JAKARTA)
    assert f"{local.day} " in letter.text
    assert f"{local:%Y}" in letter.text
    assert "WIB" in letter.text


def test_everybody_in_the_case_hears_in_their_own_language(story: Story, cast: Cast) -> None:
    first = story.report(email=SARI)
    second = story.report(email=BUDI, language="en", join_case=first.case_id)
    delivered()
    story.move(cast.officer, "accept")
    letters = {letter.to: letter for letter in delivered()}
    assert set(letters) == {SARI, BUDI}
    assert letters[BUDI].subject == f"Work has begun on your report {second.number}"
    assert letters[SARI].language == "id"
    assert letters[SARI].subject != letters[BUDI].subject
    assert first.secret not in whole(letters[BUDI])
    assert first.number not in whole(letters[BUDI])


def test_nobodys_words_and_no_contact_are_in_a_letter(story: Story, cast: Cast) -> None:
    first = story.report(email=SARI, name="Sari Wangi")
    story.report(
        email=BUDI, name="Budi Rahman", words="Ini punya Budi, 0812-3456-7890", join_case=first.case_id
    )
    story.move(cast.officer, "accept", note="Catatan petugas yang rahasia")
    story.move(cast.officer, "ask", note="Pertanyaan: rumah nomor berapa?")
    story.reporter("answer", first, note="Rumah nomor tujuh")
    story.move(cast.officer, "tell", note="Kabar dari petugas")
    story.fixed(cast.officer)
    story.move(cast.validator, "approve")
    story.reporter("contest", first, note="Masih rusak parah")
    for letter in delivered():
        text = whole(letter)
        for words in (WORDS, "Ini punya Budi", "rahasia", "Pertanyaan:", "tujuh", "Kabar dari", "parah"):
            assert words not in text
        for secret in ("Sari", "Budi", "0812", "Dewi Lestari", "example.com"):
            assert secret not in text


def test_a_private_report_tells_not_even_what_it_is_about(story: Story, cast: Cast) -> None:
    story.report(email=SARI, visibility="private", language="en")
    story.report(email=BUDI, visibility="public", language="en", words="Tutup got hilang satu lagi di sini")
    letters = {letter.to: letter for letter in delivered()}
    assert "About:" not in whole(letters[SARI])
    assert "About:" in whole(letters[BUDI])


def test_a_refusal_says_the_reason_in_the_readers_language(story: Story, cast: Cast) -> None:
    story.report(email=SARI)
    story.report(email=BUDI, language="en", join_case=story.case.pk)
    delivered()
    story.move(cast.officer, "refuse", reason="external", note="Bukan wewenang kami.")
    letters = {letter.to: letter.text for letter in delivered()}
    assert "Wewenang instansi lain" in letters[SARI]
    assert "For a body outside the province" in letters[BUDI]
    assert "Bukan wewenang kami" not in letters[SARI]


def test_who_is_passed_on_hears_to_whom(story: Story, cast: Cast) -> None:
    story.report(email=SARI)
    delivered()
    story.move(cast.officer, "coordinate", agency_id=cast.sudin_officer.agency_id, note="Saluran kota.")
    (letter,) = delivered()
    assert people.agency(cast.sudin_officer.agency_id).name in letter.text


def test_a_longer_wait_says_the_day(story: Story, cast: Cast) -> None:
    story.report(email=SARI, language="en")
    story.move(cast.officer, "accept")
    day = clocks.local_day(clocks.now()) + timedelta(days=20)
    story.move(cast.officer, "plan", until=day, note="Menunggu bahan.")
    delivered()
    story.move(cast.lurah, "approve_plan")
    (letter,) = delivered()
    assert f"{day:%B} {day.year}" in letter.text
    assert f" {day.day} " in letter.text


def test_a_contest_thanks_the_one_and_tells_the_others(story: Story, cast: Cast) -> None:
    first = story.report(email=SARI, language="en")
    story.report(email=BUDI, language="en", join_case=first.case_id)
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    story.move(cast.validator, "approve")
    delivered()
    story.reporter("contest", first, note="Masih rusak.")
    subjects = {letter.to: letter.subject for letter in delivered()}
    assert subjects[SARI].startswith("Your objection")
    assert "is open again" in subjects[BUDI]


def test_a_hidden_report_is_told_to_its_own_reporter_only(story: Story, cast: Cast) -> None:
    first = story.report(email=SARI, language="en")
    story.report(email=BUDI, language="en", join_case=first.case_id)
    delivered()
    story.move(
        cast.coordinator,
        "hide",
        report_ids=(report_id(first.number),),
        reason=cast.reason("hide"),
        note="Tes.",
    )
    (letter,) = delivered()
    assert letter.to == SARI
    assert "no longer shown" in letter.subject


def test_who_is_joined_to_others_hears_it_once(story: Story, cast: Cast) -> None:
    target = story.report(email=SARI, language="en")
    other = story.report(email=BUDI, language="en", words="Lampu jalan mati total di ujung gang sana")
    delivered()
    story.move(cast.officer, "join", number=target.number)
    (letter,) = delivered()
    assert letter.to == BUDI
    assert other.number in letter.subject
    assert "joined" in letter.subject


def test_internal_moves_are_not_told(story: Story, cast: Cast) -> None:
    story.report(email=SARI)
    story.move(cast.officer, "accept")
    delivered()
    story.move(cast.officer, "note", note="Hanya untuk kami.")
    story.move(cast.officer, "assign", user_id=cast.officer.pk)
    story.fixed(cast.officer)
    story.move(cast.validator, "send_back", reason=cast.reason("send_back"), note="Belum rata.")
    assert delivered() == []


def test_telling_twice_makes_nothing_twice(story: Story) -> None:
    story.report(email=SARI)
    event = Event.objects.get(verb="reported")
    tell(event)
    tell(event)
    assert Delivery.objects.count() == 1
    assert len(delivered()) == 1
    tell(event)
    assert delivered() == []


def test_a_revealed_contact_is_not_told(story: Story, cast: Cast) -> None:
    assert HEARS.keys() <= MOVES.keys() | SYSTEM_VERBS
    assert "revealed" not in HEARS
    assert {verb for verb, what in REACTIONS.items() if tell in what} == set(HEARS)
    assert set(HEARS) <= set(texts.TEXTS)


def test_a_name_in_the_facts_can_not_break_the_page(story: Story, cast: Cast) -> None:
    story.report(email=SARI)
    agency = cast.lurah.agency
    agency.name = "Kelurahan <script>alert(1)</script> & %(x)s"
    agency.save()
    people.forget()
    (letter,) = delivered()
    people.forget()
    assert "<script>" not in letter.html
    assert "&lt;script&gt;" in letter.html
    assert "<script>alert(1)</script> & %(x)s" in letter.text
    assert "\n" not in letter.subject


def test_no_text_is_left_with_a_hole(story: Story, cast: Cast) -> None:
    first = story.report(email=SARI)
    story.move(cast.officer, "accept")
    story.move(cast.officer, "ask", note="Di mana?")
    story.move(cast.officer, "tell", note="Ya.")
    story.fixed(cast.officer)
    story.move(cast.validator, "approve")
    story.reporter("contest", first, note="Belum.")
    letters = delivered()
    assert len(letters) == 6
    for letter in letters:
        assert not re.search(r"%\(|None|\{\{", whole(letter))
        assert "\n\n\n" not in letter.text
