"""Refusals: one small family. Rooms raise them; faces put them into the visitor's language."""

from typing import Any


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the translators; the faces translate it when they show it."""
    return sentence


class Refusal(Exception):
    """A request that can't be done, and why.

    code: stable, for machines. sentence: English msgid with %(name)s places, filled from data.
    status: the HTTP status a face answers with. field: the form field it is about, if any.
    """

    code = "refused"
    status = 400
    sentence = gettext_noop("This can't be done.")

    def __init__(self, sentence: str = "", *, code: str = "", field: str = "", **data: Any) -> None:
        self.sentence = sentence or type(self).sentence
        self.code = code or type(self).code
        self.field = field
        self.data = data
        super().__init__(self.sentence % data if data else self.sentence)


class Invalid(Refusal):
    """What was sent is not complete or not right; field says where."""

    code = "invalid"
    status = 400
    sentence = gettext_noop("Something in the form is not right.")


class Several(Refusal):
    """Several things are not right at once; a form shows them all."""

    code = "invalid"
    status = 400
    sentence = gettext_noop("Something in the form is not right.")

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__()
        self.refusals = refusals


class NotFound(Refusal):
    """Missing, or not for this person: from outside the two look the same."""

    code = "not_found"
    status = 404
    sentence = gettext_noop("There is nothing here with that number, or it is not open to you.")


class NotAllowed(Refusal):
    """The person may see the thing, but may not do this to it."""

    code = "not_allowed"
    status = 403
    sentence = gettext_noop("Your account may not do this.")


class Conflict(Refusal):
    """Somebody else was first; data says what happened meanwhile."""

    code = "conflict"
    status = 409
    sentence = gettext_noop("Somebody else changed this a moment ago.")


class TooMany(Refusal):
    """Too many tries in a short time."""

    code = "too_many"
    status = 429
    sentence = gettext_noop("Too many tries. Please wait a moment.")


class Emergency(Refusal):
    """What is described needs 112 now, not a report."""

    code = "emergency"
    status = 422
    sentence = gettext_noop("This sounds like an emergency. Call 112 now: it is free, day and night.")
