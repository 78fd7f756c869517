"""Street spelling put right, so that hurried words are found like careful ones. Pure."""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

from tanggap.core.text import unstacked

FILE = Path(__file__).parent / "data" / "street.toml"

_LONG = re.compile(r"([^\W\d_])\1{2,}")  # "toloooong": three or more of the same letter
_TWICE = re.compile(r"\b([a-z]{3,})2\b")  # "motor2": the old shorthand for a repeated word
_APOSTROPHE = re.compile(r"['’`]")
_AGAIN = re.compile(r"\b([a-z]{3,})-\1\b")  # "anak-anak": the plural says nothing more here
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """How a word is spelt in a hurry -> how it is written."""
    words: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))["words"]
    return words


def folded(text: str) -> str:
    """Lower case, no accents, no apostrophes; letters and words that are only repeated, once."""
    plain = unicodedata.normalize("NFKD", unstacked(_APOSTROPHE.sub("", text.lower())))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for pattern in (_LONG, _TWICE, _AGAIN):
        plain = pattern.sub(r"\1", plain)
    return plain


def words_of(text: str) -> list[str]:
    """The words of a text in careful spelling, in their order."""
    known = spellings()
    found: list[str] = []
    for word in _WORD.findall(folded(text)):
        found += known.get(word, word).split()
    return found
