"""When a call is sent again, and after which pause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Optional, TypeVar

from dwcp.clock import Clock
from dwcp.errors import ApiError, DeadlineError, DwcpError, NoAnswerError

Result = TypeVar("Result")

# region: may-repeat
# The cluster says that it has done nothing, so that even a write that must not happen twice can be sent again.
REFUSED_BEFORE_ANYTHING = frozenset({"RATE_LIMITED", "QUORUM_LOST", "NOT_LEADER", "STATE_LAGGING"})


def may_repeat(error: DwcpError, idempotent: bool) -> bool:
    """Whether sending the call once more can help, and cannot do its work twice."""
    if isinstance(error, ApiError):
        if error.code in REFUSED_BEFORE_ANYTHING:
            return True
        # TIMEOUT of the cluster, or 502 to 504 of a proxy: the effect of a write is unknown.
        return idempotent and error.status in (502, 503, 504) and error.code in ("TIMEOUT", "NOT_DWCP")
    return idempotent and isinstance(error, NoAnswerError)


def effect_is_unknown(error: DwcpError) -> bool:
    """Whether the call may have done its work although it failed."""
    return not isinstance(error, ApiError) or error.status in (502, 504)


# endregion


@dataclass(frozen=True)
class RetryPolicy:
    """Bounds in seconds. `overall` is for all attempts and pauses together, `per_attempt` for each one."""

    base: float = 0.2
    cap: float = 10.0
    overall: float = 60.0
    per_attempt: float = 35.0


# region: backoff
def backoff(policy: RetryPolicy, attempt: int, retry_after: Optional[float], random: Callable[[], float]) -> float:
    """Pause in seconds after attempt number `attempt`, counted from 0: full jitter, on top of what was asked for."""
    ceiling = min(policy.cap, policy.base * 2.0 ** min(attempt, 32))
    return (retry_after or 0.0) + random() * ceiling


# endregion


# region: retry
def with_retries(
    send: Callable[[float], Result],
    idempotent: bool,
    policy: RetryPolicy,
    clock: Clock,
    random: Callable[[], float],
) -> Result:
    """Call `send(timeout)` until it succeeds, until repeating cannot help, or until the time is used up."""
    give_up_at = clock.monotonic() + policy.overall
    attempt = 0
    lost = False
    while True:
        remaining = give_up_at - clock.monotonic()
        if remaining <= 0:
            raise DeadlineError(f"{policy.overall:g} s are over after {attempt} attempts")
        try:
            return send(min(policy.per_attempt, remaining))
        except DwcpError as error:
            error.after_lost_answer = lost
            lost = lost or effect_is_unknown(error)
            if not may_repeat(error, idempotent):
                raise
            retry_after = error.retry_after if isinstance(error, ApiError) else None
            pause = backoff(policy, attempt, retry_after, random)
            if clock.monotonic() + pause >= give_up_at:
                raise  # The caller learns why the last attempt failed, which says more than "too late".
        clock.sleep(pause)
        attempt += 1


# endregion
