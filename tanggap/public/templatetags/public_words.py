"""How the public pages say things: a step in plain words, a photo, the stages of a case."""

from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from tanggap.cases.shapes import PhotoView, Step
from tanggap.cases.workflow import OPEN, State
from tanggap.catalog import queries as catalog

register = template.Library()

# verb -> (sentence, icon). %(who)s: the office; %(to)s, %(reason)s, %(kelurahan)s: facts of the step.
STEPS = {
    "reported": (gettext_noop("The report came in"), "send"),
    "me_too": (gettext_noop("Another resident reported the same problem"), "people"),
    "joined_here": (gettext_noop("Another report of the same problem was joined to this one"), "join"),
    "split_off": (gettext_noop("Now handled as a case of its own"), "split"),
    "accept": (gettext_noop("%(who)s took it on"), "work"),
    "coordinate": (gettext_noop("%(who)s passed it to %(to)s"), "swap"),
    "delegate": (gettext_noop("%(who)s gave the job to %(to)s"), "down"),
    "hand_back": (gettext_noop("%(who)s handed it back to %(to)s: %(reason)s"), "back"),
    "refuse": (gettext_noop("%(who)s can't follow it up: %(reason)s"), "slash"),
    "approve_plan": (gettext_noop("%(who)s planned the work for a later day"), "calendar"),
    "resume": (gettext_noop("%(who)s went on with the work"), "work"),
    "submit": (gettext_noop("%(who)s says it is done and sent proof"), "camera"),
    "approve": (gettext_noop("The proof was checked and accepted"), "done"),
    "send_back": (gettext_noop("The proof was not accepted: %(reason)s"), "back"),
    "ask": (gettext_noop("%(who)s has a question for the reporter"), "question"),
    "tell": (gettext_noop("News from %(who)s"), "speech"),
    "recategorise": (gettext_noop("The kind was corrected to “%(to)s”"), "edit"),
    "locate": (gettext_noop("The place was corrected: %(kelurahan)s"), "pin"),
    "join": (gettext_noop("Joined with another report of the same problem"), "join"),
    "hide": (gettext_noop("Something in it was hidden: %(reason)s"), "slash"),
    "restore": (gettext_noop("What was hidden is shown again"), "eye"),
    "answer": (gettext_noop("The reporter answered"), "speech"),
    "confirm": (gettext_noop("The reporter confirms that it is fixed"), "checks"),
    "contest": (gettext_noop("The reporter objects; the case is open again"), "flag"),
    "followed": (gettext_noop("You asked for news by e-mail"), "bell"),
    "rate": (gettext_noop("The reporter rated how it was handled"), "star"),
}
_OTHER = (gettext_noop("Something changed"), "info")

STAGES = (
    (gettext_noop("Received"), {State.WAITING, State.COORDINATED, State.DELEGATED}),
    (gettext_noop("Worked on"), {State.IN_PROGRESS, State.SCHEDULED, State.SENT_BACK}),
    (gettext_noop("Checked"), {State.CHECKING}),
    (gettext_noop("Closed"), {State.DONE, State.REFUSED}),
)
DUE = {
    "waiting": gettext_noop("Answer by"),
    "coordinated": gettext_noop("Answer by"),
    "delegated": gettext_noop("Answer by"),
    "checking": gettext_noop("Checked by"),
}


@register.filter
def breakable(name: str) -> str:
    """A name that may go on in a new line after each slash, instead of inside a word."""
    return name.replace("/", "/\u200b")


@register.filter
def told(step: Step) -> str:
    """A step of the timeline in one plain sentence."""
    words = gettext(STEPS.get(step.verb, _OTHER)[0])
    language = "en" if get_language() == "en" else "id"
    facts = {
        "who": step.who or gettext("The office"),
        "to": step.data.get("to", gettext("another office")),
        "reason": step.data.get(f"reason_{language}", step.data.get("reason", "…")),
        "kelurahan": step.data.get("kelurahan", "…"),
    }
    return words % facts


@register.filter
def explained(step: Step) -> str:
    """What the catalog says to the reporter about the step's reason; empty when it gave none."""
    row = catalog.reason(str(step.data.get("reason", "")))
    if row is None:
        return ""
    return row.sentence_en if get_language() == "en" else row.sentence_id


@register.filter
def step_icon(step: Step) -> str:
    """The icon of a step."""
    return STEPS.get(step.verb, _OTHER)[1]


@register.simple_tag
def progress(state: str) -> list[dict[str, str]]:
    """The four stages, each past, now or ahead."""
    if state == State.REFUSED:
        return [
            {"name": gettext(STAGES[0][0]), "look": "past"},
            {"name": gettext(STAGES[-1][0]), "look": "end refused"},
        ]
    here = next((i for i, (_, states) in enumerate(STAGES) if state in states), 0)
    last = len(STAGES) - 1
    looks = [
        "past" if i < here or here == last else "now" if i == here else "ahead" for i in range(len(STAGES))
    ]
    if here == last:
        looks[last] = "end"
    return [{"name": gettext(name), "look": look} for (name, _), look in zip(STAGES, looks, strict=True)]


@register.filter
def due_words(state: str) -> str:
    """What a deadline is for, in this state."""
    return gettext(DUE.get(state, gettext_noop("Fixed by")))


@register.simple_tag
def photo(photo_id: UUID, what: str, size: str = "card", query: str = "", role: str = "") -> SafeString:
    """An <img> of the right size, lazy, with words for who can't see it. size: thumb, medium or card."""
    words = {
        "before": gettext("Photo before the work: %(what)s"),
        "after": gettext("Photo after the work: %(what)s"),
    }.get(role, gettext("Photo: %(what)s")) % {"what": what}
    thumb = reverse("public:photo", args=[photo_id, "thumb"]) + query
    medium = reverse("public:photo", args=[photo_id, "medium"]) + query
    if size == "thumb":
        return format_html('<img src="{}" alt="{}" loading="lazy" width="320" height="320">', thumb, words)
    sizes = "(min-width: 44rem) 20rem, 92vw" if size == "card" else "(min-width: 44rem) 26rem, 46vw"
    return format_html(
        '<img src="{}" srcset="{} 320w, {} 960w" sizes="{}" alt="{}" loading="{}" width="960" height="720">',
        medium,
        thumb,
        medium,
        sizes,
        words,
        "lazy" if size == "card" else "eager",
    )


@register.filter
def latest_first(photos: list[PhotoView]) -> list[PhotoView]:
    """Photos, the newest in front: what counts is the last proof."""
    return sorted(photos, key=lambda one: one.at, reverse=True)


@register.filter
def is_open(state: str) -> bool:
    """Whether somebody still has to do something about it."""
    return state in OPEN


@register.filter
def grouped(number: int) -> str:
    """12.345 in Indonesian, 12,345 in English."""
    return number_format(number, use_l10n=True, force_grouping=True)


@register.filter
def hours(length: float) -> str:
    """A length of time as people say it: "5 jam", "3 hari"."""
    if length < 48:
        n = max(1, round(length))
        return ngettext("%(n)d hour", "%(n)d hours", n) % {"n": n}
    n = round(length / 24)
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


@register.filter
def unlocal(number: float | None) -> str:
    """A coordinate for machines: a point, never a comma."""
    return "" if number is None else f"{number:.6f}".rstrip("0").rstrip(".")


@register.filter
def get(mapping: dict[str, Any], key: str) -> Any:
    """mapping[key], or nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def whole(text: str) -> int:
    """A number of a template's text."""
    return int(text)


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, to walk over."""
    return text.split()
