"""The words of the desk: moves, places and refusals, in the reader's language."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tanggap.core.errors import Refusal, Several

Words = str | Promise

VISIBILITIES: dict[str, Words] = {"public": _("Public"), "private": _("Private")}

MODERATIONS: dict[str, Words] = {
    "clear": _("Shown to the public"),
    "held": _("Held: a person must look first"),
    "hidden": _("Hidden from the public"),
}

PLACES: dict[str, Words] = {
    "exact": _("A point given by the reporter"),
    "landmark": _("Near a landmark chosen from a list"),
    "area": _("Only the kelurahan is known"),
    "uncertain": _("Place to be checked"),
    "none": _("No place given"),
}


@dataclass(frozen=True, slots=True)
class MoveWords:
    """How a move is called, on a button and in full, what it means for others, and its key.

    tone: go (the next step), stop (ends or turns away), plain.
    """

    short: Words
    label: Words
    button: Words
    hint: Words
    letter: str
    tone: str = "plain"


MOVES: dict[str, MoveWords] = {
    "accept": MoveWords(
        pgettext_lazy("button", "Accept"),
        _("Accept and work on it"),
        _("Accept"),
        _("The reporter sees that work has begun."),
        "t",
        "go",
    ),
    "approve": MoveWords(
        pgettext_lazy("button", "Proof accepted"),
        _("Proof accepted"),
        _("Accept the proof"),
        _("The case is closed; the reporter may still contest it."),
        "y",
        "go",
    ),
    "send_back": MoveWords(
        pgettext_lazy("button", "Send back"),
        _("Proof not accepted"),
        _("Send back"),
        _("The same office goes on; it and the reporter read the reason."),
        "u",
        "stop",
    ),
    "submit": MoveWords(
        pgettext_lazy("button", "Done"),
        _("Done, with proof"),
        _("Send for checking"),
        _("Another person checks the photos before the case is closed."),
        "s",
        "go",
    ),
    "approve_plan": MoveWords(
        pgettext_lazy("button", "Approve the date"),
        _("Approve the expected date"),
        _("Approve"),
        _("The reporter sees the date and the reason."),
        "y",
        "go",
    ),
    "decline_plan": MoveWords(
        pgettext_lazy("button", "Decline the date"),
        _("Decline the expected date"),
        _("Decline"),
        _("The time limit stays as it is."),
        "n",
        "stop",
    ),
    "resume": MoveWords(
        pgettext_lazy("button", "Go on"),
        _("Go on with the work"),
        _("Go on"),
        _("The state becomes: in progress."),
        "l",
        "go",
    ),
    "plan": MoveWords(
        pgettext_lazy("button", "Not yet…"),
        _("Not possible yet, because…"),
        _("Ask for more time"),
        _("A superior approves the date before the reporter sees it."),
        "e",
    ),
    "coordinate": MoveWords(
        pgettext_lazy("button", "Coordinate"),
        _("Coordinate with another agency"),
        _("Pass on"),
        _("For what is not your task. The time limit follows the new holder."),
        "o",
    ),
    "delegate": MoveWords(
        pgettext_lazy("button", "Delegate"),
        _("Delegate to an office below"),
        _("Delegate"),
        _("For a suku dinas or the field crew."),
        "d",
    ),
    "hand_back": MoveWords(
        pgettext_lazy("button", "Hand back"),
        _("Hand back"),
        _("Hand back"),
        _("It goes back to whoever passed it on, with your reason."),
        "b",
    ),
    "locate": MoveWords(
        pgettext_lazy("button", "Set the place"),
        _("Set the place"),
        _("Set the place"),
        _("The kelurahan of the place then gets the case."),
        "m",
        "go",
    ),
    "assign": MoveWords(
        pgettext_lazy("button", "Assign somebody"),
        _("Choose who does it"),
        _("Assign"),
        _("Somebody of the office that holds it."),
        "p",
    ),
    "ask": MoveWords(
        pgettext_lazy("button", "Ask the reporter"),
        _("Ask the reporter"),
        _("Ask"),
        _("Everybody who reported it can answer; no name is shown."),
        "a",
    ),
    "tell": MoveWords(
        pgettext_lazy("button", "Tell the residents"),
        _("Message to the residents"),
        _("Publish"),
        _("Stands on the public timeline."),
        "w",
    ),
    "note": MoveWords(
        pgettext_lazy("button", "Note"), _("Internal note"), _("Write"), _("Only staff read it."), "c"
    ),
    "recategorise": MoveWords(
        pgettext_lazy("button", "Change the category"),
        _("Change the category"),
        _("Change"),
        _("The category the reporter chose is kept as well."),
        "r",
    ),
    "join": MoveWords(
        pgettext_lazy("button", "Join"),
        _("Join with another case"),
        _("Join"),
        _("All reports move to the other case; their numbers stay valid."),
        "g",
    ),
    "split": MoveWords(
        pgettext_lazy("button", "Split off"),
        _("Split reports off"),
        _("Split off"),
        _("The chosen reports become a case of their own."),
        "v",
    ),
    "hide": MoveWords(
        pgettext_lazy("button", "Hide"),
        _("Hide from the public"),
        _("Hide"),
        _("Words and photos of the chosen reports."),
        "h",
        "stop",
    ),
    "restore": MoveWords(
        pgettext_lazy("button", "Show"),
        _("Show to the public"),
        _("Show to everybody"),
        _("Words and photos of the chosen reports."),
        "z",
    ),
    "refuse": MoveWords(
        pgettext_lazy("button", "Turn down"),
        _("Can't be followed up"),
        _("Close without follow-up"),
        _("The reporter reads the reason and where to go instead."),
        "x",
        "stop",
    ),
}


def sentence(refusal: Refusal) -> str:
    """A refusal in the reader's language; several of them one after the other."""
    if isinstance(refusal, Several):
        return " ".join(sentence(one) for one in refusal.refusals)
    words = gettext(refusal.sentence)
    return words % refusal.data if refusal.data else words
