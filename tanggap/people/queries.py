"""Reads of agencies and accounts. The tree is small (hundreds of rows) and kept in memory."""

import time
from dataclasses import dataclass, field

from tanggap.people.models import Agency

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
    if time.monotonic() - _tree.read_at > _FRESH_SECONDS or not _tree.by_id:
        _tree = _read()
    return _tree


def forget() -> None:
    """Read the tree anew next time: after seeding, after an edit, between tests."""
    _tree.read_at = 0.0
    _tree.by_id = {}


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
