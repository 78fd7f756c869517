"""Undo: an act that has an opposite offers it at once, instead of asking "are you sure" before.

The table of moves allows it for three: who does it, the category, and hiding from the public. The
opposite is an ordinary move with its own event; history is never taken back.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from tanggap.cases.shapes import CaseView, Given

_KEPT = "undo"


@dataclass(frozen=True, slots=True)
class Undo:
    """The opposite move as a form with one button: its address and its hidden fields."""

    url: str
    fields: list[tuple[str, str]]
    seen: int


def remember_undo(request: HttpRequest, before: CaseView, verb: str, given: Given, version: int) -> None:
    """Keeps the opposite of what was just done, for the page that follows."""
    fields = _opposite(before, verb, given)
    if fields is None:
        request.session.pop(_KEPT, None)
        return
    opposite, values = fields
    request.session[_KEPT] = {"case": before.id, "version": version, "verb": opposite, "fields": values}


def _opposite(before: CaseView, verb: str, given: Given) -> tuple[str, list[tuple[str, str]]] | None:
    if verb == "assign":
        return "assign", [("user_id", str(before.assignee_id or ""))]
    if verb == "recategorise":
        return "recategorise", [("category_id", str(before.category_id))]
    if verb == "hide":
        chosen = [("report_ids", str(one)) for one in given.report_ids]
        return "restore", [*chosen, ("note", gettext("Hidden by mistake"))]
    return None


def take_undo(request: HttpRequest, view: CaseView) -> Undo | None:
    """What can be undone on this case's page: once, and only while nothing else has happened."""
    kept: dict[str, Any] | None = request.session.get(_KEPT)
    if kept is None or kept["case"] != view.id:
        return None
    del request.session[_KEPT]
    if kept["version"] != view.seen or kept["verb"] not in {row.verb for row in view.moves}:
        return None
    url = reverse("desk:move", args=[view.id, kept["verb"]])
    return Undo(url, [(name, value) for name, value in kept["fields"]], view.seen)
