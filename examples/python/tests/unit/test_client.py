"""The client decides by what it is answered, without a network."""

from __future__ import annotations

import json
import unittest

from dwcp.errors import (
    ApiError,
    AuthenticationError,
    ConflictError,
    DeadlineError,
    NoAnswerError,
    NotFoundError,
    RateLimitedError,
)
from dwcp.models import VmRequest
from dwcp.transport import Response
from tests.fakes import FakeClock, FakeTransport, answer, client, logged_in, refusal

STATUS = {
    "cluster_id": "dwcp-training",
    "status": "healthy",
    "controllers": {"total": 3, "healthy": 3, "leader": "controller-1"},
    "workers": {"total": 10, "ready": 10, "unreachable": 0},
    "consensus": {"protocol": "raft", "latency_ms": 4.2},
}
MADE = {"vm_id": "shop-1", "status": "creating", "node": "worker-2", "created_at": "2026-01-06T08:10:00Z"}


def vm_body(name: str = "shop-1", memory_gb: float = 1) -> dict[str, object]:
    return {
        "vm_id": name,
        "name": name,
        "image": "ubuntu-22.04",
        "status": "running",
        "node": "worker-2",
        "resources": {"cpu": 1, "memory_gb": memory_gb, "disk_gb": 10},
        "placement": {"region": None, "affinity": None},
    }


def node_body(number: int) -> dict[str, object]:
    return {
        "id": f"worker-{number}",
        "type": "worker",
        "status": "ready",
        "region": "eu-west",
        "resources": {"cpu": 32, "memory_gb": 128, "disk_gb": 1024},
        "vms": 0,
    }


class LoginTest(unittest.TestCase):
    def test_logs_in_once_for_many_calls(self) -> None:
        transport = FakeTransport(logged_in(), answer(STATUS), answer(STATUS))
        caller = client(transport)
        caller.cluster_status()
        caller.cluster_status()
        self.assertEqual(
            transport.sent(), ["POST /v3/auth/login", "GET /v3/cluster/status", "GET /v3/cluster/status"]
        )
        self.assertEqual(transport.requests[1].headers["authorization"], "Bearer token-1")

    # region: test-renewal
    def test_renews_a_token_that_was_refused_and_repeats_the_call(self) -> None:
        transport = FakeTransport(
            logged_in("token-1"), refusal(401, "TOKEN_EXPIRED"), logged_in("token-2"), answer(STATUS)
        )
        self.assertEqual(client(transport).cluster_status().leader, "controller-1")
        self.assertEqual(transport.requests[3].headers["authorization"], "Bearer token-2")

    def test_gives_up_when_a_fresh_token_is_refused_too(self) -> None:
        transport = FakeTransport(
            logged_in(), refusal(401, "UNAUTHENTICATED"), logged_in("token-2"), refusal(401, "UNAUTHENTICATED")
        )
        with self.assertRaises(AuthenticationError):
            client(transport).cluster_status()
        self.assertEqual(len(transport.requests), 4)

    # endregion

    def test_renews_before_the_end_and_not_after(self) -> None:
        clock = FakeClock()
        end = clock.now() + 300
        transport = FakeTransport(logged_in("token-1", end), answer(STATUS), logged_in("token-2"), answer(STATUS))
        caller = client(transport, clock)
        caller.cluster_status()
        clock.seconds = end - 29
        caller.cluster_status()
        self.assertEqual(transport.requests[3].headers["authorization"], "Bearer token-2")

    def test_does_not_repeat_a_wrong_password(self) -> None:
        transport = FakeTransport(refusal(401, "UNAUTHENTICATED"))
        with self.assertRaises(AuthenticationError):
            client(transport).cluster_status()


class RetryTest(unittest.TestCase):
    # region: test-retry-after
    def test_waits_as_long_as_the_cluster_asks_and_a_random_part(self) -> None:
        clock = FakeClock()
        limited = refusal(429, "RATE_LIMITED", headers={"retry-after": "2"})
        transport = FakeTransport(logged_in(), limited, limited, answer(STATUS))
        client(transport, clock).cluster_status()
        # Half of 0.2 s, then half of 0.4 s, each on top of the 2 s that were asked for.
        self.assertEqual([round(pause, 3) for pause in clock.pauses], [2.1, 2.2])

    # endregion

    def test_doubles_the_pause_up_to_a_cap(self) -> None:
        clock = FakeClock()
        unavailable = [refusal(503, "QUORUM_LOST") for _ in range(9)]
        client(FakeTransport(logged_in(), *unavailable, answer(STATUS)), clock).cluster_status()
        self.assertEqual(
            [round(pause, 3) for pause in clock.pauses], [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0]
        )

    def test_ends_at_the_deadline_with_the_last_refusal(self) -> None:
        clock = FakeClock()
        transport = FakeTransport(logged_in(), *[refusal(429, "RATE_LIMITED", headers={"retry-after": "4"})] * 3)
        with self.assertRaises(RateLimitedError):
            client(transport, clock, overall=10).cluster_status()
        self.assertLessEqual(sum(clock.pauses), 10)

    def test_says_so_when_no_time_was_left_for_an_attempt(self) -> None:
        with self.assertRaises(DeadlineError):
            client(FakeTransport(), overall=0).cluster_status()

    # region: test-no-repeat
    def test_does_not_repeat_the_start_of_a_migration_whose_answer_was_lost(self) -> None:
        transport = FakeTransport(logged_in(), NoAnswerError("cut off"))
        with self.assertRaises(NoAnswerError):
            client(transport).start_migration("shop-1", "worker-3")
        self.assertEqual(transport.sent().count("POST /v3/migrations"), 1)

    def test_repeats_the_start_of_a_migration_that_was_refused_before_anything_happened(self) -> None:
        transport = FakeTransport(
            logged_in(), refusal(503, "NOT_LEADER"), answer({"migration_id": "mig-1", "status": "in_progress"})
        )
        self.assertEqual(client(transport).start_migration("shop-1", "worker-3"), "mig-1")

    # endregion

    def test_does_not_repeat_a_call_that_is_wrong(self) -> None:
        transport = FakeTransport(logged_in(), refusal(400, "INVALID_ARGUMENT", {"field": "limit"}))
        with self.assertRaises(ApiError) as caught:
            list(client(transport).nodes())
        self.assertEqual(caught.exception.details["field"], "limit")

    def test_takes_the_page_of_a_proxy_for_no_answer_of_the_api(self) -> None:
        page = Response(502, {"content-type": "text/html"}, b"<h1>Bad gateway</h1>")
        transport = FakeTransport(logged_in(), page, answer(STATUS))
        self.assertEqual(client(transport).cluster_status().status, "healthy")


class CreateTest(unittest.TestCase):
    # region: test-lost-answer
    def test_takes_exists_already_for_success_after_a_lost_answer(self) -> None:
        transport = FakeTransport(
            logged_in(),
            NoAnswerError("the connection broke"),
            refusal(409, "VM_ALREADY_EXISTS", {"vm_id": "shop-1"}),
            answer(vm_body()),
        )
        self.assertEqual(client(transport).create_vm(VmRequest("shop-1")), "shop-1")

    def test_refuses_a_vm_that_is_made_otherwise(self) -> None:
        transport = FakeTransport(
            logged_in(),
            NoAnswerError("the connection broke"),
            refusal(409, "VM_ALREADY_EXISTS", {"vm_id": "shop-1"}),
            answer(vm_body(memory_gb=64)),
        )
        with self.assertRaises(ConflictError):
            client(transport).create_vm(VmRequest("shop-1"))

    # endregion

    def test_refuses_exists_already_where_nothing_was_lost(self) -> None:
        transport = FakeTransport(
            logged_in(), refusal(429, "RATE_LIMITED"), refusal(409, "VM_ALREADY_EXISTS", {"vm_id": "shop-1"})
        )
        with self.assertRaises(ConflictError):
            client(transport).create_vm(VmRequest("shop-1"))

    def test_sends_what_the_api_documents(self) -> None:
        transport = FakeTransport(logged_in(), answer(MADE))
        client(transport).create_vm(VmRequest("shop-1", region="eu-west"))
        self.assertEqual(
            json.loads(transport.requests[1].body or b""),
            {
                "name": "shop-1",
                "image": "ubuntu-22.04",
                "resources": {"cpu": 1, "memory_gb": 1, "disk_gb": 10},
                "placement": {"region": "eu-west"},
            },
        )


class DeleteTest(unittest.TestCase):
    def test_takes_not_found_for_success_only_after_a_lost_answer(self) -> None:
        gone = refusal(404, "VM_NOT_FOUND")
        client(FakeTransport(logged_in(), NoAnswerError("cut off"), gone)).delete_vm("shop-1")
        with self.assertRaises(NotFoundError):
            client(FakeTransport(logged_in(), gone)).delete_vm("shop-1")

    def test_puts_an_identifier_into_the_path_and_nothing_else(self) -> None:
        transport = FakeTransport(logged_in(), answer({"status": "deleted", "deleted_at": "2026-01-06T08:10:00Z"}))
        client(transport).delete_vm("../migrations?x")
        self.assertEqual(transport.sent()[1], "DELETE /v3/vms/..%2Fmigrations%3Fx")


class PagesTest(unittest.TestCase):
    def test_reads_pages_as_they_are_needed(self) -> None:
        pages = [answer({"nodes": [node_body(1), node_body(2)], "total": 3, "page": 1})]
        pages.append(answer({"nodes": [node_body(3)], "total": 3, "page": 2}))
        transport = FakeTransport(logged_in(), *pages)
        nodes = client(transport).nodes(status="ready")
        self.assertEqual(transport.sent(), [])
        self.assertEqual([node.id for node in nodes], ["worker-1", "worker-2", "worker-3"])
        self.assertEqual(transport.sent()[2], "GET /v3/nodes?status=ready&page=2&limit=200")

    def test_ends_when_the_list_has_shrunk_meanwhile(self) -> None:
        first = answer({"nodes": [node_body(1)], "total": 2, "page": 1})
        transport = FakeTransport(logged_in(), first, answer({"nodes": [], "total": 1, "page": 2}))
        self.assertEqual([node.id for node in client(transport).nodes()], ["worker-1"])


if __name__ == "__main__":
    unittest.main()
