"""Rounding a place so that it no longer points at a home: pure arithmetic."""

from math import floor

PER_DEGREE = 222


def coarse(lat: float, lng: float) -> tuple[float, float]:
    """The middle of the fixed square of about 500 m (498 m in Jakarta) that holds the point.

    Always the same answer for the same square, so asking often tells no more than asking once;
    the point itself is at most 355 m away. (lat, lng) in degrees, five decimals.
    """
    return _middle(lat), _middle(lng)


def _middle(degrees: float) -> float:
    return round((floor(degrees * PER_DEGREE) + 0.5) / PER_DEGREE, 5)
