"""A real SMTP server on this machine, for the letters of one test."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.stories.conftest import story

__all__ = ["guarded", "mailbox", "story"]


@dataclass
class Mailbox:
    """What arrived, and what to answer: recipient -> reply; data_reply, if any, to every letter."""

    letters: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    data_reply: str = ""
    logins: list[bytes] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if reply := self.replies.get(address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_reply:
            return self.data_reply
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.senders.append(str(envelope.mail_from))
        self.sessions.add(id(session))
        return "250 OK"

    def login(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth: Any
    ) -> AuthResult:
        assert isinstance(auth, LoginPassword)
        self.logins.append(auth.login + b":" + auth.password)
        good = auth.password == b"rahasia"
        return AuthResult(success=good, handled=good)


def _started(box: Mailbox, **more: Any) -> Iterator[Mailbox]:
    box.port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port, **more)
    controller.start()
    yield box
    controller.stop()


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A server that takes everything, unless told otherwise; settings point to it."""
    for box in _started(Mailbox()):
        settings.EMAIL_URL = f"smtp://127.0.0.1:{box.port}"
        settings.EMAIL_FROM = "Tanggap Jakarta <tanggap@jakarta.example>"
        yield box


@pytest.fixture
def guarded(settings: Any) -> Iterator[Mailbox]:
    """A server that wants a name and a password."""
    box = Mailbox()
    for started in _started(box, authenticator=box.login, auth_required=True, auth_require_tls=False):
        settings.EMAIL_FROM = "tanggap@jakarta.example"
        yield started
