"""Who may change areas, landmarks and boundaries. The rooms above bring the actor; we know its shape."""

from dataclasses import dataclass
from typing import Protocol

from tanggap.core.errors import NotAllowed

ADMINISTRATOR = "administrator"


class Acting(Protocol):
    """What this room asks of whoever acts: tanggap.people.rules.Actor has it."""

    @property
    def kind(self) -> str: ...

    @property
    def role(self) -> str | None: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever sits at the command line of the machine."""

    kind: str = "system"
    role: str | None = None
    name: str = "operator"


OPERATOR = Operator()


def can_edit(actor: Acting) -> bool:
    """The system itself and administrators."""
    return actor.kind == "system" or (actor.kind == "staff" and actor.role == ADMINISTRATOR)


def must_edit(actor: Acting) -> None:
    """Raises NotAllowed for everybody who may not change areas."""
    if not can_edit(actor):
        raise NotAllowed()
