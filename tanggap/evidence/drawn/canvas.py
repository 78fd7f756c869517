"""A camera at eye level above a street: metres in, pixels out. x to the right, y up, z away from us."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

Colour = tuple[int, int, int]
Point = tuple[float, float]

SCALE = 2  # drawn twice as large, then halved: smooth edges
EYE = 1.6  # metres above the ground
NEAREST = 1.0  # metres; what is nearer is cut off


@dataclass(frozen=True, slots=True)
class Light:
    """A time of day. sun: -1 from the left, 1 from the right, 0 none. tint: multiplied at the end."""

    high: Colour
    low: Colour
    tint: tuple[float, float, float]
    sun: int
    shade: int  # how dark shadows are, 0 to 255
    night: bool = False
    wet: bool = False


def lights() -> dict[str, Light]:
    """The times of day there are."""
    return {
        "morning": Light((126, 178, 222), (250, 232, 205), (1.03, 1.0, 0.94), 1, 70),
        "noon": Light((84, 156, 220), (214, 234, 244), (1.02, 1.02, 1.0), -1, 60),
        "afternoon": Light((150, 172, 205), (255, 212, 158), (1.05, 0.98, 0.87), -1, 80),
        "cloudy": Light((176, 188, 198), (222, 226, 228), (0.97, 0.98, 1.0), 0, 0),
        "rain": Light((140, 150, 160), (196, 202, 206), (0.88, 0.92, 0.97), 0, 0, wet=True),
        "night": Light((14, 20, 42), (52, 54, 74), (0.36, 0.38, 0.52), 0, 0, night=True),
    }


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`share` of the other colour in the one."""
    r, g, b = (round(a + (c - a) * share) for a, c in zip(one, other, strict=True))
    return r, g, b


def shade(colour: Colour, factor: float) -> Colour:
    """Darker below 1, lighter above."""
    r, g, b = (max(0, min(255, round(part * factor))) for part in colour)
    return r, g, b


class Canvas:
    """The picture while it is being drawn. rng: the place's own chance.

    step: metres that the camera stands to the right of the middle of the street; turn: the same way,
    how much it looks to the right.
    """

    def __init__(
        self, width: int, height: int, light: Light, rng: Random, turn: float = 0.0, step: float = 0.0
    ) -> None:
        self.width, self.height = width * SCALE, height * SCALE
        self.light, self.rng = light, rng
        self.image = Image.new("RGB", (self.width, self.height))
        self.pen = ImageDraw.Draw(self.image, "RGBA")
        self.focal = 0.80 * self.width
        self.step = step
        self.middle = self.width * (rng.uniform(0.45, 0.55) - 0.13 * turn)
        self.horizon = self.height * rng.uniform(0.37, 0.42)
        self.glows: list[tuple[Point, float, Colour, float]] = []

    # ---- where things are -------------------------------------------------------------------------

    def at(self, x: float, y: float, z: float) -> Point:
        """Pixels of a point in metres."""
        z = max(z, NEAREST)
        return (
            self.middle + self.focal * (x - self.step) / z,
            self.horizon + self.focal * (EYE - y) / z,
        )

    def size(self, metres: float, z: float) -> float:
        """How many pixels so many metres are at this distance."""
        return self.focal * metres / max(z, NEAREST)

    def hazy(self, colour: Colour, z: float) -> Colour:
        """What a colour looks like so far away."""
        return mix(colour, self.light.low, min(0.75, max(0.0, z - 6) / 90))

    # ---- drawing ----------------------------------------------------------------------------------

    def shape(self, points: Iterable[Point], colour: Colour, alpha: int = 255) -> None:
        """A filled polygon in pixels."""
        self.pen.polygon(list(points), fill=(*colour, alpha))

    def ground(self, points: Iterable[Point], colour: Colour, alpha: int = 255, y: float = 0.0) -> None:
        """A polygon that lies flat; points are (x, z)."""
        self.shape((self.at(x, y, z) for x, z in points), colour, alpha)

    def strip(self, x1: float, x2: float, z1: float, z2: float, colour: Colour, alpha: int = 255) -> None:
        """A flat rectangle along the street."""
        self.ground([(x1, z1), (x2, z1), (x2, z2), (x1, z2)], colour, alpha)

    def side(
        self, x: float, z1: float, z2: float, y1: float, y2: float, colour: Colour, alpha: int = 255
    ) -> None:
        """An upright rectangle along the street."""
        corners = ((y1, z1), (y2, z1), (y2, z2), (y1, z2))
        self.shape((self.at(x, y, z) for y, z in corners), colour, alpha)

    def face(
        self, x1: float, x2: float, y1: float, y2: float, z: float, colour: Colour, alpha: int = 255
    ) -> None:
        """An upright rectangle that faces us."""
        corners = ((x1, y1), (x2, y1), (x2, y2), (x1, y2))
        self.shape((self.at(x, y, z) for x, y in corners), colour, alpha)

    def line(self, points: Sequence[Point], colour: Colour, width: float, alpha: int = 255) -> None:
        """A line in pixels."""
        self.pen.line(list(points), fill=(*colour, alpha), width=max(1, round(width)), joint="curve")

    def disc(self, centre: Point, across: float, down: float, colour: Colour, alpha: int = 255) -> None:
        """An ellipse in pixels, by its two half axes."""
        x, y = centre
        self.pen.ellipse((x - across, y - down, x + across, y + down), fill=(*colour, alpha))

    def ragged(self, x: float, z: float, radius: float, rough: float, flat: float = 1.0) -> list[Point]:
        """A lopsided circle on the ground, as points (x, z); flat: how much longer along the street."""
        steps = 26
        bumps = [self.rng.uniform(1 - rough, 1 + rough) for _ in range(steps)]
        smooth = [(bumps[i - 1] + 2 * bumps[i] + bumps[(i + 1) % steps]) / 4 for i in range(steps)]
        turns = [2 * math.pi * i / steps for i in range(steps)]
        return [
            (x + radius * bump * math.cos(turn), z + radius * flat * bump * math.sin(turn))
            for turn, bump in zip(turns, smooth, strict=True)
        ]

    def leaves(self, centre: Point, across: float, down: float, colour: Colour, count: int = 70) -> None:
        """A cloud of leaves: darker below, lighter above and toward the sun."""
        for i in range(count):
            depth = i / count
            turn, far = self.rng.uniform(0, 2 * math.pi), math.sqrt(self.rng.random())
            x, y = centre[0] + across * far * math.cos(turn), centre[1] + down * far * math.sin(turn)
            up = (centre[1] - y) / down
            bright = 0.62 + 0.30 * depth + 0.20 * up + 0.06 * self.light.sun * (x - centre[0]) / across
            size = across * self.rng.uniform(0.13, 0.26)
            tone = shade(colour, bright * self.rng.uniform(0.92, 1.08))
            self.disc((x, y), size, size * 0.8, tone)

    def shadow(self, points: Iterable[Point], strength: float = 1.0, blur: float = 3.0) -> None:
        """A soft shadow; points in pixels. None when there is no sun and it is no contact shadow."""
        small = 8
        mask = Image.new("L", (self.width // small, self.height // small), 0)
        amount = round(min(255, (self.light.shade or 60) * strength))
        ImageDraw.Draw(mask).polygon([(x / small, y / small) for x, y in points], fill=amount)
        mask = mask.filter(ImageFilter.GaussianBlur(blur)).resize(self.image.size, Image.Resampling.BILINEAR)
        self.image.paste((18, 20, 32), mask=mask)

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light that shines into the finished picture."""
        self.glows.append((centre, radius, colour, strength))

    # ---- the end ----------------------------------------------------------------------------------

    def finished(self) -> Image.Image:
        """The picture: halved, in the light of its time of day."""
        image = self.image.reduce(SCALE)
        red, green, blue = self.light.tint
        image = image.convert("RGB", (red, 0, 0, 0, 0, green, 0, 0, 0, 0, blue, 0))
        for centre, radius, colour, strength in self.glows:
            image = _lit(image, centre, radius, colour, strength)
        image = ImageEnhance.Contrast(image).enhance(1.06)
        return _vignette(image)


def _lit(image: Image.Image, centre: Point, radius: float, colour: Colour, strength: float) -> Image.Image:
    small = 8
    size = (image.width // small, image.height // small)
    x, y, r = (value / SCALE / small for value in (*centre, radius))
    spot = Image.new("L", size, 0)
    pen = ImageDraw.Draw(spot)
    for step in range(12, 0, -1):
        reach = r * step / 12
        bright = round(255 * strength * (1 - step / 13) ** 1.8)
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill=bright)
    spot = spot.filter(ImageFilter.GaussianBlur(2)).resize(image.size, Image.Resampling.BICUBIC)
    light = Image.merge("RGB", [spot.point(lambda v, part=part: v * part // 255) for part in colour])
    return ImageChops.screen(image, light)


def _vignette(image: Image.Image) -> Image.Image:
    dark = Image.radial_gradient("L").resize(image.size, Image.Resampling.BILINEAR)
    mask = dark.point(lambda value: max(0, value - 150) * 60 // 105)
    shaded = image.copy()
    shaded.paste((10, 12, 18), mask=mask)
    return shaded
