"""event -> what follows. Reading this file tells everything that follows from anything."""

from collections.abc import Callable

REACTIONS: dict[str, list[Callable[[int], None]]] = {}
