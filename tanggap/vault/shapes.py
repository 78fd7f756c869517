"""What comes out of the vault: values that never show themselves in a log or a traceback."""

from dataclasses import dataclass

ABOUT = b"contact"  # what a sealed contact is bound to


@dataclass(frozen=True, slots=True, repr=False)
class OpenedContact:
    """How to reach somebody, readable. phone in E.164. Keep it no longer than the act it is for."""

    name: str = ""
    email: str = ""
    phone: str = ""

    def __repr__(self) -> str:
        return "<OpenedContact (sealed for logs)>"
