"""The inbox: what is mine and due first, with the case beside the list where there is room."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tanggap.cases import queries as cases
from tanggap.cases.inbox import COUNT_LIMIT, tabs_of
from tanggap.cases.shapes import InboxRow
from tanggap.cases.workflow import State
from tanggap.core.errors import NotFound
from tanggap.core.ids import read_number
from tanggap.desk import choices
from tanggap.desk.address import Address, read_address
from tanggap.desk.guard import for_staff
from tanggap.desk.page import case_context
from tanggap.desk.words import Words, sentence
from tanggap.people import queries as people
from tanggap.people.roles import Role
from tanggap.people.rules import Actor

PAGE = 50

TAB_WORDS: dict[str, Words] = {
    "mine": _("My tasks"),
    "due": _("To do"),
    "checking": _("Being checked"),
    "triage": _("Without a place"),
    "held": _("To be looked at"),
    "passed": _("Passed on"),
    "closed": _("Closed"),
    "entered": _("Entered by me"),
    "all": _("All"),
}

EMPTY_WORDS: dict[str, tuple[Words, Words]] = {
    "mine": (_("Nothing waits for you"), _("Cases that you accept or are given appear here.")),
    "due": (_("Everything is done"), _("New cases of your office appear here by themselves.")),
    "checking": (_("No proof waits to be checked"), _("What offices report as done appears here.")),
    "triage": (_("Every report has its place"), _("Reports without a place appear here.")),
    "held": (_("Nothing to look at"), _("Reports with doubtful words are held here for a person.")),
    "passed": (_("Nothing passed on"), _("Cases that you handed to other offices stay visible here.")),
    "closed": (_("Nothing closed yet"), _("Cases that are done or refused appear here.")),
    "entered": (_("No report entered yet"), _("Reports that you enter for residents appear here.")),
    "all": (_("No cases yet"), _("Reports appear here as soon as they come in.")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the inbox, with its words ready."""

    row: InboxRow
    category: str
    holder: str
    area: str
    href: str
    beside: str  # the inbox's address with this case open


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab, its link and how many cases it holds (None: not counted)."""

    code: str
    label: Words
    href: str
    count: str | None
    here: bool


@require_safe
@for_staff
def inbox(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list; with ?kasus=… the case lies beside it."""
    address = read_address(request.GET, actor)
    number = read_number(address.wanted.words)
    if number and (found := _case_of(actor, number)):
        return redirect("desk:case", found)
    if actor.role == Role.LEADER and not request.GET:
        return redirect("desk:overview")
    context = list_context(actor, address) | {"here": "inbox"}
    if address.open_case is not None:
        context |= _open_case(request, actor, address.open_case)
    return render(request, "desk/inbox.html", context)


def list_context(actor: Actor, address: Address) -> dict[str, Any]:
    """Everything the list shows."""
    page = cases.inbox(actor=actor, wanted=address.wanted, after=address.after or None, limit=PAGE)
    return {
        "address": address,
        "tabs": tabs_for(actor, address),
        "rows": [line(row, address) for row in page.rows],
        "empty": EMPTY_WORDS[address.wanted.tab],
        "next_url": address.url(after=page.after) if page.after else "",
        "first_url": address.url() if address.after else "",
        "clear_url": address.cleared().url(),
        "is_crew": actor.role == Role.CREW,
        "states": list(State),
        "categories": choices.categories(),
        "areas": choices.areas(actor),
        "holders": choices.holders(actor),
    }


def tabs_for(actor: Actor, address: Address) -> list[Tab]:
    """The tabs of this member of staff; counts are exact below a thousand and say so above."""
    counts = cases.inbox_counts(actor=actor)
    return [
        Tab(
            code=tab,
            label=TAB_WORDS["mine" if tab == "due" and actor.role == Role.CREW else tab],
            href=address.on(tab).url(),
            count=count_words(counts[tab]) if tab in counts else None,
            here=tab == address.wanted.tab,
        )
        for tab in tabs_of(actor)
    ]


def count_words(count: int) -> str:
    """A count that tells the truth: counting stops at a thousand."""
    return gettext("1,000+") if count >= COUNT_LIMIT else str(count)


def line(row: InboxRow, address: Address) -> Line:
    """One row with its words."""
    return Line(
        row=row,
        category=choices.category_name(row.category_id),
        holder=_holder_unless_of(row),
        area=choices.area_name(row.kelurahan),
        href=reverse("desk:case", args=[row.id]),
        beside=address.url(after=address.after, open_case=row.id),
    )


def _holder_unless_of(row: InboxRow) -> str:
    """The holder's name; "" where it is the kelurahan's own office, which the place says already."""
    own = people.of_kelurahan(row.kelurahan) if row.kelurahan else None
    return "" if own is not None and own.id == row.holder_id else choices.agency_name(row.holder_id)


@require_safe
@for_staff
def counts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The tabs, and which cases a reload would show, for the page that heard of a change."""
    address = read_address(request.GET, actor)
    page = cases.inbox(actor=actor, wanted=address.wanted, limit=PAGE)
    fresh = "" if address.after else ",".join(str(row.id) for row in page.rows)
    context = {"tabs": tabs_for(actor, address), "fresh": fresh}
    return render(request, "desk/parts/counts.html", context)


def _open_case(request: HttpRequest, actor: Actor, case_id: int) -> dict[str, Any]:
    try:
        return case_context(request, actor, case_id)
    except NotFound:
        return {"case_missing": True, "missing": sentence(NotFound())}


def _case_of(actor: Actor, number: str) -> int | None:
    try:
        return cases.case_id_of(actor=actor, number=number)
    except NotFound:
        return None
