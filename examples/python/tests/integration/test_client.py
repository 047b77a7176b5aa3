"""The client and the cluster agree on what they say to each other."""

from __future__ import annotations

import os
import unittest

from dwcp.client import Client
from dwcp.errors import ApiError, AuthenticationError, ConflictError, NotFoundError
from dwcp.models import VmRequest
from tests.training import ClusterTest


class ClientOnClusterTest(ClusterTest):
    # region: test-life
    def test_takes_a_vm_through_its_life(self) -> None:
        vm_id = self.make_vm("py-life", memory_gb=2)
        source = self.client.vm(vm_id).node
        migration_id = self.client.start_migration(vm_id, self.another_worker(source))
        with self.assertRaises(ConflictError) as caught:
            self.client.delete_vm(vm_id)
        self.assertEqual(caught.exception.code, "MIGRATION_IN_PROGRESS")
        self.assertEqual(caught.exception.details["migration_id"], migration_id)
        while self.client.migration(migration_id).status == "in_progress":
            self.clock.sleep(1)
        self.assertNotEqual(self.client.vm(vm_id).node, source)
        self.client.delete_vm(vm_id)
        with self.assertRaises(NotFoundError):
            self.client.vm(vm_id)

    # endregion

    def test_reads_every_node_once(self) -> None:
        nodes = [node.id for node in self.client.nodes()]
        self.assertEqual(len(nodes), len(set(nodes)))
        self.assertIn("controller-1", nodes)

    def test_is_told_that_a_name_is_taken(self) -> None:
        self.make_vm("py-twice")
        with self.assertRaises(ConflictError) as caught:
            self.client.create_vm(VmRequest("py-twice"))
        self.assertEqual(caught.exception.code, "VM_ALREADY_EXISTS")

    def test_is_told_which_field_is_wrong(self) -> None:
        with self.assertRaises(ApiError) as caught:
            self.client.create_vm(VmRequest("Py_Upper_Case"))
        self.assertEqual((caught.exception.code, caught.exception.details["field"]), ("INVALID_ARGUMENT", "name"))
        self.assertTrue(str(caught.exception.request_id).startswith("req-"))

    def test_is_refused_with_a_wrong_password(self) -> None:
        stranger = Client(os.environ["DWCP_URL"], "operator", "not it")
        with self.assertRaises(AuthenticationError):
            stranger.cluster_status()


if __name__ == "__main__":
    unittest.main()
