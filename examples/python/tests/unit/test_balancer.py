"""The balancer moves little, stops in time and does not move things to and fro."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from typing import List

from dwcp.balancer import Balancer, Thresholds, Transfer
from dwcp.migration_service import Journal, MigrationService
from tests.fake_cluster import FakeCluster
from tests.fakes import FakeClock


class BalancerTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.clock = FakeClock()
        self.cluster = FakeCluster(self.clock)
        for number in range(1, 4):
            self.cluster.add_worker(f"worker-{number}", memory_gb=100)
        self.service = MigrationService(self.cluster, self.clock, Journal(Path(folder.name) / "balance.json"))

    def balancer(self) -> Balancer:
        thresholds = Thresholds(high=0.8, low=0.65, moves_per_round=2)
        return Balancer(self.cluster, self.service, self.clock, list(self.cluster.vms), thresholds)

    def fill(self, worker: str, *sizes: float) -> None:
        for number, size in enumerate(sizes, 1):
            self.cluster.add_vm(f"{worker}-vm-{number}", worker, memory_gb=size)

    def test_leaves_a_cluster_alone_that_is_below_the_threshold(self) -> None:
        self.fill("worker-1", 40, 39)
        self.assertEqual(self.balancer().plan(), [])

    def test_moves_the_largest_that_fits_to_the_emptiest(self) -> None:
        self.fill("worker-1", 30, 40, 20)
        self.fill("worker-2", 10)
        self.assertEqual(self.balancer().plan(), [Transfer("worker-1-vm-2", "worker-1", "worker-3")])

    def test_takes_a_smaller_one_where_the_largest_would_only_make_another_full(self) -> None:
        self.fill("worker-1", 70, 20)
        self.fill("worker-2", 10)
        self.assertEqual([move.vm_id for move in self.balancer().plan()], ["worker-1-vm-2"])

    def test_makes_no_more_than_the_moves_of_a_round(self) -> None:
        self.fill("worker-1", *[10.0] * 10)
        self.assertEqual(len(self.balancer().plan()), 2)

    # region: test-hysteresis
    def test_goes_on_below_the_upper_threshold_and_stops_below_the_lower(self) -> None:
        self.fill("worker-1", *[5.0] * 17)
        balancer = self.balancer()
        rounds: List[int] = []
        while moved := balancer.run_round():
            rounds.append(len(moved))
        # From 85 down past 80 to 60: five moves of 5, two in a round.
        self.assertEqual(rounds, [2, 2, 1])

    def test_does_not_begin_between_the_thresholds(self) -> None:
        self.fill("worker-1", *[5.0] * 15)
        self.assertEqual(self.balancer().plan(), [])

    # endregion

    def test_lets_a_vm_rest_that_it_has_moved(self) -> None:
        self.fill("worker-1", 45, 40)
        balancer = self.balancer()
        self.assertEqual(len(balancer.run_round()), 1)
        self.cluster.add_vm("worker-1-vm-1", "worker-1", memory_gb=45)
        self.assertEqual([move.vm_id for move in balancer.plan()], ["worker-1-vm-2"])
        self.clock.sleep(600)
        self.assertEqual([move.vm_id for move in balancer.plan()], ["worker-1-vm-1"])


if __name__ == "__main__":
    unittest.main()
