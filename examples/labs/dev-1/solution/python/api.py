"""The REST interface of DWCP as the VM manager needs it: login, errors, and repeating what may be repeated."""

import http.client
import json
import random
import time
import urllib.error
import urllib.request
from typing import Any

FIRST_WAIT_S = 0.2
LONGEST_WAIT_S = 5.0


class ApiError(Exception):
    """A refusal of the API, or no answer at all (``NO_ANSWER`` with status 0)."""

    def __init__(self, code: str, status: int, message: str, retry_after_s: float = 0.0) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.retry_after_s = retry_after_s
        #: An earlier attempt of the same call had no answer, so that it may have been done.
        self.may_be_done = False

    def is_passing(self) -> bool:
        """Say whether it passes by itself: too many requests, a part that cannot answer just now, no answer."""
        return self.code == "NO_ANSWER" or self.status in (429, 503, 504)


class Api:
    """Calls as one user; no call takes longer than the deadline, with all its repetitions."""

    def __init__(self, url: str, username: str, password: str, deadline_s: float = 10.0) -> None:
        self._url = url
        self._login_body = {"username": username, "password": password}
        self._deadline_s = deadline_s
        self._token = ""

    # region: call
    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send a request until it is answered for good.

        Everything that the manager sends may be repeated: a read and a delete by their nature, and a create
        because it names the VM.
        """
        end = time.monotonic() + self._deadline_s
        has_renewed = False
        may_be_done = False
        attempt = 0
        while True:
            try:
                if self._token == "":
                    login = self._send("POST", "/v3/auth/login", end, self._login_body)
                    self._token = str(login["token"])
                return self._send(method, path, end, body)
            except ApiError as error:
                if error.code == "TOKEN_EXPIRED" and not has_renewed:
                    has_renewed = True
                    self._token = ""
                    continue
                # A 504 is the server's own time limit: it, too, does not know what became of the request.
                may_be_done = may_be_done or error.code == "NO_ANSWER" or error.status == 504
                # A random part of a wait that doubles, so that not all callers return together.
                wait = error.retry_after_s + random.uniform(0, min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**attempt))
                if not error.is_passing() or time.monotonic() + wait >= end:
                    error.may_be_done = may_be_done
                    raise
                time.sleep(wait)
                attempt += 1

    # endregion

    def _send(self, method: str, path: str, end: float, body: dict[str, Any] | None) -> dict[str, Any]:
        headers = {} if self._token == "" else {"Authorization": f"Bearer {self._token}"}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, headers, method=method)
        timeout = max(0.001, end - time.monotonic())
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:
                return parse_object(response.read())
        except urllib.error.HTTPError as refusal:
            error = parse_object(refusal.read()).get("error", {})
            seconds = refusal.headers.get("Retry-After", "")
            raise ApiError(
                error.get("code", "INTERNAL"),
                refusal.code,
                error.get("message", str(refusal)),
                float(seconds) if seconds.isdigit() else 0.0,
            ) from refusal
        except (OSError, http.client.HTTPException) as problem:
            raise ApiError("NO_ANSWER", 0, f"{method} {path} had no answer: {problem}") from problem


def parse_object(text: bytes) -> dict[str, Any]:
    """Read a JSON object; what is none has no fields."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
