"""Which category do the words speak of? An index in memory of keywords, names and help; no model, no network.

It only proposes: the best systems measured on Jakarta's reports are wrong once in five to ten times
(jakarta-crm.md §8), so a person always chooses. Without a clear sign it says nothing.
"""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import Stemmer

from tanggap.catalog import queries
from tanggap.catalog.shapes import CategoryRow
from tanggap.catalog.street import FILE, words_of

# Tuned on the "tune" half of tests/catalog/sentences.csv; the other half measures it.
_ALONE, _KEYWORD, _NAME, _HELP = 3.6, 1.6, 2.0, 0.7  # weight of a word by where it stands
_ADJACENT, _TOGETHER = 1.3, 0.6  # bonus of a whole keyword phrase: word by word, or scattered
_FIRST = 1.5  # people name the thing first
_WINDOW = 2  # how many other words may stand inside a phrase that counts as adjacent
_ENOUGH = 5.0  # below this the words point nowhere
_NEAR_BEST = 0.25  # what scores less than this share of the best is not shown
_LONG = 6  # shorter words are not mended: too many lie one letter apart
_READ = 1500  # characters; what it is about is said by then
_HALF = 8.0  # the raw score that is shown as 0.5

# Parts of an address, and the polite way to begin: they are not what the report is about.
_ADDRESS = re.compile(
    r"\b(?:rt|rw)\b[\s.:/]*\d[\d\s./]*(?:rw\b[\s.:/]*\d+)?|\b(?:izin|ijin)\s+(?:me)?lapor\w*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category that the words may be about. score: 0 to 1, higher is surer. group: its shelf's code."""

    code: str
    name_id: str
    name_en: str
    group: str
    score: float


@dataclass(slots=True)
class _Index:
    rows: tuple[CategoryRow, ...] = ()
    postings: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[int, tuple[str, ...], float]]] = field(default_factory=dict)
    nearly: dict[str, str] = field(default_factory=dict)  # a word with one letter missing -> the word


_index = _Index()


def suggest(words: str, limit: int = 3) -> list[Suggestion]:
    """The categories that the words point to, the likeliest first; none when nothing points anywhere."""
    index = _current()
    scores = _scores(index, words)
    if not scores:
        return []
    ranked = sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    best = ranked[0][1]
    if best < _ENOUGH:
        return []
    return [_shown(index.rows[row], score) for row, score in ranked[:limit] if score >= best * _NEAR_BEST]


def _shown(row: CategoryRow, score: float) -> Suggestion:
    return Suggestion(row.code, row.name_id, row.name_en, row.group, round(score / (score + _HALF), 3))


def _scores(index: _Index, words: str) -> dict[int, float]:
    stems = [_known(index, stem) for stem in _stems(words[:_READ])]
    places: dict[str, list[int]] = defaultdict(list)
    for place, stem in enumerate(stems):
        places[stem].append(place)
    scores: dict[int, float] = defaultdict(float)
    for stem, where in places.items():
        emphasis = _FIRST if where[0] == 0 else 1.0
        for row, weight in index.postings.get(stem, ()):
            scores[row] += weight * emphasis
        for row, phrase, weight in index.phrases.get(stem, ()):
            if all(part in places for part in phrase):
                scores[row] += weight * (_ADJACENT if _close(phrase, places) else _TOGETHER)
    return scores


def _close(phrase: tuple[str, ...], places: dict[str, list[int]]) -> bool:
    """Whether the phrase's words stand together, with few others between them, in whatever order."""
    span = len(phrase) - 1 + _WINDOW
    return any(
        all(any(abs(other - start) <= span for other in places[part]) for part in phrase[1:])
        for start in places[phrase[0]]
    )


def _known(index: _Index, stem: str) -> str:
    """The stem itself if it is known; else a known one that it is spoken or mistyped for."""
    if stem in index.postings:
        return stem
    for spoken in _spoken(stem):
        if spoken in index.postings:
            return spoken
    if len(stem) < _LONG:
        return stem
    for variant in (stem, *_shorter(stem)):
        if variant in index.nearly:
            return index.nearly[variant]
        if variant in index.postings and len(variant) >= _LONG:
            return variant
    return stem


def _spoken(stem: str) -> Iterable[str]:
    """How the careful form of a spoken verb may begin: ngalir -> alir, nyapu -> sapu, kepotong -> potong."""
    if stem.startswith("nge"):
        yield stem[3:]
    if stem.startswith("ng"):
        yield from (stem[2:], "k" + stem[2:])
    if stem.startswith("ny"):
        yield from ("s" + stem[2:], "c" + stem[2:])
    if stem.startswith("ke"):
        yield stem[2:]
    if stem.startswith("m"):
        yield "p" + stem[1:]
    if stem.startswith("n"):
        yield "t" + stem[1:]
    if stem.endswith("in"):
        yield stem[:-2]


def _shorter(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


# ---- building the index -----------------------------------------------------------------------------


def _current() -> _Index:
    """The index of the categories as they are now; built anew only when one of them changed."""
    global _index
    rows = tuple(row for row in queries.categories().values() if row.active)
    if rows != _index.rows:
        _index = _built(rows)
    return _index


def _built(rows: tuple[CategoryRow, ...]) -> _Index:
    weights = [_weights(row) for row in rows]
    spread: dict[str, int] = defaultdict(int)
    for words in weights:
        for stem in words:
            spread[stem] += 1
    rare = {stem: math.log(1 + len(rows) / count) for stem, count in spread.items()}
    index = _Index(rows)
    for number, words in enumerate(weights):
        for stem, weight in words.items():
            index.postings.setdefault(stem, []).append((number, weight * rare[stem]))
        for phrase in set(_phrases(rows[number])):
            worth = sum(rare[stem] for stem in phrase)
            index.phrases.setdefault(phrase[0], []).append((number, phrase, worth))
    for stem in sorted(index.postings):
        if len(stem) >= _LONG:
            index.nearly |= {shorter: stem for shorter in _shorter(stem) if shorter not in index.postings}
    return index


def _weights(row: CategoryRow) -> dict[str, float]:
    words: dict[str, float] = {}
    for text, weight in (
        (row.help_id, _HELP),
        (row.help_en, _HELP),
        (row.keywords, _KEYWORD),
        (f"{row.name_id}\n{row.name_en}", _NAME),
    ):
        for stem in _stems(text):
            words[stem] = max(weight, words.get(stem, 0.0))
    for line in row.keywords.splitlines():
        stems = _stems(line)
        if len(stems) == 1 and len(line.split()) == 1:
            words[stems[0]] = _ALONE
    return words


def _phrases(row: CategoryRow) -> Iterable[tuple[str, ...]]:
    for line in row.keywords.splitlines():
        stems = tuple(dict.fromkeys(_stems(line)))
        if len(stems) > 1:
            yield stems


def _stems(text: str) -> list[str]:
    careful = [
        word for word in words_of(_ADDRESS.sub(" ", text)) if word not in _ignored() and not word.isdigit()
    ]
    stems: list[str] = _stemmer().stemWords(careful)
    return stems


@lru_cache(maxsize=1)
def _ignored() -> frozenset[str]:
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return frozenset(content["ignore"]["words"].split())


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("indonesian")
