"""Who works in the demo city: an account for every role to try, and colleagues nobody signs in as."""

import random
from dataclasses import dataclass

from django.conf import settings

from tanggap.core.errors import NotAllowed
from tanggap.demo.figures import names
from tanggap.people import actions
from tanggap.people import queries as people
from tanggap.people.demo import EMAIL_DOMAIN
from tanggap.people.roles import Role
from tanggap.people.rules import SYSTEM, Actor

HOME = "31.74.01.1001"  # Tebet Timur: where the newcomer's own office is
PASSWORD = "jakarta-tanggap"  # noqa: S105 - published, and of use in demo mode alone


@dataclass(frozen=True)
class Part:
    """A demo account: what it is called, which role and office, and what there is to see with it."""

    username: str
    name: str
    role: Role
    agency: str
    sees: str


PARTS = (
    Part("lurah", "Rahmat Hidayat", Role.HEAD, f"kel-{HOME}", "all of the kelurahan, plans to approve"),
    Part("petugas", "Dewi Puspita", Role.OFFICER, f"kel-{HOME}", "new reports to accept or hand on"),
    Part("ppsu", "Joko Susanto", Role.CREW, f"ppsu-{HOME}", "tasks in the field, proof to hand in"),
    Part("loket", "Nur Handayani", Role.FRONT_DESK, f"kel-{HOME}", "a counter where people walk in"),
    Part("camat", "Siti Rahayu", Role.HEAD, "kec-31.74.01", "cases that residents contested"),
    Part("sudin", "Bayu Pratama", Role.OFFICER, "sudin-sda-31.74", "drains and floods of Jakarta Selatan"),
    Part("kasudin", "Lina Siregar", Role.HEAD, "sudin-sda-31.74", "plans of the suku dinas"),
    Part(
        "koordinator", "Ratna Kusuma", Role.COORDINATOR, "triage", "reports without a place, words held back"
    ),
    Part("validator", "Yuni Astuti", Role.VALIDATOR, "biro-pemerintahan", "proof to check"),
    Part(
        "auditor",
        "Maria Simanjuntak",
        Role.AUDITOR,
        "badan-inspektorat",
        "everything, identities with a reason",
    ),
    Part("pimpinan", "Ahmad Fauzi", Role.LEADER, "jkt", "figures"),
    Part("admin", "Made Mahendra", Role.ADMINISTRATOR, "jkt", "accounts and reference data at /admin/"),
)


class Staff:
    """Everybody who acts, engaged when first needed."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._actors: dict[tuple[Role, int], list[Actor]] = {}

    def engage_parts(self) -> None:
        """Makes the accounts to try. Raises NotAllowed outside demo mode."""
        if not settings.DEMO:
            raise NotAllowed("Demo accounts exist in demo mode only.")
        for part in PARTS:
            self._engage(part.username, part.name, part.role, part.agency, PASSWORD)

    def one(self, role: Role, agency_id: int) -> Actor:
        """Somebody with this role in this agency: a demo account where there is one."""
        key = (role, agency_id)
        if key not in self._actors:
            agency = people.agency(agency_id)
            self._engage(f"{role}.{agency.code}", self.name(), role, agency.code, None)
        return self._actors[key][0]

    def at(self, role: Role, code: str) -> Actor:
        """The same, by the agency's code."""
        agency = people.agency_by_code(code)
        if agency is None:
            raise KeyError(code)
        return self.one(role, agency.id)

    def name(self) -> str:
        """A made-up name."""
        return f"{self._chance.choice(names()['first'])} {self._chance.choice(names()['last'])}"

    def _engage(self, username: str, name: str, role: Role, code: str, password: str | None) -> None:
        agency = people.agency_by_code(code)
        if agency is None:
            raise KeyError(code)
        known = people.account(username)
        user_id = known.id if known else self._made(username, name, role, agency.id, password)
        actor = Actor("staff", user_id, role, agency.id, known.name if known else name)
        self._actors.setdefault((role, agency.id), []).append(actor)

    def _made(self, username: str, name: str, role: Role, agency_id: int, password: str | None) -> int:
        return actions.create_user(
            actor=SYSTEM,
            username=username,
            name=name,
            role=role,
            agency_id=agency_id,
            password=password,
            email=f"{username}@{EMAIL_DOMAIN}",
        )
