"""Refusals, as the lines of an error summary that point at the fields."""

from dataclasses import dataclass

from django.utils.translation import gettext

from tanggap.core.errors import Refusal, Several

# Where a refusal's field stands on the form when it has no field of that name.
_STANDS_AT = {"lat": "place", "lng": "place", "photo_ids": "photos", "contact": "email", "score": "score"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One line: the field's name on the page ("" for the whole form) and a sentence."""

    field: str
    sentence: str


def sentence_of(refusal: Refusal) -> str:
    """The refusal in the visitor's language."""
    words = gettext(refusal.sentence)
    return words % refusal.data if refusal.data else words


def problems(*refusals: Refusal) -> list[Problem]:
    """Every single thing that is wrong, in order, each once."""
    found: list[Problem] = []
    for refusal in refusals:
        parts = refusal.refusals if isinstance(refusal, Several) else [refusal]
        for part in parts:
            line = Problem(_STANDS_AT.get(part.field, part.field), sentence_of(part))
            if line not in found:
                found.append(line)
    return found


def by_field(lines: list[Problem]) -> dict[str, str]:
    """field -> its sentence, for the message beside the field."""
    return {line.field: line.sentence for line in reversed(lines) if line.field}
