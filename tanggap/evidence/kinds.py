"""What a file is, by its first bytes; never by its name or by what the sender says it is."""

from tanggap.core.errors import gettext_noop

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "HEIC": "image/heic",
    "PDF": "application/pdf",
}
HEAD = 64  # bytes that are enough to tell

# HEVC still images (ISO/IEC 23008-12); AVIF uses the same box with other brands.
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_HEIF_BRANDS = frozenset({b"mif1", b"msf1"})

# What each refusal code says to the person who sent the file.
SENTENCES = {
    "empty": gettext_noop("This file is empty. Please choose the photo again."),
    "too_large": gettext_noop("This file is larger than %(limit)d MB. Please send a smaller photo."),
    "not_a_photo": gettext_noop("This file is not a photo that we can read. Send JPEG, PNG, WebP or HEIC."),
    "not_a_document": gettext_noop("This file can't be read. Send a photo (JPEG, PNG, WebP, HEIC) or a PDF."),
    "video": gettext_noop("This is a video. Please send photos: JPEG, PNG, WebP or HEIC."),
    "too_many_pixels": gettext_noop("This photo has too many pixels: at most %(limit)d million."),
    "too_small": gettext_noop("This photo is too small to show anything."),
    "unreadable": gettext_noop("This photo is damaged or not complete. Please take or choose it again."),
    "unsafe": gettext_noop("This photo can't be processed. Please take it again or send another one."),
    "broken_document": gettext_noop("This PDF is damaged or not complete. Please choose it again."),
    "busy": gettext_noop("Many photos are arriving right now. Please try again in a minute."),
}


def kind_of(head: bytes) -> str | None:
    """JPEG, PNG, WEBP, HEIC, PDF or VIDEO by the first HEAD bytes; None for anything else."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    if head.startswith(b"%PDF-"):
        return "PDF"
    if head[4:8] == b"ftyp":
        return _boxed(head)
    return "VIDEO" if head.startswith(b"\x1a\x45\xdf\xa3") else None


def _boxed(head: bytes) -> str | None:
    length = min(int.from_bytes(head[:4], "big"), HEAD)
    brands = {head[8:12]} | {head[i : i + 4] for i in range(16, length, 4)}
    if brands & _HEIC_BRANDS:
        return "HEIC"
    if brands & (_HEIF_BRANDS | {b"avif", b"avis"}):
        return None
    return "VIDEO"
