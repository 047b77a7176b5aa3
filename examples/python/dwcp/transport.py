"""How bytes reach the cluster: one small interface, and urllib behind it."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Mapping, Optional, Protocol

from dwcp.errors import NoAnswerError

# No answer of the API is larger; a body without end would otherwise fill the memory.
_LARGEST_ANSWER = 32 * 1024 * 1024


@dataclass(frozen=True)
class Request:
    """One call, ready to be sent."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Optional[bytes] = None


@dataclass(frozen=True)
class Response:
    """An answer, whatever its status. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """Sends a request once."""

    def send(self, request: Request, timeout: float) -> Response:
        """The answer; NoAnswerError when none comes within `timeout` seconds or the connection fails."""


class UrllibTransport:
    """HTTP with the standard library."""

    def send(self, request: Request, timeout: float) -> Response:
        outgoing = urllib.request.Request(
            request.url, data=request.body, headers=dict(request.headers), method=request.method
        )
        try:
            with urllib.request.urlopen(outgoing, timeout=timeout) as answer:
                return _read(answer.status, dict(answer.headers), answer.read(_LARGEST_ANSWER))
        except urllib.error.HTTPError as refusal:
            # urllib raises for 4xx and 5xx, but those are answers like any other.
            with refusal:
                return _read(refusal.code, dict(refusal.headers), refusal.read(_LARGEST_ANSWER))
        except (OSError, http.client.HTTPException) as problem:
            raise NoAnswerError(f"{request.method} {request.url} was not answered: {problem}") from problem


def _read(status: int, headers: Mapping[str, str], body: bytes) -> Response:
    return Response(status, {name.lower(): value for name, value in headers.items()}, body)
