"""What every template may know."""

from typing import Any

from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    """Facts of the installation for the base template."""
    return {}
