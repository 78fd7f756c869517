"""Which office, and why. Pure: knows nothing of Django, and decides nothing: it proposes.

With a place, a report goes straight to the kelurahan of the point, as in Jakarta's CRM (viva.co.id 1540636,
jawawa.id April 2026); without one, to the triage desk: the first receiver of such reports is not
published, so the desk is ours. Who could act next is ranked from the category's agencies.
"""

from dataclasses import dataclass, field

from tanggap.core.errors import gettext_noop

TRIAGE = "triage"

WHY_PLACE = gettext_noop("The place lies in this kelurahan.")
WHY_NO_PLACE = gettext_noop("The report names no place, so the triage desk finds the right office.")
WHY_NO_OFFICE = gettext_noop("No office is known for this kelurahan, so the triage desk finds the right one.")
WHY_SUDIN = gettext_noop("Answers for “%(category)s” in %(area)s.")
WHY_PRIMARY = gettext_noop("Answers for “%(category)s”.")
WHY_SECONDARY_SUDIN = gettext_noop("Shares the work on “%(category)s” in %(area)s.")
WHY_SECONDARY = gettext_noop("Shares the work on “%(category)s”.")
WHY_CREW = gettext_noop("The kelurahan's own crew can do small repairs.")
WHY_EXTERNAL = gettext_noop("An outside body answers for “%(category)s”: tell the reporter whom to ask.")


@dataclass(frozen=True, slots=True)
class Office:
    """An agency as the rules see it. branches: area code -> code of its suku dinas there."""

    code: str
    external: bool = False
    branches: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """A category as the rules see it. crew: the kelurahan's own crew can do small works of this kind."""

    name: str
    primary: Office | None = None
    secondary: Office | None = None
    crew: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """An agency's code, and why: an English msgid with the data for its %(…)s places."""

    agency_code: str
    why: str
    data: dict[str, str] = field(default_factory=dict)


def first(*, kelurahan: str, known: bool) -> Proposal:
    """Who receives a report first. kelurahan: its code, "" without a place. known: its office exists."""
    if not kelurahan:
        return Proposal(TRIAGE, WHY_NO_PLACE)
    return Proposal(f"kel-{kelurahan}", WHY_PLACE) if known else Proposal(TRIAGE, WHY_NO_OFFICE)


def propose(*, subject: Subject, kelurahan: str = "", kota_name: str = "") -> list[Proposal]:
    """Who could act on it, the likeliest first; each agency once.

    The branch (suku dinas) of the city comes before its dinas, the primary agency before the secondary,
    the kelurahan's crew first for small works, and outside bodies last: they can only be asked.
    """
    found: list[Proposal] = []
    if subject.crew and kelurahan:
        found.append(Proposal(f"ppsu-{kelurahan}", WHY_CREW))
    kota = kelurahan[:5]
    for office, there, at_all in (
        (subject.primary, WHY_SUDIN, WHY_PRIMARY),
        (subject.secondary, WHY_SECONDARY_SUDIN, WHY_SECONDARY),
    ):
        if office is not None:
            found += _of(office, kota, {"category": subject.name, "area": kota_name}, there, at_all)
    found.sort(key=lambda one: one.why == WHY_EXTERNAL)
    return list({one.agency_code: one for one in reversed(found)}.values())[::-1]


def _of(office: Office, kota: str, data: dict[str, str], there: str, at_all: str) -> list[Proposal]:
    category = {"category": data["category"]}
    if office.external:
        return [Proposal(office.code, WHY_EXTERNAL, category)]
    branch = office.branches.get(kota)
    near = [Proposal(branch, there, data)] if branch else []
    return [*near, Proposal(office.code, at_all, category)]
