"""Who is acting: every write names its actor, every read is for one."""

from dataclasses import dataclass

from tanggap.people.models import User
from tanggap.people.roles import PERMISSIONS, Permission, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff, a reporter with the secret of one report, the public, or the system itself."""

    kind: str = "public"
    user_id: int | None = None
    role: Role | None = None
    agency_id: int | None = None
    name: str = ""
    report_id: int | None = None

    @classmethod
    def of(cls, user: User) -> "Actor":
        """The actor of a logged-in account; an inactive one is nobody."""
        if not user.is_active:
            return PUBLIC
        return cls("staff", user.pk, Role(user.role), user.agency_id, user.name)

    @classmethod
    def reporter(cls, report_id: int) -> "Actor":
        """Somebody who holds the secret link of this report."""
        return cls("reporter", report_id=report_id)

    @property
    def own_report(self) -> int:
        """The reporter's report; -1, which no row has, for everybody else."""
        return self.report_id if self.report_id is not None else -1

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    def may(self, permission: Permission) -> bool:
        """Whether the role carries this permission at all."""
        return self.role is not None and permission in PERMISSIONS[self.role]


PUBLIC = Actor()
SYSTEM = Actor("system")
