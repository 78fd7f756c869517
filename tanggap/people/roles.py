"""Roles, and what each may do at all. Which case they may do it to is in cases/rules.py."""

from enum import StrEnum


class Role(StrEnum):
    """Roles as Jakarta has them (officers, lurah, Biro Pemerintahan, PPSU, leaders), and ours."""

    CREW = "crew"
    OFFICER = "officer"
    HEAD = "head"
    COORDINATOR = "coordinator"
    VALIDATOR = "validator"
    AUDITOR = "auditor"
    LEADER = "leader"
    FRONT_DESK = "front_desk"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """`<scope>:<resource>:<action>`, alphabetised. area: what lies in the agency's area."""

    ALL_CASES_READ = "all:cases:read"
    ALL_IDENTITY_REVEAL = "all:identity:reveal"
    ALL_PROOF_CHECK = "all:proof:check"
    AREA_CASES_READ = "area:cases:read"
    AREA_CASES_STEER = "area:cases:steer"
    OWN_CASES_READ = "own:cases:read"
    OWN_CASES_WORK = "own:cases:work"
    OWN_PLANS_APPROVE = "own:plans:approve"
    OWN_REPORTS_ENTER = "own:reports:enter"
    PRIVATE_PHOTOS_READ = "private:photos:read"
    SITE_REFERENCE_EDIT = "site:reference:edit"


_WORK = frozenset({Permission.OWN_CASES_READ, Permission.OWN_CASES_WORK})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CREW: _WORK,
    Role.OFFICER: _WORK,
    Role.HEAD: _WORK | {Permission.OWN_PLANS_APPROVE},
    Role.COORDINATOR: frozenset(
        {
            Permission.AREA_CASES_READ,
            Permission.AREA_CASES_STEER,
            Permission.PRIVATE_PHOTOS_READ,
        }
    ),
    Role.VALIDATOR: frozenset(
        {Permission.ALL_CASES_READ, Permission.PRIVATE_PHOTOS_READ, Permission.ALL_PROOF_CHECK}
    ),
    Role.AUDITOR: frozenset(
        {
            Permission.ALL_CASES_READ,
            Permission.PRIVATE_PHOTOS_READ,
            Permission.ALL_IDENTITY_REVEAL,
        }
    ),
    Role.LEADER: frozenset(),
    Role.FRONT_DESK: frozenset({Permission.OWN_REPORTS_ENTER}),
    Role.ADMINISTRATOR: frozenset({Permission.SITE_REFERENCE_EDIT}),
}
