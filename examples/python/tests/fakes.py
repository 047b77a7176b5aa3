"""A clock that does not wait and a transport that answers from a list."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any, List, Mapping, Optional, Union

from dwcp.client import Client
from dwcp.errors import DwcpError
from dwcp.retry import RetryPolicy
from dwcp.tracing import Tracer
from dwcp.transport import Request, Response


# region: fake-clock
class FakeClock:
    """Time that passes only when somebody sleeps, and a record of all pauses."""

    def __init__(self, now: float = 1_767_687_000.0) -> None:
        self.seconds = now
        self.pauses: List[float] = []

    def now(self) -> float:
        return self.seconds

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds


# endregion


# region: fake-transport
class FakeTransport:
    """Answers each request with the next item of a script; an exception in it is raised. Requests are kept."""

    def __init__(self, *script: Union[Response, DwcpError]) -> None:
        self._script = list(script)
        self.requests: List[Request] = []

    def send(self, request: Request, timeout: float) -> Response:
        self.requests.append(request)
        assert self._script, f"{request.method} {request.url} was not expected"
        step = self._script.pop(0)
        if isinstance(step, DwcpError):
            raise step
        return step

    def sent(self) -> List[str]:
        """Method and path of every request, for comparing in one line."""
        return [f"{each.method} {each.url.split(':8080', 1)[1]}" for each in self.requests]


# endregion


def answer(body: Mapping[str, Any], status: int = 200, headers: Optional[Mapping[str, str]] = None) -> Response:
    """An answer with a JSON body."""
    return Response(status, headers or {}, json.dumps(body).encode())


def refusal(
    status: int, code: str, details: Optional[Mapping[str, Any]] = None, headers: Optional[Mapping[str, str]] = None
) -> Response:
    """A refusal in the documented form."""
    error = {"code": code, "message": "in words", "details": details or {}, "request_id": "req-1"}
    return answer({"error": error}, status, headers)


def logged_in(token: str = "token-1", expires_at: float = 1_767_687_000.0 + 86_400) -> Response:
    """The answer to a login."""
    end = datetime.fromtimestamp(expires_at, timezone.utc).isoformat().replace("+00:00", "Z")
    return answer({"token": token, "expires_at": end})


def client(
    transport: FakeTransport, clock: Optional[FakeClock] = None, overall: float = 60.0, tracer: Optional[Tracer] = None
) -> Client:
    """A client whose jitter is always the half of what it may be."""
    return Client(
        "http://localhost:8080",
        "operator",
        "a password",
        transport=transport,
        clock=clock or FakeClock(),
        policy=RetryPolicy(overall=overall),
        random=lambda: 0.5,
        tracer=tracer,
    )
