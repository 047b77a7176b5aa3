"""Migration service, recovery and balancer on the cluster, in its own time."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from dwcp.balancer import Balancer, Thresholds
from dwcp.migration_service import DONE, Journal, Limits, MigrationService
from dwcp.recovery import Protected, Recovery, RegionWatch, nodes_observer
from tests.training import ClusterTest


class ServicesOnClusterTest(ClusterTest):
    def setUp(self) -> None:
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.journal = Journal(Path(folder.name) / "moves.json")

    def service(self, running: int = 2) -> MigrationService:
        return MigrationService(self.client, self.clock, self.journal, Limits(running=running))

    def test_moves_vms_and_is_done(self) -> None:
        vms = [self.make_vm(f"py-move-{number}") for number in range(3)]
        target = self.another_worker(*(self.client.vm(vm_id).node for vm_id in vms))
        service = self.service()
        for vm_id in vms:
            service.want(vm_id, target)
        self.assertTrue(service.run())
        self.assertEqual({self.client.vm(vm_id).node for vm_id in vms}, {target})

    # region: test-crash
    def test_waits_for_a_target_that_is_down_and_goes_on_when_it_is_back(self) -> None:
        vm_id = self.make_vm("py-wait")
        target = self.another_worker(self.client.vm(vm_id).node)
        self.break_it({"type": "crash", "node": target})
        self.clock.sleep(60)
        service = self.service()
        move = service.want(vm_id, target)
        service.reconcile()
        self.assertEqual((move.state, move.reason), ("waiting", "TARGET_UNREACHABLE"))
        self.client.call("DELETE", f"/training/faults/{target}")
        self.assertTrue(service.run())
        self.assertEqual(move.state, DONE)

    # endregion

    def test_takes_over_from_a_service_that_was_stopped(self) -> None:
        vm_id = self.make_vm("py-restart")
        target = self.another_worker(self.client.vm(vm_id).node)
        first = self.service()
        first.want(vm_id, target)
        first.reconcile()
        before = self.client.call("GET", "/v3/migrations")["total"]
        self.assertTrue(self.service().run())
        self.assertEqual(self.client.call("GET", "/v3/migrations")["total"], before)

    # region: test-failover
    def test_notices_a_lost_region_and_leaves_what_is_not_fenced(self) -> None:
        vm_id = self.make_vm("py-lost")
        region = next(node.region for node in self.client.nodes() if node.id == self.client.vm(vm_id).node)
        for node in list(self.client.nodes()):
            if node.type == "worker" and node.region == region:
                self.break_it({"type": "crash", "node": node.id})
        watch = RegionWatch(region, [nodes_observer(self.client)], self.clock, quorum=1, hold_down=30)
        begun = self.clock.now()
        while not watch.is_lost():
            self.clock.sleep(5)
            self.assertLess(self.clock.now() - begun, 300)
        # A crash of the model is seen at once, so the hold-down time is all that passes.
        self.assertEqual(self.clock.now() - begun, 30)
        recovery = Recovery(self.client, self.service(), [Protected(vm_id, 1)])
        self.assertEqual([step.action for step in recovery.plan(region)], ["leave"])

    # endregion

    # region: test-evacuate
    def test_moves_what_still_runs_out_of_a_region_that_is_half_gone(self) -> None:
        vm_id = self.make_vm("py-half")
        home = next(node for node in self.client.nodes() if node.id == self.client.vm(vm_id).node)
        for node in list(self.client.nodes()):
            if node.type == "worker" and node.region == home.region and node.id != home.id:
                self.break_it({"type": "crash", "node": node.id})
        recovery = Recovery(self.client, self.service(), [Protected(vm_id, 1)])
        steps = recovery.plan(home.region)
        self.assertTrue(recovery.carry_out(steps))
        self.assertEqual(self.client.vm(vm_id).node, home.id, "a dry run has moved it")
        self.assertTrue(recovery.carry_out(steps, for_real=True))
        now = self.client.vm(vm_id).node
        self.assertNotIn(now, [node.id for node in self.client.nodes() if node.region == home.region])

    # endregion

    def test_empties_a_worker_that_is_full(self) -> None:
        vms = [self.make_vm(f"py-full-{number}", memory_gb=8) for number in range(3)]
        full = self.another_worker()
        service = self.service()
        for vm_id in vms:
            service.want(vm_id, full)
        self.assertTrue(service.run())
        # 24 of 128 GB are a share of 0.19; one VM less is 0.125.
        balancer = Balancer(self.client, service, self.clock, vms, Thresholds(high=0.18, low=0.15, moves_per_round=1))
        self.assertEqual(len(balancer.run_round()), 1)
        self.assertEqual(sum(self.client.vm(vm_id).node == full for vm_id in vms), 2)
        self.assertEqual(balancer.run_round(), [])


if __name__ == "__main__":
    unittest.main()
