"""The decoder: a process of its own that turns untrusted photo bytes into three clean WebP copies.

Run by pool.py as a script, alone: no Django, no settings, no keys, no database; memory, CPU time, files
and file sizes limited by the kernel. A photo that breaks a library breaks only this.

Frames on stdin and stdout: a 4-byte big-endian length, then that many bytes. Asked: format ("JPEG"), then
the file. Answered: JSON, then, when it has no "refused", one frame for each size of SIZES, in order.
"""

import io
import json
import resource
import struct
import sys
import warnings
from typing import Any, BinaryIO

import pillow_heif
from PIL import Image, ImageCms, ImageOps

SIZES = (("thumb", 320, 70), ("medium", 960, 76), ("large", 1600, 80))  # name, longest side, WebP quality
LARGEST = SIZES[-1][1]
MAX_PIXELS = 60_000_000
MIN_SIDE = 16
MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20

# EXIF tags (CIPA DC-008).
_ORIENTATION, _DATE, _EXIF_IFD, _GPS_IFD = 0x0112, 0x0132, 0x8769, 0x8825
_TAKEN, _TAKEN_OFFSET = 0x9003, 0x9011
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = {5, 6, 7, 8}  # width and height change places


class Refused(Exception):
    """The photo is not taken; the code says why."""


def decoded(data: bytes, kind: str) -> tuple[dict[str, Any], list[bytes]]:
    """What is known of the photo (width and height as it is meant to be seen), and its copies."""
    try:
        with Image.open(io.BytesIO(data), formats=["HEIF" if kind == "HEIC" else kind]) as image:
            facts = _facts(image)
            small = _small(image)
    except Image.DecompressionBombError:
        raise Refused("too_many_pixels") from None
    orientation = facts.pop("orientation")
    if orientation in _TURNS:
        small = small.transpose(_TURNS[orientation])
    if orientation in _LYING:
        facts["width"], facts["height"] = facts["height"], facts["width"]
    return facts, _copies(small)


def _facts(image: Image.Image) -> dict[str, Any]:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise Refused("too_many_pixels")
    if min(width, height) < MIN_SIDE:
        raise Refused("too_small")
    return {"width": width, "height": height, **_metadata(image)}


def _metadata(image: Image.Image) -> dict[str, Any]:
    """Orientation, time and place as the file says; what is broken in it is as if it were not there."""
    facts: dict[str, Any] = {"orientation": 1, "taken": None, "offset": None, "lat": None, "lng": None}
    try:
        exif = image.getexif()
        facts["orientation"] = exif.get(_ORIENTATION, 1)
        more = exif.get_ifd(_EXIF_IFD)
        facts["taken"] = _text(more.get(_TAKEN) or exif.get(_DATE))
        facts["offset"] = _text(more.get(_TAKEN_OFFSET))
        facts["lat"], facts["lng"] = _place(exif.get_ifd(_GPS_IFD))
    except Exception:  # noqa: S110 - any library error of broken metadata; the photo itself is fine
        pass
    if not isinstance(facts["orientation"], int):
        facts["orientation"] = 1
    return facts


def _text(value: object) -> str | None:
    return value[:40] if isinstance(value, str) else None


def _place(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    lat, lng = _degrees(gps.get(2), gps.get(1), "S"), _degrees(gps.get(4), gps.get(3), "W")
    if lat is None or lng is None or not (-90 <= lat <= 90 and -180 <= lng <= 180) or lat == lng == 0:
        return None, None
    return lat, lng


def _degrees(parts: Any, letter: Any, negative: str) -> float | None:
    if not parts:
        return None
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return round(-value if letter == negative else value, 7) if value == value else None


def _small(image: Image.Image) -> Image.Image:
    """At most LARGEST on the longest side, decoded no larger than it must be, RGB, sRGB, on white."""
    width, height = image.size
    scale = min(1.0, LARGEST / max(width, height))
    # JPEG: decoded at 1/2, 1/4 or 1/8; the box must have the photo's shape, or draft does nothing.
    image.draft(None, (max(1, round(width * scale)), max(1, round(height * scale))))
    image.load()
    profile = image.info.get("icc_profile")
    plain = _eight_bits(image)
    plain.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _in_srgb(plain, profile)


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode in {"I", "I;16", "I;16B", "I;16L"}:
        return image.point(lambda value: value * (255 / 65535)).convert("L")
    if image.mode in {"P", "PA", "LA", "La", "RGBa", "1"} or "transparency" in image.info:
        has_alpha = image.mode != "1" and (image.mode != "P" or "transparency" in image.info)
        return image.convert("RGBA" if has_alpha else "RGB")
    return image


def _in_srgb(image: Image.Image, profile: Any) -> Image.Image:
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            image = turned or image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def _copies(large: Image.Image) -> list[bytes]:
    """WebP of each size, each made from the next larger one; only pixels, no metadata of any kind."""
    made: list[bytes] = []
    image = large
    for _, longest, quality in reversed(SIZES):
        if max(image.size) > longest:
            image = ImageOps.contain(image, (longest, longest), Image.Resampling.LANCZOS)
        clean = Image.new("RGB", image.size)
        clean.paste(image)
        out = io.BytesIO()
        clean.save(out, "WEBP", quality=quality, method=4)
        made.insert(0, out.getvalue())
    return made


def _read(stream: BinaryIO) -> bytes | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    data = stream.read(length)
    return data if len(data) == length else None


def _write(stream: BinaryIO, *frames: bytes) -> None:
    stream.writelines(struct.pack(">I", len(frame)) + frame for frame in frames)
    stream.flush()


def _limit() -> None:
    for what, amount in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        resource.setrlimit(what, (amount, amount))


def _limit_cpu() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, hard))


def main() -> None:
    """Answers until stdin ends."""
    warnings.simplefilter("ignore")
    Image.init()
    pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    _limit()
    source, answer = sys.stdin.buffer, sys.stdout.buffer
    while (kind := _read(source)) is not None and (data := _read(source)) is not None:
        _limit_cpu()
        try:
            facts, copies = decoded(data, kind.decode())
        except Refused as refused:
            facts, copies = {"refused": str(refused)}, []
        except MemoryError:
            facts, copies = {"refused": "too_many_pixels"}, []
        except Exception:  # a library's error of any kind: the file is not a whole photo
            facts, copies = {"refused": "unreadable"}, []
        _write(answer, json.dumps(facts).encode(), *copies)


if __name__ == "__main__":
    main()
