"""Spans in the form of OpenTelemetry, and the header that carries their context into the cluster."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Callable, Dict, Iterator, List, Mapping, Optional, Union

from dwcp.clock import Clock

Attribute = Union[str, bool, int, float]

_STATUS_OK = 1
_STATUS_ERROR = 2


# region: trace
@dataclass
class Span:
    """One operation with its beginning and end, in nanoseconds since 1970."""

    trace_id: str
    span_id: str
    parent_id: Optional[str]
    name: str
    start_nanos: int
    end_nanos: int = 0
    attributes: Dict[str, Attribute] = field(default_factory=dict)
    status: int = _STATUS_OK

    @property
    def traceparent(self) -> str:
        """The context as W3C Trace Context writes it: version, trace, span, and flags (01: this trace is kept)."""
        return f"00-{self.trace_id}-{self.span_id}-01"


class Tracer:
    """Makes spans. The open one is kept for each thread and task, so that calls find their parent by themselves."""

    def __init__(self, clock: Clock, export: Callable[[Span], None]) -> None:
        self._clock = clock
        self._export = export
        self._current: ContextVar[Optional[Span]] = ContextVar("current span", default=None)

    @contextmanager
    def span(self, name: str, attributes: Optional[Mapping[str, Attribute]] = None) -> Iterator[Span]:
        """A span around the block; the parent is the span that is open here. An exception marks it as failed."""
        parent = self._current.get()
        span = Span(
            trace_id=secrets.token_hex(16) if parent is None else parent.trace_id,
            span_id=secrets.token_hex(8),
            parent_id=None if parent is None else parent.span_id,
            name=name,
            start_nanos=self._nanos(),
            attributes=dict(attributes or {}),
        )
        previous = self._current.set(span)
        try:
            yield span
        except BaseException as error:
            span.status = _STATUS_ERROR
            span.attributes["error.type"] = getattr(error, "code", type(error).__name__)
            raise
        finally:
            self._current.reset(previous)
            span.end_nanos = self._nanos()
            self._export(span)

    def headers(self) -> Dict[str, str]:
        """The header for an outgoing call; none outside of a span."""
        span = self._current.get()
        return {} if span is None else {"traceparent": span.traceparent}

    # endregion

    def trace_id(self) -> Optional[str]:
        """The trace that is open here, for messages and log lines."""
        span = self._current.get()
        return None if span is None else span.trace_id

    def _nanos(self) -> int:
        return int(self._clock.now() * 1_000_000_000)


class SpanBuffer:
    """Finished spans until somebody sends them. When it is full the newest are dropped and counted, not the program."""

    def __init__(self, capacity: int = 2_000) -> None:
        self._capacity = capacity
        self._spans: List[Span] = []
        self.dropped = 0

    def add(self, span: Span) -> None:
        """Keep a finished span."""
        if len(self._spans) >= self._capacity:
            self.dropped += 1
        else:
            self._spans.append(span)

    def take(self, count: int) -> List[Span]:
        """Remove and give the oldest spans, at most `count`."""
        taken, self._spans = self._spans[:count], self._spans[count:]
        return taken
