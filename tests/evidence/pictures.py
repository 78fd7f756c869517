"""Photos of every honest and dishonest kind, made for the tests."""

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image

pillow_heif.register_heif_opener()

TAKEN = "2025:03:05 10:11:12"


def street(width: int = 800, height: int = 600, mode: str = "RGB") -> Image.Image:
    """A picture with a red top left corner, so that its turning shows."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((200, 0, 0), (0, 0, width // 4, height // 4))
    return image if mode == "RGB" else image.convert(mode)


def saved(image: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def exif(orientation: int = 1, gps: bool = True, taken: str = TAKEN, offset: str = "") -> Image.Exif:
    """Metadata as a phone writes it: Monas, 5 March 2025."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "PhoneMaker"
    tags[0x9286] = "UserComment of Sari"
    tags.get_ifd(0x8769)[0x9003] = taken
    if offset:
        tags.get_ifd(0x8769)[0x9011] = offset
    if gps:
        tags.get_ifd(0x8825).update({1: "S", 2: (6.0, 10.0, 31.4), 3: "E", 4: (106.0, 49.0, 38.0)})
    return tags


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size that it does not have: a bomb, or nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def png_bomb() -> bytes:
    """A few kilobytes that unpack to 59 million honest pixels."""
    rows = zlib.compressobj(9)
    line = b"\0" + b"\0" * (7600 * 3)
    data = b"".join(rows.compress(line) for _ in range(7600)) + rows.flush()
    header = struct.pack(">IIBBBBB", 7600, 7600, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def heic(image: Image.Image, **more: Any) -> bytes:
    return saved(image, "HEIF", **more)


def pdf(tail: bytes = b"%%EOF\n") -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n" + tail


def chunks(webp: bytes) -> set[bytes]:
    """The chunk names of a WebP file."""
    names, here = set(), 12
    while here < len(webp):
        (length,) = struct.unpack("<I", webp[here + 4 : here + 8])
        names.add(webp[here : here + 4])
        here += 8 + length + (length & 1)
    return names
