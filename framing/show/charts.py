"""Where things stand in the report's charts, in percent of a drawing's width; the templates draw them as inline SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_LEFT, _WIDTH = 1.5, 97.0
"""A mark at 0 or at the end of the scale is not cut in half."""
_NOTHING = 1e-6
"""A smaller reach is that of rounding."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from ``low`` to ``top`` with round ``ticks``; ``at`` gives the place of a value, in percent."""

    low: float
    top: float
    ticks: tuple[float, ...]

    @property
    def step(self) -> float:
        """From one tick to the next."""
        return round(self.ticks[1] - self.ticks[0], 10)

    def at(self, value: float) -> float:
        """The place of a value in percent of the width; what is off the scale stands at its end.

        >>> axis_to(40).at(0), axis_to(40).at(20), axis_to(40).at(99)
        (1.5, 50.0, 98.5)
        """
        inside = min(max(value, self.low), self.top)
        return round(_LEFT + _WIDTH * (inside - self.low) / (self.top - self.low), 2)


def axis_to(top: float, *, low: float = 0.0) -> Axis:
    """A scale that holds ``low`` (0 or less) to ``top`` with three to six round ticks.

    >>> axis_to(38.2).ticks, axis_to(0).ticks, axis_to(3, low=-2).ticks
    ((0.0, 10.0, 20.0, 30.0, 40.0), (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0))
    """
    reach = (top if math.isfinite(top) else 0.0) - low
    reach = reach if reach > _NOTHING else 1.0
    power: float = 10.0 ** math.floor(math.log10(reach))
    step = next(power * part for part in (0.2, 0.5, 1.0, 2.0, 5.0) if reach / (power * part) <= 5)
    low = low if low < -_NOTHING else 0.0
    first, last = math.floor(low / step + 1e-9), math.ceil((low + reach) / step - 1e-9)
    ticks = tuple(round(step * n, 10) for n in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def highest(values: Iterable[float | None]) -> float:
    """The largest of the values that are there, 0 where none is."""
    return max((value for value in values if value is not None), default=0.0)
