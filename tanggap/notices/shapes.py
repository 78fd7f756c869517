"""What a channel is handed, and how it says that it could not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """One notice, rendered in its reader's language. to: an address as the channel knows it.

    id: the same for every try, so that what was sent twice can be told. off: where to end the notices.
    """

    to: str
    subject: str
    text: str
    html: str
    language: str
    id: str
    off: str

    def __repr__(self) -> str:
        return f"<Message {self.id} (sealed for logs)>"


class Temporary(Exception):
    """Not now: the same message may go through later."""


class Down(Temporary):
    """Nothing goes through now: the rest of the messages need not be tried."""


class Permanent(Exception):
    """Never: the address does not take it. The text is a code, and nobody's words."""


Send = Callable[[Message], None]


class Sending(Protocol):
    """What a module of settings.CHANNELS has when notices can go out by it."""

    def sender(self) -> AbstractContextManager[Send]:
        """A connection, kept for as many messages as one wants; raises Down, and Send raises all three."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Notices at a glance. count: due, at most 1000 ("1000 or more"); failing: tried and not yet through;
    given_up: in the last day; oldest: since when the oldest is due."""

    count: int
    failing: int
    given_up: int
    oldest: datetime | None
