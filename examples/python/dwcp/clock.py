"""Time as something that is handed in, so that a test need not wait."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """What the programs here know of time, in seconds."""

    def now(self) -> float:
        """Seconds since 1970, for tokens, records and spans."""

    def monotonic(self) -> float:
        """Seconds since some moment. They never go back, so deadlines and pauses are measured with them."""

    def sleep(self, seconds: float) -> None:
        """Return after that many seconds."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
