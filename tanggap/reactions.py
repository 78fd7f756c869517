"""event -> what follows. Reading this file tells everything that follows from anything.

Each function takes the event (with its case), runs in the transaction that marks the event handled,
and may run again after a crash. Slow things become rows that are due (a Delivery), never done here.
"""

from collections.abc import Callable

from tanggap.cases.models import Event
from tanggap.insight.actions import count
from tanggap.notices.actions import tell

Reaction = Callable[[Event], None]

REACTIONS: dict[str, list[Reaction]] = {
    "reported": [tell, count],
    "me_too": [tell, count],
    "joined_here": [tell],
    "split_off": [],
    "revealed": [],
    "followed": [tell],
    "accept": [tell],
    "coordinate": [tell],
    "delegate": [],
    "hand_back": [],
    "refuse": [tell, count],
    "plan": [],
    "approve_plan": [tell],
    "decline_plan": [],
    "resume": [],
    "submit": [],
    "approve": [tell, count],
    "send_back": [count],
    "assign": [],
    "ask": [tell],
    "note": [],
    "tell": [tell],
    "recategorise": [],
    "locate": [],
    "join": [],
    "split": [],
    "hide": [tell],
    "restore": [],
    "answer": [],
    "confirm": [count],
    "contest": [tell, count],
    "rate": [],
}
