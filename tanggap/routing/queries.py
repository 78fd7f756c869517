"""Where a report goes first, and who could act: the pure rules, fed with the catalog and the agencies."""

from django.utils.translation import get_language, gettext

from tanggap.catalog import queries as catalog
from tanggap.people import queries as people
from tanggap.people.queries import AgencyRow
from tanggap.routing.propose import TRIAGE, Office, Subject, first, propose


def first_holder(category_id: int, kelurahan: str) -> tuple[int, str]:
    """(agency id, why) of who receives a report first. kelurahan: Kemendagri code, "" without a place.

    why is an English msgid without places to fill: store it, show gettext(why). Raises LookupError when
    there is no triage desk, that is, before `seed`.
    """
    office = people.of_kelurahan(kelurahan) if kelurahan else None
    proposal = first(kelurahan=kelurahan, known=office is not None and office.active)
    agency = people.agency_by_code(proposal.agency_code)
    if agency is None:
        raise LookupError(f"there is no agency {TRIAGE}: run seed")
    return agency.id, proposal.why


def suggestions(category_id: int, kelurahan: str) -> list[tuple[int, str]]:
    """[(agency id, why)] of who could act, the likeliest first; why is a sentence in the current language.

    Raises KeyError for an unknown category.
    """
    row = catalog.category(category_id)
    subject = Subject(
        name=row.name_en if get_language() == "en" else row.name_id,
        primary=_office(row.primary_id),
        secondary=_office(row.secondary_id),
        crew=row.crew,
    )
    kota = people.agency_by_code(f"kota-{kelurahan[:5]}")
    proposals = propose(subject=subject, kelurahan=kelurahan, kota_name=kota.short_name if kota else "")
    found = []
    for proposal in proposals:
        agency = people.agency_by_code(proposal.agency_code)
        if agency is not None and agency.active:
            found.append((agency.id, gettext(proposal.why) % proposal.data))
    return found


def _office(agency_id: int | None) -> Office | None:
    if agency_id is None:
        return None
    tree = people.tree()
    row = tree.by_id[agency_id]
    below = (tree.by_id[child] for child in tree.children.get(agency_id, []))
    branches = {child.area: child.code for child in below if _branch(child)}
    return Office(row.code, row.kind == "external", branches)


def _branch(row: AgencyRow) -> bool:
    return row.active and row.kind == "sudin"
