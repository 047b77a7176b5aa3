"""A client of the gRPC API: deadlines, metadata, streamed progress, and the same errors as over REST."""

from __future__ import annotations

import random as random_module
from dataclasses import dataclass
from typing import Any, Callable, Iterator, List, Optional, Tuple, TypeVar

import grpc

from dwcp.clock import Clock, SystemClock
from dwcp.errors import AuthenticationError, DeadlineError, DwcpError, NoAnswerError, api_error
from dwcp.models import ClusterStatus, Vm
from dwcp.retry import RetryPolicy, with_retries
from dwcp.session import Session
from dwcp.stubs import Stubs, load_stubs
from dwcp.tracing import Tracer

Result = TypeVar("Result")

_GIBIBYTE = 1 << 30

# Where REST answers with a status of HTTP, gRPC has one of its own (API reference, errors).
_HTTP_STATUS = {
    "INVALID_ARGUMENT": 400,
    "UNAUTHENTICATED": 401,
    "PERMISSION_DENIED": 403,
    "NOT_FOUND": 404,
    "UNIMPLEMENTED": 405,
    "ALREADY_EXISTS": 409,
    "FAILED_PRECONDITION": 409,
    "ABORTED": 409,
    "RESOURCE_EXHAUSTED": 429,
    "INTERNAL": 500,
    "DATA_LOSS": 500,
    "UNAVAILABLE": 503,
    "DEADLINE_EXCEEDED": 504,
}


@dataclass(frozen=True)
class Progress:
    """One message of a migration's stream, about once a second of the cluster."""

    migration_id: str
    status: str
    percent: float
    bytes_transferred: int
    bytes_total: int
    bandwidth_mbps: float
    elapsed_seconds: float

    @staticmethod
    def of(message: Any) -> Progress:
        return Progress(
            migration_id=message.migration_id,
            status=message.status,
            percent=message.progress_percent,
            bytes_transferred=message.bytes_transferred,
            bytes_total=message.bytes_total,
            bandwidth_mbps=message.bandwidth_mbps,
            elapsed_seconds=message.elapsed_seconds,
        )


class GrpcClient:
    """One channel to one cluster. The token comes from the session of a REST client, since only REST has a login."""

    def __init__(
        self,
        address: str,
        session: Session,
        clock: Optional[Clock] = None,
        policy: RetryPolicy = RetryPolicy(),
        random: Callable[[], float] = random_module.random,
        tracer: Optional[Tracer] = None,
    ) -> None:
        self._stubs: Stubs = load_stubs()
        # A silent peer is noticed after 60 + 20 s, also while a stream has nothing to say.
        options = [("grpc.keepalive_time_ms", 60_000), ("grpc.keepalive_timeout_ms", 20_000)]
        self._channel = grpc.insecure_channel(address, options=options)
        self._cluster = self._stubs.services.ClusterServiceStub(self._channel)
        self._vms = self._stubs.services.VMServiceStub(self._channel)
        self._session = session
        self._clock = clock or SystemClock()
        self._policy = policy
        self._random = random
        self._tracer = tracer

    def close(self) -> None:
        """Close the channel. Migrations that were started go on."""
        self._channel.close()

    def cluster_status(self) -> ClusterStatus:
        """Read controllers, workers and consensus."""
        request = self._stubs.messages.ClusterStatusRequest()
        answer = self._unary(self._cluster.GetClusterStatus, request)
        return ClusterStatus(
            status=answer.status,
            # protobuf has no null for a text; what REST calls null is empty here.
            leader=answer.controllers.leader or None,
            workers_ready=answer.workers.ready,
            workers_total=answer.workers.total,
            workers_unreachable=answer.workers.unreachable,
            protocol=answer.consensus.protocol,
        )

    def vm(self, vm_id: str) -> Vm:
        """Read one VM. gRPC counts bytes where REST counts GB."""
        answer = self._unary(self._vms.GetVM, self._stubs.messages.GetVMRequest(vm_id=vm_id))
        return Vm(
            vm_id=answer.vm_id,
            name=answer.name,
            image=answer.image,
            status=answer.status,
            node=answer.node_id,
            cpu=answer.resources.cpu,
            memory_gb=answer.resources.memory_bytes / _GIBIBYTE,
            disk_gb=answer.resources.disk_bytes / _GIBIBYTE,
            region=answer.placement.region or None,
        )

    # region: grpc-stream
    def migrate(self, vm_id: str, target_node: str, deadline: float) -> Iterator[Progress]:
        """Start a migration and give its progress until it ends. A failure of it is an ApiError with its code.

        `deadline` bounds the stream in seconds, not the migration: that goes on when the stream is closed, when the
        deadline passes and when the connection breaks. After DeadlineError or NoAnswerError, ask what became of it.
        """
        request = self._stubs.messages.MigrateVMRequest(vm_id=vm_id, target_node=target_node)
        token = self._session.token()
        for is_last_try in (False, True):
            has_begun = False
            stream = self._vms.MigrateVM(request, timeout=deadline, metadata=self._metadata(token))
            try:
                for message in stream:
                    has_begun = True
                    yield Progress.of(message)
                return
            except grpc.RpcError as error:
                failure = self._translate(error)
                # A refused token started nothing; once a message has come, the call must not be sent again.
                if not isinstance(failure, AuthenticationError) or has_begun or is_last_try:
                    raise failure from error
                token = self._session.replace(token)
            finally:
                stream.cancel()

    # endregion

    # region: grpc-unary
    def _unary(self, method: Callable[..., Any], request: Any) -> Any:
        """One read, with a deadline for each attempt and for all of them together."""

        def attempt(timeout: float, token: str) -> Any:
            try:
                return method(request, timeout=timeout, metadata=self._metadata(token))
            except grpc.RpcError as error:
                raise self._translate(error) from error

        def send(timeout: float) -> Any:
            token = self._session.token()
            try:
                return attempt(timeout, token)
            except AuthenticationError:
                return attempt(timeout, self._session.replace(token))

        return with_retries(send, True, self._policy, self._clock, self._random)

    def _metadata(self, token: str) -> List[Tuple[str, str]]:
        """Metadata are the headers of gRPC; their names are in lower case."""
        metadata = [("authorization", f"Bearer {token}")]
        if self._tracer is not None:
            metadata.extend(self._tracer.headers().items())
        return metadata

    # endregion

    # region: grpc-errors
    def _translate(self, error: Any) -> DwcpError:
        """A status of gRPC as the error that REST would give for it."""
        status = error.code().name
        reason = self._reason(dict(error.trailing_metadata() or ()).get("grpc-status-details-bin"))
        trace_id = None if self._tracer is None else self._tracer.trace_id()
        if reason is not None:
            return api_error(reason, _HTTP_STATUS.get(status, 500), error.details(), trace_id=trace_id)
        # Without a reason the status was made on the way, by the library on either side, and not by the cluster.
        if status == "DEADLINE_EXCEEDED":
            return DeadlineError("The deadline of the call has passed.", trace_id)
        if status in ("UNAVAILABLE", "CANCELLED"):
            return NoAnswerError(f"{status}: {error.details()}", trace_id)
        return api_error("NOT_DWCP", _HTTP_STATUS.get(status, 500), f"{status}: {error.details()}", trace_id=trace_id)

    def _reason(self, details: Optional[bytes]) -> Optional[str]:
        """The code in the ErrorInfo of a status, such as VM_NOT_FOUND."""
        if details is None:
            return None
        info = self._stubs.status.ErrorInfo()
        for detail in self._stubs.status.Status.FromString(details).details:
            if detail.Unpack(info):
                return str(info.reason)
        return None

    # endregion
