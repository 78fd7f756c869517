"""Problems that stand or lie in the street, and the same places after somebody came."""

import math

from tanggap.evidence.drawn.canvas import Canvas, Colour, shade
from tanggap.evidence.drawn.street import LEAF, Street

_BAGS: tuple[Colour, ...] = (
    (34, 36, 40), (40, 42, 48), (52, 96, 168), (220, 220, 216), (188, 52, 50), (230, 226, 120), (70, 130, 90),
)  # fmt: skip
_CARS: tuple[Colour, ...] = (
    (206, 208, 212),
    (46, 50, 58),
    (150, 30, 36),
    (40, 84, 150),
    (226, 224, 218),
    (120, 124, 128),
)


def rubbish(canvas: Canvas, plan: Street, fixed: bool) -> None:
    rng, side = canvas.rng, plan.side
    x, z = side * (plan.half - 0.1), rng.uniform(4.6, 5.8)
    if fixed:
        _bin(canvas, side * (plan.half + plan.walk * 0.6), z + 0.6)
        for _ in range(3):
            spot = canvas.ragged(
                x + rng.uniform(-0.8, 0.8), z + rng.uniform(-0.6, 0.9), rng.uniform(0.2, 0.5), 0.3
            )
            canvas.ground(spot, (70, 68, 66), 70)
        return
    canvas.shadow([canvas.at(px, 0, pz) for px, pz in canvas.ragged(x, z, 1.7, 0.2)], 1.5, blur=5)
    pieces = [(rng.gauss(0, 0.62), rng.uniform(-0.9, 0.9)) for _ in range(34)]
    for dx, dz in sorted(pieces, key=lambda piece: -piece[1]):
        pile = max(0.0, 0.75 - abs(dx) * 0.62 - abs(dz) * 0.2)
        _piece(canvas, x + dx, rng.uniform(0, pile), z + dz)
    for _ in range(40):
        _litter(canvas, x + rng.gauss(0, 1.1), z + rng.uniform(-1.4, 1.4))


def _piece(canvas: Canvas, x: float, y: float, z: float) -> None:
    rng = canvas.rng
    if rng.random() < 0.24:
        wide, high = rng.uniform(0.2, 0.4), rng.uniform(0.16, 0.32)
        card = shade((184, 142, 94), rng.uniform(0.8, 1.05))
        canvas.face(x - wide, x + wide, y, y + high, z, card)
        top = [
            (x - wide, y + high, z),
            (x + wide, y + high, z),
            (x + wide * 0.9, y + high, z + 0.3),
            (x - wide * 0.7, y + high, z + 0.3),
        ]
        canvas.shape([canvas.at(*corner) for corner in top], shade(card, 1.14))
        canvas.face(x - wide, x + wide, y + high * 0.45, y + high * 0.55, z, shade(card, 0.8))
        return
    _bag(canvas, x, y, z, rng.choice(_BAGS), rng.uniform(0.2, 0.36))


def _bag(canvas: Canvas, x: float, y: float, z: float, tone: Colour, radius: float) -> None:
    rng = canvas.rng
    px, py = canvas.at(x, y, z)
    r = canvas.size(radius, z)
    points = []
    for i in range(18):
        turn = 2 * math.pi * i / 18
        bump = rng.uniform(0.88, 1.08)
        points.append((px + r * bump * math.cos(turn), py - r * 0.75 + r * 0.78 * bump * math.sin(turn)))
    canvas.shape(points, shade(tone, 0.82))
    canvas.shape([(a * 0.9 + px * 0.1 + 0.05 * r, b * 0.9 + (py - r * 0.95) * 0.1) for a, b in points], tone)
    neck = [
        (px - r * 0.16, py - r * 1.36),
        (px - r * 0.3, py - r * 1.72),
        (px + r * 0.32, py - r * 1.7),
        (px + r * 0.16, py - r * 1.36),
    ]
    canvas.shape(neck, shade(tone, 0.92))
    for _ in range(4):
        turn = rng.uniform(0, 2 * math.pi)
        canvas.line(
            [(px, py - r * 1.3), (px + r * 0.7 * math.cos(turn), py - r * 0.75 + r * 0.55 * math.sin(turn))],
            shade(tone, 1.35 if sum(tone) < 300 else 0.86), max(1.5, r * 0.035), 120,
        )  # fmt: skip
    canvas.disc((px - r * 0.34, py - r * 1.0), r * 0.16, r * 0.22, (255, 255, 255), 60)


def _litter(canvas: Canvas, x: float, z: float) -> None:
    rng = canvas.rng
    if z < 2.2:
        return
    spot, size = canvas.at(x, 0.01, z), canvas.size(rng.uniform(0.03, 0.09), z)
    turn = rng.uniform(0, math.pi)
    tone = rng.choice([*_BAGS[2:], (176, 140, 98), (236, 236, 232)])
    corners = [
        (spot[0] + size * math.cos(turn + i * 1.57), spot[1] + size * 0.5 * math.sin(turn + i * 1.57))
        for i in range(4)
    ]
    canvas.shape(corners, tone)


def _bin(canvas: Canvas, x: float, z: float) -> None:
    green = (46, 122, 78)
    foot = 0.16
    canvas.shadow(
        [canvas.at(x + dx, foot, z + dz) for dx, dz in ((-0.4, -0.2), (0.5, -0.2), (0.6, 0.3), (-0.4, 0.3))],
        1.3,
    )
    corners = [(x - 0.24, foot), (x - 0.32, 1.0), (x + 0.32, 1.0), (x + 0.24, foot)]
    canvas.shape([canvas.at(px, y, z) for px, y in corners], green)
    canvas.shape(
        [
            canvas.at(px, y, z)
            for px, y in ((x - 0.24, foot), (x - 0.32, 1.0), (x - 0.16, 1.0), (x - 0.12, foot))
        ],
        shade(green, 0.8),
    )
    canvas.face(x - 0.36, x + 0.36, 1.0, 1.1, z, shade(green, 1.2))
    canvas.face(x - 0.13, x + 0.13, 0.5, 0.76, z, (236, 238, 232))


def tree(canvas: Canvas, plan: Street, fixed: bool) -> None:
    rng, side = canvas.rng, plan.side
    z, bark = rng.uniform(6.0, 7.2), (104, 82, 60)
    foot = side * (plan.half + plan.walk * 0.5)
    leaf = rng.choice(LEAF)
    if fixed:
        _stump(canvas, foot, z, bark)
        for _ in range(26):
            _leaf(canvas, foot - side * rng.uniform(0, 4), z + rng.uniform(-0.8, 0.8), leaf)
        return
    end = foot - side * rng.uniform(4.6, 5.6)
    canvas.shadow(
        [
            canvas.at(px, 0, pz)
            for px, pz in ((foot, z - 0.2), (end, z - 1.5), (end, z + 1.3), (foot, z + 0.3))
        ],
        1.5,
        5,
    )
    _stump(canvas, foot, z, bark, torn=True)
    _trunk(canvas, foot, end, z, bark)
    _crown(canvas, end, z, side, leaf, bark)
    for _ in range(70):
        _leaf(canvas, end + side * rng.uniform(-1.6, 3), z + rng.uniform(-1.9, 1.2), leaf)


def _trunk(canvas: Canvas, foot: float, end: float, z: float, bark: Colour) -> None:
    under, over = [], []
    for i in range(13):
        t = i / 12
        x, thick = foot + (end - foot) * t, 0.30 - 0.19 * t
        base = 0.10 + 0.12 * math.sin(math.pi * t)
        under.append(canvas.at(x, base, z))
        over.append(canvas.at(x, base + thick, z))
    canvas.shape([*under, *reversed(over)], bark)
    lower = [((a[0] + b[0]) / 2, (a[1] * 2 + b[1]) / 3) for a, b in zip(under, over, strict=True)]
    canvas.shape([*under, *reversed(lower)], shade(bark, 0.68))
    for _ in range(22):
        i = canvas.rng.randint(0, 10)
        canvas.line(
            [over[i], ((under[i][0] + over[i + 1][0]) / 2, (under[i][1] + over[i][1]) / 2)],
            shade(bark, 0.75),
            3,
            150,
        )


def _crown(canvas: Canvas, end: float, z: float, side: int, leaf: Colour, bark: Colour) -> None:
    rng = canvas.rng
    for i in range(9):
        x0 = end + side * rng.uniform(0, 2.2)
        start = canvas.at(x0, 0.3, z)
        tip = canvas.at(x0 - side * rng.uniform(0.4, 1.6), rng.uniform(0.1, 1.7), z - 0.6 + i * 0.1)
        canvas.line([start, tip], shade(bark, 0.85), canvas.size(0.05, z))
    for i in range(7):
        x, dz = end + side * rng.uniform(-0.9, 1.9), 1.0 - i * 0.3
        centre = canvas.at(x, rng.uniform(0.35, 0.95), z + dz)
        canvas.leaves(
            centre, canvas.size(0.95, z + dz), canvas.size(0.62, z + dz), shade(leaf, 0.84 + 0.04 * i), 60
        )


def _stump(canvas: Canvas, x: float, z: float, bark: Colour, torn: bool = False) -> None:
    high, wide = (0.55, 0.24) if torn else (0.42, 0.26)
    canvas.face(x - wide, x + wide, 0.14, high, z, bark)
    canvas.face(x - wide, x - wide * 0.3, 0.14, high, z, shade(bark, 0.75))
    px, py = canvas.at(x, high, z)
    r = canvas.size(wide, z)
    if torn:
        spikes = [
            (px - r + 2 * r * i / 8, py - (r * canvas.rng.uniform(0.2, 1.1) if i % 2 else 0))
            for i in range(9)
        ]
        canvas.shape([*spikes, (px + r, py + 4), (px - r, py + 4)], (206, 172, 122))
        return
    for share, tone in ((1.0, (186, 150, 104)), (0.72, (214, 182, 134)), (0.4, (196, 160, 112))):
        canvas.disc((px, py), r * share, r * 0.34 * share, tone)


def _leaf(canvas: Canvas, x: float, z: float, leaf: Colour) -> None:
    if z < 2.2:
        return
    size = canvas.size(canvas.rng.uniform(0.03, 0.07), z)
    canvas.disc(canvas.at(x, 0.02, z), size, size * 0.45, shade(leaf, canvas.rng.uniform(0.7, 1.3)))


def lamp(canvas: Canvas, plan: Street, fixed: bool) -> None:
    side = plan.side
    x, z, high = side * (plan.half + 0.3), 11.5, 5.0
    steel = (150, 154, 158)
    canvas.face(x - 0.07, x + 0.07, 0.1, high, z, steel)
    canvas.face(x - 0.07, x - 0.01, 0.1, high, z, shade(steel, 0.7))
    canvas.face(x - 0.14, x + 0.14, 0.1, 0.6, z, shade(steel, 0.85))
    out = x - side * 1.5
    arm = [
        canvas.at(x + (out - x) * t, high + 0.45 * math.sin(t * 1.5), z) for t in (0, 0.25, 0.5, 0.75, 1.0)
    ]
    canvas.line(arm, steel, canvas.size(0.08, z))
    head = canvas.at(out, high + 0.42, z)
    wide = canvas.size(0.42, z)
    canvas.disc(head, wide, wide * 0.32, shade(steel, 0.8))
    bulb = (head[0], head[1] + wide * 0.2)
    canvas.disc(bulb, wide * 0.7, wide * 0.18, (255, 240, 200) if fixed else (70, 72, 78))
    far = [(14.0, 0.5), (26.0, 0.3)]
    if fixed:
        pool = canvas.at(out, 0, z)
        canvas.glow(bulb, canvas.size(1.6, z), (255, 232, 170), 1.0)
        canvas.glow((pool[0], pool[1] - canvas.size(0.6, z)), canvas.size(5.2, z), (250, 214, 150), 0.62)
    for distance, strength in far if fixed else [(30.0, 0.5)]:
        canvas.glow(
            canvas.at(out, high + 0.2, distance), canvas.size(2.4, distance), (255, 220, 150), strength
        )
        canvas.glow(canvas.at(out, 0.4, distance), canvas.size(4, distance), (250, 210, 140), strength * 0.6)


def parking(canvas: Canvas, plan: Street, fixed: bool) -> None:
    rng, side = canvas.rng, plan.side
    if fixed:
        _no_parking(canvas, side * (plan.half + plan.walk * 0.3), 5.6)
        return
    x = side * (plan.half + rng.uniform(-0.1, 0.25))
    tones = rng.sample(_CARS, 3)
    for z, tone in zip((16.6, 10.9, 5.2), tones, strict=True):
        _car(canvas, x, z, side, tone)


def _no_parking(canvas: Canvas, x: float, z: float) -> None:
    canvas.face(x - 0.04, x + 0.04, 0.15, 2.3, z, (158, 160, 164))
    centre, r = canvas.at(x, 2.5, z), canvas.size(0.36, z)
    canvas.disc(centre, r, r, (244, 244, 242))
    canvas.disc(centre, r * 0.94, r * 0.94, (196, 32, 40))
    canvas.disc(centre, r * 0.74, r * 0.74, (246, 246, 244))
    stem = [(centre[0] - r * 0.2, centre[1] + r * 0.46), (centre[0] - r * 0.2, centre[1] - r * 0.46)]
    canvas.line(stem, (24, 24, 28), r * 0.17)
    bow = (centre[0] - r * 0.24, centre[1] - r * 0.52, centre[0] + r * 0.36, centre[1] + r * 0.12)
    canvas.pen.arc(bow, -90, 90, fill=(24, 24, 28), width=round(r * 0.17))
    for y in (bow[1], bow[3] - r * 0.17):
        canvas.shape(
            [
                (stem[0][0], y),
                ((bow[0] + bow[2]) / 2, y),
                ((bow[0] + bow[2]) / 2, y + r * 0.17),
                (stem[0][0], y + r * 0.17),
            ],
            (24, 24, 28),
        )
    canvas.line(
        [(centre[0] - r * 0.6, centre[1] - r * 0.6), (centre[0] + r * 0.6, centre[1] + r * 0.6)],
        (196, 32, 40),
        r * 0.13,
    )


def _car(canvas: Canvas, x: float, z: float, side: int, tone: Colour) -> None:
    """A small van seen from behind: a box with a lighter roof, windows, lights and wheels."""
    half, length = 0.84, 3.9
    left, right = x - half, x + half
    near, far = z, z + length
    seen = left if canvas.at(left, 1, near)[0] > canvas.middle else right  # the flank we see
    canvas.shadow(
        [
            canvas.at(px, 0.02, pz)
            for px, pz in (
                (left - 0.2, near - 0.2),
                (right + 0.2, near - 0.2),
                (right + 0.2, far),
                (left - 0.2, far),
            )
        ],
        2.2,
        3,
    )
    tone = canvas.hazy(tone, near)
    flank = shade(tone, 0.78)
    canvas.side(seen, near, far, 0.32, 0.98, flank)
    canvas.side(seen, near + 0.2, far - 1.0, 0.98, 1.58, shade(flank, 0.94))
    canvas.side(seen, near + 0.45, far - 1.25, 1.04, 1.48, (46, 54, 62))
    canvas.side(seen, near + 1.6, near + 1.72, 0.98, 1.5, flank)
    roof = [
        (left + 0.08, near + 0.2),
        (right - 0.08, near + 0.2),
        (right - 0.08, far - 1.1),
        (left + 0.08, far - 1.1),
    ]
    canvas.ground(roof, shade(tone, 1.12), y=1.6)
    _wheels(canvas, seen, near, far)
    _tail(canvas, left, right, near, tone)


def _wheels(canvas: Canvas, seen: float, near: float, far: float) -> None:
    for z in (near + 0.75, far - 0.75):
        px, py = canvas.at(seen, 0.3, z)
        down = canvas.size(0.31, z)
        across = max(
            down * 0.3, abs(canvas.at(seen, 0.3, z + 0.31)[0] - canvas.at(seen, 0.3, z - 0.31)[0]) / 2
        )
        canvas.disc((px, py), across, down, (26, 26, 28))
        canvas.disc((px, py), across * 0.55, down * 0.55, (150, 152, 156))


def _tail(canvas: Canvas, left: float, right: float, z: float, tone: Colour) -> None:
    body = [
        (left, 0.32),
        (left - 0.02, 0.95),
        (left + 0.12, 1.62),
        (right - 0.12, 1.62),
        (right + 0.02, 0.95),
        (right, 0.32),
    ]
    canvas.shape([canvas.at(px, y, z) for px, y in body], tone)
    glass = [(left + 0.12, 1.02), (left + 0.2, 1.52), (right - 0.2, 1.52), (right - 0.12, 1.02)]
    canvas.shape([canvas.at(px, y, z) for px, y in glass], (44, 52, 60))
    shine = [(left + 0.3, 1.02), (left + 0.5, 1.52), (left + 0.75, 1.52), (left + 0.55, 1.02)]
    canvas.shape([canvas.at(px, y, z) for px, y in shine], (150, 168, 180), 80)
    for a, b in ((left + 0.02, left + 0.18), (right - 0.18, right - 0.02)):
        canvas.face(a, b, 0.68, 0.98, z, (178, 36, 34))
        canvas.face(a, b, 0.68, 0.76, z, (240, 190, 120))
    canvas.face(left - 0.02, right + 0.02, 0.32, 0.5, z, shade(tone, 0.7))
    canvas.face(-0.24 + (left + right) / 2, 0.24 + (left + right) / 2, 0.56, 0.7, z, (30, 30, 32))
    for a in (left + 0.06, right - 0.26):
        canvas.face(a, a + 0.2, 0.02, 0.34, z, (24, 24, 26))
