"""Following a report: by its number what is public, with the secret link what is the reporter's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tanggap.cases.models import Case, Report
from tanggap.catalog import queries as catalog
from tanggap.notices.queries import listens
from tests.public.conftest import WORDS, Office, Sent, a_photo

Send = Callable[..., Sent]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("spelling", ["{}", " jk {}", "{}.", "jk-{}", "Jk/{}"])
def test_any_spelling_of_a_number_finds_its_page(client: Client, send: Send, spelling: str) -> None:
    number = send().number
    typed = spelling.format(number if spelling == "{}" else number[2:] if "k" in spelling.lower() else number)
    answer = client.get("/lacak", {"nomor": typed})
    assert answer["Location"] == f"/lacak/{number}"


@pytest.mark.parametrize(
    ("typed", "status"), [("12345", 400), ("JK9912319999", 404), ("🙂", 400), ("JK2503", 400)]
)
def test_a_number_that_finds_nothing_says_what_to_do(client: Client, typed: str, status: int) -> None:
    answer = client.get("/lacak", {"nomor": typed})
    page = answer.content.decode()
    assert answer.status_code == status
    assert 'id="e-nomor"' in page
    assert f'value="{typed}"' in page


def test_the_empty_page_asks_for_a_number(client: Client) -> None:
    assert 'name="nomor"' in client.get("/lacak").content.decode()


def test_a_small_spelling_in_the_address_leads_to_the_proper_one(client: Client, send: Send) -> None:
    sent = send()
    answer = client.get(f"/lacak/{sent.number.lower()}?k={sent.secret}")
    assert answer["Location"] == sent.page


def test_the_public_page_tells_the_story_and_may_be_cached_at_the_door(client: Client, send: Send) -> None:
    sent = send()
    answer = client.get(f"/lacak/{sent.number}")
    page = answer.content.decode()
    for told in (sent.number, "Menunggu", "Tebet Timur", "Laporan masuk", WORDS, 'data-state="waiting"'):
        assert told in page
    assert answer["X-Edge-Case"] == str(Report.objects.get(number=sent.number).case_id)
    assert answer["X-Edge-Seconds"] == "5"
    assert "Ini laporan Anda?" in page
    assert 'name="k"' not in page


def test_the_secret_page_is_kept_by_nobody(client: Client, send: Send) -> None:
    answer = client.get(send().page)
    assert "X-Edge-Case" not in answer
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_private_report_opens_only_with_its_secret(client: Client, send: Send) -> None:
    sent = send(visibility="private")
    missing = client.get("/lacak/JK9912319999")
    closed = client.get(f"/lacak/{sent.number}")
    assert closed.status_code == missing.status_code == 404
    assert client.get(f"/lacak/{sent.number}/isi").status_code == 404
    assert client.get("/lacak", {"nomor": sent.number}).status_code == 404
    assert WORDS in client.get(sent.page).content.decode()
    assert client.get(f"/lacak/{sent.number}?k=aaaaaaaaaaaaaaaaaaaaaaaaaa").status_code == 404


def test_the_fragment_holds_the_parts_and_nothing_else(client: Client, send: Send) -> None:
    sent = send()
    answer = client.get(f"/lacak/{sent.number}/isi")
    page = answer.content.decode()
    assert "<html" not in page
    for part in ("kepala", "foto", "fakta", "kata", "jejak"):
        assert f'data-part="{part}"' in page
    assert "X-Edge-Case" in answer


def test_the_fragment_brings_the_reporter_what_they_may_do_now(
    client: Client, send: Send, office: Office
) -> None:
    sent = send()
    office.fix(sent)
    mine = client.get(f"/lacak/{sent.number}/isi?k={sent.secret}").content.decode()
    public = client.get(f"/lacak/{sent.number}/isi").content.decode()
    assert 'data-part="hasil"' in mine
    assert 'data-part="hasil"' not in public
    assert "<html" not in mine


def test_the_page_and_its_fragment_say_which_version_they_show(
    client: Client, send: Send, office: Office
) -> None:
    sent = send()
    office.move(office.cast.officer, sent, "accept")
    version = Case.objects.get(reports__number=sent.number).version
    for address in (sent.page, f"/lacak/{sent.number}/isi"):
        assert f'data-seq="{version}"' in client.get(address).content.decode()


def test_a_public_report_that_is_held_is_not_called_private(client: Client, send: Send) -> None:
    sent = send(words="Petugas bangsat, tutup got di depan rumah pecah tidak diurus.")
    for address in (sent.page, f"/lacak/{sent.number}"):
        page = client.get(address).content.decode()
        assert "sedang diperiksa petugas" in page
        assert "Privat" not in page


def test_before_and_after_lead_once_there_is_proof(client: Client, send: Send, office: Office) -> None:
    sent = send()
    office.fix(sent)
    page = client.get(f"/lacak/{sent.number}").content.decode()
    assert "<figcaption>Sebelum</figcaption>" in page
    assert "<figcaption>Sesudah</figcaption>" in page
    assert 'data-state="done"' in page
    assert "melaporkan selesai dan mengirim bukti" in page
    assert "Sudah diganti." in page


def post(client: Client, sent: Sent, word: str, **form: Any) -> Any:
    return client.post(f"/lacak/{sent.number}/{word}", {"k": sent.secret, **form})


def test_the_reporter_answers_a_question(client: Client, send: Send, office: Office) -> None:
    sent = send()
    office.move(office.cast.officer, sent, "ask", note="Di sebelah kiri atau kanan gerbang?")
    assert "Di sebelah kiri atau kanan gerbang?" in client.get(sent.page).content.decode()
    answer = post(client, sent, "jawab", note="Sebelah kiri.")
    assert answer.status_code == 303
    page = client.get(answer["Location"]).content.decode()
    assert "Jawaban Anda sudah dikirim" in page
    assert "Sebelah kiri." in page
    assert "Sebelah kiri." not in client.get(f"/lacak/{sent.number}").content.decode()


def test_the_reporter_confirms(client: Client, send: Send, office: Office) -> None:
    sent = send()
    office.fix(sent)
    assert post(client, sent, "benar").status_code == 303
    assert "Dikonfirmasi beres" in client.get(f"/lacak/{sent.number}").content.decode()


def test_the_reporter_contests_with_words_and_a_photo(client: Client, send: Send, office: Office) -> None:
    sent = send()
    office.fix(sent)
    answer = post(client, sent, "sanggah", note="Tutupnya masih goyang.", photos=[a_photo()])
    assert answer.status_code == 303
    case = Case.objects.get(reports__number=sent.number)
    assert (case.state, case.verdict) == ("waiting", "contested")
    assert case.photos.filter(role="contest").count() == 1
    assert "Disanggah pelapor" in client.get(sent.page).content.decode()


def test_a_contest_without_words_comes_back_with_its_photo(
    client: Client, send: Send, office: Office
) -> None:
    sent = send()
    office.fix(sent)
    answer = post(client, sent, "sanggah", note="", photos=[a_photo()])
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="e-contest-note"' in page
    assert 'href="#f-contest-note"' in page
    assert 'name="photo"' in page
    assert '<details id="sanggah" open>' in page
    assert "no-store" in answer["Cache-Control"]


def test_the_reporter_rates(client: Client, send: Send, office: Office) -> None:
    sent = send()
    office.fix(sent)
    assert post(client, sent, "nilai", score="4", note="Cepat.").status_code == 303
    assert Report.objects.get(number=sent.number).rating == 4
    assert post(client, sent, "nilai", score="9").status_code == 400
    assert post(client, sent, "nilai").status_code == 400


def test_a_move_that_is_not_open_now_is_refused_and_the_words_stay(client: Client, send: Send) -> None:
    sent = send()
    answer = post(client, sent, "benar", note="Sudah bagus, terima kasih.")
    assert answer.status_code == 403
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("secret", ["", "aaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_no_move_without_the_right_secret(client: Client, send: Send, office: Office, secret: str) -> None:
    sent = send()
    office.fix(sent)
    answer = client.post(f"/lacak/{sent.number}/benar", {"k": secret})
    assert answer.status_code == 404
    assert Case.objects.get(reports__number=sent.number).verdict == "unanswered"


def test_an_unknown_move_is_not_found(client: Client, send: Send) -> None:
    assert post(client, send(), "terbang").status_code == 404


def test_the_reporter_asks_for_news_by_mail_and_for_silence(client: Client, send: Send) -> None:
    sent = send()
    assert listens(Report.objects.get(number=sent.number).pk) is False
    answer = post(client, sent, "ikuti", email="sari@example.com")
    assert "Anda akan mendapat e-mail" in client.get(answer["Location"]).content.decode()
    assert listens(Report.objects.get(number=sent.number).pk) is True
    page = client.get(sent.page).content.decode()
    assert 'id="berhenti"' in page
    assert "sari@example.com" not in page
    assert post(client, sent, "berhenti").status_code == 303
    assert listens(Report.objects.get(number=sent.number).pk) is False


@pytest.mark.parametrize("email", ["", "bukan alamat", "a@b"])
def test_an_address_that_mail_cannot_reach_comes_back(client: Client, send: Send, email: str) -> None:
    answer = post(client, send(), "ikuti", email=email)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="e-follow-email"' in page
    assert 'href="#f-follow-email"' in page
    assert f'value="{email}"' in page


def test_nobody_else_changes_the_news(client: Client, send: Send) -> None:
    sent = send()
    for word in ("ikuti", "berhenti"):
        assert client.post(f"/lacak/{sent.number}/{word}", {"k": "x", "email": "a@b.id"}).status_code == 404


def test_a_refused_report_shows_the_reason_and_two_stages(client: Client, send: Send, office: Office) -> None:
    sent = send()
    reason = office.cast.reason("refuse")
    office.move(office.cast.officer, sent, "refuse", reason=reason, note="Silakan hubungi PLN di 123.")
    page = client.get(f"/lacak/{sent.number}").content.decode()
    assert "Silakan hubungi PLN di 123." in page
    assert catalog.reason(reason).sentence_id in page  # type: ignore[union-attr]
    assert "Dikerjakan</span>" not in page
