"""The secret link: what it opens, what it does not, and where it never stands."""

import logging
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tanggap.cases import queries
from tanggap.cases.models import Case, Report
from tanggap.core.clock import JAKARTA
from tanggap.core.ids import read_number, same_secret, tracking_secret
from tanggap.intake.shapes import Received
from tanggap.notices import actions as notices
from tanggap.notices.models import Delivery
from tanggap.notices.render import message
from tanggap.ops.logs import Line
from tanggap.vault.shapes import OpenedContact
from tests.cast import Cast
from tests.public.conftest import a_photo
from tests.security.scene import hide, move
from tests.stories.story import Story

AT = datetime(2025, 3, 5, 9, 0, tzinfo=JAKARTA)
KEY, NUMBER = b"k" * 32, "JK2503050001"


def test_it_is_long_and_hangs_on_key_number_and_moment() -> None:
    secrets = {
        tracking_secret(KEY, NUMBER, AT),
        tracking_secret(b"l" * 32, NUMBER, AT),
        tracking_secret(KEY, "JK2503050002", AT),
        tracking_secret(KEY, NUMBER, AT + timedelta(microseconds=1)),
    }
    assert len(secrets) == 4
    assert all(re.fullmatch(r"[a-z2-7]{26}", secret) for secret in secrets), "128 bits and more"


@pytest.mark.parametrize("tried", ["", "\ud800", "é", "a" * 26, "A" * 26, " ", "a" * 100_000])
def test_what_it_is_compared_with_may_be_anything(tried: str) -> None:
    assert not same_secret(tried, tracking_secret(KEY, NUMBER, AT))


def opening(received: Received) -> list[str]:
    """Every address that a secret opens."""
    number, k = received.number, received.secret
    photo = Report.objects.get(number=number).photos.get().photo_id
    return [
        f"/lacak/{number}?k={k}",
        f"/lacak/{number}/isi?k={k}",
        f"/lapor/terkirim/{number}?k={k}",
        f"/lapor/kode/{number}.svg?k={k}",
        f"/api/v1/reports/{number}?k={k}",
        f"/foto/{photo}/thumb.webp?n={number}&k={k}",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("visibility", ["public", "private"])
def test_what_it_opens_is_kept_by_no_cache_and_named_to_no_other_site(story: Story, visibility: str) -> None:
    received = story.report(visibility=visibility)
    for url in opening(received):
        answer = Client().get(url)
        assert answer.status_code == 200, url
        assert "no-store" in answer["Cache-Control"], url
        assert "public" not in answer["Cache-Control"], url
        assert answer["Referrer-Policy"] == "no-referrer", url
        assert "X-Edge-Seconds" not in answer, url
        if answer["Content-Type"].startswith(("text/html", "image/svg")):
            assert "noindex" in answer["X-Robots-Tag"], url


@pytest.mark.django_db
def test_the_way_to_it_is_kept_by_nobody_either(story: Story) -> None:
    received = story.report()
    small = f"/lacak/{received.number.lower()}?k={received.secret}"
    for answer in (
        Client().get(small),
        Client().post(f"/lacak/{received.number}/jawab", {"k": received.secret, "note": "Benar."}),
        Client().post("/bahasa", {"bahasa": "en", "kembali": small}),
    ):
        assert answer.status_code in {302, 303}
        assert answer["Location"].startswith("/lacak/")
        assert re.search(r"no-store|no-cache", answer["Cache-Control"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "near", [lambda k: k[:-1], lambda k: k + "a", str.upper, lambda k: k[::-1], lambda k: f" {k}"]
)
def test_nearly_right_is_wrong(story: Story, near: Any) -> None:
    received = story.report(visibility="private")
    tried = near(received.secret)
    photo = Report.objects.get(number=received.number).photos.get().photo_id
    for url in opening(received):
        assert Client().get(url.replace(received.secret, tried)).status_code in {400, 404}, url
    assert Client().get(f"/foto/{photo}/thumb.webp?k={received.secret}").status_code == 404, (
        "without its number"
    )


@pytest.mark.django_db
def test_the_secret_of_one_moves_opens_and_silences_no_other(story: Story, cast: Cast) -> None:
    mine = story.report()
    other = story.report("", join_case=mine.case_id, email="lain@example.org")
    alone = story.report(email="lain@example.org")
    for user, verb in ((cast.officer, "accept"), (cast.officer, "ask")):
        move(story, user, alone.case_id, verb, note="Di mana?")
        move(story, user, mine.case_id, verb, note="Di mana?")
    before = [Case.objects.get(pk=pk).version for pk in (mine.case_id, alone.case_id)]
    for theirs in (other, alone):
        for word in ("jawab", "benar", "sanggah", "nilai", "ikuti", "berhenti"):
            form = {"k": mine.secret, "note": "Curang.", "score": 1, "email": "a@example.org"}
            assert Client().post(f"/lacak/{theirs.number}/{word}", form).status_code == 404, word
        for verb in ("answer", "confirm", "contest", "rate"):
            body = {"note": "Curang."}
            url = f"/api/v1/reports/{theirs.number}/moves/{verb}?k={mine.secret}"
            assert Client().post(url, body, "application/json").status_code == 404, verb
    assert [Case.objects.get(pk=pk).version for pk in (mine.case_id, alone.case_id)] == before
    assert Delivery.objects.filter(report__number=other.number, problem="stopped").count() == 0


@pytest.mark.django_db
def test_staff_moves_are_closed_to_it(story: Story, cast: Cast) -> None:
    mine = story.report()
    for verb in (
        "accept",
        "refuse",
        "hide",
        "restore",
        "tell",
        "note",
        "join",
        "split",
        "approve",
        "revealed",
    ):
        url = f"/api/v1/reports/{mine.number}/moves/{verb}?k={mine.secret}"
        answer = Client().post(url, {"note": "Saya petugas."}, "application/json")
        assert answer.status_code in {400, 403}, verb
        assert Client().post(f"/lacak/{mine.number}/{verb}", {"k": mine.secret}).status_code in {403, 404}
    assert Case.objects.get(pk=mine.case_id).version == 1


@pytest.mark.django_db
def test_after_join_and_split_it_opens_its_own_report_still_and_no_other(story: Story, cast: Cast) -> None:
    first = story.report()
    hidden = hide(story)
    move(story, cast.officer, hidden.case_id, "join", case_id=first.case_id)
    for _ in range(2):
        for mine, theirs in ((first, hidden.received), (hidden.received, first)):
            assert story.page(mine, secret=True).mine
            swapped = Client().get(f"/lacak/{theirs.number}?k={mine.secret}")
            assert swapped.status_code == 404
        if hidden.case_id == first.case_id:
            given = {"report_ids": (hidden.report_id,), "note": "Lain soal."}
            move(story, cast.officer, first.case_id, "split", **given)
    assert story.page(hidden.received, secret=True).words == hidden.marks["words"]


@pytest.mark.django_db
def test_it_stands_in_no_log(
    story: Story, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = story.report("Kata rahasia dari Wulandari, hubungi 0812-3456-7890.", email="w@example.org")
    client = Client(raise_request_exception=False)

    private = f"{received.secret} 0812-3456-7890"

    def fails(**_: object) -> None:
        raise ValueError(private)

    monkeypatch.setattr(queries, "tracked", fails)
    with caplog.at_level(logging.DEBUG):
        for url in (f"/lacak/{received.number}", f"/api/v1/reports/{received.number}"):
            answer = client.get(url, {"k": received.secret})
            assert answer.status_code == 500
            assert received.secret not in answer.content.decode()
    assert caplog.records
    written = "\n".join(Line("%(message)s").format(record) for record in caplog.records)
    for mark in (received.secret, "0812", "Wulandari", "w@example"):
        assert mark not in written


@pytest.mark.django_db
def test_one_link_does_not_fill_a_case_or_somebodys_mailbox(story: Story, cast: Cast) -> None:
    received = story.report()
    client, codes = Client(), []
    for number in range(8):
        form = {"k": received.secret, "email": f"korban{number}@example.org"}
        codes.append(client.post(f"/lacak/{received.number}/ikuti", form).status_code)
    assert codes == [303] * 5 + [429] * 3
    codes = [
        client.post(f"/lacak/{received.number}/jawab", {"k": received.secret, "note": f"{n}"}).status_code
        for n in range(42)
    ]
    assert codes[:30] == [303] * 30
    assert codes[-2:] == [429, 429]
    story.clock.later(hours=25)
    again = client.post(f"/lacak/{received.number}/jawab", {"k": received.secret, "note": "Besoknya."})
    assert again.status_code == 303


@pytest.mark.django_db
def test_a_photo_sent_by_nobody_is_nobodys_to_send_again(story: Story, cast: Cast) -> None:
    """A photo in a report can be put into no other, whoever knows its id."""
    received = story.report(visibility="private")
    photo = Report.objects.get(number=received.number).photos.get().photo_id
    body = {"words": "Got mampet di depan sekolah.", "category": "jalan", "photos": [str(photo)]}
    body["kelurahan"] = "31.74.01.1001"
    assert Client().post("/api/v1/reports", body, "application/json").status_code == 400
    forged = Client().post("/lapor", {**body, "photo": str(photo), "photos": a_photo()})
    assert forged.status_code == 303
    number = read_number(forged["Location"].split("/")[3].split("?")[0]) or ""
    assert photo not in Report.objects.get(number=number).photos.values_list("photo_id", flat=True)


@pytest.mark.django_db
def test_letters_name_no_private_thing(story: Story, cast: Cast) -> None:
    """A subject is read by whoever sits beside; so is the list of an inbox."""
    hidden = hide(story)
    move(story, cast.officer, hidden.case_id, "ask", note="Apakah Ibu Wungu di rumah?")
    letters = [message(row, OpenedContact("", hidden.marks["email"], "")) for row in Delivery.objects.all()]
    assert len(letters) == 2
    for letter in letters:
        for mark in ("Penampungan", "Wungu", "Kusumaningrum", "0813"):
            assert mark not in letter.subject + letter.text + letter.html
        assert hidden.received.secret not in letter.subject + letter.id
    assert notices.deliver_due() == 2
