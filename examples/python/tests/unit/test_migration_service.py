"""The service reaches what is wanted, past refusals, lost answers and restarts."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

from dwcp.errors import ConflictError, NotFoundError, UnavailableError
from dwcp.migration_service import FAILED, MOVING, WAITING, Journal, Limits, MigrationService
from dwcp.telemetry import Meter
from tests.fake_cluster import FakeCluster
from tests.fakes import FakeClock


class MigrationServiceTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.journal = Journal(Path(folder.name) / "moves.json")
        self.clock = FakeClock()
        self.cluster = FakeCluster(self.clock)
        for number in range(1, 5):
            self.cluster.add_vm(f"vm-{number}", "worker-1")
        self.meter = Meter()
        self.service = self.start_service()

    def start_service(self) -> MigrationService:
        return MigrationService(self.cluster, self.clock, self.journal, Limits(running=2), self.meter)

    def test_moves_all_of_them_and_never_more_than_two_at_once(self) -> None:
        for number in range(1, 5):
            self.service.want(f"vm-{number}", "worker-2")
        running = []
        while not self.service.reconcile():
            running.append(len(list(self.cluster.migrations("in_progress"))))
            self.clock.sleep(2)
        self.assertEqual(max(running), 2)
        self.assertEqual({vm.node for vm in self.cluster.vms.values()}, {"worker-2"})
        self.assertEqual(self.meter.read("mover_moves_total", result="done"), 4)

    def test_does_nothing_where_nothing_is_to_be_done(self) -> None:
        self.service.want("vm-1", "worker-1")
        self.assertTrue(self.service.run())
        self.assertEqual(self.cluster.started, [])

    # region: test-restart
    def test_goes_on_after_a_restart_without_a_second_migration(self) -> None:
        self.service.want("vm-1", "worker-2")
        self.service.reconcile()
        restarted = self.start_service()
        self.assertTrue(restarted.run())
        self.assertEqual(self.cluster.started, ["vm-1 → worker-2"])

    def test_adopts_a_migration_whose_start_was_never_answered(self) -> None:
        self.cluster.loses_next_answer = True
        move = self.service.want("vm-1", "worker-2")
        self.service.reconcile()
        self.assertEqual(move.state, WAITING)
        self.service.reconcile()
        self.assertEqual((move.state, move.migration_id), (MOVING, "mig-1"))
        self.assertTrue(self.service.run())
        self.assertEqual(len(self.cluster.started), 1)

    # endregion

    # region: test-backoff
    def test_waits_longer_after_each_refusal(self) -> None:
        self.cluster.refusals = [ConflictError("INSUFFICIENT_RESOURCES", 409, "full")] * 3
        self.service.want("vm-1", "worker-2")
        begun = self.clock.now()
        self.assertTrue(self.service.run(poll=1))
        # 30 s, 60 s and 120 s of waiting, then 30 s for the migration itself.
        self.assertEqual(self.clock.now() - begun, 30 + 60 + 120 + 30)

    # endregion

    def test_gives_up_after_five_attempts(self) -> None:
        self.cluster.refusals = [UnavailableError("TARGET_UNREACHABLE", 503, "down")] * 5
        move = self.service.want("vm-1", "worker-2")
        self.assertFalse(self.service.run())
        self.assertEqual((move.state, move.attempts, move.reason), (FAILED, 5, "TARGET_UNREACHABLE"))

    def test_does_not_repeat_a_wish_that_is_wrong(self) -> None:
        self.cluster.refusals = [NotFoundError("NODE_NOT_FOUND", 404, "no such node")]
        move = self.service.want("vm-1", "worker1")
        self.assertFalse(self.service.run())
        self.assertEqual((move.state, move.attempts), (FAILED, 0))

    def test_tries_again_when_a_migration_fails(self) -> None:
        move = self.service.want("vm-1", "worker-2")
        self.service.reconcile()
        self.cluster.fail_migrations("MIGRATION_TIMEOUT")
        self.service.reconcile()
        self.assertEqual((move.state, move.reason), (WAITING, "MIGRATION_TIMEOUT"))
        self.assertTrue(self.service.run())

    def test_moves_a_vm_again_that_somebody_has_moved_away(self) -> None:
        self.service.want("vm-1", "worker-2")
        self.service.run()
        self.cluster.add_vm("vm-1", "worker-9")
        self.assertEqual(self.service.want("vm-1", "worker-2").state, "pending")
        self.assertTrue(self.service.run())
        self.assertEqual(self.cluster.vm("vm-1").node, "worker-2")

    def test_says_that_a_vm_is_gone(self) -> None:
        move = self.service.want("vm-9", "worker-2")
        self.service.reconcile()
        self.assertEqual(move.state, FAILED)
        self.assertEqual(self.meter.read("mover_moves_total", result=FAILED), 1)


if __name__ == "__main__":
    unittest.main()
