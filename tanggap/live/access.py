"""Who may follow what. Asked once, when a stream begins, in a thread: these functions use the database."""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from tanggap.cases.queries import tracked
from tanggap.core.errors import NotAllowed
from tanggap.live.hub import Ears
from tanggap.people.queries import agency, below, tree
from tanggap.people.roles import Permission
from tanggap.people.rules import Actor


@dataclass(frozen=True, slots=True)
class CaseGrant:
    """May follow this case. seq: its version at this moment."""

    case_id: int
    seq: int


@dataclass(frozen=True, slots=True)
class StaffGrant:
    """May hear of the cases that these agencies hold (None: all)."""

    holders: frozenset[int] | None

    @property
    def group(self) -> Ears:
        """Listeners with the same ears share a group: never only the same agency."""
        return "all" if self.holders is None else self.holders


def follow_case(*, number: str, secret: str = "") -> CaseGrant:
    """For anybody who may open the tracking page. Raises NotFound like it."""
    row = tracked(number=number, secret=secret)
    return CaseGrant(row.case_id, row.version)


def follow_desk(*, session_key: str) -> StaffGrant:
    """For whoever is logged in at the desk. Raises NotAllowed without a living session."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = get_user(request)
    actor = Actor.of(user) if user.is_authenticated else None
    if actor is None or not actor.is_staff or actor.agency_id is None:
        raise NotAllowed
    return StaffGrant(_ears(actor, actor.agency_id))


def _ears(actor: Actor, agency_id: int) -> frozenset[int] | None:
    """Whose cases somebody hears of: nobody's whose private cases they may not see."""
    if actor.may(Permission.ALL_CASES_READ):
        return None
    if actor.may(Permission.AREA_CASES_READ):
        area = agency(agency_id).area
        within = (row.id for row in tree().by_id.values() if row.area.startswith(area))
        return frozenset(within) if area else None
    return below(agency_id) if actor.may(Permission.OWN_CASES_READ) else frozenset()
