"""A cluster of a few lines: VMs that move in a given time, and refusals that a test asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, Iterator, List, Optional

from dwcp.errors import DwcpError, NoAnswerError, NotFoundError
from dwcp.models import Migration, Node, Vm, VmRequest
from tests.fakes import FakeClock


# region: fake-cluster
class FakeCluster:
    """Serves what the services need of a client. A migration takes 30 s of the fake clock."""

    MIGRATION_SECONDS = 30.0

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.workers: Dict[str, Node] = {}
        self.vms: Dict[str, Vm] = {}
        self.started: List[str] = []
        self.created: List[VmRequest] = []
        # Each start of a migration raises the first of these, until none is left.
        self.refusals: List[DwcpError] = []
        self.loses_next_answer = False
        self._migrations: Dict[str, Migration] = {}
        self._ends: Dict[str, float] = {}

    def start_migration(self, vm_id: str, target_node: str) -> str:
        if self.refusals:
            raise self.refusals.pop(0)
        vm = self.vm(vm_id)
        migration_id = f"mig-{len(self._migrations) + 1}"
        self.started.append(f"{vm_id} → {target_node}")
        self._migrations[migration_id] = Migration(
            migration_id, vm_id, "in_progress", "pre-copy", 0, vm.node, target_node, 0, None, None
        )
        self._ends[migration_id] = self.clock.now() + self.MIGRATION_SECONDS
        self.vms[vm_id] = replace(vm, status="migrating")
        if self.loses_next_answer:
            self.loses_next_answer = False
            raise NoAnswerError("The connection broke.")
        return migration_id

    # endregion

    def vm(self, vm_id: str) -> Vm:
        self._let_time_pass()
        if vm_id not in self.vms:
            raise NotFoundError("VM_NOT_FOUND", 404, f"There is no VM {vm_id}.")
        return self.vms[vm_id]

    def nodes(self, status: Optional[str] = None) -> Iterator[Node]:
        return (node for node in self.workers.values() if status in (None, node.status))

    def migration(self, migration_id: str) -> Migration:
        self._let_time_pass()
        return self._migrations[migration_id]

    def migrations(self, status: Optional[str] = None) -> Iterator[Migration]:
        self._let_time_pass()
        return (item for item in self._migrations.values() if status in (None, item.status))

    def create_vm(self, vm: VmRequest) -> str:
        self.created.append(vm)
        return vm.name

    def add_worker(self, worker: str, region: str = "eu-west", status: str = "ready", memory_gb: float = 128) -> None:
        self.workers[worker] = Node(worker, "worker", status, region, 32, memory_gb, 1000, 0)

    def add_vm(self, vm_id: str, node: str, memory_gb: float = 2, region: Optional[str] = None) -> None:
        self.vms[vm_id] = Vm(vm_id, vm_id, "ubuntu-22.04", "running", node, 1, memory_gb, 10, region)

    def fail_migrations(self, code: str) -> None:
        """End all running migrations with an error; the VMs run on where they were."""
        for migration in list(self.migrations("in_progress")):
            del self._ends[migration.migration_id]
            self._migrations[migration.migration_id] = replace(migration, status="failed", error_code=code)
            self.vms[migration.vm_id] = replace(self.vms[migration.vm_id], status="running")

    def _let_time_pass(self) -> None:
        for migration_id, end in list(self._ends.items()):
            if self.clock.now() >= end:
                del self._ends[migration_id]
                migration = self._migrations[migration_id]
                self._migrations[migration_id] = replace(migration, status="completed", progress=100)
                vm = self.vms[migration.vm_id]
                self.vms[migration.vm_id] = replace(vm, status="running", node=migration.target_node)
