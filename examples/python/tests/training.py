"""The training cluster as a test sees it: its own time, its own names, and a way to get rid of what a test made."""

from __future__ import annotations

import os
import unittest
from typing import Dict, List

from dwcp.client import Client
from dwcp.errors import NotFoundError
from dwcp.models import VmRequest
from dwcp.session import read_time

USERNAME, PASSWORD = "operator", "training-operator"


# region: training-clock
class TrainingClock:
    """The time of a cluster that runs with `--speed step`: to sleep is to let that time pass, at once."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._now = read_time(str(client.call("GET", "/training/time")["now"]))

    def now(self) -> float:
        return self._now

    def monotonic(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        milliseconds = max(1, round(seconds * 1000))
        answer = self._client.call("POST", "/training/time", body={"advance_ms": milliseconds})
        self._now = read_time(str(answer["now"]))


# endregion


@unittest.skipUnless("DWCP_URL" in os.environ, "DWCP_URL names no cluster")
class ClusterTest(unittest.TestCase):
    """A test with a client, the time of the cluster, and VMs that are deleted afterwards."""

    def setUp(self) -> None:
        self.client = Client(os.environ["DWCP_URL"], USERNAME, PASSWORD)
        self.clock = TrainingClock(self.client)
        self._made: List[str] = []
        self.addCleanup(self._delete_all)

    def make_vm(self, name: str, memory_gb: float = 1) -> str:
        """A running VM."""
        vm_id = self.client.create_vm(VmRequest(name, memory_gb=memory_gb))
        self._made.append(vm_id)
        while self.client.vm(vm_id).status == "creating":
            self.clock.sleep(1)
        return vm_id

    # region: training-fault
    def break_it(self, fault: Dict[str, object]) -> None:
        """Let a fault strike, and end it after the test, whatever becomes of that."""
        target = self.client.call("POST", "/training/faults", body=fault)["target"]
        self.addCleanup(self.client.call, "DELETE", f"/training/faults/{target}")

    # endregion

    def another_worker(self, *nodes: str) -> str:
        """A ready worker that is none of these."""
        return next(node.id for node in self.client.nodes("ready") if node.is_ready_worker and node.id not in nodes)

    def _delete_all(self) -> None:
        for vm_id in self._made:
            try:
                while self.client.vm(vm_id).status == "migrating":
                    self.clock.sleep(5)
                self.client.delete_vm(vm_id)
            except NotFoundError:
                pass  # The test has deleted it itself.
