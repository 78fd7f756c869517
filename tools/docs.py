"""Writes the pages of docs/ that are made from code, so that they cannot lie.

python -m tools.docs            write them
python -m tools.docs --check    1 when one is not what the code says
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from tanggap.cases.workflow import CLOSED, MOVES, OPEN, SYSTEM_VERBS, Move, State
from tanggap.people.roles import PERMISSIONS, Permission, Role
from tools import environment

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- Made by `make docs` from {}; change it there. -->\n"


def workflow() -> str:
    """The table of moves, and the diagram of what moves a case from state to state."""
    rows = [
        f"| `{move.verb}` | {_states(move.sources)} | {_code(move.to) if move.to else 'stays'} "
        f"| {_words(move.who)} | {_words(move.needs)} | {_words(move.may)} "
        f"| {'yes' if move.public else 'no'} |"
        for move in MOVES.values()
    ]
    return f"""{MADE.format("`tanggap/cases/workflow.py`")}
# The life of a case

Buttons of the desk, checks of the API, the tests and this page all read one table. A move that is not
in it is refused. Open states: {_words(OPEN)}. Closed: {_words(CLOSED)}.

```mermaid
stateDiagram-v2
    [*] --> {State.WAITING}
{_arrows()}```

| verb | from | to | who | needs | may be given | public |
| --- | --- | --- | --- | --- | --- | --- |
{_lines(rows)}
The system itself writes {_words(SYSTEM_VERBS)} on a case's timeline; nobody can ask for these as moves.
"""


def _arrows() -> str:
    verbs: dict[tuple[State, State], list[str]] = {}
    for move in MOVES.values():
        for source in sorted(move.sources, key=list(State).index):
            if move.to and move.to != source:
                verbs.setdefault((source, move.to), []).append(move.verb)
    ends = "".join(f"    {state} --> [*]\n" for state in State if state in CLOSED)
    return "".join(f"    {a} --> {b}: {', '.join(names)}\n" for (a, b), names in verbs.items()) + ends


def _states(states: frozenset[State]) -> str:
    if states == frozenset(State):
        return "any"
    if states == OPEN:
        return "any open"
    return ", ".join(f"`{state}`" for state in State if state in states)


def permissions() -> str:
    """Roles against permissions, and parts in a case against moves."""
    heads = "".join(f" {role} |" for role in Role)
    rows = [
        f"| `{permission}` |"
        + "".join(f" {'✓' if permission in PERMISSIONS[role] else ''} |" for role in Role)
        for permission in Permission
    ]
    parts = sorted({part for move in MOVES.values() for part in move.who})
    moves = [f"| {part} | {_words(_verbs(part))} |" for part in parts]
    return f"""{MADE.format("`tanggap/people/roles.py` and `tanggap/cases/workflow.py`")}
# Who may do what

A role carries permissions, written `scope:resource:action`. Which cases they reach is one pair of rules
in `tanggap/cases/rules.py`: `visible` for lists and `can_see` for one case, held equal by a test over
every role, state and visibility.

| permission |{heads}
| --- |{" --- |" * len(Role)}
{_lines(rows)}
What somebody may do to one case follows from the part they play in it:

| part | moves |
| --- | --- |
{_lines(moves)}"""


def _verbs(part: str) -> list[str]:
    def plays(move: Move) -> bool:
        return part in move.who

    return [move.verb for move in MOVES.values() if plays(move)]


def settings() -> str:
    """Every word of the environment that the product reads."""
    rows = [
        f"| `{read.name}` | {_code(read.default)} | {environment.MEANING[read.name]} |"
        for read in environment.read_by_the_product()
    ]
    return f"""{MADE.format("the code and `tools/environment.py`")}
# Settings

All settings are words of the environment; none must be set for a first start. For each `NAME`, `NAME_FILE`
may name a file that holds the value instead, as container secrets do.

| name | default, as in the code | meaning |
| --- | --- | --- |
{_lines(rows)}"""


def _code(word: str) -> str:
    return f"`{word}`" if word else ""


def _words(names: Iterable[str]) -> str:
    ordered = names if isinstance(names, list) else sorted(names)
    return ", ".join(f"`{name}`" for name in ordered)


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in rows)


PAGES = {
    "docs/workflow.md": workflow,
    "docs/permissions.md": permissions,
    "docs/operators/settings.md": settings,
}


def stale(root: Path = ROOT) -> list[str]:
    """The generated pages under `root` that are not what the code says."""
    return [
        name
        for name, make in PAGES.items()
        if not (root / name).exists() or (root / name).read_text() != make()
    ]


def main(arguments: list[str]) -> int:
    """0 when the pages are right, or were written; 1 when --check found a stale one."""
    old = stale()
    for name in old:
        if "--check" in arguments:
            sys.stdout.write(f"{name} is not what the code says; run: make docs\n")
        else:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_text(PAGES[name]())
            sys.stdout.write(f"{name} written\n")
    return 1 if old and "--check" in arguments else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
