"""Recovery is slow to believe, moves the important first, and never makes a second VM beside a living one."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from typing import List

from dwcp.errors import NoAnswerError
from dwcp.migration_service import Journal, Limits, MigrationService
from dwcp.models import Vm
from dwcp.recovery import (
    DOWN,
    UNKNOWN,
    UP,
    Observer,
    Protected,
    Recovery,
    RegionWatch,
    metrics_observer,
    never_fenced,
    nodes_observer,
)
from dwcp.transport import Response
from tests.fake_cluster import FakeCluster
from tests.fakes import FakeClock, FakeTransport


def saying(script: List[str]) -> Observer:
    """An observer that says the next word of a list, and its last for ever."""
    return lambda region: script.pop(0) if len(script) > 1 else script[0]


class RegionWatchTest(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = FakeClock()

    def seconds_until_lost(self, *scripts: List[str]) -> float:
        watch = RegionWatch("eu-west", [saying(script) for script in scripts], self.clock, hold_down=60)
        begun = self.clock.now()
        while not watch.is_lost():
            self.clock.sleep(10)
            self.assertLess(self.clock.now() - begun, 1000, "the region never counts as lost")
        return self.clock.now() - begun

    # region: test-hold-down
    def test_believes_a_majority_after_the_hold_down_time(self) -> None:
        self.assertEqual(self.seconds_until_lost([DOWN], [DOWN], [UP]), 60)

    def test_starts_anew_when_the_majority_breaks_once(self) -> None:
        flickering = [DOWN, DOWN, DOWN, UP, DOWN]
        self.assertEqual(self.seconds_until_lost([DOWN], flickering, [UP]), 40 + 60)

    def test_does_not_count_an_observer_that_cannot_see(self) -> None:
        watch = RegionWatch("eu-west", [saying([DOWN]), saying([UNKNOWN]), saying([UNKNOWN])], self.clock, hold_down=0)
        self.assertFalse(watch.is_lost())

    # endregion

    def test_refuses_a_quorum_that_is_no_majority(self) -> None:
        with self.assertRaises(ValueError):
            RegionWatch("eu-west", [saying([UP])] * 4, self.clock, quorum=2)


class ObserversTest(unittest.TestCase):
    def test_judge_by_the_share_of_workers(self) -> None:
        cluster = FakeCluster(FakeClock())
        for number, status in enumerate(["ready", "ready", "unreachable"], 1):
            cluster.add_worker(f"worker-{number}", status=status)
        look = nodes_observer(cluster)
        self.assertEqual(look("eu-west"), UP)
        cluster.add_worker("worker-2", status="unreachable")
        self.assertEqual((look("eu-west"), look("nowhere")), (DOWN, UNKNOWN))

    def test_ask_the_nodes_past_the_controllers(self) -> None:
        up, down = Response(200, {}, b""), Response(503, {}, b"")
        transport = FakeTransport(up, down, down, NoAnswerError("silence"))
        look = metrics_observer(transport, "http://localhost:8080", ["worker-1", "worker-2"])
        self.assertEqual((look("eu-west"), look("eu-west")), (UP, DOWN))


class RecoveryTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.clock = FakeClock()
        self.cluster = FakeCluster(self.clock)
        journal = Journal(Path(folder.name) / "recovery.json")
        self.service = MigrationService(self.cluster, self.clock, journal, Limits(running=1))
        self.cluster.add_worker("worker-1", "eu-west", "draining")
        self.cluster.add_worker("worker-2", "eu-west", "unreachable")
        self.cluster.add_worker("worker-5", "us-east")
        self.cluster.add_worker("worker-6", "us-east")
        self.cluster.add_vm("shop", "worker-1")
        self.cluster.add_vm("orders", "worker-1")
        self.cluster.add_vm("ledger", "worker-2")
        self.cluster.add_vm("pinned", "worker-1", region="eu-west")
        self.cluster.add_vm("elsewhere", "worker-5")
        self.inventory = [
            Protected("shop", 2),
            Protected("orders", 1),
            Protected("ledger", 1),
            Protected("pinned", 3),
            Protected("elsewhere", 1),
        ]

    def recovery(self, is_fenced: bool = False) -> Recovery:
        def fence(vm: Vm) -> bool:
            return is_fenced

        return Recovery(self.cluster, self.service, self.inventory, fence if is_fenced else never_fenced)

    def test_plans_by_priority_and_spreads(self) -> None:
        steps = self.recovery().plan("eu-west")
        self.assertEqual(
            [(step.vm.vm_id, step.action, step.target) for step in steps],
            [
                ("ledger", "leave", None),
                ("orders", "move", "worker-5"),
                ("shop", "move", "worker-6"),
                ("pinned", "leave", None),
            ],
        )

    def test_changes_nothing_unless_told(self) -> None:
        recovery = self.recovery(is_fenced=True)
        recovery.carry_out(recovery.plan("eu-west"))
        self.assertEqual((self.cluster.started, self.cluster.created), ([], []))

    def test_moves_what_can_be_moved_in_its_order(self) -> None:
        recovery = self.recovery()
        # Two VMs are left where they are, so the recovery is not complete.
        self.assertFalse(recovery.carry_out(recovery.plan("eu-west"), for_real=True))
        self.assertEqual(self.cluster.started, ["orders → worker-5", "shop → worker-6"])

    # region: test-fence
    def test_makes_a_vm_anew_only_when_the_old_one_is_certainly_off(self) -> None:
        recovery = self.recovery()
        recovery.carry_out(recovery.plan("eu-west"), for_real=True)
        self.assertEqual(self.cluster.created, [])
        recovery = self.recovery(is_fenced=True)
        recovery.carry_out(recovery.plan("eu-west"), for_real=True)
        self.assertEqual([vm.name for vm in self.cluster.created], ["ledger-recovered"])

    # endregion

    def test_leaves_all_where_there_is_no_room(self) -> None:
        del self.cluster.workers["worker-5"], self.cluster.workers["worker-6"]
        self.assertEqual({step.action for step in self.recovery().plan("eu-west")}, {"leave"})


if __name__ == "__main__":
    unittest.main()
