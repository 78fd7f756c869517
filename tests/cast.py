"""The cast: who plays in the tests. Bu Sari and the other residents have no account; these do.

The story plays in Kelurahan Tebet Timur, Jakarta Selatan.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from tanggap.catalog import queries as catalog
from tanggap.people import actions
from tanggap.people import queries as people
from tanggap.people.models import User
from tanggap.people.roles import Role
from tanggap.people.rules import SYSTEM

KELURAHAN = "31.74.01.1001"
PLACE = (-6.233807, 106.855642)  # (lat, lng) well inside it, by its label point
PASSWORD = "tiga-perahu-di-muara"

# attribute -> (name, role, agency code)
PLAYERS = {
    "lurah": ("Rahmat Hidayat", Role.HEAD, f"kel-{KELURAHAN}"),
    "officer": ("Dewi Lestari", Role.OFFICER, f"kel-{KELURAHAN}"),
    "crew": ("Joko Susilo", Role.CREW, f"ppsu-{KELURAHAN}"),
    "camat": ("Siti Aminah", Role.HEAD, "kec-31.74.01"),
    "sudin_officer": ("Bayu Pratama", Role.OFFICER, "sudin-sda-31.74"),
    "sudin_head": ("Lina Marlina", Role.HEAD, "sudin-sda-31.74"),
    "other_sudin_officer": ("Agus Wijaya", Role.OFFICER, "sudin-binamarga-31.74"),
    "stranger": ("Tono Suharto", Role.OFFICER, "kel-31.71.06.1001"),
    "coordinator": ("Ratna Sari Dewi", Role.COORDINATOR, "triage"),
    "city_coordinator": ("Hendra Gunawan", Role.COORDINATOR, "kota-31.74"),
    "validator": ("Yuni Astuti", Role.VALIDATOR, "biro-pemerintahan"),
    "second_validator": ("Made Wirawan", Role.VALIDATOR, "biro-pemerintahan"),
    "auditor": ("Maria Simanjuntak", Role.AUDITOR, "badan-inspektorat"),
    "leader": ("Ahmad Fauzi", Role.LEADER, "jkt"),
    "front_desk": ("Nur Halimah", Role.FRONT_DESK, f"kel-{KELURAHAN}"),
    "administrator": ("Kevin Tanuwijaya", Role.ADMINISTRATOR, "jkt"),
}


@dataclass
class Cast:
    """The accounts, fresh from the database in every test; change them as you like."""

    lurah: User
    officer: User
    crew: User
    camat: User
    sudin_officer: User
    sudin_head: User
    other_sudin_officer: User
    stranger: User
    coordinator: User
    city_coordinator: User
    validator: User
    second_validator: User
    auditor: User
    leader: User
    front_desk: User
    administrator: User

    @classmethod
    def read(cls) -> "Cast":
        """The cast as it stands in the database."""
        found = {user.username: user for user in User.objects.filter(username__in=PLAYERS)}
        return cls(**{field.name: found[field.name] for field in fields(cls)})

    @property
    def place(self) -> tuple[float, float]:
        """(lat, lng) of a point well inside the lurah's kelurahan."""
        return PLACE

    def everybody(self) -> dict[str, User]:
        """All accounts by the part they play."""
        return {name: getattr(self, name) for name in PLAYERS}

    def reason(self, verb: str) -> str:
        """The code of some reason that this move takes."""
        return catalog.reasons(verb)[0].code


def engage() -> Iterator[int]:
    """Makes the accounts, through the same action as an administrator does; username = part."""
    for username, (name, role, code) in PLAYERS.items():
        agency = people.agency_by_code(code)
        assert agency is not None, f"the reference data has no agency {code}"
        yield actions.create_user(
            actor=SYSTEM, username=username, name=name, role=role, agency_id=agency.id, password=PASSWORD
        )
