"""What every subject of the bench shares: a row of its table, and how to time in alternation.

Absolute times say more about the machine than about the product. So what is compared is measured
in turns, in one process where that is possible, and a row holds a ratio of medians.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K")
WARM_UP = 5


class CannotMeasure(Exception):
    """There is no figure to give: the bench ends with this sentence and exit code 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, before it is measured.

    ``yardstick`` says what it is compared with; empty when ours is held against the aim itself.
    ``aim`` is the highest ratio (without a yardstick: the highest figure) that is well; ``None``
    where the figure is only shown.
    """

    unit: str
    yardstick: str = ""
    aim: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in the unit of its row."""

    ours: float
    yardstick: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.yardstick if self.yardstick else None

    def holds(self, row: Row) -> bool | None:
        """Is the aim met? ``None`` where there is none."""
        if row.aim is None:
            return None
        if not row.yardstick:
            return self.ours <= row.aim
        if self.ratio is None:
            raise CannotMeasure("a yardstick of nothing")
        return self.ratio <= row.aim


def in_turns(
    works: Mapping[K, Callable[[], object]],
    rounds: int,
    warm_up: int = WARM_UP,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[K, list[float]]:
    """Seconds of each round of each work; they alternate, in a new order each time."""
    times: dict[K, list[float]] = {name: [] for name in works}
    order = list(works)
    gc.collect()
    gc.disable()
    try:
        for turn in range(warm_up + rounds):
            random.shuffle(order)
            for name in order:
                begin = clock()
                works[name]()
                duration = clock() - begin
                if turn >= warm_up:
                    times[name].append(duration)
            # Between the rounds, so that it falls on none of them.
            gc.collect(1)
    finally:
        gc.enable()
    return times


def medians(times: Mapping[K, Sequence[float]], factor: float) -> dict[K, float]:
    """Median of each, in the unit of which there are ``factor`` in a second."""
    return {name: statistics.median(values) * factor for name, values in times.items()}


def apart(first: Sequence[float], second: Sequence[float]) -> float:
    """Median of what the pairs differ: a busy moment falls on both of a pair."""
    return statistics.median(a - b for a, b in zip(first, second, strict=True))


def chance(first: Sequence[float], second: Sequence[float], shuffles: int = 1000) -> float:
    """How far these lie apart by chance alone: the most when the two of each pair trade places."""
    differences = [a - b for a, b in zip(first, second, strict=True)]
    return max(
        abs(statistics.median(random.choice((-1, 1)) * value for value in differences))
        for _ in range(shuffles)
    )


def percentile(values: Sequence[float], hundredth: int) -> float:
    """The value under which so many hundredths lie."""
    if len(values) < 2:
        raise CannotMeasure("too few values for a percentile")
    return statistics.quantiles(values, n=100)[hundredth - 1]
