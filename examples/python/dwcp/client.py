"""A client of the REST API: login, retries, pages, typed answers and errors."""

from __future__ import annotations

import json
import os
import random as random_module
from typing import Any, Callable, Iterator, Mapping, Optional, Tuple
from urllib.parse import quote, urlencode

from dwcp.clock import Clock, SystemClock
from dwcp.errors import AuthenticationError, ConflictError, NotFoundError, api_error
from dwcp.models import ClusterStatus, Json, Migration, Node, Vm, VmRequest
from dwcp.retry import RetryPolicy, with_retries
from dwcp.session import Session
from dwcp.tracing import Tracer
from dwcp.transport import Request, Response, Transport, UrllibTransport

_PAGE = 200


class Client:
    """One cluster, one account. Safe to share between threads."""

    def __init__(
        self,
        base_url: str,
        username: str,
        password: str,
        transport: Optional[Transport] = None,
        clock: Optional[Clock] = None,
        policy: RetryPolicy = RetryPolicy(),
        random: Callable[[], float] = random_module.random,
        tracer: Optional[Tracer] = None,
    ) -> None:
        self._base_url = base_url.rstrip("/")
        self._account = {"username": username, "password": password}
        self._transport = transport or UrllibTransport()
        self._clock = clock or SystemClock()
        self._policy = policy
        self._random = random
        self._tracer = tracer
        self.session = Session(self._login, self._clock)

    @staticmethod
    def from_environment(tracer: Optional[Tracer] = None) -> Client:
        """A client as DWCP_URL, DWCP_USERNAME and DWCP_PASSWORD describe it."""
        url = os.environ.get("DWCP_URL", "http://localhost:8080")
        try:
            return Client(url, os.environ["DWCP_USERNAME"], os.environ["DWCP_PASSWORD"], tracer=tracer)
        except KeyError as missing:
            raise SystemExit(f"Set {missing.args[0]} in the environment; the README names the account.") from None

    # What the API offers

    def cluster_status(self) -> ClusterStatus:
        """Read controllers, workers and consensus."""
        return ClusterStatus.of(self.call("GET", "/v3/cluster/status"))

    def nodes(self, status: Optional[str] = None) -> Iterator[Node]:
        """All nodes, or those in one status, sorted by identifier."""
        query = {} if status is None else {"status": status}
        return (Node.of(item) for item in self._pages("/v3/nodes", "nodes", query))

    def migrations(self, status: Optional[str] = None) -> Iterator[Migration]:
        """All migrations, or those in one status, the latest first."""
        query = {} if status is None else {"status": status}
        return (Migration.of(item) for item in self._pages("/v3/migrations", "migrations", query))

    def vm(self, vm_id: str) -> Vm:
        """Read one VM."""
        return Vm.of(self.call("GET", f"/v3/vms/{quote(vm_id, safe='')}"))

    def migration(self, migration_id: str) -> Migration:
        """Read one migration."""
        return Migration.of(self.call("GET", f"/v3/migrations/{quote(migration_id, safe='')}"))

    # region: create
    def create_vm(self, vm: VmRequest) -> str:
        """Create a VM and give its identifier. The name makes the call repeatable: the cluster has one VM of each."""
        try:
            return str(self.call("POST", "/v3/vms", body=vm.body(), idempotent=True)["vm_id"])
        except ConflictError as error:
            if error.code != "VM_ALREADY_EXISTS" or not error.after_lost_answer:
                raise
            # Our lost attempt may have made it, or somebody else at any time: only its contents tell.
            existing = self.vm(str(error.details["vm_id"]))
            if not vm.is_made_as(existing):
                raise
            return existing.vm_id

    # endregion

    # region: delete
    def delete_vm(self, vm_id: str) -> None:
        """Stop a VM and delete it with its disk."""
        try:
            self.call("DELETE", f"/v3/vms/{quote(vm_id, safe='')}")
        except NotFoundError as error:
            if not error.after_lost_answer:
                raise  # This VM never was, or somebody else deleted it.

    # endregion

    def start_migration(
        self, vm_id: str, target_node: str, strategy: str = "pre-copy", options: Optional[Mapping[str, int]] = None
    ) -> str:
        """Start a migration and give its identifier. It is not repeated after a lost answer: read the state then."""
        body: dict[str, Any] = {"vm_id": vm_id, "target_node": target_node, "strategy": strategy}
        if options:
            body["options"] = dict(options)
        return str(self.call("POST", "/v3/migrations", body=body)["migration_id"])

    # How it is called

    # region: pages
    def _pages(self, path: str, key: str, query: Mapping[str, str]) -> Iterator[Json]:
        """The items of all pages, each page read when the one before it is used up."""
        seen = 0
        page = 1
        while True:
            body = self.call("GET", path, {**query, "page": str(page), "limit": str(_PAGE)})
            items = body[key]
            yield from items
            seen += len(items)
            # An empty page ends it too: `total` can shrink while the pages are read.
            if not items or seen >= body["total"]:
                return
            page += 1

    # endregion

    def call(
        self,
        method: str,
        path: str,
        query: Optional[Mapping[str, str]] = None,
        body: Optional[Mapping[str, Any]] = None,
        idempotent: Optional[bool] = None,
    ) -> Json:
        """Send a call with a token, again where that is safe, and give the JSON of the answer."""
        url = self._base_url + path + ("?" + urlencode(query) if query else "")
        repeatable = method in ("GET", "DELETE") if idempotent is None else idempotent

        def send(timeout: float) -> Json:
            return self._send_authorised(method, url, body, timeout)

        if self._tracer is None:
            return with_retries(send, repeatable, self._policy, self._clock, self._random)
        # One span for the call with all its attempts; path parameters would make a name for every VM.
        with self._tracer.span(f"HTTP {method}", {"http.request.method": method, "url.path": path}):
            return with_retries(send, repeatable, self._policy, self._clock, self._random)

    # region: auth-renewal
    def _send_authorised(
        self, method: str, url: str, body: Optional[Mapping[str, Any]], timeout: float
    ) -> Json:
        token = self.session.token()
        try:
            return self._send(method, url, body, timeout, token)
        except AuthenticationError:
            # Expired early, or signed by a server that has started anew. Once only: a second refusal of a fresh
            # token will not go away by asking again.
            return self._send(method, url, body, timeout, self.session.replace(token))

    # endregion

    def _login(self) -> Tuple[str, str]:
        url = f"{self._base_url}/v3/auth/login"
        answer = self._send("POST", url, self._account, self._policy.per_attempt, token=None)
        return answer["token"], answer["expires_at"]

    def _send(
        self, method: str, url: str, body: Optional[Mapping[str, Any]], timeout: float, token: Optional[str]
    ) -> Json:
        headers = {"accept": "application/json"}
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        if body is not None:
            headers["content-type"] = "application/json"
        if self._tracer is not None:
            headers.update(self._tracer.headers())
        data = None if body is None else json.dumps(body).encode()
        response = self._transport.send(Request(method, url, headers, data), timeout)
        trace_id = None if self._tracer is None else self._tracer.trace_id()
        return read_answer(response, trace_id)


def read_answer(response: Response, trace_id: Optional[str]) -> Json:
    """The JSON of a success; the refusal as an exception. What is no answer of the API gets the code NOT_DWCP."""
    try:
        document = json.loads(response.body)
        if not isinstance(document, dict):
            raise ValueError("no object")
        if response.status < 400:
            return document
        error = document["error"]
        code, message = str(error["code"]), str(error["message"])
    except (ValueError, KeyError, TypeError):
        text = response.body[:80].decode("utf-8", "replace")
        raise api_error("NOT_DWCP", response.status, f"Not an answer of the API: {text!r}", trace_id=trace_id) from None
    return _refuse(response, code, message, error, trace_id)


def _refuse(response: Response, code: str, message: str, error: Json, trace_id: Optional[str]) -> Json:
    retry_after = response.headers.get("retry-after", "")
    raise api_error(
        code,
        response.status,
        message,
        error.get("details"),
        error.get("request_id"),
        # The API sends whole seconds; the date that HTTP also allows comes only from a proxy.
        float(retry_after) if retry_after.isdigit() else None,
        trace_id,
    )
