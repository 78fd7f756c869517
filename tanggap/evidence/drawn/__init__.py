"""Drawn street photos: what the demo and the tests show instead of anybody's real street.

draw(kind, seed, fixed) gives the same bytes for the same three. The repaired picture is the same street
seen on another day: other light, a step to the side, the problem gone. Pillow only, no files, no fonts.
"""

import io
from functools import lru_cache
from random import Random

from tanggap.evidence.drawn import objects, surfaces
from tanggap.evidence.drawn.canvas import Canvas, Light, lights
from tanggap.evidence.drawn.street import Street, street

WIDTH, HEIGHT = 1280, 960

_PROBLEMS = {
    "pothole": surfaces.pothole,
    "flood": surfaces.flood,
    "sidewalk": surfaces.sidewalk,
    "drain": surfaces.drain,
    "graffiti": surfaces.graffiti,
    "rubbish": objects.rubbish,
    "tree": objects.tree,
    "lamp": objects.lamp,
    "parking": objects.parking,
}
KINDS = tuple(_PROBLEMS)
# Where who takes the photo stands, toward the problem's side of the street: metres, and turn.
_STANDS = {
    "sidewalk": (1.5, 1.5),
    "drain": (1.5, 1.6),
    "graffiti": (-0.9, 2.4),
    "rubbish": (0.7, 1.0),
    "parking": (0.1, 0.8),
    "lamp": (0.0, 0.5),
}


@lru_cache(maxsize=64)
def draw(kind: str, seed: int, fixed: bool = False) -> bytes:
    """A JPEG of 1280×960: the problem (one of KINDS), or, when fixed, the same place without it.

    Raises KeyError for a kind that can't be drawn. Takes about 0.15 s.
    """
    problem = _PROBLEMS[kind]
    place, day = Random(f"place {kind} {seed}"), Random(f"day {kind} {seed} {fixed}")  # noqa: S311 - a picture
    plan = Street.drawn_up(place, kind)
    step, turn = (plan.side * amount for amount in _STANDS.get(kind, (0.0, 0.0)))
    canvas = Canvas(WIDTH, HEIGHT, _light(kind, fixed, day), place, turn, step + day.uniform(-0.1, 0.1))
    street(canvas, plan)
    problem(canvas, plan, fixed)
    out = io.BytesIO()
    canvas.finished().save(out, "JPEG", quality=84, subsampling=2)
    return out.getvalue()


def _light(kind: str, fixed: bool, day: Random) -> Light:
    if kind == "lamp":
        return lights()["night"]
    if kind == "flood":
        return lights()["morning" if fixed else "rain"]
    return lights()[day.choice(["morning", "noon", "afternoon", "cloudy"])]
