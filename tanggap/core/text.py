"""Words as people send them: cleaned, bounded, counted."""

import re
import unicodedata

WORDS_LIMIT = 4000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(words: str) -> str:
    """What a person meant to write: NFC, no control or direction marks, no lone surrogates, trimmed.

    Emoji and every script stay. Line ends become a single newline; three or more blank lines, two.
    """
    words = words.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    words = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANK_LINES.sub("\n\n", _CONTROL.sub("", words)).strip()


def shortened(words: str, limit: int) -> str:
    """One line of at most `limit` characters, cut at a word, with an ellipsis where it was cut."""
    line = " ".join(words.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
