"""What a program reports of itself stands beside what the cluster knows."""

from __future__ import annotations

import os
import unittest

from dwcp.client import Client
from dwcp.telemetry import Meter, Telemetry
from dwcp.tracing import SpanBuffer, Tracer
from tests.training import PASSWORD, USERNAME, ClusterTest


class TelemetryOnClusterTest(ClusterTest):
    # region: test-one-trace
    def test_makes_one_trace_with_the_cluster(self) -> None:
        spans, meter = SpanBuffer(), Meter()
        tracer = Tracer(self.clock, spans.add)
        traced = Client(os.environ["DWCP_URL"], USERNAME, PASSWORD, clock=self.clock, tracer=tracer)
        vm_id = self.make_vm("py-traced")
        target = self.another_worker(self.client.vm(vm_id).node)
        with tracer.span("move-orders") as work:
            migration_id = traced.start_migration(vm_id, target)
            while self.client.migration(migration_id).status == "in_progress":
                self.clock.sleep(1)
        meter.add("orders_moved_total", result="completed")
        self.assertTrue(Telemetry("orders", self.client, self.clock, spans, meter).flush())

        document = self.client.call("GET", "/training/traces", {"trace": work.trace_id})
        found = {
            span["name"]: span
            for resource in document["resourceSpans"]
            for scope in resource["scopeSpans"]
            for span in scope["spans"]
        }
        self.assertEqual(found["move-orders"]["parentSpanId"], "")
        self.assertEqual(found["HTTP POST"]["parentSpanId"], work.span_id)
        self.assertEqual(found["vm_migration_request"]["parentSpanId"], found["HTTP POST"]["spanId"])

    # endregion


if __name__ == "__main__":
    unittest.main()
