"""A fixed grid of integer cells of about 150 m, and distances in metres: pure arithmetic.

The formula, for ever (stored cells depend on it): with N = 735 rows a degree,
    row = floor((lat + 90) * N), column = floor((lng + 180) * N), cell = row * 2**19 + column.
In Jakarta a row is 150.4 m from south to north and a column 150.6 m wide: a circle of 150 m (how far
duplicates are looked for) then meets at most nine cells.
Cells fit a BIGINT. Coordinates are (lat, lng) in degrees, WGS84.
"""

from math import cos, floor, hypot, pi, radians, sin, sqrt

PER_DEGREE = 735
COLUMN_BITS = 19
_COLUMNS = 360 * PER_DEGREE
_ROWS = 180 * PER_DEGREE

_A = 6378137.0  # WGS84, the equatorial radius in metres
_E2 = 0.00669437999014  # WGS84, the first eccentricity squared


def scale(lat: float) -> tuple[float, float]:
    """Metres in one degree of latitude and in one of longitude, at this latitude, on WGS84."""
    phi = radians(lat)
    w2 = 1.0 - _E2 * sin(phi) ** 2
    return pi / 180 * _A * (1 - _E2) / (w2 * sqrt(w2)), pi / 180 * _A * cos(phi) / sqrt(w2)


def distance_m(a_lat: float, a_lng: float, b_lat: float, b_lng: float) -> float:
    """Metres between two points, on the plane that touches WGS84 between them.

    Off by less than 0.1 % up to 200 km in the tropics; meant for distances within a city.
    """
    per_lat, per_lng = scale((a_lat + b_lat) / 2)
    across = (b_lng - a_lng + 180.0) % 360.0 - 180.0
    return hypot((b_lat - a_lat) * per_lat, across * per_lng)


def _row(lat: float) -> int:
    return min(max(floor((lat + 90.0) * PER_DEGREE), 0), _ROWS - 1)


def _column(lng: float) -> int:
    return floor((lng + 180.0) * PER_DEGREE)


def _joined(row: int, column: int) -> int:
    return (row << COLUMN_BITS) + column % _COLUMNS


def cell(lat: float, lng: float) -> int:
    """The cell that holds the point. Raises ValueError for NaN and infinities."""
    return _joined(_row(lat), _column(lng))


def around(lat: float, lng: float, radius_m: float) -> list[int]:
    """Every cell that may hold a point within `radius_m` metres of this one, in ascending order.

    For latitudes up to 80 degrees and radiuses up to 100 km.
    """
    per_lat = scale(0.0)[0] * 0.999  # the shortest degree of latitude: never a row too few
    high = radius_m / per_lat
    per_lng = scale(min(abs(lat) + high, 89.0))[1] * 0.999
    wide = min(radius_m / per_lng, 180.0)
    rows = range(_row(lat - high), _row(lat + high) + 1)
    columns = range(_column(lng - wide), _column(lng + wide) + 1)
    reach = radius_m * 1.002 + 0.01
    kept = {
        _joined(row, column)
        for row in rows
        for column in columns
        if _nearest_in(lat, lng, row, column, per_lat, per_lng) <= reach
    }
    return sorted(kept)


def _nearest_in(lat: float, lng: float, row: int, column: int, per_lat: float, per_lng: float) -> float:
    south, west = row / PER_DEGREE - 90.0, column / PER_DEGREE - 180.0
    up = max(south - lat, 0.0, lat - south - 1 / PER_DEGREE)
    across = max(west - lng, 0.0, lng - west - 1 / PER_DEGREE)
    return hypot(up * per_lat, across * per_lng)


def covering(south: float, west: float, north: float, east: float, limit: int) -> list[int] | None:
    """The cells that cover a box, in ascending order; None when they are more than `limit`.

    An empty list when south > north or west > east: a box never runs over the 180th meridian.
    """
    if south > north or west > east:
        return []
    rows = range(_row(south), _row(north) + 1)
    columns = range(_column(west), _column(east) + 1)
    if len(rows) * min(len(columns), _COLUMNS) > limit:
        return None
    return sorted({_joined(row, column) for row in rows for column in columns})
