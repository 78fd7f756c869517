"""python -m tanggap places import FILE_OR_URL | locate LAT LON | status."""

import math
import sys
from collections.abc import Callable
from typing import Any

import orjson
from django.db import DatabaseError
from django.utils.translation import gettext

from tanggap.core.errors import Refusal, Several
from tanggap.places import actions, queries
from tanggap.places.rules import OPERATOR
from tanggap.places.shapes import Located

GOOD, FAILED, MISUSED = 0, 1, 2


def main(arguments: list[str]) -> int:
    """0: answered (also when the answer is "nowhere"); 1: it did not work; 2: the words were wrong."""
    verbs: dict[str, tuple[int, Callable[..., int]]] = {
        "import": (1, _import),
        "locate": (2, _locate),
        "status": (0, _status),
    }
    count, verb = verbs.get(arguments[0] if arguments else "", (-1, _status))
    words = _words(arguments[1:])
    if len(words) != count:
        sys.stderr.write("usage: python -m tanggap places import FILE_OR_URL | locate LAT LON | status\n")
        return MISUSED
    try:
        return verb(*words)
    except Refusal as refusal:
        _complain(refusal)
    except DatabaseError:
        _say(gettext("The database is not ready: run “python -m tanggap migrate” first."))
    return FAILED


def _words(arguments: list[str]) -> list[str]:
    """The arguments; "-6.2, 106.8" as maps give it, in one word or two, is a pair of numbers."""
    words = [part for word in arguments if word != "--" for part in _parts(word)]
    return [word for word in words if word]


def _parts(word: str) -> list[str]:
    pair = word.split(",")
    return [part.strip() for part in pair] if all(_is_number(part) for part in pair if part) else [word]


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _import(source: str) -> int:
    done = actions.import_boundaries(actor=OPERATOR, source=source)
    sentence = (
        gettext("The boundaries of %(count)d areas from %(source)s are in force already.")
        if done.again
        else gettext("The boundaries of %(count)d areas were imported from %(source)s.")
    )
    sys.stdout.write(sentence % {"count": done.areas, "source": done.source} + "\n")
    return GOOD


def _locate(lat: str, lng: str) -> int:
    if not (_is_number(lat) and _is_number(lng)):
        _say(gettext("Give a latitude and a longitude as numbers, such as: locate -6.1754 106.8272"))
        return MISUSED
    found = queries.locate(float(lat), float(lng))
    if found.code in {"no_coordinates", "swapped"}:
        _complain(queries.outside(found))
        return MISUSED
    sys.stdout.buffer.write(orjson.dumps(_answer(found, float(lat), float(lng))) + b"\n")
    sys.stdout.flush()
    if found.kode is None:
        _complain(queries.outside(found))
    return GOOD


def _answer(found: Located, lat: float, lng: float) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "kode": found.kode,
        "nama": found.nama or None,
        "kecamatan": found.kecamatan or None,
        "kota": found.kota or None,
        "border_m": _metres(found.border_m),
        "second": found.second,
        "snapped_m": _metres(found.snapped_m),
    }
    if found.kode is None:
        answer |= {"city": found.city or None, "sentence": gettext(found.sentence) % found.data}
    if found.code == "approximate":
        near = queries.nearest(lat, lng)
        answer["nearest"] = [{"kode": row.kode, "nama": row.nama} for row in near]
    return answer


def _metres(metres: float | None) -> float | None:
    return None if metres is None or not math.isfinite(metres) else round(metres, 1)


def _status() -> int:
    found = queries.status()
    if found.approximate:
        sentence = gettext(
            "Approximate: no boundaries are imported; %(areas)d kelurahan are known by a point."
        )
    else:
        sentence = gettext(
            "%(shaped)d of %(areas)d kelurahan have boundaries, from %(source)s, %(imported_at)s."
        )
    words = {
        "areas": found.areas,
        "shaped": found.shaped,
        "source": found.source,
        "imported_at": found.imported_at,
    }
    sys.stdout.write(sentence % words + "\n")
    return GOOD


def _complain(refusal: Refusal) -> None:
    several = refusal.refusals if isinstance(refusal, Several) else [refusal]
    if len(several) > 1:
        _say(gettext("Nothing was imported. This is wrong:"))
    for one in several:
        _say(gettext(one.sentence) % one.data)


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
