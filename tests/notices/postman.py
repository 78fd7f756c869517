"""A channel for the tests: keeps what it was given, and can be told to fail."""

from collections.abc import Iterator
from contextlib import contextmanager

from tanggap.notices.shapes import Down, Message, Send

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
