"""Log lines without anybody's words in them."""

import logging
import traceback
from typing import Any

from django.conf import settings


class Line(logging.Formatter):
    """Writes where an exception came from and its type, but not what it says.

    A database's "Key (email)=(…) already exists" would put a resident's address into the logs. In
    debug mode everything is shown.
    """

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        if settings.DEBUG:
            return super().formatException(ei)
        return "\n".join(_told(ei[1]))


def _told(problem: BaseException | None) -> list[str]:
    """The frames and types of an exception and of what caused it, oldest first."""
    if problem is None:
        return []
    before = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    frames = traceback.format_list(traceback.extract_tb(problem.__traceback__))
    name = f"{type(problem).__module__}.{type(problem).__qualname__}"
    return [*_told(before), *(frame.rstrip() for frame in frames), name]
