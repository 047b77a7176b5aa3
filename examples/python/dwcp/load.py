"""Load for measuring, and percentiles of what was measured."""

from __future__ import annotations

import math
from typing import Callable, List, Sequence

from dwcp.clock import Clock


# region: closed-load
def closed_load(call: Callable[[], None], clock: Clock, seconds: float) -> List[float]:
    """Call again as soon as the last call has ended. Times in seconds, each from its own beginning."""
    ends_at = clock.monotonic() + seconds
    times: List[float] = []
    while (begun := clock.monotonic()) < ends_at:
        call()
        times.append(clock.monotonic() - begun)
    return times


# endregion


# region: open-load
def open_load(call: Callable[[], None], clock: Clock, seconds: float, per_second: float) -> List[float]:
    """Call at fixed moments, whether or not the cluster keeps up.

    A time counts from the moment at which the call was due. A call that waits because the one before it has not ended
    has waited for the cluster, as a user would.
    """
    start = clock.monotonic()
    times: List[float] = []
    for number in range(round(seconds * per_second)):
        due = start + number / per_second
        if (early := due - clock.monotonic()) > 0:
            clock.sleep(early)
        call()
        times.append(clock.monotonic() - due)
    return times


# endregion


# region: percentile
def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all values do not exceed (nearest rank). `share` is from 0 to 1."""
    if not values or not 0 < share <= 1:
        raise ValueError("A percentile needs values, and a share above 0 and up to 1.")
    # Rounded, because 0.07 × 100 is a little more than 7 for a computer.
    rank = math.ceil(round(share * len(values), 9))
    return sorted(values)[rank - 1]


# endregion
