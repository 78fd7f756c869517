"""From a delivery to a message: the facts, the reader's language, the words."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from tanggap.cases import queries as cases
from tanggap.cases.models import Case, Event
from tanggap.catalog import queries as catalog
from tanggap.notices import texts
from tanggap.notices.models import Delivery
from tanggap.notices.shapes import Message
from tanggap.people import queries as people
from tanggap.vault.shapes import OpenedContact

# Parts of the tracking page.
_OFF = "berhenti"


@dataclass(frozen=True, slots=True)
class _Link:
    words: str
    href: str


def message(delivery: Delivery, contact: OpenedContact) -> Message:
    """The message of a delivery whose event, report and case are at hand, for this contact."""
    known = {code for code, _ in settings.LANGUAGES}
    language = delivery.report.language if delivery.report.language in known else settings.LANGUAGE_CODE
    with translation.override(language):
        return _message(delivery, contact, language)


def _message(delivery: Delivery, contact: OpenedContact, language: str) -> Message:
    report, event = delivery.report, delivery.event
    text = texts.TEXTS[_key(delivery)]
    facts = _facts(event, report.case, report.number) | {"category": _category(delivery, language)}
    page = _page(report.number)
    off = f"{page}#{_OFF}"
    context: dict[str, Any] = {
        "number": report.number,
        "subject": gettext(text.subject) % facts,
        "greeting": gettext(texts.GREETING),
        "lines": [line for msgid in text.lines if (line := _filled(msgid, facts))],
        "about": _filled(texts.ABOUT, facts),
        "facts": [
            (gettext(texts.FACT_NUMBER), report.number),
            (gettext(texts.FACT_HOLDER), facts["holder"]),
        ],
        "links": [_Link(gettext(one.words), f"{page}#{one.at}" if one.at else page) for one in text.buttons],
        "signed": gettext(texts.SIGNED),
        "no_answer": gettext(texts.NO_ANSWER),
        "why": gettext(texts.WHY) % facts,
        "off": _Link(gettext(texts.OFF), off),
        "language": language,
    }
    return Message(
        to=contact.email,
        subject=context["subject"],
        text=render_to_string("notices/message.txt", context),
        html=render_to_string("notices/message.html", context),
        language=language,
        id=f"tanggap.{delivery.pk}.{delivery.event_id}@{_host()}",
        off=off,
    )


def _key(delivery: Delivery) -> str:
    """Whoever contests hears something else than the others in the case."""
    verb = delivery.event.verb
    return "contested" if verb == "contest" and delivery.event.report_id != delivery.report_id else verb


def _facts(event: Event, case: Case, number: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"number": number, "holder": people.agency(case.holder_id).name}
    facts["to"] = event.data.get("to") or facts["holder"]
    facts["reason"] = event.data.get(f"reason_{translation.get_language()}") or event.data.get("reason_id")
    day = parse_date(str(event.data.get("until") or ""))
    facts["day"] = formats.date_format(day, "l, j F Y") if day else None
    if case.contest_until is not None:
        until = timezone.localtime(case.contest_until)
        facts["until"] = f"{formats.date_format(until, 'l, j F Y, H:i')} WIB"
    return facts


def _filled(msgid: str, facts: dict[str, Any]) -> str | None:
    known = {name: value for name, value in facts.items() if value}
    try:
        return gettext(msgid) % known
    except KeyError:
        return None


def _category(delivery: Delivery, language: str) -> str | None:
    """Only of public reports: a subject or a preview on a phone may be read by anybody beside it."""
    report = delivery.report
    category = catalog.category(report.category_id)
    if report.visibility != "public" or category.sensitive:
        return None
    return category.name_en if language == "en" else category.name_id


def _page(number: str) -> str:
    return f"{settings.PUBLIC_URL}/lacak/{number}?{urlencode({'k': cases.secret_of(number=number)})}"


def _host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
