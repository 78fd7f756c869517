"""A channel for the tests: keeps what it was given, and can be told to fail."""

from collections.abc import Iterator
from contextlib import contextmanager

from tanggap.cases.models import Report
from tanggap.notices.actions import deliver_due
from tanggap.notices.shapes import Down, Message, Send

SARI = "sari.wangi@example.com"
BUDI = "budi.rahman@example.com"

sent: list[Message] = []
problems: list[Exception] = []  # raised one after the other, before anything goes through
down = False


def fresh() -> None:
    """Forgets everything."""
    global down
    sent.clear()
    problems.clear()
    down = False


@contextmanager
def sender() -> Iterator[Send]:
    """As every channel has it."""
    if down:
        raise Down("the line")
    yield _send


def _send(message: Message) -> None:
    if problems:
        raise problems.pop(0)
    sent.append(message)


def delivered() -> list[Message]:
    """What goes out now, since the last time."""
    sent.clear()
    while deliver_due():
        pass
    return list(sent)


def whole(message: Message) -> str:
    """Everything of a letter that somebody may read."""
    return f"{message.subject}\n{message.text}\n{message.html}"


def report_id(number: str) -> int:
    """The id of a report, by its number."""
    return Report.objects.get(number=number).pk
