"""What a move's form asks: one function for each need of the workflow table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tanggap.cases import queries as cases
from tanggap.cases.effects import PLAN_LIMIT_DAYS
from tanggap.cases.shapes import CaseView, Near, ReportView
from tanggap.cases.workflow import Move, Need
from tanggap.catalog import queries as catalog
from tanggap.core.clock import local_day, now
from tanggap.desk import choices
from tanggap.desk.choices import Option, Shelf, Suggested
from tanggap.desk.words import Words

# The order in which a form asks.
ORDER = (
    Need.CASE,
    Need.REPORTS,
    Need.REASON,
    Need.AGENCY_ASIDE,
    Need.AGENCY_BELOW,
    Need.CATEGORY,
    Need.PLACE,
    Need.PERSON,
    Need.DATE,
    Need.PROOF,
    Need.NOTE,
)

# Needs that are asked in the same way.
TEMPLATES = {Need.AGENCY_BELOW: "shelves", Need.CATEGORY: "shelves", Need.PLACE: "shelves"}

NOTE_LABELS: dict[str, Words] = {
    "submit": _("What was done"),
    "plan": _("Why it is not possible yet"),
    "ask": _("Your question"),
    "tell": _("Your message"),
    "coordinate": _("What the other office should know"),
    "hand_back": _("Why you hand it back"),
    "refuse": _("What the reporter should know"),
    "send_back": _("What is missing in the proof"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a move's form, kept when it can't be sent yet."""

    values: dict[str, str] = field(default_factory=dict)
    photo_ids: tuple[str, ...] = ()
    report_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a form asks. need names the template part; name is the field's."""

    need: Need
    name: str
    label: Words
    required: bool
    value: str = ""
    error: str = ""
    hint: Words = ""
    options: list[Option] = field(default_factory=list)
    shelves: list[Shelf] = field(default_factory=list)
    suggested: list[Suggested] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    reports: list[ReportView] = field(default_factory=list)
    chosen: tuple[str, ...] = ()
    lowest: str = ""
    highest: str = ""
    documents: bool = False
    other: str = ""  # what was typed into the field beside: another office, a report's number

    @property
    def template(self) -> str:
        """The part of the page that asks it."""
        return f"desk/asks/{TEMPLATES.get(self.need, self.need.value)}.html"


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question is made from. errors: field -> sentence."""

    view: CaseView
    row: Move
    typed: Typed
    errors: dict[str, str]

    def question(self, need: Need, name: str, label: Words, **more: object) -> Question:
        """A question with what was typed and what is wrong already in it."""
        value = more.pop("value", None) or self.typed.values.get(name, "")
        required, error = need in self.row.needs, self.errors.get(name, "")
        return Question(need, name, label, required, str(value), error, **more)  # type: ignore[arg-type]


def questions(view: CaseView, row: Move, typed: Typed, errors: dict[str, str]) -> list[Question]:
    """Everything that a move's form asks, in the order of the desk."""
    asking = Asking(view, row, typed, errors)
    return [ASK[need](asking) for need in ORDER if need in row.needs | row.may]


def _note(asking: Asking) -> Question:
    label = NOTE_LABELS.get(asking.row.verb, _("Note"))
    hint = _("Everybody can read this.") if asking.row.public else _("Only staff read this.")
    return asking.question(Need.NOTE, "note", label, hint=hint)


def _reason(asking: Asking) -> Question:
    options = choices.reasons(asking.row.verb)
    return asking.question(Need.REASON, "reason", _("Reason"), options=options)


def _agency_aside(asking: Asking) -> Question:
    view = asking.view
    return asking.question(
        Need.AGENCY_ASIDE,
        "agency_id",
        _("Pass on to"),
        suggested=choices.suggested_offices(view),
        shelves=choices.offices_aside(view),
        other=asking.typed.values.get("agency_other", ""),
        hint=choices.outside_advice(view),
    )


def _agency_below(asking: Asking) -> Question:
    view = asking.view
    value = asking.typed.values.get("agency_id") or choices.likely_below(view)
    shelves = choices.offices_below(view)
    return asking.question(Need.AGENCY_BELOW, "agency_id", _("Delegate to"), shelves=shelves, value=value)


def _proof(asking: Asking) -> Question:
    documents = catalog.category(asking.view.category_id).proof == "document"
    label = _("Photos or documents that prove it") if documents else _("Photos after the work")
    hint = _(
        "Same place, same direction as the reporter's photo. Only real photos: nothing edited, "
        "nothing made by a machine, nobody recognisable."
    )
    chosen = asking.typed.photo_ids
    return asking.question(Need.PROOF, "photos", label, hint=hint, documents=documents, chosen=chosen)


def _date(asking: Asking) -> Question:
    today = local_day(now())
    return asking.question(
        Need.DATE,
        "until",
        _("Expected to be done on"),
        lowest=(today + timedelta(days=1)).isoformat(),
        highest=(today + timedelta(days=PLAN_LIMIT_DAYS)).isoformat(),
    )


def _case(asking: Asking) -> Question:
    near = near_cases(asking.view)
    hint = _("Choose a case nearby or write the number of one of its reports.")
    other = asking.typed.values.get("number", "")
    return asking.question(Need.CASE, "case_id", _("The other case"), near=near, hint=hint, other=other)


def near_cases(view: CaseView) -> list[Near]:
    """Public open cases close by in the same category, likest first; never the case itself."""
    if view.lat is None or view.lng is None:
        return []
    found = cases.near(lat=view.lat, lng=view.lng, category_id=view.category_id, words=view.title, limit=6)
    return [one for one in found if one.case_id != view.id][:5]


def _reports(asking: Asking) -> Question:
    view, verb = asking.view, asking.row.verb
    fitting = {"hide": {"clear", "held"}, "restore": {"hidden", "held"}}.get(verb)
    reports = [one for one in view.reports if fitting is None or one.moderation in fitting]
    only = (str(reports[0].id),) if len(reports) == 1 and verb != "split" else ()
    chosen = asking.typed.report_ids or only
    return asking.question(Need.REPORTS, "report_ids", _("Which reports"), reports=reports, chosen=chosen)


def _category(asking: Asking) -> Question:
    value = asking.typed.values.get("category_id") or str(asking.view.category_id)
    shelves = choices.categories()
    return asking.question(Need.CATEGORY, "category_id", _("Category"), shelves=shelves, value=value)


def _place(asking: Asking) -> Question:
    value = asking.typed.values.get("kelurahan") or asking.view.kelurahan
    shelves = choices.kelurahan()
    return asking.question(Need.PLACE, "kelurahan", _("Kelurahan"), shelves=shelves, value=value)


def _person(asking: Asking) -> Question:
    options = [Option("", str(_("Nobody in particular"))), *choices.persons(asking.view)]
    value = asking.typed.values.get("user_id") or str(asking.view.assignee_id or "")
    return asking.question(Need.PERSON, "user_id", _("Who does it"), options=options, value=value)


ASK: dict[Need, Callable[[Asking], Question]] = {
    Need.NOTE: _note,
    Need.REASON: _reason,
    Need.AGENCY_ASIDE: _agency_aside,
    Need.AGENCY_BELOW: _agency_below,
    Need.PROOF: _proof,
    Need.DATE: _date,
    Need.CASE: _case,
    Need.REPORTS: _reports,
    Need.CATEGORY: _category,
    Need.PLACE: _place,
    Need.PERSON: _person,
}
