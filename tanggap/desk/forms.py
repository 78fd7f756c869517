"""The moves that are open to a person now, as links and small forms, and reading what was sent."""

from dataclasses import dataclass
from datetime import date
from typing import IO, Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from tanggap.cases.shapes import CaseView, Given
from tanggap.cases.workflow import UNANSWERED, WORKING, Move, Need, State
from tanggap.catalog import queries as catalog
from tanggap.core.errors import Refusal
from tanggap.core.ids import read_number
from tanggap.desk.questions import Question, Typed, questions
from tanggap.desk.words import MOVES, MoveWords, sentence
from tanggap.evidence import actions as evidence
from tanggap.people.rules import Actor

# Which move a person most likely came to make: the first of these that is open to them and timely.
FIRST = ("approve", "approve_plan", "locate", "restore", "accept", "submit", "resume")
# These stand beside it, where they are timely; all others under "more".
NEAR_FIRST = (
    "send_back",
    "decline_plan",
    "hide",
    "coordinate",
    "delegate",
    "hand_back",
    "plan",
    "ask",
    "refuse",
)

TYPED_FIELDS = (
    "note",
    "reason",
    "agency_id",
    "agency_other",
    "user_id",
    "until",
    "case_id",
    "number",
    "category_id",
    "kelurahan",
)


@dataclass(frozen=True, slots=True)
class MoveForm:
    """A move that is open now. direct: one tap makes it, nothing has to be filled in."""

    verb: str
    words: MoveWords
    url: str
    direct: bool
    public: bool


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The one form that lies open on a case page. errors: what is wrong besides single fields."""

    move: MoveForm
    questions: list[Question]
    seen: int
    error: str = ""
    upload: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A person's moves, sorted by how likely they are."""

    first: MoveForm | None
    near: list[MoveForm]
    more: list[MoveForm]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do here."""
        return self.first is None and not self.near and not self.more


@dataclass(slots=True)
class Sent:
    """A move's form as it came in: what the heart is given, what was typed, and what is wrong already."""

    given: Given
    typed: Typed
    seen: int | None
    errors: dict[str, str]


def menu(view: CaseView) -> Menu:
    """The moves of a case view in the order the desk shows them."""
    forms = {row.verb: move_form(view, row) for row in view.moves if row.verb in MOVES}
    likely = [verb for verb in FIRST if verb in forms and _timely(view, verb)]
    first = forms.pop(likely[0]) if likely else None
    near = [forms.pop(verb) for verb in NEAR_FIRST if verb in forms and _timely(view, verb)]
    return Menu(first, near, list(forms.values()))


def _timely(view: CaseView, verb: str) -> bool:
    """Whether a move is what one would expect now, not only possible."""
    if verb in {"accept", "refuse"}:
        return view.state in UNANSWERED
    if verb == "locate":
        return view.place_quality in {"none", "uncertain"} and view.state in UNANSWERED
    if verb in {"restore", "hide"}:
        return any(report.moderation == "held" for report in view.reports)
    if verb == "submit":
        return view.state in WORKING - {State.SCHEDULED}
    return True


def move_form(view: CaseView, row: Move) -> MoveForm:
    """One move as a link and a form."""
    url = reverse("desk:move", args=[view.id, row.verb])
    return MoveForm(row.verb, MOVES[row.verb], url, direct=not row.needs, public=row.public)


def open_form(
    view: CaseView, row: Move, typed: Typed | None = None, errors: dict[str, str] | None = None
) -> OpenForm:
    """The form of one move with everything to choose from, what was typed before and what was wrong."""
    errors = errors or {}
    asked = questions(view, row, typed or Typed(), errors)
    names = {question.name for question in asked}
    loose = " ".join(words for name, words in errors.items() if name not in names)
    upload = Need.PROOF in row.needs | row.may
    return OpenForm(move_form(view, row), asked, view.seen, loose, upload)


def read_move(request: HttpRequest, actor: Actor, view: CaseView, row: Move) -> Sent:
    """What was sent for a move. Photos are stored at once, so that they outlive whatever goes wrong."""
    sent = request.POST
    documents = catalog.category(view.category_id).proof == "document"
    stored, errors = _store(request.FILES.getlist("photos"), actor, documents)
    photo_ids = [*uuids(sent.getlist("photo_ids")), *stored]
    values = {name: sent.get(name, "") for name in TYPED_FIELDS}
    reports = tuple(sent.getlist("report_ids"))
    typed = Typed(values, tuple(str(one) for one in photo_ids), reports)
    return Sent(_given(sent, row, tuple(photo_ids), view), typed, whole(sent.get("seen")), errors)


def _given(sent: QueryDict, row: Move, photo_ids: tuple[UUID, ...], view: CaseView) -> Given:
    number = sent.get("number", "").strip()
    return Given(
        note=sent.get("note", ""),
        reason=sent.get("reason", ""),
        agency_id=whole(sent.get("agency_id") or sent.get("agency_other")),
        user_id=whole(sent.get("user_id")),
        photo_ids=photo_ids if Need.PROOF in row.needs | row.may else (),
        until=_day(sent.get("until", "")),
        case_id=whole(sent.get("case_id")),
        number=(read_number(number) or number[:20]) if number else "",
        report_ids=tuple(one for text in sent.getlist("report_ids") if (one := whole(text)) is not None),
        category_id=whole(sent.get("category_id")),
        kelurahan=sent.get("kelurahan", "")[:13],
    )


def _store(
    files: "list[UploadedFile[Any]]", actor: Actor, documents: bool
) -> tuple[list[UUID], dict[str, str]]:
    stored: list[UUID] = []
    wrong: list[str] = []
    for file in files:
        try:
            stored.append(store_photo(file, actor, documents))
        except Refusal as refusal:
            wrong.append(f"{file.name}: {sentence(refusal)}")
    return stored, {"photos": " ".join(wrong)} if wrong else {}


def store_photo(file: "UploadedFile[Any]", actor: Actor, documents: bool) -> UUID:
    """Keeps one uploaded photo or document, not yet part of any case. Raises Invalid."""
    data = cast(IO[bytes], file)
    return evidence.store(actor=actor, data=data, name=file.name or "", document_ok=documents).id


def whole(text: str | None) -> int | None:
    """A whole number that a form sent, or None."""
    # Eighteen digits fit the database's numbers.
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def uuids(texts: list[str]) -> list[UUID]:
    """The photo ids that a form sent; what is none is left out."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
