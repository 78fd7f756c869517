"""Does somebody describe an emergency that is happening now? Then 112, not a form. Pure.

The words are in data/emergency.toml, which explains its small pattern language.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tanggap.catalog.street import folded, words_of

FILE = Path(__file__).parent / "data" / "emergency.toml"
_FEW = 5
_READ = 4000  # characters: as long as a report may be
_CLAUSE = re.compile(r"[.,!?;:\n()]+")


@dataclass(frozen=True)
class _Signs:
    past: re.Pattern[str]
    now: re.Pattern[str]
    calm: re.Pattern[str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    short: tuple[tuple[str, re.Pattern[str]], ...]


def emergency(words: str) -> str | None:
    """The kind of emergency that the words describe as happening now, or None.

    Kinds: fire, water, crash, violence, medical, collapse. What is over, feared, frequent or only
    about equipment is none: "bekas kebakaran", "rawan begal", "hidran rusak".
    """
    signs = _signs()
    read = folded(words[:_READ])
    clauses = [f" {' '.join(map(_bare, words_of(part)))} " for part in _CLAUSE.split(read)]
    over = any(signs.past.search(clause) for clause in clauses)
    few = sum(len(clause.split()) for clause in clauses) <= _FEW
    for clause in clauses:
        if signs.calm.search(clause) or signs.past.search(clause):
            continue
        if over and not signs.now.search(clause):
            continue
        for code, pattern in signs.kinds + (signs.short if few else ()):
            if pattern.search(clause):
                return code
    return None


def _bare(word: str) -> str:
    """ "apinya" -> "api": the little word for "its" says nothing here."""
    return word[:-3] if word.endswith("nya") and len(word) > 5 else word


@lru_cache(maxsize=1)
def _signs() -> _Signs:
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    kinds = content["kind"]
    return _Signs(
        _compiled(content["past"]),
        _compiled(content["now"]),
        _compiled(content["calm"]),
        tuple((kind["code"], _compiled(kind["signs"])) for kind in kinds),
        tuple((kind["code"], _compiled(kind["short"])) for kind in kinds if "short" in kind),
    )


def _compiled(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f" {_expression(pattern)}(?= )" for pattern in patterns))


def _expression(pattern: str) -> str:
    expression = ""
    for part in pattern.split():
        if part in {"..", "..."}:
            expression += r"(?:\S+ ){0,4}" if part == ".." else r"(?:\S+ ){0,8}"
        else:
            expression += f"(?:{'|'.join(map(re.escape, part.split('|')))}) "
    return expression.removesuffix(" ")
