"""Spans and metrics as OTLP in its JSON form, and where they are sent to."""

from __future__ import annotations

import threading
from typing import Any, Dict, List, Mapping, Sequence, Tuple

from dwcp.client import Client
from dwcp.clock import Clock
from dwcp.errors import DwcpError
from dwcp.tracing import Attribute, Span, SpanBuffer

_SPANS_AT_ONCE = 200

Labels = Tuple[Tuple[str, str], ...]


class Meter:
    """Counters and gauges of a program. Labels must have few values: a VM's identifier belongs into a span."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counters: Dict[Tuple[str, Labels], float] = {}
        self._gauges: Dict[Tuple[str, Labels], float] = {}

    def add(self, name: str, amount: float = 1.0, **labels: str) -> None:
        """Count. A counter never falls; its name ends in _total."""
        key = (name, tuple(sorted(labels.items())))
        with self._lock:
            self._counters[key] = self._counters.get(key, 0.0) + amount

    def set(self, name: str, value: float, **labels: str) -> None:
        """Keep the present value of something that rises and falls."""
        with self._lock:
            self._gauges[(name, tuple(sorted(labels.items())))] = value

    def read(self, name: str, **labels: str) -> float:
        """The value of a series, 0 where it has none yet."""
        key = (name, tuple(sorted(labels.items())))
        with self._lock:
            return self._counters.get(key, self._gauges.get(key, 0.0))

    # region: otlp-metrics
    def otlp(self, service: str, now_nanos: int) -> Dict[str, Any]:
        """All series as an ExportMetricsServiceRequest. Counters are totals since the start, hence CUMULATIVE (2)."""
        with self._lock:
            sums = _by_name(self._counters, now_nanos)
            gauges = _by_name(self._gauges, now_nanos)
        metrics = [
            {"name": name, "sum": {"dataPoints": points, "aggregationTemporality": 2, "isMonotonic": True}}
            for name, points in sums.items()
        ]
        metrics += [{"name": name, "gauge": {"dataPoints": points}} for name, points in gauges.items()]
        return {"resourceMetrics": [{"resource": _resource(service), "scopeMetrics": [{"metrics": metrics}]}]}

    # endregion

    @property
    def is_empty(self) -> bool:
        with self._lock:
            return not self._counters and not self._gauges


# region: otlp-spans
def otlp_spans(service: str, spans: Sequence[Span]) -> Dict[str, Any]:
    """Spans as an ExportTraceServiceRequest. 64-bit numbers are text in the JSON form of protobuf."""
    items = [
        {
            "traceId": span.trace_id,
            "spanId": span.span_id,
            "parentSpanId": span.parent_id or "",
            "name": span.name,
            "kind": 3 if span.name.startswith("HTTP ") else 1,  # client, internal
            "startTimeUnixNano": str(span.start_nanos),
            "endTimeUnixNano": str(span.end_nanos),
            "attributes": _attributes(span.attributes),
            "status": {"code": span.status},
        }
        for span in spans
    ]
    return {"resourceSpans": [{"resource": _resource(service), "scopeSpans": [{"spans": items}]}]}


# endregion


class Telemetry:
    """Sends what a program has recorded. `client` must not trace its own calls, or every export would make spans."""

    def __init__(self, service: str, client: Client, clock: Clock, spans: SpanBuffer, meter: Meter) -> None:
        self._service = service
        self._client = client
        self._clock = clock
        self._spans = spans
        self._meter = meter

    # region: flush
    def flush(self) -> bool:
        """Send everything; False when that failed. What cannot be sent is dropped: the work matters more than its record."""
        try:
            while batch := self._spans.take(_SPANS_AT_ONCE):
                # Receivers know a span by its identifier, so an export whose answer was lost may be sent again.
                self._client.call("POST", "/training/traces", body=otlp_spans(self._service, batch), idempotent=True)
            if not self._meter.is_empty:
                body = self._meter.otlp(self._service, int(self._clock.now() * 1_000_000_000))
                self._client.call("POST", "/training/metrics", body=body, idempotent=True)
            return True
        except DwcpError:
            return False

    # endregion


def _by_name(series: Mapping[Tuple[str, Labels], float], now_nanos: int) -> Dict[str, List[Dict[str, Any]]]:
    found: Dict[str, List[Dict[str, Any]]] = {}
    for (name, labels), value in series.items():
        point = {"attributes": _attributes(dict(labels)), "timeUnixNano": str(now_nanos), "asDouble": value}
        found.setdefault(name, []).append(point)
    return found


def _resource(service: str) -> Dict[str, Any]:
    return {"attributes": _attributes({"service.name": service})}


def _attributes(values: Mapping[str, Attribute]) -> List[Dict[str, Any]]:
    return [{"key": key, "value": _value(value)} for key, value in values.items()]


def _value(value: Attribute) -> Dict[str, Any]:
    # bool is a kind of int in Python, so it has to be asked for first.
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    return {"stringValue": value}
