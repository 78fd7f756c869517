"""What a validator holds proof against: the rule, written beside the photos, and both sides of them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tanggap.cases.shapes import CaseView, PhotoView, Step
from tanggap.catalog import queries as catalog
from tanggap.desk.words import Words

# Source: the province's gate of validation (CRM v2.0, April 2021), and the Sekda's circular of April
# 2026 that bans evidence made by AI, after a false photo had passed both gates.
POINTS: tuple[Words, ...] = (
    _("It is the same place: fixed things in the background agree with the reporter's photo."),
    _("It was taken after the report, and the problem in the words is gone, not only less."),
    _("It is a real photo: nothing painted over, nothing made by AI, not used for another report."),
    _("Nobody's face, house number or number plate is the subject."),
)
DOCUMENT_POINTS: tuple[Words, ...] = (
    _("The document answers what the reporter asked or complained about."),
    _("It comes from the office that is responsible and carries a date after the report."),
    _("It shows no personal data that the reporter may not see."),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """points: what must hold."""

    points: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Before and after: the reporters' photos, and those of the last proof with who sent it and when."""

    before: list[PhotoView]
    after: list[PhotoView]
    locked: int
    by: str
    office: str
    at: datetime | None
    note: str


def rule_of(view: CaseView) -> Rule:
    """The rule for this case's kind of proof."""
    documents = catalog.category(view.category_id).proof == "document"
    return Rule(DOCUMENT_POINTS if documents else POINTS)


def pair_of(view: CaseView) -> Pair:
    """Both sides of the proof; the after side is empty while nothing was submitted."""
    submitted = [step for step in view.steps if step.verb == "submit"]
    last: Step | None = submitted[-1] if submitted else None
    before = [photo for report in view.reports for photo in report.photos if photo.role == "before"]
    locked = sum(report.photos_locked for report in view.reports)
    if last is None:
        return Pair(before, [], locked, "", "", None, "")
    after = [photo for photo in view.proof if photo.event_seq == last.seq]
    return Pair(before, after, locked, last.person, last.who, last.at, last.text)
