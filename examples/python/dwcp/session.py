"""The bearer token of a program: fetched at the first call, renewed when it ends."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Callable, Optional, Tuple

from dwcp.clock import Clock

# region: auth
# A token is replaced this many seconds before its end, so that none expires between being read and arriving.
RENEW_BEFORE = 30.0


class Session:
    """Holds one token for all threads of a program. `login` gives a token and the text of `expires_at`."""

    def __init__(self, login: Callable[[], Tuple[str, str]], clock: Clock) -> None:
        self._login = login
        self._clock = clock
        self._lock = threading.Lock()
        self._token: Optional[str] = None
        self._renew_at = 0.0

    def token(self) -> str:
        """A token that is good for some time yet."""
        with self._lock:
            if self._token is None or self._clock.now() >= self._renew_at:
                self._renew()
            assert self._token is not None
            return self._token

    def replace(self, refused: str) -> str:
        """A token in place of one that was refused. Threads that were refused together log in once."""
        with self._lock:
            if self._token == refused:
                self._renew()
            assert self._token is not None
            return self._token

    def _renew(self) -> None:
        token, expires_at = self._login()
        self._token = token
        self._renew_at = read_time(expires_at) - RENEW_BEFORE


# endregion


def read_time(text: str) -> float:
    """Seconds since 1970 of a timestamp of the API. Python 3.10 does not read the letter Z by itself."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
