"""Words as people send them: cleaned, bounded, counted."""

import re
import unicodedata
from collections.abc import Sequence

WORDS_LIMIT = 4000
# Nothing longer is looked at: enough to say by how much a text is too long.
READ_LIMIT = 5 * WORDS_LIMIT
# So many accents may stand on one letter; the most that any script needs. Sorting thousands of them, as
# NFC must, takes the square of their number: 200,000 in one field would stop the process for half a minute.
_ACCENTS = 4

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(words: str) -> str:
    """What a person meant to write: NFC, no control or direction marks, no lone surrogates, trimmed.

    Emoji and every script stay. Line ends become a single newline; three or more blank lines, two. What
    lies beyond READ_LIMIT is not looked at.
    """
    words = words[:READ_LIMIT].encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    words = unstacked(unicodedata.normalize("NFC", unstacked(words)))
    return _BLANK_LINES.sub("\n\n", _CONTROL.sub("", words)).strip()


def unstacked(words: str) -> str:
    """At most four accents on a letter, so that normalizing it takes no longer than reading it."""
    if words.isascii():
        return words
    kept: list[str] = []
    stack = 0
    for sign in words:
        stack = stack + 1 if unicodedata.combining(sign) else 0
        if stack <= _ACCENTS:
            kept.append(sign)
    return "".join(kept)


def legible(words: str) -> tuple[str, Sequence[int]]:
    """The words as they look to a reader, and where in `words` each of their signs stands.

    Digits and letters of other kinds (full width, bold, Arabic) as plain ones; what can't be seen is left
    out. For finding things in words, never for showing them.
    """
    if words.isascii():
        return words, range(len(words))
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(words):
        if unicodedata.category(sign) != "Cf":
            signs.append(_plain(sign))
            places.append(place)
    return "".join(signs), places


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    if (digit := unicodedata.decimal(sign, None)) is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def shortened(words: str, limit: int) -> str:
    """One line of at most `limit` characters, cut at a word, with an ellipsis where it was cut."""
    line = " ".join(words.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
