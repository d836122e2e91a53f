"""How things lie on a sheet: the matrices of PDF, which turn, stretch and move."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = outer
    (x1, y1), (x2, y2), (x3, y3) = inner[:2], inner[2:4], inner[4:]
    return (
        *(x1 * a + y1 * c, x1 * b + y1 * d),
        *(x2 * a + y2 * c, x2 * b + y2 * d),
        *(x3 * a + y3 * c + e, x3 * b + y3 * d + f),
    )


def at(matrix: Matrix, x: float, y: float) -> Point:
    """Where the matrix takes a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def turn_of(matrix: Matrix, rotation: int) -> Callable[[Image.Image], Image.Image] | None:
    """What makes an image of the file upright on a page of that `rotation` (degrees clockwise); None for one askew."""
    a, b, c, d, _, _ = matrix
    if a > 0 and d > 0 and max(abs(b), abs(c)) < 0.01 * min(a, d):
        angle = 0
    elif b > 0 and c < 0 and max(abs(a), abs(d)) < 0.01 * min(b, -c):
        angle = 90
    elif a < 0 and d < 0 and max(abs(b), abs(c)) < 0.01 * min(-a, -d):
        angle = 180
    elif b < 0 and c > 0 and max(abs(a), abs(d)) < 0.01 * min(-b, c):
        angle = 270
    else:
        return None
    methods = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    method = methods.get((angle - rotation) % 360)  # the matrix turns against the clock, the page with it
    return (lambda image: image.transpose(method)) if method else (lambda image: image)
