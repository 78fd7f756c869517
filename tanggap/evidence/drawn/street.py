"""A street of Jakarta's: sky, houses with tiled roofs, walls, trees, poles and their cables, the road."""

import math
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from tanggap.evidence.drawn.canvas import Canvas, Colour, mix, shade

FAR = 70.0
_WALLS: tuple[Colour, ...] = (
    (236, 226, 205), (198, 222, 205), (232, 196, 170), (190, 208, 222), (240, 236, 226), (226, 206, 150),
    (214, 186, 190), (206, 214, 180), (180, 190, 186), (228, 170, 140),
)  # fmt: skip
_ROOFS: tuple[Colour, ...] = ((160, 74, 52), (142, 66, 50), (176, 92, 60), (108, 104, 106), (120, 70, 56))
_GATES: tuple[Colour, ...] = ((40, 62, 52), (48, 52, 60), (86, 56, 40), (120, 30, 36))
LEAF: tuple[Colour, ...] = ((74, 122, 56), (58, 104, 60), (92, 132, 50), (64, 112, 74))


@dataclass(frozen=True, slots=True)
class House:
    """One plot along the street, from z to z + deep."""

    z: float
    deep: float
    high: float
    wall: Colour
    roof: Colour
    fence: Colour
    gate: Colour
    fence_high: float
    windows: int
    awning: Colour | None
    pots: int


@dataclass(frozen=True, slots=True)
class Street:
    """What stands where. half: half the road's width; walk: the width of the pavements."""

    side: int  # -1 left, 1 right: where the problem is, if it is at the edge
    half: float
    walk: float
    asphalt: int
    left: tuple[House, ...]
    right: tuple[House, ...]
    trees: tuple[tuple[float, float, float], ...]  # x, z, height
    poles: float  # the x of the row of poles
    banner: bool
    painted_kerb: bool
    markings: bool

    @classmethod
    def drawn_up(cls, rng: Random, kind: str) -> "Street":
        """The plan of one street; what the kind needs to be seen is kept free."""
        side, half = rng.choice((-1, 1)), rng.uniform(2.3, 3.0)
        walk = rng.uniform(1.3, 1.7)
        trees = []
        for edge in (-1, 1):
            z = rng.uniform(9, 14)
            while z < 50:
                if rng.random() < 0.7:
                    trees.append((edge * (half + walk * 0.72), z, rng.uniform(4.5, 8)))
                z += rng.uniform(6, 14)
        return cls(
            side=side,
            half=half,
            walk=walk,
            asphalt=rng.randint(84, 108),
            left=_plots(rng),
            right=_plots(rng),
            trees=tuple(trees),
            poles=-side * (half + walk * 0.35),
            banner=rng.random() < 0.35,
            painted_kerb=rng.random() < 0.6,
            markings=kind not in {"pothole", "flood"} and rng.random() < 0.5,
        )


def _plots(rng: Random) -> tuple[House, ...]:
    plots, z = [], 1.0
    while z < FAR:
        deep = rng.uniform(5, 9)
        plots.append(
            House(
                z, deep, rng.choice([3.2, 3.5, 3.8, 6.2, 6.8]), rng.choice(_WALLS), rng.choice(_ROOFS),
                shade(rng.choice(_WALLS), rng.uniform(0.82, 0.98)), rng.choice(_GATES), rng.uniform(0.9, 1.7),
                rng.randint(1, 3), rng.choice([None, None, (196, 60, 52), (46, 110, 150), (60, 130, 84)]),
                rng.randint(0, 4),
            )
        )  # fmt: skip
        z += deep + rng.choice([0.0, 0.0, 0.8, 2.0])
    return tuple(plots)


def street(canvas: Canvas, plan: Street) -> None:
    """Draws the whole empty street."""
    _sky(canvas)
    _far_end(canvas)
    _land(canvas, plan)
    both = [(-1, house) for house in plan.left] + [(1, house) for house in plan.right]
    for side, house in sorted(both, key=lambda one: -one[1].z):
        _house(canvas, plan, side, house)
    _road(canvas, plan)
    _shadows(canvas, plan)
    for x, z, high in sorted(plan.trees, key=lambda one: -one[1]):
        growing_tree(canvas, x, z, high)
    _cables(canvas, plan)


def _sky(canvas: Canvas) -> None:
    ramp = Image.new("RGB", (1, 32))
    for row in range(32):
        ramp.putpixel((0, row), mix(canvas.light.high, canvas.light.low, (row / 31) ** 0.9))
    canvas.image.paste(
        ramp.resize((canvas.width, int(canvas.horizon) + 40), Image.Resampling.BICUBIC), (0, 0)
    )
    if canvas.light.night:
        return
    small = 8
    clouds = Image.new("L", (canvas.width // small, canvas.height // small), 0)
    pen = ImageDraw.Draw(clouds)
    for _ in range(7):
        x, y = canvas.rng.uniform(0, clouds.width), canvas.rng.uniform(0, clouds.height * 0.26)
        for _ in range(9):
            dx, dy = canvas.rng.gauss(0, 24), canvas.rng.gauss(0, 4)
            r = canvas.rng.uniform(5, 15)
            pen.ellipse((x + dx - r * 1.6, y + dy - r * 0.6, x + dx + r * 1.6, y + dy + r * 0.6), fill=150)
    mask = clouds.filter(ImageFilter.GaussianBlur(6)).resize(canvas.image.size, Image.Resampling.BILINEAR)
    canvas.image.paste(mix(canvas.light.low, (255, 255, 255), 0.6), mask=mask)


def _far_end(canvas: Canvas) -> None:
    """Towers in the haze, and the green at the end of the street."""
    rng, base = canvas.rng, canvas.horizon + 6
    tower = mix((120, 134, 150), canvas.light.low, 0.62)
    for _ in range(11):
        x, wide = rng.uniform(0, canvas.width), rng.uniform(50, 130)
        high = rng.uniform(70, 300)
        canvas.shape(
            [(x, base), (x, base - high), (x + wide, base - high), (x + wide, base)],
            shade(tower, rng.uniform(0.94, 1.04)),
        )
    green = canvas.hazy((92, 128, 84), 45)
    for _ in range(46):
        x, r = rng.uniform(-40, canvas.width + 40), rng.uniform(26, 70)
        canvas.disc((x, base - r * 0.35), r, r * 0.7, shade(green, rng.uniform(0.85, 1.06)))


def _land(canvas: Canvas, plan: Street) -> None:
    soil = (150, 138, 118)
    canvas.shape(
        [
            (0, canvas.horizon),
            (canvas.width, canvas.horizon),
            (canvas.width, canvas.height),
            (0, canvas.height),
        ],
        canvas.hazy(soil, 20),
    )


def _house(canvas: Canvas, plan: Street, side: int, house: House) -> None:
    near, far = house.z, house.z + house.deep
    line = side * (plan.half + plan.walk)
    front, back, ridge = (line + side * metres for metres in (1.9, 8.0, 4.9))
    lit = canvas.light.sun == -side
    wall = canvas.hazy(shade(house.wall, 1.0 if lit or canvas.light.sun == 0 else 0.86), near)
    top = house.high + 1.5
    gable = [
        canvas.at(front, house.high, near),
        canvas.at(ridge, top, near),
        canvas.at(back, house.high, near),
    ]
    end = shade(wall, 0.86)
    canvas.face(front, back, 0, house.high, near, end)
    canvas.shape(gable, end)
    canvas.side(front, near, far, 0, house.high, wall)
    _openings(canvas, house, front, wall)
    eave = front - side * 0.5
    roof = canvas.hazy(shade(house.roof, 1.05 if lit else 0.9), near)
    quad = [
        (eave, house.high - 0.1, near - 0.3),
        (ridge, top, near - 0.3),
        (ridge, top, far + 0.3),
        (eave, house.high - 0.1, far + 0.3),
    ]
    canvas.shape([canvas.at(*corner) for corner in quad], roof)
    for row in range(1, 7):
        share = row / 7
        x, y = eave + (ridge - eave) * share, house.high - 0.1 + (top - house.high + 0.1) * share
        canvas.line([canvas.at(x, y, near - 0.3), canvas.at(x, y, far + 0.3)], shade(roof, 0.84), 2)
    canvas.line(
        [canvas.at(eave, house.high - 0.12, near - 0.3), canvas.at(eave, house.high - 0.12, far + 0.3)],
        shade(roof, 0.6),
        5,
    )
    if house.awning is not None:
        _awning(canvas, house, front, side, house.awning)
    _fence(canvas, house, line, near, far, side)


def _openings(canvas: Canvas, house: House, x: float, wall: Colour) -> None:
    dark = canvas.hazy((58, 70, 80), house.z) if not canvas.light.night else (250, 214, 140)
    floors = 2 if house.high > 5 else 1
    for floor in range(floors):
        base = floor * 3.1
        for number in range(house.windows):
            z = house.z + house.deep * (number + 0.6) / (house.windows + 0.4)
            lit = not canvas.light.night or canvas.rng.random() < 0.45
            canvas.side(x, z - 0.75, z + 0.75, base + 1.0, base + 2.35, shade(wall, 1.16))
            canvas.side(x, z - 0.62, z + 0.62, base + 1.1, base + 2.25, dark if lit else (30, 34, 46))
            canvas.side(x, z - 0.04, z + 0.04, base + 1.1, base + 2.25, shade(wall, 1.1))
    if floors == 2:
        canvas.side(x, house.z, house.z + house.deep, 3.05, 3.25, shade(wall, 0.8))


def _awning(canvas: Canvas, house: House, front: float, side: int, colour: Colour) -> None:
    out = front - side * 1.5
    z1, z2 = house.z + 0.8, house.z + house.deep - 1.2
    stripes = 8
    for i in range(stripes):
        a, b = (z1 + (z2 - z1) * part / stripes for part in (i, i + 1))
        tone = canvas.hazy(colour if i % 2 else (244, 240, 230), house.z)
        corners = [(front, 2.7, a), (out, 2.25, a), (out, 2.25, b), (front, 2.7, b)]
        canvas.shape([canvas.at(*corner) for corner in corners], tone)


def _fence(canvas: Canvas, house: House, x: float, near: float, far: float, side: int) -> None:
    high, tone = house.fence_high, canvas.hazy(house.fence, near)
    lit = canvas.light.sun == -side or canvas.light.sun == 0
    tone = tone if lit else shade(tone, 0.86)
    canvas.side(x, near, far, 0, high, tone)
    canvas.side(x, near, far, high - 0.1, high, shade(tone, 1.12))
    canvas.side(x, near, far, 0, 0.25, shade(tone, 0.82))
    middle, wide = near + house.deep * 0.45, 2.2
    gate = canvas.hazy(house.gate, near)
    canvas.side(x, middle, middle + wide, 0, high + 0.25, gate)
    bars = 12 if near < 25 else 5
    for i in range(1, bars):
        z = middle + wide * i / bars
        canvas.line(
            [canvas.at(x, 0.1, z), canvas.at(x, high + 0.2, z)], shade(gate, 1.5), canvas.size(0.02, z)
        )
    for post in (middle - 0.15, middle + wide):
        canvas.side(x, post, post + 0.2, 0, high + 0.4, shade(tone, 1.05))
    for _ in range(house.pots):
        _pot(canvas, x - side * 0.3, canvas.rng.uniform(near, far))


def _pot(canvas: Canvas, x: float, z: float) -> None:
    if z < 4.5:
        return
    foot, size = canvas.at(x, 0, z), canvas.size(0.16, z)
    clay = canvas.hazy((168, 92, 62), z)
    canvas.shape(
        [
            (foot[0] - size * 0.7, foot[1]),
            (foot[0] - size, foot[1] - size * 1.6),
            (foot[0] + size, foot[1] - size * 1.6),
            (foot[0] + size * 0.7, foot[1]),
        ],
        clay,
    )
    leaf = canvas.hazy(canvas.rng.choice(LEAF), z)
    canvas.leaves((foot[0], foot[1] - size * 3), size * 1.6, size * 1.8, leaf, 18)


def _road(canvas: Canvas, plan: Street) -> None:
    tar = canvas.hazy((plan.asphalt, plan.asphalt, plan.asphalt + 3), 4)
    edge = plan.half
    canvas.strip(-edge, edge, 1.0, FAR, tar)
    for lane in (-0.5, 0.5):
        canvas.strip(edge * (lane - 0.17), edge * (lane + 0.17), 1.0, FAR, shade(tar, 1.08), 120)
    _grain(canvas, plan, tar)
    if plan.markings:
        z = 2.0
        while z < 50:
            canvas.strip(-0.06, 0.06, z, z + 1.6, canvas.hazy((232, 230, 220), z), 210)
            z += 3.6
    for side in (-1, 1):
        _pavement(canvas, plan, side)


def _grain(canvas: Canvas, plan: Street, tar: Colour) -> None:
    """Stones, stains and fine cracks."""
    rng = canvas.rng
    for _ in range(520):
        z = 1.9 / (0.06 + 0.94 * rng.random())
        x, y = canvas.at(rng.uniform(-plan.half, plan.half), 0, z)
        size = canvas.size(rng.uniform(0.006, 0.022), z)
        canvas.disc((x, y), size, size * 0.45, shade(tar, rng.choice([0.8, 0.88, 1.14, 1.22])), 150)
    for _ in range(7):
        x, z = rng.uniform(-plan.half * 0.8, plan.half * 0.8), rng.uniform(3, 14)
        canvas.ground(canvas.ragged(x, z, rng.uniform(0.2, 0.7), 0.4, 1.4), shade(tar, 0.92), 110)
    for _ in range(4):
        x, z = rng.uniform(-plan.half, plan.half), rng.uniform(2.5, 9)
        points = []
        for _ in range(9):
            points.append(canvas.at(x, 0, z))
            x, z = x + rng.uniform(-0.3, 0.3), z + rng.uniform(0.05, 0.5)
        canvas.line(points, shade(tar, 0.66), canvas.size(0.014, z), 170)


def _pavement(canvas: Canvas, plan: Street, side: int) -> None:
    inner, outer = side * plan.half, side * (plan.half + plan.walk)
    stone = canvas.hazy((176, 166, 156), 5)
    high = 0.16
    canvas.ground([(inner, 1.0), (outer, 1.0), (outer, FAR), (inner, FAR)], stone, y=high)
    z = 1.0
    while z < 26:
        canvas.line([canvas.at(inner, high, z), canvas.at(outer, high, z)], shade(stone, 0.86), 2, 200)
        z += 0.5
    for share in (0.33, 0.66):
        x = inner + (outer - inner) * share
        canvas.line([canvas.at(x, high, 1.0), canvas.at(x, high, FAR)], shade(stone, 0.88), 2, 200)
    dark = (52, 52, 54) if plan.painted_kerb else (150, 146, 140)
    z, step = 1.0, 1.0
    while z < FAR:
        tone = (228, 226, 220) if int(z / step) % 2 else dark
        canvas.side(inner, z, min(FAR, z + step), 0, high, canvas.hazy(tone, z))
        z += step
    canvas.line([canvas.at(inner, high, 1.0), canvas.at(inner, high, FAR)], shade(stone, 1.14), 4)


def _shadows(canvas: Canvas, plan: Street) -> None:
    sun = canvas.light.sun
    if sun == 0:
        return
    line = sun * (plan.half + plan.walk)
    houses = plan.right if sun > 0 else plan.left
    for house in houses:
        reach = line - sun * (0.6 + house.high * 0.42)
        corners = [
            (line, house.z),
            (reach, house.z + 1),
            (reach, house.z + house.deep + 1),
            (line, house.z + house.deep),
        ]
        canvas.shadow([canvas.at(x, 0.05, z) for x, z in corners], 0.95, blur=1.4)


def growing_tree(canvas: Canvas, x: float, z: float, high: float) -> None:
    """A tree on the pavement."""
    bark = canvas.hazy((96, 76, 58), z)
    wide = 0.16 + high * 0.012
    foot_l, foot_r = canvas.at(x - wide, 0.1, z), canvas.at(x + wide, 0.1, z)
    top_l, top_r = canvas.at(x - wide * 0.5, high * 0.62, z), canvas.at(x + wide * 0.5, high * 0.62, z)
    canvas.shape([foot_l, top_l, top_r, foot_r], bark)
    canvas.shape(
        [foot_l, top_l, ((top_l[0] + top_r[0]) / 2, top_l[1]), ((foot_l[0] + foot_r[0]) / 2, foot_l[1])],
        shade(bark, 0.8),
    )
    leaf = canvas.hazy(canvas.rng.choice(LEAF), z)
    centre = canvas.at(x, high * 0.82, z)
    canvas.leaves(centre, canvas.size(high * 0.30, z), canvas.size(high * 0.24, z), leaf)


def _cables(canvas: Canvas, plan: Street) -> None:
    x, high = plan.poles, 7.2
    stops = [5.2, 15.0, 26.0, 40.0, 58.0]
    for near, far in pairwise(stops):
        for row in range(4):
            points = []
            for i in range(11):
                t = i / 10
                sag = 0.9 * math.sin(math.pi * t) * (0.6 + 0.2 * row)
                points.append(canvas.at(x + 0.1 * row, high - 0.28 * row - sag, near + (far - near) * t))
            canvas.line(points, canvas.hazy((44, 44, 48), near), max(1.6, canvas.size(0.018, near)), 220)
    for z in reversed(stops):
        tone = canvas.hazy((126, 124, 122), z)
        canvas.face(x - 0.09, x + 0.09, 0.1, high + 0.5, z, tone)
        canvas.face(x - 0.09, x - 0.02, 0.1, high + 0.5, z, shade(tone, 0.78))
        canvas.face(x - 0.6, x + 0.6, high - 0.15, high, z, shade(tone, 0.7))
