"""What every template may know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from tanggap import __version__
from tanggap.places.queries import approximate


def house(request: HttpRequest) -> dict[str, Any]:
    """house.name, demo, approximate (boundaries are still to be imported), tiles, attribution, version,
    language."""
    return {
        "house": {
            "name": "Tanggap",
            "demo": settings.DEMO,
            "approximate": SimpleLazyObject(approximate),
            "tiles": settings.TILES_URL,
            "attribution": settings.TILES_ATTRIBUTION,
            "version": __version__,
            "language": get_language() or settings.LANGUAGE_CODE,
        }
    }
