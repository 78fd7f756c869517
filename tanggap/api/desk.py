"""What staff do, with a token: read their inbox and cases, make moves."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tanggap.api import answers
from tanggap.api.described import CaseOut, Inbox, Moved, Offices, Reasons
from tanggap.api.door import Bearer, staff
from tanggap.api.given import category_id, given_of
from tanggap.api.schemas import Code, Id, Limit, Line, Marker, MoveIn
from tanggap.cases import queries as cases
from tanggap.cases.actions import make_move
from tanggap.cases.shapes import InboxFilter
from tanggap.cases.workflow import State
from tanggap.catalog import queries as catalog
from tanggap.core.errors import NotFound
from tanggap.evidence import queries as evidence
from tanggap.people import queries as people

router = Router(tags=["Desk"], auth=Bearer())
Tab = Literal["", "mine", "due", "checking", "triage", "held", "passed", "closed", "entered", "all"]


@router.get("/cases", response=Inbox)
def inbox(
    request: HttpRequest,
    tab: Tab = "",
    state: State | None = None,
    category: Code = "",
    kelurahan: Code = "",
    number: Line = "",
    after: Marker | None = None,
    limit: Limit = 50,
) -> HttpResponse:
    """The inbox of this account, what is due first. tab "": the one this role starts with."""
    actor, language = staff(request), answers.language_of(request)
    wanted = InboxFilter(tab, state or "", category_id(category), kelurahan, words=number)
    page = cases.inbox(actor=actor, wanted=wanted, after=after, limit=limit)
    body = {
        "cases": [answers.inbox_row(row, language) for row in page.rows],
        "next": page.after,
        "counts": cases.inbox_counts(actor=actor),
    }
    return answers.answer(body)


@router.get("/cases/{case}", response=CaseOut)
def one_case(request: HttpRequest, case: Id) -> HttpResponse:
    """The whole case as this account may see it, with the moves open to it now."""
    view = cases.case_view(actor=staff(request), case_id=case)
    return answers.answer(answers.case(view, answers.language_of(request)))


@router.get("/photos/{photo}/{size}")
def photo_copy(request: HttpRequest, photo: UUID, size: Literal["thumb", "medium", "large"]) -> HttpResponse:
    """A copy of a photo (WebP; 320, 960 or 1600 pixels at most), if this account may open it."""
    if not cases.photo_open_to(actor=staff(request), photo_id=photo):
        raise NotFound
    path = evidence.copy_path(photo, size)
    if path is None:
        raise NotFound
    answer = HttpResponse(path.read_bytes(), content_type="image/webp")
    answer["Cache-Control"] = "private, no-store"
    return answer


@router.get("/offices", response=Offices)
def offices(request: HttpRequest) -> HttpResponse:
    """Every office in use: its code is what a move takes as `agency`."""
    rows = [
        {"code": row.code, "name": row.name, "kind": row.kind, "area": row.area}
        for row in people.tree().by_id.values()
        if row.active
    ]
    return answers.answer({"offices": rows})


@router.get("/reasons", response=Reasons)
def reasons(request: HttpRequest, verb: Code) -> HttpResponse:
    """The reasons that this move takes, with the sentence that the reporter reads."""
    english = answers.language_of(request) == "en"
    rows = [
        {
            "code": row.code,
            "name": row.name_en if english else row.name_id,
            "sentence": row.sentence_en if english else row.sentence_id,
        }
        for row in catalog.reasons(verb)
    ]
    return answers.answer({"reasons": rows})


@router.post("/cases/{case}/moves/{verb}", response=Moved)
def move(request: HttpRequest, case: Id, verb: Code, move: MoveIn) -> HttpResponse:
    """One move. seen: the version looked at; if somebody else moved the case since, 409 and no change."""
    seen = make_move(actor=staff(request), case_id=case, verb=verb, seen=move.seen, given=given_of(move))
    return answers.answer({"case": case, "verb": verb, "seen": seen})
