"""What can go wrong with a call, as types that a program can decide on."""

from __future__ import annotations

from typing import Any, Mapping, Optional


# region: errors
class DwcpError(Exception):
    """Any failure of a call. `trace_id` names the trace that the call was part of, if there was one."""

    def __init__(self, message: str, trace_id: Optional[str] = None) -> None:
        super().__init__(message)
        self.trace_id = trace_id
        # Whether an earlier attempt of the same call was sent and its answer lost: it may have done the work.
        self.after_lost_answer = False


class NoAnswerError(DwcpError):
    """The connection failed or broke. A write that was sent may or may not have taken effect."""


class DeadlineError(DwcpError):
    """The time that the caller gave is over. As with no answer, the effect of a write is unknown."""


class ApiError(DwcpError):
    """The cluster has answered with a refusal. Decide on `code`; `message` is for people and may change."""

    def __init__(
        self,
        code: str,
        status: int,
        message: str,
        details: Optional[Mapping[str, Any]] = None,
        request_id: Optional[str] = None,
        retry_after: Optional[float] = None,
        trace_id: Optional[str] = None,
    ) -> None:
        super().__init__(f"{code} (HTTP {status}): {message}", trace_id)
        self.code = code
        self.status = status
        self.message = message
        self.details: Mapping[str, Any] = details or {}
        self.request_id = request_id
        self.retry_after = retry_after


class AuthenticationError(ApiError):
    """401: there is no usable token, or it has expired, or the password is wrong."""


class NotFoundError(ApiError):
    """404: what the call names does not exist, or does not exist any more."""


class ConflictError(ApiError):
    """409: the call contradicts the present state; `code` says in what."""


class RateLimitedError(ApiError):
    """429: too many calls. `retry_after` is the pause in seconds that the cluster asks for."""


class UnavailableError(ApiError):
    """503: the cluster cannot do it at the moment, and has not done it."""


# endregion

_BY_STATUS: Mapping[int, type[ApiError]] = {
    401: AuthenticationError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitedError,
    503: UnavailableError,
}


def api_error(
    code: str,
    status: int,
    message: str,
    details: Optional[Mapping[str, Any]] = None,
    request_id: Optional[str] = None,
    retry_after: Optional[float] = None,
    trace_id: Optional[str] = None,
) -> ApiError:
    """The refusal as the class that belongs to its status."""
    kind = _BY_STATUS.get(status, ApiError)
    return kind(code, status, message, details, request_id, retry_after, trace_id)
