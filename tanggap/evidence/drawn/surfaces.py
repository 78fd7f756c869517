"""Problems of road, pavement, drain and wall, and the same places repaired."""

import math

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from tanggap.evidence.drawn.canvas import Canvas, Colour, mix, shade
from tanggap.evidence.drawn.street import Street

_SCRAPS: tuple[Colour, ...] = ((226, 224, 218), (196, 52, 48), (52, 108, 176), (236, 190, 60), (80, 150, 90))


def pothole(canvas: Canvas, plan: Street, fixed: bool) -> None:
    rng, tar = canvas.rng, (plan.asphalt, plan.asphalt, plan.asphalt + 3)
    x, z = rng.uniform(-0.9, 0.9), rng.uniform(4.2, 5.4)
    radius = rng.uniform(0.65, 0.95)
    if fixed:
        fresh = shade(tar, 0.55)
        wide, deep = radius * 1.25, radius * 1.5
        canvas.ground(
            [(x - wide, z - deep), (x + wide, z - deep), (x + wide, z + deep), (x - wide, z + deep)], fresh
        )
        for _ in range(160):
            px, pz = x + rng.uniform(-wide, wide), z + rng.uniform(-deep, deep)
            size = canvas.size(rng.uniform(0.008, 0.02), pz)
            canvas.disc(
                canvas.at(px, 0, pz), size, size * 0.4, shade(fresh, rng.choice([0.8, 1.3, 1.5])), 170
            )
        return
    for dx, dz, r in [
        (0.0, 0.0, radius),
        *((rng.uniform(-1.6, 1.6), rng.uniform(1.2, 4.5), rng.uniform(0.2, 0.45)) for _ in range(3)),
    ]:
        _hole(canvas, x + dx, z + dz, r, tar)


def _hole(canvas: Canvas, x: float, z: float, radius: float, tar: Colour) -> None:
    rng = canvas.rng
    rim = canvas.ragged(x, z, radius, 0.3, 1.25)
    centre = (x, z)
    canvas.ground(_grown(rim, centre, 1.22), shade(tar, 0.9), 200)
    canvas.ground(_grown(rim, centre, 1.08), shade(tar, 1.18))
    canvas.ground(rim, shade(tar, 0.42))
    inside = [(px, pz + radius * 0.14) for px, pz in _grown(rim, centre, 0.88)]
    canvas.ground(inside, (98, 84, 70))
    water = [(px, pz + radius * 0.08) for px, pz in _grown(rim, centre, 0.62)]
    canvas.ground(water, mix((112, 98, 80), canvas.light.high, 0.45))
    canvas.ground(
        [(px - radius * 0.12, pz + radius * 0.1) for px, pz in _grown(rim, centre, 0.30)],
        canvas.light.low,
        110,
    )
    for _ in range(46):
        turn, far = rng.uniform(0, 2 * math.pi), radius * rng.uniform(0.95, 1.7)
        px, pz = x + far * math.cos(turn), z + far * 1.2 * math.sin(turn)
        size = canvas.size(rng.uniform(0.015, 0.05), pz)
        spot = canvas.at(px, 0, pz)
        canvas.disc((spot[0], spot[1] + size * 0.25), size, size * 0.5, (40, 38, 38), 130)
        canvas.disc(spot, size, size * 0.6, shade((128, 122, 114), rng.uniform(0.8, 1.2)))


def _grown(
    points: list[tuple[float, float]], centre: tuple[float, float], by: float
) -> list[tuple[float, float]]:
    return [(centre[0] + (x - centre[0]) * by, centre[1] + (z - centre[1]) * by) for x, z in points]


def flood(canvas: Canvas, plan: Street, fixed: bool) -> None:
    rng = canvas.rng
    if fixed:
        for _ in range(5):
            spot = canvas.ragged(
                rng.uniform(-1.8, 1.8), rng.uniform(3.5, 12), rng.uniform(0.2, 0.5), 0.4, 1.5
            )
            canvas.ground(spot, mix((90, 90, 92), canvas.light.low, 0.35), 120)
        return
    level = rng.uniform(0.26, 0.42)
    edge = plan.half + plan.walk
    shore = round(canvas.at(0, level, 60)[1])
    mirror = ImageOps.flip(canvas.image.crop((0, 0, canvas.width, shore)))
    mirror = mirror.resize((canvas.width, canvas.height - shore)).filter(ImageFilter.GaussianBlur(9))
    brown = Image.new("RGB", mirror.size, (134, 112, 84))
    water = Image.new("RGB", canvas.image.size)
    water.paste(Image.blend(brown, mirror, 0.36), (0, shore))
    mask = Image.new("L", canvas.image.size, 0)
    canvas.image.paste(water, mask=_flat_mask(canvas, mask, edge, level))
    for _ in range(130):
        z = 2.0 / (0.05 + 0.95 * rng.random())
        x = rng.uniform(-edge, edge)
        px, py = canvas.at(x, level, z)
        long = canvas.size(rng.uniform(0.1, 0.45), z)
        tone = canvas.light.low if rng.random() < 0.6 else (92, 76, 58)
        canvas.line([(px - long, py), (px + long, py)], tone, canvas.size(0.012, z), 90)
    for _ in range(9):
        _scrap(canvas, rng.uniform(-edge * 0.8, edge * 0.8), rng.uniform(3, 12), level)


def _flat_mask(canvas: Canvas, mask: Image.Image, edge: float, level: float) -> Image.Image:
    """Where the water is: all that lies between the walls, up to our feet."""
    corners = [canvas.at(x, level, z) for x, z in ((-edge, 1.0), (edge, 1.0), (edge, 60.0), (-edge, 60.0))]
    pen = ImageDraw.Draw(mask)
    pen.polygon(corners, fill=255)
    low = max(y for _, y in corners) - 1
    if low < canvas.height:
        pen.rectangle((0, low, canvas.width, canvas.height), fill=255)
    return mask


def _scrap(canvas: Canvas, x: float, z: float, y: float = 0.0) -> None:
    """A bottle, a bag, a piece of foam."""
    rng = canvas.rng
    spot, size = canvas.at(x, y, z), canvas.size(rng.uniform(0.05, 0.11), z)
    turn = rng.uniform(-0.6, 0.6)
    dx, dy = size * math.cos(turn), size * 0.5 * math.sin(turn)
    tone = rng.choice(_SCRAPS)
    canvas.line([(spot[0] - dx, spot[1] - dy), (spot[0] + dx, spot[1] + dy)], shade(tone, 0.7), size * 0.75)
    canvas.line(
        [(spot[0] - dx, spot[1] - dy - size * 0.1), (spot[0] + dx * 0.8, spot[1] + dy - size * 0.1)],
        tone,
        size * 0.5,
    )


def sidewalk(canvas: Canvas, plan: Street, fixed: bool) -> None:
    rng, side = canvas.rng, plan.side
    inner, outer = side * (plan.half + 0.06), side * (plan.half + plan.walk - 0.04)
    near, far, high = 3.0, 7.5, 0.17
    blocks, rows = 6, 15
    warm = rng.choice([(172, 92, 72), (150, 146, 142), (186, 150, 96)])
    if not fixed:
        canvas.ground([(inner, near), (outer, near), (outer, far), (inner, far)], (150, 128, 98), y=high)
        _rubble(canvas, inner, outer, near, far, high)
    for row in range(rows):
        for number in range(blocks):
            a, b = (inner + (outer - inner) * part / blocks for part in (number, number + 0.94))
            c, d = (near + (far - near) * part / rows for part in (row, row + 0.93))
            tone = shade(
                warm if (row + number) % 2 else mix(warm, (205, 198, 188), 0.6), rng.uniform(0.92, 1.06)
            )
            broken = abs(row - 6) + abs(number - 3) * 1.4 < rng.uniform(3.5, 6.5)
            if broken and not fixed:
                if rng.random() < 0.42:
                    _tilted(canvas, (a + b) / 2, (c + d) / 2, abs(b - a), shade(tone, 0.9), high)
                continue
            canvas.ground([(a, c), (b, c), (b, d), (a, d)], tone, y=high)


def _rubble(canvas: Canvas, inner: float, outer: float, near: float, far: float, high: float) -> None:
    rng = canvas.rng
    for _ in range(150):
        x, z = rng.uniform(inner, outer), rng.uniform(near + 0.6, far - 0.6)
        size = canvas.size(rng.uniform(0.012, 0.05), z)
        canvas.disc(canvas.at(x, high, z), size, size * 0.55, shade((150, 126, 98), rng.uniform(0.62, 1.2)))


def _tilted(canvas: Canvas, x: float, z: float, wide: float, tone: Colour, high: float) -> None:
    rng = canvas.rng
    turn, half = rng.uniform(0, math.pi), wide * 0.42
    up = rng.uniform(0.02, 0.09)
    corners = []
    for i in range(4):
        angle = turn + math.pi / 4 + i * math.pi / 2
        corners.append(
            (x + half * 1.3 * math.cos(angle), high + (up if i < 2 else 0), z + half * 1.3 * math.sin(angle))
        )
    canvas.shape([canvas.at(cx, cy - 0.05, cz) for cx, cy, cz in corners], (60, 50, 42), 160)
    canvas.shape([canvas.at(*corner) for corner in corners], tone)


def drain(canvas: Canvas, plan: Street, fixed: bool) -> None:
    rng, side = canvas.rng, plan.side
    inner, outer = side * (plan.half + plan.walk * 0.22), side * (plan.half + plan.walk * 0.80)
    near, far, high = 2.4, 10.0, 0.165
    stone = (170, 166, 160)
    canvas.ground(
        [(inner, near - 1), (outer, near - 1), (outer, far + 4), (inner, far + 4)], shade(stone, 0.92), y=high
    )
    gap = (4.0, 6.4)
    covers, z = [], near - 1.0
    while z < far + 4:
        covers.append(z)
        z += 0.8
    if not fixed:
        _channel(canvas, inner, outer, gap[0] - 0.05, gap[1] + 0.05, high)
    for z in reversed(covers):
        missing = not fixed and gap[0] - 0.4 < z < gap[1] - 0.3
        if missing:
            continue
        new = fixed and gap[0] - 0.4 < z < gap[1] - 0.3
        tone = (206, 204, 198) if new else shade(stone, rng.uniform(0.86, 1.02))
        _cover(canvas, inner, outer, z, tone, high)
    if not fixed:
        _broken_cover(canvas, inner, outer, gap[1], high)


def _cover(canvas: Canvas, inner: float, outer: float, z: float, tone: Colour, high: float) -> None:
    canvas.ground([(inner, z), (outer, z), (outer, z + 0.76), (inner, z + 0.76)], tone, y=high + 0.02)
    for share in (0.28, 0.5, 0.72):
        x = inner + (outer - inner) * share
        canvas.line(
            [canvas.at(x, high + 0.02, z + 0.2), canvas.at(x, high + 0.02, z + 0.56)],
            (62, 62, 62),
            canvas.size(0.05, z),
        )
    canvas.line(
        [canvas.at(inner, high + 0.02, z), canvas.at(outer, high + 0.02, z)],
        shade(tone, 0.6),
        canvas.size(0.02, z),
    )


def _channel(canvas: Canvas, inner: float, outer: float, near: float, far: float, high: float) -> None:
    rng, deep = canvas.rng, -0.10
    canvas.ground([(inner, near), (outer, near), (outer, far), (inner, far)], (40, 38, 36), y=high)
    canvas.ground([(inner, near), (outer, near), (outer, far), (inner, far)], (58, 60, 48), y=deep)
    walls = ((inner, shade((120, 116, 108), 0.8)), (outer, (112, 108, 100)))
    for x, tone in walls:
        corners = [(x, high, near), (x, high, far), (x, deep, far), (x, deep, near)]
        canvas.shape([canvas.at(*corner) for corner in corners], tone)
    canvas.shape(
        [canvas.at(x, y, far) for x, y in ((inner, high), (outer, high), (outer, deep), (inner, deep))],
        (92, 88, 82),
    )
    low, top = min(inner, outer) + 0.06, max(inner, outer) - 0.06
    for _ in range(34):
        x, z = rng.uniform(low, top), rng.uniform(near + 0.15, far - 0.1)
        size = canvas.size(rng.uniform(0.03, 0.09), z)
        canvas.disc(
            canvas.at(x, deep + 0.02, z), size, size * 0.5, shade((70, 76, 54), rng.uniform(0.7, 1.3))
        )
    for _ in range(20):
        _scrap(canvas, rng.uniform(low, top), rng.uniform(near + 0.2, far - 0.2), deep + 0.05)


def _broken_cover(canvas: Canvas, inner: float, outer: float, z: float, high: float) -> None:
    """A slab that slid into the hole."""
    tone = (148, 144, 138)
    corners = [
        (inner, high + 0.03, z),
        (outer, high + 0.03, z - 0.1),
        (outer, -0.05, z - 0.8),
        (inner + (outer - inner) * 0.25, -0.02, z - 0.66),
    ]
    canvas.shape([canvas.at(*corner) for corner in corners], tone)
    canvas.line([canvas.at(*corner) for corner in (corners[0], corners[3], corners[2])], (70, 68, 66), 5)


def graffiti(canvas: Canvas, plan: Street, fixed: bool) -> None:
    rng, side = canvas.rng, plan.side
    x = side * (plan.half + plan.walk - 0.02)
    near, far, high = 3.2, 12.5, 2.5
    paint: Colour = rng.choice([(222, 218, 208), (206, 216, 210), (226, 212, 186)])
    canvas.side(x, near, far, 0, high, paint if fixed else shade(paint, 0.9))
    canvas.side(x, near, far, high - 0.12, high, shade(paint, 0.75))
    if fixed:
        canvas.side(x, near, far, 0, 0.9, mix(paint, (74, 140, 110), 0.75))
        return
    for _ in range(11):
        _stain(canvas, x, near, far, high, paint)
    colours: tuple[Colour, ...] = ((28, 28, 32), (178, 34, 44), (34, 76, 160), (36, 120, 70), (236, 176, 34))
    for _ in range(9):
        _scribble(canvas, x, rng.uniform(near + 0.5, far - 2), rng.uniform(0.6, 1.7), rng.choice(colours))
    for _ in range(6):
        z, y = rng.uniform(near + 0.3, far - 1), rng.uniform(0.8, 1.7)
        tone = shade(rng.choice([(240, 236, 222), (250, 224, 90), (236, 236, 240)]), rng.uniform(0.9, 1))
        canvas.side(x, z, z + 0.45, y, y + 0.6, tone)
        for row in range(4):
            canvas.side(
                x, z + 0.06, z + 0.39, y + 0.1 + row * 0.12, y + 0.14 + row * 0.12, (150, 60, 56), 200
            )


def _stain(canvas: Canvas, x: float, near: float, far: float, high: float, paint: Colour) -> None:
    rng = canvas.rng
    z = rng.uniform(near, far - 0.6)
    canvas.side(
        x, z, z + rng.uniform(0.1, 0.5), 0, rng.uniform(0.4, high), shade(paint, rng.uniform(0.74, 0.86)), 120
    )


def _scribble(canvas: Canvas, x: float, z: float, y: float, tone: Colour) -> None:
    rng = canvas.rng
    letters = rng.randint(3, 6)
    for number in range(letters):
        base = z + number * 0.38
        points = []
        px, py = base, y
        for _ in range(rng.randint(4, 7)):
            points.append(canvas.at(x, py, px))
            px = base + rng.uniform(-0.05, 0.34)
            py = y + rng.uniform(0.0, 0.62)
        canvas.line(points, tone, canvas.size(0.055, z), 235)
