"""Small pictures for tests, each different from every other."""

import io

from PIL import Image, ImageDraw


def jpeg(number: int, size: tuple[int, int] = (320, 240)) -> bytes:
    """A JPEG that is told from all others by its number."""
    image = Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, 120))
    ImageDraw.Draw(image).text((20, 20), f"foto {number}", fill="white")
    held = io.BytesIO()
    image.save(held, "JPEG", quality=80)
    return held.getvalue()
