"""Who reported: known to the auditor alone, with a reason, and never without a trace."""

from tests.cast import Cast
from tests.desk.conftest import SignIn
from tests.desk.reading import words
from tests.stories.story import Story

SARI = {"name": "Sari Puspita", "phone": "081234567890", "email": "sari@example.org"}


def test_an_auditor_sees_the_contact_once_and_the_case_remembers_it(
    at_desk: SignIn, story: Story, cast: Cast
) -> None:
    story.report(**SARI)
    report = story.desk(cast.auditor).reports[0].id
    desk, case = at_desk(cast.auditor), f"/petugas/kasus/{story.case.pk}"
    answer = desk.post(f"{case}/kontak/{report}", {"reason": "Pemeriksaan aduan kebocoran data."})
    page = words(answer)
    assert "Sari Puspita" in page
    assert "sari@example.org" in page
    assert answer["Cache-Control"] == "private, no-store"
    again = words(desk.get(case))
    assert "Sari Puspita" not in again
    assert "Pemeriksaan aduan kebocoran data." in again
    assert story.desk(cast.auditor).steps[-1].verb == "revealed"


def test_a_reason_is_needed_and_kept_while_it_is_too_short(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report(**SARI)
    report = story.desk(cast.auditor).reports[0].id
    answer = at_desk(cast.auditor).post(
        f"/petugas/kasus/{story.case.pk}/kontak/{report}", {"reason": "ingin"}
    )
    assert answer.status_code == 400
    assert ">ingin</textarea>" in words(answer)
    assert "Puspita" not in words(answer)
    assert story.desk(cast.auditor).steps[-1].verb == "reported"


def test_nobody_else_has_the_button_or_the_right(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report(**SARI)
    report = story.desk(cast.auditor).reports[0].id
    case = f"/petugas/kasus/{story.case.pk}"
    for user in (cast.officer, cast.lurah, cast.validator, cast.coordinator, cast.leader, cast.administrator):
        desk = at_desk(user)
        page = words(desk.get(case))
        assert "Buka kontak pelapor" not in page
        assert "Sari Puspita" not in page
        answer = desk.post(f"{case}/kontak/{report}", {"reason": "Saya ingin tahu siapa dia."})
        assert answer.status_code == 404
        assert "Puspita" not in words(answer)


def test_a_report_of_another_case_is_not_revealed_here(at_desk: SignIn, story: Story, cast: Cast) -> None:
    story.report(**SARI)
    report = story.desk(cast.auditor).reports[0].id
    story.report()
    answer = at_desk(cast.auditor).post(
        f"/petugas/kasus/{story.case.pk}/kontak/{report}", {"reason": "Pemeriksaan aduan kebocoran data."}
    )
    assert answer.status_code == 404
