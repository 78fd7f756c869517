"""A clock that tests tell the time."""

from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

from tanggap.core import clock

MORNING = datetime(2025, 3, 5, 9, 0, tzinfo=clock.JAKARTA)  # a Wednesday, and no holiday


class Clock:
    """What time it is in this test: told once, it stands still until told again."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack

    def tell(self, at: datetime | str = MORNING) -> datetime:
        """Now it is `at`: aware, or words of Jakarta's time such as "2025-03-05 09:00"."""
        if isinstance(at, str):
            at = datetime.fromisoformat(at).replace(tzinfo=clock.JAKARTA)
        self._stack.enter_context(clock.told(at))
        return at

    def later(self, **span: Any) -> datetime:
        """Some time passes: later(hours=6, minutes=1)."""
        return self.tell(clock.now() + timedelta(**span))
