"""Spans have the right parents, exports the right form, and neither stands in the way of the work."""

from __future__ import annotations

import json
import logging
import threading
import unittest
from typing import List

from dwcp.errors import NoAnswerError, NotFoundError
from dwcp.logs import JsonFormatter
from dwcp.telemetry import Meter, Telemetry, otlp_spans
from dwcp.tracing import Span, SpanBuffer, Tracer
from tests.fakes import FakeClock, FakeTransport, answer, client, logged_in, refusal


class TracerTest(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = FakeClock()
        self.spans: List[Span] = []
        self.tracer = Tracer(self.clock, self.spans.append)

    # region: test-trace
    def test_makes_a_call_the_child_of_the_work_and_tells_the_cluster(self) -> None:
        transport = FakeTransport(logged_in(), answer({"migration_id": "mig-1"}))
        with self.tracer.span("move-orders") as work:
            client(transport, self.clock, tracer=self.tracer).start_migration("orders", "worker-5")
        call = self.spans[0]
        self.assertEqual((call.name, call.parent_id, call.trace_id), ("HTTP POST", work.span_id, work.trace_id))
        self.assertEqual(
            transport.requests[1].headers["traceparent"], f"00-{work.trace_id}-{call.span_id}-01"
        )

    # endregion

    def test_marks_a_span_that_failed_and_names_the_trace_in_the_error(self) -> None:
        transport = FakeTransport(logged_in(), refusal(404, "VM_NOT_FOUND"))
        with self.tracer.span("read") as work, self.assertRaises(NotFoundError) as caught:
            client(transport, self.clock, tracer=self.tracer).vm("vm-x")
        self.assertEqual((self.spans[0].status, self.spans[0].attributes["error.type"]), (2, "VM_NOT_FOUND"))
        self.assertEqual(caught.exception.trace_id, work.trace_id)

    def test_covers_pauses_between_attempts(self) -> None:
        transport = FakeTransport(logged_in(), refusal(429, "RATE_LIMITED", headers={"retry-after": "3"}), answer({}))
        with self.tracer.span("work"):
            client(transport, self.clock, tracer=self.tracer).call("GET", "/v3/nodes")
        self.assertGreaterEqual(self.spans[0].end_nanos - self.spans[0].start_nanos, 3_000_000_000)

    def test_keeps_threads_apart(self) -> None:
        def work() -> None:
            with self.tracer.span("other"):
                pass

        with self.tracer.span("main"):
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
        self.assertIsNone(self.spans[0].parent_id)


class ExportTest(unittest.TestCase):
    def test_writes_numbers_of_64_bits_as_text(self) -> None:
        span = Span("a" * 32, "b" * 16, None, "work", 1, 2, {"count": 3, "is_dry": True, "share": 0.5, "vm": "orders"})
        body = otlp_spans("mover", [span])["resourceSpans"][0]
        self.assertEqual(body["resource"]["attributes"][0]["value"], {"stringValue": "mover"})
        written = body["scopeSpans"][0]["spans"][0]
        self.assertEqual((written["startTimeUnixNano"], written["parentSpanId"]), ("1", ""))
        self.assertEqual(
            [item["value"] for item in written["attributes"]],
            [{"intValue": "3"}, {"boolValue": True}, {"doubleValue": 0.5}, {"stringValue": "orders"}],
        )

    def test_sends_spans_and_metrics_once(self) -> None:
        clock, spans, meter = FakeClock(), SpanBuffer(), Meter()
        transport = FakeTransport(logged_in(), answer({}), answer({}), answer({}))
        telemetry = Telemetry("mover", client(transport, clock), clock, spans, meter)
        with Tracer(clock, spans.add).span("work"):
            meter.add("mover_moves_total", result="done")
        self.assertTrue(telemetry.flush())
        self.assertTrue(telemetry.flush())
        self.assertEqual(transport.sent().count("POST /training/traces"), 1)
        metric = json.loads(transport.requests[2].body or b"")["resourceMetrics"][0]["scopeMetrics"][0]["metrics"][0]
        self.assertTrue(metric["sum"]["isMonotonic"])

    def test_does_not_fail_the_program_when_nobody_listens(self) -> None:
        clock, spans = FakeClock(), SpanBuffer(capacity=1)
        tracer = Tracer(clock, spans.add)
        for _ in range(3):
            with tracer.span("work"):
                pass
        self.assertEqual(spans.dropped, 2)
        down = FakeTransport(*[NoAnswerError("refused")] * 20)
        self.assertFalse(Telemetry("mover", client(down, clock, overall=1), clock, spans, Meter()).flush())


class LogTest(unittest.TestCase):
    def test_carries_the_trace(self) -> None:
        tracer = Tracer(FakeClock(), lambda span: None)
        formatter = JsonFormatter("mover", tracer)
        record = logging.LogRecord("dwcp", logging.INFO, __file__, 1, "%s is done", ("orders",), None)
        with tracer.span("work") as span:
            line = json.loads(formatter.format(record))
        self.assertEqual((line["message"], line["trace_id"]), ("orders is done", span.trace_id))
        self.assertNotIn("trace_id", json.loads(formatter.format(record)))

    # region: test-secrets
    def test_keeps_secrets_out_of_lines_and_errors(self) -> None:
        transport = FakeTransport(logged_in("secret-token"), refusal(401, "UNAUTHENTICATED"), NoAnswerError("cut off"))
        with self.assertLogs(level=logging.DEBUG) as logs, self.assertRaises(NoAnswerError) as caught:
            logging.getLogger("dwcp").debug("begins")  # assertLogs fails where nothing is logged at all.
            client(transport, overall=0.1).cluster_status()
        written = " ".join([*logs.output, str(caught.exception), repr(caught.exception)])
        for secret in ("secret-token", "a password"):
            self.assertNotIn(secret, written)

    # endregion


if __name__ == "__main__":
    unittest.main()
