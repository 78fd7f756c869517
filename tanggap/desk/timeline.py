"""The timeline of a case, each step as a sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tanggap.cases.shapes import Step
from tanggap.catalog.templatetags.tanggap import local_day
from tanggap.desk.words import Words

# verb -> icon and sentence; %(name)s places are filled from the step's data.
SENTENCES: dict[str, tuple[str, Words]] = {
    "reported": ("inbox", _("Report %(number)s came in and went to %(to)s")),
    "me_too": ("people", _("Report %(number)s about the same problem")),
    "joined_here": ("join", _("Reports joined from another case: %(numbers)s")),
    "split_off": ("split", _("Split off from %(from)s: %(numbers)s")),
    "revealed": ("eye", _("Contact of %(number)s was revealed")),
    "followed": ("bell", _("The reporter left an address for news")),
    "accept": ("work", _("Accepted")),
    "coordinate": ("swap", _("Passed on to %(to)s")),
    "delegate": ("down", _("Delegated to %(to)s")),
    "hand_back": ("back", _("Handed back to %(to)s")),
    "refuse": ("slash", _("Closed without follow-up")),
    "plan": ("wait", _("Asks for time until %(until)s")),
    "approve_plan": ("calendar", _("Expected date approved: %(until)s")),
    "decline_plan": ("x", _("Expected date declined")),
    "resume": ("work", _("Work goes on")),
    "submit": ("camera", _("Reported as done, with proof")),
    "approve": ("done", _("Proof accepted, case closed")),
    "send_back": ("back", _("Proof not accepted")),
    "assign": ("user", _("Given to %(person)s")),
    "ask": ("question", _("Question to the reporter")),
    "note": ("edit", _("Internal note")),
    "tell": ("speech", _("Message to the residents")),
    "recategorise": ("edit", _("Category changed from %(from)s to %(to)s")),
    "locate": ("pin", _("Place set: %(kelurahan)s; now with %(to)s")),
    "join": ("join", _("Joined into %(into)s")),
    "split": ("split", _("Split off into a case of their own: %(numbers)s")),
    "hide": ("eye", _("Hidden from the public: %(numbers)s")),
    "restore": ("eye", _("Shown to the public: %(numbers)s")),
    "answer": ("speech", _("Answer of the reporter")),
    "confirm": ("checks", _("The reporter confirms: it is fixed")),
    "contest": ("flag", _("The reporter contests: it is not fixed")),
    "rate": ("star", _("The reporter rates it %(score)s of 5")),
}
_NOBODY = _("Given to nobody in particular")
# The fact without which a sentence can't be filled; then its first words stand alone.
_DOTS = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A step with its words. by: who did it. reason: the reason code's name, if it had one."""

    step: Step
    icon: str
    words: str
    by: str
    reason: str


def lines(steps: list[Step]) -> list[Line]:
    """The steps as lines, the newest first."""
    return [line(step) for step in reversed(steps)]


def line(step: Step) -> Line:
    """One step in the reader's language."""
    icon, words = SENTENCES.get(step.verb, ("info", step.verb))
    if step.verb == "assign" and not step.data.get("person"):
        words = _NOBODY
    return Line(step, icon, str(words) % _Facts(step.data), _by(step), _reason(step.data))


class _Facts(dict[str, str]):
    """Facts of an event as words; what is not told to this reader becomes an ellipsis."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__({name: _fact(name, value) for name, value in data.items()})

    def __missing__(self, name: str) -> str:
        return _DOTS


def _fact(name: str, value: Any) -> str:
    return _WRITE.get(name, str)(value)


def _numbers(value: Any) -> str:
    numbers = [str(one) for one in value]
    if len(numbers) <= 3:
        return ", ".join(numbers)
    rest = len(numbers) - 3
    more = ngettext("and %(n)d more", "and %(n)d more", rest) % {"n": rest}
    return f"{', '.join(numbers[:3])} {more}"


def _until(value: Any) -> str:
    return local_day(date.fromisoformat(str(value)))


_WRITE: dict[str, Callable[[Any], str]] = {"numbers": _numbers, "until": _until}


def _by(step: Step) -> str:
    if step.actor_kind == "staff":
        return f"{step.person}, {step.who}" if step.person and step.who else step.person or step.who
    if step.actor_kind == "system":
        return gettext("Tanggap itself")
    return gettext("Reporter")


def _reason(data: dict[str, Any]) -> str:
    name = data.get("reason_en") if get_language() == "en" else data.get("reason_id")
    return str(name or "")
