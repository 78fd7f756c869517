"""What reporters hear: the right people, once, in their language, and nothing that is not theirs."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tanggap.cases.models import Event, Report
from tanggap.cases.workflow import MOVES, SYSTEM_VERBS
from tanggap.core import clock as clocks
from tanggap.core.errors import Invalid, NotAllowed, NotFound
from tanggap.notices import actions, queries, texts
from tanggap.notices.actions import deliver_due, tell
from tanggap.notices.models import Delivery
from tanggap.notices.recipients import HEARS
from tanggap.notices.shapes import Down, Message, Permanent, Temporary
from tanggap.people import queries as people
from tanggap.people.rules import PUBLIC, SYSTEM, Actor
from tanggap.reactions import REACTIONS
from tanggap.vault import actions as vault
from tests.cast import Cast
from tests.notices import postman
from tests.stories.story import WORDS, Story

SARI = "sari.wangi@example.com"
BUDI = "budi.rahman@example.com"


@pytest.fixture(autouse=True)
def post(settings: Any) -> Iterator[list[Message]]:
    settings.CHANNELS = {"web": "tanggap.channels.web", "email": "tests.notices.postman"}
    settings.PUBLIC_URL = "https://tanggap.example"
    postman.fresh()
    yield postman.sent
    postman.fresh()


def delivered() -> list[Message]:
    """What goes out now, since the last time."""
    postman.sent.clear()
    while deliver_due():
        pass
    return list(postman.sent)


def whole(message: Message) -> str:
    return f"{message.subject}\n{message.text}\n{message.html}"


def report_id(number: str) -> int:
    return Report.objects.get(number=number).pk


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


def due(story: Story) -> Delivery:
    story.report(email=SARI)
    return Delivery.objects.get()


def test_a_passing_problem_is_tried_again_later_and_later(story: Story) -> None:
    row = due(story)
    postman.problems.extend([Temporary("box full"), Temporary("box full")])
    assert deliver_due() == 1
    assert deliver_due() == 0
    story.clock.later(seconds=3)
    assert deliver_due() == 1
    story.clock.later(seconds=3)
    assert deliver_due() == 0
    story.clock.later(seconds=10)
    assert deliver_due() == 1
    row.refresh_from_db()
    assert row.sent_at is not None
    assert (row.attempts, row.problem, len(postman.sent)) == (3, "", 1)


def test_after_two_days_it_is_given_up_and_shows(story: Story) -> None:
    row = due(story)
    postman.problems.append(Temporary("box full"))
    story.clock.later(days=2, minutes=1)
    deliver_due()
    row.refresh_from_db()
    assert row.failed_at is not None
    assert row.problem == "Temporary"
    assert queries.waiting().given_up == 1
    story.clock.later(days=1)
    assert deliver_due() == 0


def test_a_wrong_address_is_not_tried_again(story: Story) -> None:
    row = due(story)
    postman.problems.append(Permanent("refused"))
    deliver_due()
    row.refresh_from_db()
    assert (row.problem, row.sent_at) == ("refused", None)
    story.clock.later(hours=10)
    assert deliver_due() == 0


def test_one_bad_letter_does_not_hold_up_the_others(story: Story) -> None:
    story.report(email=SARI)
    story.report(email=BUDI, words="Pohon tumbang menutup jalan di sebelah masjid", category="pohon")
    postman.problems.append(ZeroDivisionError("a bug"))
    assert deliver_due() == 2
    assert [letter.to for letter in postman.sent] == [BUDI]
    assert queries.waiting().failing == 1


def test_while_the_line_is_down_nothing_is_lost(story: Story) -> None:
    story.report(email=SARI)
    story.report(email=BUDI, words="Pohon tumbang menutup jalan di sebelah masjid", category="pohon")
    postman.down = True
    assert deliver_due() == 2
    postman.down = False
    story.clock.later(seconds=3)
    assert len(delivered()) == 2


def test_a_line_that_breaks_in_the_middle_leaves_the_rest_for_later(story: Story) -> None:
    story.report(email=SARI)
    story.report(email=BUDI, words="Pohon tumbang menutup jalan di sebelah masjid", category="pohon")
    postman.problems.append(Down("gone"))
    deliver_due()
    assert postman.sent == []
    story.clock.later(seconds=3)
    assert len(delivered()) == 2


def test_a_sender_that_died_leaves_its_letters_to_others(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(story)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(postman, "_send", killed)
        with pytest.raises(KeyboardInterrupt):
            deliver_due()
    assert deliver_due() == 0
    story.clock.later(seconds=actions.LEASE_SECONDS + 1)
    assert len(delivered()) == 1


def test_who_lost_the_lease_does_not_send(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    due(story)
    monkeypatch.setattr(actions, "LEASE_SECONDS", 0.0)
    deliver_due()
    assert postman.sent == []


def test_a_letter_has_the_same_id_at_every_try(story: Story) -> None:
    row = due(story)
    first = delivered()[0].id
    Delivery.objects.filter(pk=row.pk).update(sent_at=None, claimed_until=None)
    assert delivered()[0].id == first


def test_an_erased_contact_gets_nothing(story: Story) -> None:
    row = due(story)
    vault.erase(actor=SYSTEM, contact_id=Report.objects.get().contact_id or 0)
    deliver_due()
    row.refresh_from_db()
    assert row.failed_at is not None
    assert postman.sent == []


def test_who_wants_no_more_letters_gets_none(story: Story, cast: Cast) -> None:
    got = story.report(email=SARI)
    other = story.report(email=BUDI, join_case=got.case_id)
    me = Actor.reporter(report_id(got.number))
    assert queries.listens(me.own_report)
    actions.stop(actor=me, report_id=me.own_report)
    actions.stop(actor=me, report_id=me.own_report)
    assert not queries.listens(me.own_report)
    assert [letter.to for letter in delivered()] == [BUDI]
    story.move(cast.officer, "accept")
    assert [letter.to for letter in delivered()] == [BUDI]
    assert Report.objects.get(number=got.number).contact_id is not None
    assert queries.listens(report_id(other.number))


def test_who_follows_again_hears_again_at_the_new_address(story: Story, cast: Cast) -> None:
    got = story.report()
    me = Actor.reporter(report_id(got.number))
    actions.stop(actor=me, report_id=me.own_report)
    actions.follow(actor=me, report_id=me.own_report, email=BUDI, language="en")
    story.later(minutes=1)
    (letter,) = delivered()
    assert (letter.to, letter.language) == (BUDI, "en")
    assert "You follow" in letter.subject
    story.move(cast.officer, "accept")
    assert [letter.to for letter in delivered()] == [BUDI]


def test_only_the_reporter_may_stop_or_follow(story: Story, cast: Cast) -> None:
    mine, other = story.report(email=SARI), story.report(email=BUDI)
    for actor in (PUBLIC, Actor.of(cast.officer), Actor.reporter(report_id(other.number))):
        with pytest.raises(NotAllowed):
            actions.stop(actor=actor, report_id=report_id(mine.number))
        with pytest.raises(NotAllowed):
            actions.follow(actor=actor, report_id=report_id(mine.number), email=BUDI)
    with pytest.raises(NotFound):
        actions.stop(actor=SYSTEM, report_id=10**9)
    me = Actor.reporter(report_id(mine.number))
    for wrong in ("", "no address"):
        with pytest.raises(Invalid) as refused:
            actions.follow(actor=me, report_id=me.own_report, email=wrong)
        assert refused.value.field == "email"


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


def test_a_message_hides_itself_from_logs(story: Story) -> None:
    due(story)
    (letter,) = delivered()
    assert SARI not in repr(letter)
    assert "k=" not in repr(letter)


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
