"""Sends notices by SMTP, or prints them when no server is set."""

import re
import smtplib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import BadHeaderError

from tanggap.core import email as mail
from tanggap.notices.shapes import Down, Message, Permanent, Send, Temporary

TIMEOUT_SECONDS = 20
_SUBMISSION_PORT = 587
_SECRET = re.compile(r"(\?k=)[a-z0-9]+")


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """Where TANGGAP_SMTP points. starttls: smtp+starttls://, or port 587; ssl: smtps://."""

    host: str
    port: int
    username: str
    password: str
    starttls: bool
    ssl: bool


def server(url: str) -> Server:
    """Reads smtp://user:password@host:port, smtp+starttls:// or smtps://. Raises ValueError for others."""
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtp+starttls": _SUBMISSION_PORT, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ValueError("TANGGAP_SMTP must be smtp://, smtp+starttls:// or smtps:// and a host")
    port = parts.port or ports[parts.scheme]
    return Server(
        host=parts.hostname,
        port=port,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+starttls" or (parts.scheme == "smtp" and port == _SUBMISSION_PORT),
        ssl=parts.scheme == "smtps",
    )


@contextmanager
def sender() -> Iterator[Send]:
    """A way to send, over one connection for as many messages as come. Raises Down."""
    if not settings.EMAIL_URL:
        yield _print
        return
    connection = _connection(server(settings.EMAIL_URL))
    try:
        yield lambda message: _send(connection, message)
    finally:
        connection.close()


def _connection(to: Server) -> EmailBackend:
    return EmailBackend(
        host=to.host,
        port=to.port,
        username=to.username,
        password=to.password,
        use_tls=to.starttls,
        use_ssl=to.ssl,
        timeout=TIMEOUT_SECONDS,
    )


def _send(connection: EmailBackend, message: Message) -> None:
    letter = _letter(message)
    try:
        letter.message()
    except (BadHeaderError, UnicodeError) as problem:
        raise Permanent("not a letter") from problem
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as problem:
        raise Down from problem
    try:
        connection.send_messages([letter])
    except (OSError, smtplib.SMTPException) as problem:
        connection.close()
        raise _told_apart(problem) from problem


def _told_apart(problem: Exception) -> Exception:
    """5xx for this recipient or this letter is for ever; whatever else may pass: a full box, a lost line,
    a password that has changed. RFC 5321, 4.2.1."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in problem.recipients.values()]
        return Permanent("refused") if codes and min(codes) >= 500 else Temporary("recipient")
    if isinstance(problem, smtplib.SMTPDataError):
        return Permanent("refused") if problem.smtp_code >= 500 else Temporary("letter")
    if isinstance(problem, smtplib.SMTPSenderRefused):
        return Temporary("sender")
    return Down("connection")


def _letter(message: Message) -> EmailMultiAlternatives:
    letter = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=settings.EMAIL_FROM,
        to=[message.to],
        headers={
            "Message-ID": f"<{message.id}>",
            "List-Unsubscribe": f"<{message.off}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
    )
    letter.attach_alternative(message.html, "text/html")
    return letter


def _print(message: Message) -> None:
    """The stand-in. The address is masked; so is the secret of the link, unless this is a demo."""
    text = message.text if settings.DEMO or settings.DEBUG else _SECRET.sub(r"\1…", message.text)
    head = f"To: {mail.masked(message.to)}\nSubject: {message.subject}\n\n"
    sys.stdout.write(f"---- e-mail (printed, not sent) ----\n{head}{text.strip()}\n----\n")
    sys.stdout.flush()
