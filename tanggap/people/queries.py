"""Reads of agencies and accounts. The tree is small (hundreds of rows) and kept in memory."""

import hashlib
import time
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import connection

from tanggap.people.demo import EMAIL_DOMAIN
from tanggap.people.models import Agency, ApiToken, User
from tanggap.people.roles import Role
from tanggap.people.rules import Actor

_FRESH_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as read from the tree; parent_id None at the root."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    area: str
    contact: str
    active: bool


@dataclass(slots=True)
class Tree:
    """All agencies, by id and by code, with their children."""

    by_id: dict[int, AgencyRow] = field(default_factory=dict)
    by_code: dict[str, AgencyRow] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)
    read_at: float = 0.0

    def below(self, agency_id: int) -> frozenset[int]:
        """The agency and everything under it."""
        found, todo = set(), [agency_id]
        while todo:
            one = todo.pop()
            found.add(one)
            todo.extend(self.children.get(one, []))
        return frozenset(found)

    def above(self, agency_id: int) -> list[AgencyRow]:
        """Its superiors, nearest first."""
        rows, here = [], self.by_id[agency_id].parent_id
        while here is not None:
            rows.append(self.by_id[here])
            here = self.by_id[here].parent_id
        return rows


_tree = Tree()


def tree() -> Tree:
    """The agency tree; changes made in the admin are seen within half a minute, or at once by forget()."""
    global _tree
    here = _tree
    if time.monotonic() - here.read_at > _FRESH_SECONDS or not here.by_id:
        here = _tree = _read()
    return here


def forget() -> None:
    """Read the tree anew next time: after seeding, after an edit, between tests."""
    global _tree
    _tree = Tree()  # a new one: whoever is reading the old one at this moment keeps it whole


def _read() -> Tree:
    fresh = Tree(read_at=time.monotonic())
    names = ("id", "code", "name", "short_name", "kind", "parent_id", "area", "contact", "active")
    for values in Agency.objects.values_list(*names).order_by("code"):
        row = AgencyRow(*values)
        fresh.by_id[row.id] = row
        fresh.by_code[row.code] = row
        if row.parent_id is not None:
            fresh.children.setdefault(row.parent_id, []).append(row.id)
    return fresh


def agency(agency_id: int) -> AgencyRow:
    """One agency by id. Raises KeyError for an unknown one."""
    return tree().by_id[agency_id]


def agency_by_code(code: str) -> AgencyRow | None:
    """One agency by its code, or None."""
    return tree().by_code.get(code)


def below(agency_id: int) -> frozenset[int]:
    """The agency and everything under it."""
    return tree().below(agency_id)


def superior(agency_id: int) -> AgencyRow:
    """Who directs it: the nearest agency above that can hold cases, or itself at the top."""
    for row in tree().above(agency_id):
        if row.kind != "province" and row.active:
            return row
    return agency(agency_id)


def of_kelurahan(kode: str) -> AgencyRow | None:
    """The kelurahan office of a Kemendagri code, or None."""
    return agency_by_code(f"kel-{kode}")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who works in an agency, as a list to choose from shows it."""

    id: int
    username: str
    name: str
    role: Role


def people_of(agency_id: int) -> list[PersonRow]:
    """Who may be given a case of this agency: its own active officers, heads and crew, by name."""
    working = (Role.OFFICER, Role.HEAD, Role.CREW)
    rows = User.objects.filter(agency_id=agency_id, is_active=True, role__in=working).order_by("name", "id")
    return [
        PersonRow(pk, username, name, Role(role))
        for pk, username, name, role in rows.values_list("id", "username", "name", "role")
    ]


def account(username: str) -> PersonRow | None:
    """The active account of this name, or None."""
    found = User.objects.filter(username=username, is_active=True)
    row = found.values_list("id", "username", "name", "role").first()
    return None if row is None else PersonRow(row[0], row[1], row[2], Role(row[3]))


def token_digest(token: str) -> str:
    """SHA-256, hex: tokens are long and random, so a plain digest can't be turned back."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


# Hand-written: every request of a machine begins with it (30 against 250 µs compiled).
_HOLDER = """
    SELECT person.id, person.role, person.agency_id, person.name, person.email
    FROM people_apitoken token
    JOIN people_user person ON person.id = token.user_id
    WHERE token.digest = %s AND token.revoked_at IS NULL AND person.is_active
"""


def actor_of_token(token: str) -> Actor | None:
    """Whose API token this is, or None: unknown, revoked, or of an inactive account. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDER, [token_digest(token)])
        row = cursor.fetchone()
    if row is None or (row[4].endswith(f"@{EMAIL_DOMAIN}") and not settings.DEMO):
        return None
    return Actor("staff", row[0], Role(row[1]), row[2], row[3])


@dataclass(frozen=True, slots=True)
class TokenRow:
    """An API token as a list shows it; the token itself is not kept."""

    id: int
    name: str
    username: str
    created_at: datetime
    revoked_at: datetime | None


def tokens() -> list[TokenRow]:
    """All API tokens, the newest first."""
    names = ("id", "name", "user__username", "created_at", "revoked_at")
    return [TokenRow(*row) for row in ApiToken.objects.order_by("-id").values_list(*names)]
