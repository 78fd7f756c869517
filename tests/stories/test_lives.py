"""Whole lives of cases, from a resident's phone to a confirmed fix, and the ways they go astray."""

from datetime import timedelta

import pytest

from tanggap.cases import actions, audit, queries
from tanggap.cases.models import Case, Event, Report
from tanggap.cases.shapes import Given, InboxFilter
from tanggap.cases.workflow import State, Verdict
from tanggap.core.clock import local_day, now
from tanggap.core.errors import Conflict, Invalid, NotAllowed, NotFound
from tanggap.intake.queries import looks_like
from tanggap.intake.shapes import ReportForm
from tanggap.people import queries as people
from tanggap.people.rules import PUBLIC, Actor
from tests.cast import Cast
from tests.stories.story import Story

pytestmark = pytest.mark.django_db


def told(story: Story) -> list[str]:
    return [step.verb for step in story.page().steps]


def test_a_drain_cover_is_reported_mended_checked_and_confirmed(story: Story, cast: Cast) -> None:
    bu_sari = story.report()
    assert story.case.state == State.WAITING
    assert story.page().holder == people.agency(cast.lurah.agency_id).name

    story.move(cast.officer, "accept")
    story.move(cast.officer, "delegate", agency_id=cast.crew.agency_id, note="Mohon diganti.")
    story.move(cast.crew, "accept")
    story.fixed(cast.crew)
    assert story.case.state == State.CHECKING
    story.move(cast.validator, "approve")
    assert story.case.state == State.DONE
    # Closed by the agency is not the same as confirmed fixed.
    assert story.case.verdict == Verdict.UNANSWERED

    story.reporter("confirm", bu_sari)
    story.reporter("rate", bu_sari, score=5, note="Cepat, terima kasih.")
    page = story.page()
    assert (page.state, page.verdict) == (State.DONE, Verdict.CONFIRMED)
    assert told(story) == ["reported", "accept", "delegate", "accept", "submit", "approve", "confirm", "rate"]
    assert len(page.before) == 1
    assert len(page.after) == 1
    assert list(audit.broken_links()) == []


def test_a_case_handed_on_twice_finds_its_office_and_each_clock_is_its_holders(
    story: Story, cast: Cast
) -> None:
    story.report()
    first_due = story.case.due_at
    story.clock.later(hours=5)
    story.move(cast.officer, "coordinate", agency_id=cast.sudin_officer.agency_id, note="Saluran utama.")
    assert story.case.state == State.COORDINATED
    # The new holder's six hours begin when it gets the case, not when the citizen reported.
    assert first_due is not None
    assert story.case.due_at is not None
    assert story.case.due_at > first_due
    assert story.case.due_at - story.case.holder_since == timedelta(hours=6)

    story.move(cast.sudin_officer, "hand_back", reason=cast.reason("hand_back"), note="Jalan lingkungan.")
    assert (story.case.state, story.case.holder_id) == (State.WAITING, cast.officer.agency_id)
    story.move(cast.officer, "coordinate", agency_id=cast.other_sudin_officer.agency_id, note="Trotoar.")
    story.move(cast.other_sudin_officer, "accept")
    assert story.case.state == State.IN_PROGRESS
    assert [name for name, _, _ in story.desk(cast.other_sudin_officer).holders] == [
        people.agency(agency).name
        for agency in (
            cast.officer.agency_id,
            cast.sudin_officer.agency_id,
            cast.officer.agency_id,
            cast.other_sudin_officer.agency_id,
        )
    ]
    # Those who passed it on still see it, and can't move it any more.
    assert story.verbs(cast.officer) == {"note"}


def test_fifty_people_report_one_pothole_and_it_is_mended_once(story: Story, cast: Cast) -> None:
    first = story.report()
    form = ReportForm(
        words="tutup saluran pecah depan sekolah",
        category="tutup-saluran",
        lat=story.lat + 0.0002,
        lng=story.lng,
    )
    similar = looks_like(form=form)
    assert [one.number for one in similar] == [first.number]
    for _ in range(49):
        story.report("", join_case=similar[0].case_id, photo_ids=())

    assert Case.objects.count() == 1
    assert story.case.report_count == 50
    assert len({report.number for report in story.received}) == 50
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    story.move(cast.validator, "approve")
    for received in story.received:
        assert story.page(received).state == State.DONE
    # Each reporter's link is their own: no other's words, no other's moves.
    assert story.page(story.received[7], secret=True).words == ""


def test_proof_sent_back_twice_goes_on_with_the_same_holder_until_it_holds(story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    holder = story.case.holder_id
    for attempt in range(2):
        story.fixed(cast.officer)
        story.move(
            cast.validator, "send_back", reason=cast.reason("send_back"), note=f"Belum jelas {attempt}."
        )
        assert (story.case.state, story.case.holder_id) == (State.SENT_BACK, holder)
    story.fixed(cast.officer)
    story.move(cast.second_validator, "approve")
    assert story.case.state == State.DONE
    assert len(story.page().after) == 3
    assert told(story).count("send_back") == 2


def test_a_false_closing_is_contested_and_the_same_case_reopens_one_level_up(
    story: Story, cast: Cast
) -> None:
    bu_sari = story.report()
    number = story.case.pk
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    story.move(cast.validator, "approve")
    story.reporter("contest", bu_sari, note="Masih pecah.", photo_ids=(story.photo(),))

    case = story.case
    assert case.pk == number
    assert (case.state, case.verdict, case.contests) == (State.WAITING, Verdict.CONTESTED, 1)
    assert case.holder_id == people.superior(cast.officer.agency_id).id == cast.camat.agency_id
    # What a resident writes may name people: the public reads that it was contested, not the words.
    contest = next(step for step in story.page().steps if step.verb == "contest")
    assert contest.text == ""
    assert story.page(secret=True).steps[-1].text == "Masih pecah."

    story.move(cast.camat, "delegate", agency_id=cast.officer.agency_id)
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    story.move(cast.validator, "approve")
    story.reporter("confirm", bu_sari)
    assert (story.case.state, story.case.verdict) == (State.DONE, Verdict.CONFIRMED)


def test_a_contest_after_its_window_is_refused_with_a_way_on(story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    story.move(cast.validator, "approve")
    until = story.case.contest_until
    assert until is not None
    story.clock.tell(until + timedelta(seconds=1))
    assert "contest" not in story.page(secret=True).moves
    with pytest.raises(NotAllowed):
        story.reporter("contest", note="Masih pecah.")
    assert story.case.state == State.DONE


def test_a_refusal_gives_a_reason_and_can_be_contested(story: Story, cast: Cast) -> None:
    story.report()
    with pytest.raises(Invalid) as wrong:
        story.move(cast.lurah, "refuse", note="Tidak bisa.")
    assert wrong.value.field == "reason"
    story.move(cast.lurah, "refuse", reason=cast.reason("refuse"), note="Ini lahan pribadi; tanya RT.")
    page = story.page()
    assert page.state == State.REFUSED
    refusal = page.steps[-1]
    assert refusal.data["reason"] == cast.reason("refuse")
    assert refusal.text == "Ini lahan pribadi; tanya RT."
    story.reporter("contest", note="Ini jalan umum.")
    assert story.case.state == State.WAITING


def test_a_private_report_stays_private_also_from_officers(story: Story, cast: Cast) -> None:
    bu_sari = story.report(visibility="private", email="sari@example.com", name="Bu Sari")
    report = Report.objects.get(number=bu_sari.number)
    photo = report.photos.get().photo_id

    with pytest.raises(NotFound):
        story.page()
    assert story.page(secret=True).words
    assert queries.public_cases().rows == []
    for nobody in (cast.leader, cast.administrator, cast.front_desk, cast.stranger):
        with pytest.raises(NotFound):
            story.desk(nobody)
        assert not queries.photo_open_to(actor=Actor.of(nobody), photo_id=photo)
    assert not queries.photo_open_to(actor=PUBLIC, photo_id=photo)
    assert not queries.photo_open_to(actor=PUBLIC, photo_id=photo, number=bu_sari.number, secret="x" * 26)
    assert queries.photo_open_to(actor=PUBLIC, photo_id=photo, number=bu_sari.number, secret=bu_sari.secret)

    # The officer who works on it reads the words; the photo and the contact stay locked.
    seen = story.desk(cast.officer).reports[0]
    assert seen.words
    assert (seen.photos, seen.photos_locked, seen.has_contact) == ([], 1, True)
    assert not queries.photo_open_to(actor=Actor.of(cast.officer), photo_id=photo)
    for who in (cast.officer, cast.lurah, cast.coordinator, cast.validator, cast.leader):
        with pytest.raises((NotAllowed, NotFound)):
            actions.reveal_contact(actor=Actor.of(who), report_id=report.pk, reason="Ingin tahu siapa.")
    # Those with the right open it, and the reveal stands in the history for ever.
    assert queries.photo_open_to(actor=Actor.of(cast.validator), photo_id=photo)
    identity = actions.reveal_contact(
        actor=Actor.of(cast.auditor), report_id=report.pk, reason="Pemeriksaan dugaan kebocoran."
    )
    assert identity.email == "sari@example.com"
    last = Event.objects.filter(case=story.case).order_by("-seq")[0]
    assert (last.verb, last.actor_id, last.public) == ("revealed", cast.auditor.pk, False)
    assert "sari" not in str(last.data) + last.text
    assert "revealed" not in {step.verb for step in story.page(secret=True).steps}


def test_whoever_did_the_work_cannot_check_it(story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    story.fixed(cast.officer)
    for who in (cast.officer, cast.lurah, cast.camat, cast.coordinator, cast.auditor):
        assert not story.verbs(who) & {"approve", "send_back"}
    # Not even after a change of role: what counts is who had a hand in it.
    cast.officer.role, cast.officer.agency_id = "validator", cast.validator.agency_id
    assert not story.verbs(cast.officer) & {"approve", "send_back"}
    with pytest.raises(NotAllowed):
        story.move(cast.officer, "approve")
    assert {"approve", "send_back"} <= story.verbs(cast.validator)


def test_completion_needs_a_photo(story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    with pytest.raises(Invalid) as wrong:
        story.move(cast.officer, "submit", note="Sudah.")
    assert (wrong.value.field, story.case.state) == ("photos", State.IN_PROGRESS)
    with pytest.raises(Invalid):  # nobody proves anything with another's photo
        story.move(cast.officer, "submit", note="Sudah.", photo_ids=(story.photo(cast.lurah),))
    proof = story.photo(cast.officer)
    story.move(cast.officer, "submit", note="Sudah.", photo_ids=(proof,))
    # And no photo proves two things.
    story.report("Lampu taman di ujung gang mati total sejak Senin.", category="taman")
    story.move(cast.officer, "accept")
    with pytest.raises(Invalid):
        story.move(cast.officer, "submit", note="Sudah.", photo_ids=(proof,))


def test_an_honest_not_yet_is_planned_and_approved_by_somebody_else(story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "accept")
    day = local_day(now()) + timedelta(days=30)
    story.move(cast.officer, "plan", until=day, note="Menunggu pengadaan tutup baja.")
    assert story.page().planned_for is None  # not before it was approved
    assert "approve_plan" not in story.verbs(cast.officer)
    story.move(cast.lurah, "approve_plan")
    assert (story.case.state, story.page().planned_for) == (State.SCHEDULED, day)
    story.fixed(cast.officer)
    assert story.case.state == State.CHECKING


def test_a_head_cannot_approve_their_own_plan(story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.lurah, "accept")
    story.move(cast.lurah, "plan", until=local_day(now()) + timedelta(days=9), note="Menunggu alat.")
    with pytest.raises(NotAllowed):
        story.move(cast.lurah, "approve_plan")
    story.move(cast.camat, "approve_plan")
    assert story.case.state == State.SCHEDULED


def test_two_officers_at_once_one_wins_and_the_other_is_told(story: Story, cast: Cast) -> None:
    story.report()
    seen = story.desk(cast.officer).seen
    story.move(cast.lurah, "accept", seen=seen)
    with pytest.raises(Conflict) as lost:
        story.move(cast.officer, "refuse", seen=seen, reason=cast.reason("refuse"), note="Bukan kami.")
    happened = lost.value.data["happened"]
    assert [(step.verb, step.person) for step in happened] == [("accept", cast.lurah.name)]
    assert story.case.state == State.IN_PROGRESS
    # A note by somebody else stops nobody.
    seen = story.desk(cast.officer).seen
    story.move(cast.lurah, "note", note="Sudah saya telepon RT-nya.")
    story.move(cast.officer, "tell", seen=seen, note="Petugas berangkat besok pagi.")


def test_internal_notes_stay_inside(story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "note", note="Catatan dalam.")
    story.move(cast.officer, "tell", note="Kami datang besok.")
    for page in (story.page(), story.page(secret=True)):
        assert [step.text for step in page.steps if step.text] == ["Kami datang besok."]
    assert "Catatan dalam." in {step.text for step in story.desk(cast.lurah).steps}
    assert "Catatan dalam." not in {step.text for step in story.desk(cast.stranger).steps}


def test_an_officers_question_is_answered_by_the_reporter(story: Story, cast: Cast) -> None:
    story.report()
    story.move(cast.officer, "ask", note="Di sisi kiri atau kanan gerbang?")
    assert story.page().question == ""
    assert story.page(secret=True).question == "Di sisi kiri atau kanan gerbang?"
    story.reporter("answer", note="Sisi kiri, dekat tiang.")
    assert story.page(secret=True).question == ""
    assert "Sisi kiri, dekat tiang." in {step.text for step in story.desk(cast.officer).steps}
    assert "Sisi kiri, dekat tiang." not in {step.text for step in story.page().steps}


def test_two_cases_of_one_problem_are_joined_and_every_number_still_leads_there(
    story: Story, cast: Cast
) -> None:
    one = story.report()
    kept = story.case.pk
    two = story.report("Ada lubang menganga di saluran dekat sekolah.")
    assert story.case.pk != kept
    story.move(cast.officer, "join", case_id=kept, note="Lubang yang sama.")
    assert story.case.pk == kept
    assert story.case.report_count == 2
    assert story.page(two).case_id == story.page(one).case_id == kept
    assert len(story.page(one).before) == 2
    assert [row.case_id for row in queries.public_cases().rows] == [kept]
    assert list(audit.broken_links()) == []


def test_a_case_of_two_problems_is_split_and_nothing_is_lost(story: Story, cast: Cast) -> None:
    one = story.report()
    two = story.report("Dan pohon di sebelahnya tumbang.", join_case=story.case.pk)
    whole = story.case.pk
    moved = Report.objects.get(number=two.number)
    story.move(cast.officer, "split", report_ids=(moved.pk,), note="Dua masalah.")
    assert story.page(one).case_id == whole
    assert story.page(two).case_id != whole
    assert story.case.state == State.WAITING
    assert [len(story.page(r).before) for r in (one, two)] == [1, 1]
    with pytest.raises(NotAllowed):
        story.move(cast.officer, "split", report_ids=(moved.pk,), note="Lagi.")
    assert list(audit.broken_links()) == []


def test_what_must_not_be_read_is_hidden_with_a_reason_and_can_come_back(story: Story, cast: Cast) -> None:
    received = story.report()
    report = Report.objects.get(number=received.number)
    story.move(
        cast.coordinator, "hide", reason=cast.reason("hide"), note="Nama orang.", report_ids=(report.pk,)
    )
    page = story.page()
    assert (page.moderation, page.words, page.before, page.lat) == ("hidden", "", [], None)
    assert queries.public_cases().rows == []
    assert not queries.photo_open_to(actor=PUBLIC, photo_id=report.photos.get().photo_id)
    # It does not just vanish: the number still answers, and the words are untouched.
    assert told(story) == ["reported", "hide"]
    assert Report.objects.get(pk=report.pk).words == report.words
    story.move(cast.coordinator, "restore", note="Sudah diperiksa.", report_ids=(report.pk,))
    assert story.page().words
    assert len(queries.public_cases().rows) == 1


def test_a_report_without_a_place_goes_to_the_triage_desk_and_from_there_to_its_kelurahan(
    story: Story, cast: Cast
) -> None:
    story.report(lat=None, lng=None, place_text="Jalan Mawar, dekat pasar", photo_ids=())
    triage = people.agency_by_code("triage")
    assert triage is not None
    assert (story.case.holder_id, story.case.place_quality) == (triage.id, "uncertain")
    wanted = InboxFilter(tab="triage")
    page = queries.inbox(actor=Actor.of(cast.coordinator), wanted=wanted)
    assert [row.id for row in page.rows] == [story.case.pk]
    kode = people.agency(cast.lurah.agency_id).area
    story.move(cast.coordinator, "locate", kelurahan=kode)
    assert (story.case.holder_id, story.case.kelurahan) == (cast.lurah.agency_id, kode)
    assert queries.inbox(actor=Actor.of(cast.coordinator), wanted=wanted).rows == []


def test_the_secret_of_one_report_moves_no_other(story: Story, cast: Cast) -> None:
    mine = story.report()
    story.report("Lampu jalan di gang sebelah mati sejak tiga hari.", category="jalan", lat=story.lat + 0.004)
    actor = queries.report_actor(number=mine.number, secret=mine.secret)
    assert actor is not None
    with pytest.raises((NotAllowed, NotFound)):
        actions.make_move(actor=actor, case_id=story.case.pk, verb="answer", given=Given(note="Halo."))
