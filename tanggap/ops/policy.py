"""What a browser may load and do on our pages. Everything is forbidden that is not named."""

from urllib.parse import urlsplit

from django.conf import settings


def _tiles() -> str:
    """The host of the map background, if one is set."""
    parts = urlsplit(settings.TILES_URL)
    return f" {parts.scheme}://{parts.netloc}".replace("{s}", "*") if parts.netloc else ""


CONTENT = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        f"img-src 'self' data: blob:{_tiles()}",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# For answers that are no pages: should a browser show one as a page all the same, it may do nothing.
NOTHING = "default-src 'none'; frame-ancestors 'none'"
PERMISSIONS = (
    "geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), midi=(), display-capture=(), "
    "browsing-topics=(), interest-cohort=()"
)
