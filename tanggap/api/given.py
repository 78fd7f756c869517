"""What a move was sent, as the heart takes it: codes become ids."""

from django.utils.translation import gettext_noop

from tanggap.api.schemas import MoveIn
from tanggap.cases.shapes import Given
from tanggap.catalog import queries as catalog
from tanggap.core.errors import Invalid
from tanggap.people import queries as people


def given_of(sent: MoveIn) -> Given:
    """Raises Invalid (field agency, category) for a code that nobody has."""
    return Given(
        note=sent.note,
        reason=sent.reason,
        agency_id=_agency(sent.agency),
        user_id=sent.person,
        photo_ids=tuple(sent.photos),
        until=sent.until,
        case_id=sent.case,
        number=sent.number,
        report_ids=tuple(sent.reports),
        category_id=category_id(sent.category),
        kelurahan=sent.kelurahan,
        lat=sent.lat,
        lng=sent.lng,
        score=sent.score,
    )


def _agency(code: str) -> int | None:
    if not code:
        return None
    row = people.agency_by_code(code)
    if row is None:
        raise Invalid(gettext_noop("There is no office with this code."), field="agency")
    return row.id


def category_id(code: str) -> int | None:
    """The id of a category's code; None for "". Raises Invalid."""
    if not code:
        return None
    row = catalog.category_by_code(code)
    if row is None:
        raise Invalid(gettext_noop("There is no category with this code."), field="category")
    return row.id
