"""Template tags for every face: icons, states in words, times in Jakarta, names by id.

They live here because the catalog lies below all faces and knows the names.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils import dateformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from tanggap.catalog import queries as catalog
from tanggap.core import clock
from tanggap.people import queries as people
from tanggap.places import queries as places

register = template.Library()

# state -> (words, icon); colours hang on the data-state attribute in tanggap.css.
STATES = {
    "waiting": (gettext_noop("Waiting"), "clock"),
    "coordinated": (gettext_noop("Passed to another office"), "swap"),
    "delegated": (gettext_noop("Passed on to the team"), "down"),
    "in_progress": (gettext_noop("Being worked on"), "work"),
    "scheduled": (gettext_noop("Scheduled"), "calendar"),
    "checking": (gettext_noop("Being checked"), "checking"),
    "sent_back": (gettext_noop("Work to be done again"), "back"),
    "done": (gettext_noop("Done"), "done"),
    "refused": (gettext_noop("Can't be followed up"), "slash"),
    "joined": (gettext_noop("Joined with another report"), "join"),
}
VERDICTS = {
    "confirmed": (gettext_noop("Confirmed fixed"), "checks"),
    "contested": (gettext_noop("Not fixed, says the reporter"), "flag"),
}
KINDS = {
    "complaint": gettext_noop("Complaint"),
    "suggestion": gettext_noop("Suggestion"),
    "question": gettext_noop("Question"),
    "opinion": gettext_noop("Opinion"),
}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers; words stand beside it. extra: more classes."""
    return _icon(name, f"icon {extra}".strip())


@lru_cache(maxsize=512)
def _icon(name: str, classes: str) -> SafeString:
    """A page shows dozens, always the same few: found once."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        classes,
        static("look/icons.svg"),
        name,
    )


@register.simple_tag
def has_font() -> bool:
    """Whether tools/assets.py brought the font; otherwise pages use the system's."""
    return _has_font()


@lru_cache(maxsize=1)
def _has_font() -> bool:
    return finders.find("fonts/plus-jakarta-sans.woff2") is not None


@register.inclusion_tag("look/state.html")
def state_badge(state: str, verdict: str = "", large: bool = False) -> dict[str, Any]:
    """The state with its colour, its icon and its words; a reporter's verdict takes its place."""
    said = verdict if verdict in VERDICTS and state in {"done", "refused"} else ""
    label, sign = VERDICTS[said] if said else STATES[state]
    return {"state": state, "verdict": said, "label": gettext(label), "icon": sign, "large": large}


@register.inclusion_tag("look/state.html")
def verdict_badge(verdict: str) -> dict[str, Any]:
    """What the reporters say, as a badge of its own: beside a case that was contested and is open again."""
    label, sign = VERDICTS[verdict]
    return {"state": "", "verdict": verdict, "label": gettext(label), "icon": sign, "large": False}


@register.filter
def state_label(state: str) -> str:
    """The state in words."""
    return gettext(STATES[state][0])


@register.filter
def state_icon(state: str) -> str:
    """The name of the state's icon."""
    return STATES[state][1]


@register.filter
def verdict_label(verdict: str) -> str:
    """What the reporters say of the outcome, in words; empty while they say nothing."""
    return gettext(VERDICTS[verdict][0]) if verdict in VERDICTS else ""


@register.filter
def kind_label(kind: str) -> str:
    """Complaint, suggestion, question or opinion, in words."""
    return gettext(KINDS[kind])


@register.filter
def local_time(at: datetime | None) -> str:
    """A moment in Jakarta: "Sel, 24 Nov 2026 13.05"."""
    if at is None:
        return ""
    local = at.astimezone(clock.JAKARTA)
    return dateformat.format(local, "D, j M Y H:i" if get_language() == "en" else "D, j M Y H.i")


@register.filter
def local_day(day: date | datetime | None) -> str:
    """A day in Jakarta: "24 Nov 2026"."""
    if day is None:
        return ""
    return dateformat.format(day.astimezone(clock.JAKARTA) if isinstance(day, datetime) else day, "j M Y")


@register.filter
def ago(at: datetime | None) -> str:
    """How long since: "3 jam lalu"; after thirty days the day itself."""
    if at is None:
        return ""
    passed = clock.now() - at
    if passed < timedelta(minutes=1):
        return gettext("just now")
    if passed < timedelta(hours=1):
        n = passed // timedelta(minutes=1)
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", n) % {"n": n}
    if passed < timedelta(days=1):
        n = passed // timedelta(hours=1)
        return ngettext("%(n)d hour ago", "%(n)d hours ago", n) % {"n": n}
    if passed < timedelta(days=31):
        return ngettext("%(n)d day ago", "%(n)d days ago", passed.days) % {"n": passed.days}
    return local_day(at)


@register.filter
def left(at: datetime | None) -> str:
    """How long until: "2 hari lagi"; past due: "terlambat 3 hari"."""
    if at is None:
        return ""
    ahead = at - clock.now()
    late, ahead = ahead < timedelta(0), abs(ahead)
    if ahead < timedelta(hours=1):
        return gettext("just overdue") if late else gettext("within the hour")
    if ahead < timedelta(days=1):
        n = ahead // timedelta(hours=1)
        words = (
            ngettext("%(n)d hour late", "%(n)d hours late", n)
            if late
            else ngettext("%(n)d hour left", "%(n)d hours left", n)
        )
        return words % {"n": n}
    n = ahead.days
    words = (
        ngettext("%(n)d day late", "%(n)d days late", n)
        if late
        else ngettext("%(n)d day left", "%(n)d days left", n)
    )
    return words % {"n": n}


@register.filter
def overdue(at: datetime | None) -> bool:
    """Whether this moment has passed."""
    return at is not None and at < clock.now()


@register.simple_tag
def when(at: datetime | None, relative: bool = True) -> SafeString | str:
    """A <time> element: "3 jam lalu", the full moment in its title; relative=False the other way round."""
    if at is None:
        return ""
    full, short = local_time(at), ago(at)
    shown, title = (short, full) if relative else (full, short)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(timespec="seconds"), title, shown
    )


@register.filter
def distance(metres: int) -> str:
    """Metres as people say them: "80 m", "1,2 km"."""
    if metres < 1000:
        return f"{metres} m"
    text = f"{metres / 1000:.1f} km"
    return text if get_language() == "en" else text.replace(".", ",")


@register.filter
def category_name(category_id: int) -> str:
    """The category in the visitor's language."""
    row = catalog.category(category_id)
    return row.name_en if get_language() == "en" else row.name_id


@register.filter
def agency_name(agency_id: int) -> str:
    """The full name of an office."""
    return people.agency(agency_id).name


@register.filter
def kelurahan_name(kode: str) -> str:
    """The name of an area by its kode, or the kode itself when it is unknown."""
    row = places.area(kode)
    return row.nama if row else kode


@register.filter
def kelurahan_full(kode: str) -> str:
    """An area with those above it: "Kebon Jeruk, Kec. Kebon Jeruk, Jakarta Barat"."""
    names, row = [], places.area(kode)
    while row is not None:
        names.append(row.nama)
        row = places.area(row.parent) if row.parent else None
    return ", ".join(names) or kode
