"""The gRPC client on the cluster: the same meaning as REST, and a stream that lasts as long as a migration."""

from __future__ import annotations

import os
import threading
import unittest

from dwcp.errors import DeadlineError, NotFoundError
from dwcp.grpc_client import GrpcClient
from tests.training import ClusterTest


@unittest.skipUnless("DWCP_GRPC" in os.environ, "DWCP_GRPC names no cluster")
class GrpcOnClusterTest(ClusterTest):
    def setUp(self) -> None:
        super().setUp()
        self.grpc = GrpcClient(os.environ["DWCP_GRPC"], self.client.session)
        self.addCleanup(self.grpc.close)

    def test_says_the_same_as_rest(self) -> None:
        vm_id = self.make_vm("py-both", memory_gb=2)
        self.assertEqual(self.grpc.vm(vm_id), self.client.vm(vm_id))
        self.assertEqual(self.grpc.cluster_status(), self.client.cluster_status())

    def test_gives_the_code_and_not_only_the_status(self) -> None:
        with self.assertRaises(NotFoundError) as caught:
            self.grpc.vm("vm-x")
        self.assertEqual((caught.exception.code, caught.exception.status), ("VM_NOT_FOUND", 404))
        with self.assertRaises(NotFoundError) as caught:
            list(self.grpc.migrate(self.make_vm("py-nowhere"), "worker-99", deadline=10))
        self.assertEqual(caught.exception.code, "NODE_NOT_FOUND")

    # region: test-stream
    def test_streams_progress_to_the_end(self) -> None:
        vm_id = self.make_vm("py-stream", memory_gb=2)
        target = self.another_worker(self.client.vm(vm_id).node)
        seen = []
        for progress in self.grpc.migrate(vm_id, target, deadline=30):
            seen.append(progress)
            if progress.status == "in_progress":
                # Time stands still, so the next message comes when this thread lets some of it pass.
                self.clock.sleep(1)
        self.assertEqual((seen[0].percent, seen[-1].percent, seen[-1].status), (0, 100, "completed"))
        # Progress may fall when the guest writes memory again, so only its bounds are promised.
        self.assertTrue(all(0 <= each.percent <= 100 for each in seen))
        self.assertEqual(self.client.vm(vm_id).node, target)

    def test_does_not_stop_the_migration_when_its_deadline_passes(self) -> None:
        vm_id = self.make_vm("py-deadline", memory_gb=2)
        target = self.another_worker(self.client.vm(vm_id).node)
        with self.assertRaises(DeadlineError):
            list(self.grpc.migrate(vm_id, target, deadline=0.3))
        self.assertEqual(self.client.vm(vm_id).status, "migrating")
        self.clock.sleep(60)
        self.assertEqual(self.client.vm(vm_id).node, target)

    # endregion

    def test_renews_a_token_that_is_no_good(self) -> None:
        self.client.session.token()
        self.client.session._token = "not a token"
        self.assertEqual(self.grpc.cluster_status().status, "healthy")

    def test_shares_a_token_between_threads(self) -> None:
        seen = []
        threads = [threading.Thread(target=lambda: seen.append(self.grpc.cluster_status().leader)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(seen), 8)
        self.assertEqual(len(set(seen)), 1)


if __name__ == "__main__":
    unittest.main()
