"""Who may have a contact erased."""

from typing import Protocol


class Someone(Protocol):
    """As much of people.rules.Actor as the vault, which stands beside people, needs to know."""

    @property
    def kind(self) -> str: ...


def may_erase(actor: Someone) -> bool:
    """The reporter whose contact it is (the caller knows whose), staff, or the system; never the public."""
    return actor.kind in {"reporter", "staff", "system"}
