"""Drawn photos: believable enough for a demo, the same every time, and never anybody's street."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from tanggap.evidence.drawn import HEIGHT, KINDS, WIDTH, draw


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def difference(one: bytes, other: bytes) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(opened(one), opened(other))).mean)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1, 7])
def test_a_picture_is_a_whole_photo_and_the_repair_shows(kind: str, seed: int) -> None:
    broken, fixed = draw(kind, seed), draw(kind, seed, True)
    for data in (broken, fixed):
        image = opened(data)
        assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))
        assert 20_000 < len(data) < 300_000
        assert not image.getexif()
    assert difference(broken, fixed) > 5


def test_the_same_seed_draws_the_same_picture() -> None:
    first = draw.__wrapped__("rubbish", 3, False)
    assert draw.__wrapped__("rubbish", 3, False) == first
    assert draw.__wrapped__("rubbish", 4, False) != first


def test_other_seeds_are_other_streets() -> None:
    pictures = [draw("pothole", seed) for seed in range(4)]
    assert all(difference(pictures[0], other) > 10 for other in pictures[1:])


def test_what_can_not_be_drawn_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("unicorn", 1)
