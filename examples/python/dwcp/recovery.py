"""Disaster recovery: notice that a region is lost, be slow to believe it, and move what can be moved."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Callable, Dict, Iterator, List, Optional, Protocol, Sequence
from urllib.parse import quote

from dwcp.clock import Clock
from dwcp.errors import ConflictError, DwcpError, NotFoundError
from dwcp.migration_service import MigrationApi, MigrationService
from dwcp.models import Node, Vm, VmRequest
from dwcp.transport import Request, Transport

log = logging.getLogger(__name__)

UP, DOWN, UNKNOWN = "up", "down", "unknown"

# What one observer says of a region: up, down or unknown.
Observer = Callable[[str], str]


class RecoveryApi(MigrationApi, Protocol):
    """What recovery needs of a client."""

    def nodes(self, status: Optional[str] = None) -> Iterator[Node]: ...

    def create_vm(self, vm: VmRequest) -> str: ...


# region: observers
def nodes_observer(api: RecoveryApi, least_ready: float = 0.5) -> Observer:
    """What the controllers think: down when fewer than this share of the workers of the region are ready."""

    def look(region: str) -> str:
        try:
            workers = [node for node in api.nodes() if node.type == "worker" and node.region == region]
        except DwcpError:
            return UNKNOWN
        if not workers:
            return UNKNOWN
        ready = sum(node.status == "ready" for node in workers)
        return UP if ready / len(workers) >= least_ready else DOWN

    return look


def metrics_observer(
    transport: Transport, base_url: str, workers: Sequence[str], least_answering: float = 0.5
) -> Observer:
    """What the nodes say themselves, past the controllers: down when too few of them answer a scrape."""

    def look(region: str) -> str:
        answering = 0
        for worker in workers:
            try:
                url = f"{base_url}/metrics?node={quote(worker)}"
                answering += transport.send(Request("GET", url), timeout=5.0).status == 200
            except DwcpError:
                pass  # Silence is what is counted here.
        return UP if workers and answering / len(workers) >= least_answering else DOWN

    return look


# endregion


# region: failover
class RegionWatch:
    """Turns what several observers say into one decision.

    A region counts as lost when `quorum` observers say so without interruption for `hold_down` seconds. Any look at
    which they do not agree starts the time anew, because moving too early costs more than moving late.
    """

    def __init__(
        self, region: str, observers: Sequence[Observer], clock: Clock, quorum: int = 2, hold_down: float = 60.0
    ) -> None:
        if not len(observers) / 2 < quorum <= len(observers):
            raise ValueError(f"A quorum of {quorum} is no majority of {len(observers)} observers.")
        self._region = region
        self._observers = observers
        self._clock = clock
        self._quorum = quorum
        self._hold_down = hold_down
        self._down_since: Optional[float] = None

    def is_lost(self) -> bool:
        """Look once. An observer that does not know votes for nothing."""
        votes = [observer(self._region) for observer in self._observers]
        if votes.count(DOWN) < self._quorum:
            self._down_since = None
            return False
        if self._down_since is None:
            self._down_since = self._clock.monotonic()
        held = self._clock.monotonic() - self._down_since
        log.warning("%s: %s, for %.0f of %.0f s", self._region, votes, held, self._hold_down)
        return held >= self._hold_down


# endregion


@dataclass(frozen=True)
class Protected:
    """A VM that recovery cares for. Priority 1 goes first."""

    vm_id: str
    priority: int


@dataclass(frozen=True)
class Step:
    """What is to be done with one VM: move it, make it anew, or leave it, and why."""

    vm: Vm
    action: str
    target: Optional[str]
    reason: str


def never_fenced(vm: Vm) -> bool:
    """The answer of a recovery controller that cannot switch hosts off."""
    return False


class Recovery:
    """Makes a plan for a region and carries it out. `fence` says whether a VM certainly does not run any more."""

    def __init__(
        self,
        api: RecoveryApi,
        service: MigrationService,
        inventory: Sequence[Protected],
        fence: Callable[[Vm], bool] = never_fenced,
    ) -> None:
        self._api = api
        self._service = service
        self._inventory = inventory
        self._fence = fence

    # region: plan
    def plan(self, region: str) -> List[Step]:
        """The steps for all protected VMs of a region, the most important first. Nothing is changed."""
        nodes = {node.id: node for node in self._api.nodes()}
        free = {n.id: n for n in nodes.values() if n.is_ready_worker and n.region != region}
        steps: List[Step] = []
        for protected in sorted(self._inventory, key=lambda item: (item.priority, item.vm_id)):
            try:
                vm = self._api.vm(protected.vm_id)
            except NotFoundError:
                log.warning("%s is in the inventory, but not in the cluster", protected.vm_id)
                continue
            if vm.node in nodes and nodes[vm.node].region == region:
                steps.append(self._step(vm, nodes[vm.node], region, free))
        return steps

    def _step(self, vm: Vm, node: Node, region: str, free: Dict[str, Node]) -> Step:
        if vm.region == region:
            return Step(vm, "leave", None, f"its placement rule keeps it in {region}")
        if not free:
            return Step(vm, "leave", None, "no other region has a ready worker")
        target = min(free.values(), key=lambda item: (item.vms, item.id))
        if node.status == "unreachable" and not self._fence(vm):
            # It may still run, write to its disk and answer its users. A second one beside it does more harm.
            return Step(vm, "leave", None, f"{node.id} is out of reach and not fenced")
        free[target.id] = replace(target, vms=target.vms + 1)
        if node.status == "unreachable":
            return Step(vm, "recreate", None, "its memory is lost with its host")
        return Step(vm, "move", target.id, f"{node.id} is {node.status}")

    # endregion

    # region: carry-out
    def carry_out(self, steps: Sequence[Step], for_real: bool = False) -> bool:
        """Do the steps in their order; without `for_real` only say what would be done. True when all succeeded."""
        for step in steps:
            log.info("%s %s: %s", step.action, step.vm.vm_id, step.reason)
        if not for_real:
            return True
        left = [step for step in steps if step.action == "leave"]
        for step in steps:
            if step.action == "move" and step.target is not None:
                self._service.want(step.vm.vm_id, step.target)
            elif step.action == "recreate":
                self._recreate(step.vm)
        # The service starts wishes in the order in which they were made, so the order of priority holds.
        return self._service.run() and not left

    def _recreate(self, vm: Vm) -> None:
        """The registry keeps the lost VM under its name, so the new one gets another."""
        name = f"{vm.name[:53]}-recovered"
        try:
            self._api.create_vm(VmRequest(name, vm.image, vm.cpu, vm.memory_gb, vm.disk_gb, vm.region))
        except ConflictError as error:
            if error.code != "VM_ALREADY_EXISTS":
                raise
            log.info("%s exists: an earlier run made it", name)

    # endregion
