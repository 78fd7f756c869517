"""The overview for leaders: what came in, what was closed, and what the reporters say of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tanggap.desk.guard import for_staff
from tanggap.insight import queries as insight
from tanggap.people.rules import Actor

WINDOWS = (7, 30, 90)


@require_safe
@for_staff
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """/petugas/ringkasan: one line per agency; closed and confirmed are never the same figure."""
    wanted = request.GET.get("hari", "")
    days = int(wanted) if wanted in {str(one) for one in WINDOWS} else 30
    lines = insight.by_agency(days=days)
    names = ("reported", "done", "confirmed", "contested", "sent_back", "refused")
    totals = {name: sum(getattr(line, name) for line in lines) for name in names}
    context = {"lines": lines, "totals": totals, "days": days, "windows": WINDOWS, "here": "overview"}
    return render(request, "desk/overview.html", context)
