"""Letters by a real SMTP server; and the stand-in that prints, and tells nobody's address."""

import importlib
from typing import Any

import pytest
from django.conf import settings as house

from tanggap.channels import email
from tanggap.channels.email.sending import server
from tanggap.notices.actions import deliver_due
from tanggap.notices.models import Delivery
from tanggap.notices.shapes import Down, Message, Permanent, Temporary
from tests.channels.conftest import Mailbox, free_port
from tests.stories.story import Story

OFF = "https://tanggap.example/lacak/JK2503050007?k=abc123def#berhenti"
HELLO = Message(
    to="sari@example.com",
    subject="Laporan Anda JK2503050007 sudah masuk — terima kasih",
    text="Halo,\n\nTautan: https://tanggap.example/lacak/JK2503050007?k=abc123def\n",
    html="<p>Halo é</p>",
    language="id",
    id="tanggap.1.2@tanggap.example",
    off=OFF,
)

no_tls = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


def to(address: str) -> Message:
    return Message(address, HELLO.subject, HELLO.text, HELLO.html, "id", HELLO.id, HELLO.off)


def send(*messages: Message) -> None:
    with email.sender() as post:
        for message in messages:
            post(message)


def test_a_letter_arrives_whole(mailbox: Mailbox) -> None:
    send(HELLO)
    (letter,) = mailbox.letters
    assert letter["To"] == "sari@example.com"
    assert letter["From"] == "Tanggap Jakarta <tanggap@jakarta.example>"
    assert letter["Subject"].strip() == HELLO.subject
    assert letter["Message-ID"] == "<tanggap.1.2@tanggap.example>"
    assert letter["List-Unsubscribe"].strip() == f"<{OFF}>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "id"
    assert mailbox.senders == ["tanggap@jakarta.example"]
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().splitlines() == HELLO.text.splitlines()
    assert "Halo é" in html.get_content()


def test_many_letters_go_over_one_connection(mailbox: Mailbox) -> None:
    send(to("a@example.com"), to("b@example.com"), to("c@example.com"))
    assert len(mailbox.letters) == 3
    assert len(mailbox.sessions) == 1


@pytest.mark.parametrize(
    ("reply", "problem"),
    [("550 no such user", Permanent), ("552 full for ever", Permanent), ("450 try later", Temporary)],
)
def test_a_refused_address_is_told_apart_from_a_busy_one(
    mailbox: Mailbox, reply: str, problem: type[Exception]
) -> None:
    mailbox.replies["gone@example.com"] = reply
    with email.sender() as post:
        with pytest.raises(problem) as raised:
            post(to("gone@example.com"))
        assert type(raised.value) is problem
        assert "gone" not in str(raised.value)
        post(to("there@example.com"))
    assert [letter["To"] for letter in mailbox.letters] == ["there@example.com"]


@pytest.mark.parametrize(("reply", "problem"), [("554 spam", Permanent), ("451 later", Temporary)])
def test_a_refused_letter_is_told_apart_from_a_busy_server(
    mailbox: Mailbox, reply: str, problem: type[Exception]
) -> None:
    mailbox.data_reply = reply
    with pytest.raises(problem) as raised:
        send(HELLO)
    assert type(raised.value) is problem


def test_no_server_means_the_line_is_down(settings: Any) -> None:
    settings.EMAIL_URL = f"smtp://127.0.0.1:{free_port()}"
    with pytest.raises(Down):
        send(HELLO)


@no_tls
def test_a_name_and_a_password_are_given(guarded: Mailbox, settings: Any) -> None:
    settings.EMAIL_URL = f"smtp://petugas%40kota:rahasia@127.0.0.1:{guarded.port}"
    send(HELLO)
    assert guarded.logins == [b"petugas@kota:rahasia"]
    assert len(guarded.letters) == 1


@no_tls
def test_a_wrong_password_is_no_reason_to_lose_letters(guarded: Mailbox, settings: Any) -> None:
    settings.EMAIL_URL = f"smtp://petugas:salah@127.0.0.1:{guarded.port}"
    with pytest.raises(Down) as raised:
        send(HELLO)
    assert "salah" not in str(raised.value)
    assert guarded.letters == []


@pytest.mark.parametrize(
    "evil",
    [
        Message("sari@example.com\nBcc: all@example.com", "s", "t", "h", "id", "i@x", OFF),
        Message("sari@example.com", "Halo\r\nBcc: all@example.com", "t", "h", "id", "i@x", OFF),
        Message("sari@example.com", "s", "t", "h", "id", "i@x>\r\nX-Evil: 1", OFF),
        Message("sari@example.com", "s", "t", "h", "id\nX-Evil: 1", "i@x", OFF),
        Message("sari@example.com", "s", "t", "h", "id", "i@x", f"{OFF}>\nX-Evil: 1"),
    ],
)
def test_nothing_can_be_smuggled_into_the_head_of_a_letter(mailbox: Mailbox, evil: Message) -> None:
    with pytest.raises(Permanent):
        send(evil)
    assert mailbox.letters == []


@pytest.mark.parametrize(
    ("url", "host", "port", "starttls", "ssl"),
    [
        ("smtp://mail.example", "mail.example", 25, False, False),
        ("smtp://mail.example:587", "mail.example", 587, True, False),
        ("smtp+starttls://mail.example:2525", "mail.example", 2525, True, False),
        ("smtps://mail.example", "mail.example", 465, False, True),
    ],
)
def test_the_address_of_a_server_says_how_to_speak_with_it(
    url: str, host: str, port: int, starttls: bool, ssl: bool
) -> None:
    found = server(url)
    assert (found.host, found.port, found.starttls, found.ssl) == (host, port, starttls, ssl)


@pytest.mark.parametrize("url", ["mail.example:25", "http://mail.example", "smtp://", "smtp:///x"])
def test_another_address_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="TANGGAP_SMTP must be"):
        server(url)
    assert "hush" not in repr(server("smtp://user:hush@mail.example"))


def test_the_stand_in_prints_and_masks(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_URL, settings.DEMO, settings.DEBUG = "", False, False
    send(HELLO)
    printed = capsys.readouterr().out
    assert HELLO.subject in printed
    assert "s•••@example.com" in printed
    assert "sari@" not in printed
    assert "abc123def" not in printed
    assert "/lacak/JK2503050007?k=…" in printed


def test_in_a_demo_the_printed_link_can_be_followed(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_URL, settings.DEMO = "", True
    send(HELLO)
    assert "?k=abc123def" in capsys.readouterr().out


def test_a_notice_goes_the_whole_way(mailbox: Mailbox, story: Story) -> None:
    got = story.report(email="Sari.Wangi@example.com")
    mailbox.replies["budi@example.com"] = "550 no such user"
    story.report(email="budi@example.com", words="Pohon tumbang menutup jalan dekat masjid", category="pohon")
    assert deliver_due() == 2
    (letter,) = mailbox.letters
    assert letter["To"] == "Sari.Wangi@example.com"
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert f"/lacak/{got.number}?k={got.secret}" in plain.get_content()
    assert {row.problem for row in Delivery.objects.all()} == {"", "refused"}
    assert Delivery.objects.filter(sent_at__isnull=True, failed_at__isnull=True).count() == 0


def test_every_channel_of_the_registry_is_there() -> None:
    for module in house.CHANNELS.values():
        importlib.import_module(module)
    assert callable(importlib.import_module(house.CHANNELS["email"]).sender)
