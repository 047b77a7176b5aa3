"""A load balancer for VMs: from full workers to empty ones, a few at a time."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Dict, Iterator, List, Optional, Protocol, Sequence, Set

from dwcp.clock import Clock
from dwcp.errors import NotFoundError
from dwcp.migration_service import MigrationApi, MigrationService
from dwcp.models import Node, Vm

log = logging.getLogger(__name__)


class BalancerApi(MigrationApi, Protocol):
    """What the balancer needs of a client."""

    def nodes(self, status: Optional[str] = None) -> Iterator[Node]: ...


@dataclass(frozen=True)
class Thresholds:
    """Shares of a worker's memory. A worker is full from `high` on, and stays so until it is below `low`."""

    high: float = 0.80
    low: float = 0.65
    moves_per_round: int = 2
    # A VM that was moved stays where it is for this many seconds.
    rest: float = 600.0


@dataclass(frozen=True)
class Transfer:
    """A VM, where it is and where it should go."""

    vm_id: str
    source: str
    target: str


class Balancer:
    """Knows the VMs that it was told of: the API has no list of all of them."""

    def __init__(
        self,
        api: BalancerApi,
        service: MigrationService,
        clock: Clock,
        vm_ids: Sequence[str],
        thresholds: Thresholds = Thresholds(),
    ) -> None:
        self._api = api
        self._service = service
        self._clock = clock
        self._vm_ids = vm_ids
        self._thresholds = thresholds
        self._full: Set[str] = set()
        self._rested_at: Dict[str, float] = {}

    # region: balance
    def plan(self) -> List[Transfer]:
        """The moves of one round, from the fullest worker to the emptiest; none when the load is within bounds."""
        bounds = self._thresholds
        workers = {node.id: node for node in self._api.nodes("ready") if node.type == "worker"}
        vms = [vm for vm in self._vms() if vm.node in workers]
        used = {worker: sum(vm.memory_gb for vm in vms if vm.node == worker) for worker in workers}
        load = {worker: used[worker] / node.memory_gb for worker, node in workers.items()}
        # Two thresholds and not one: a worker at the limit would otherwise be full and not full by turns.
        self._full = {w for w, share in load.items() if share >= bounds.high or (w in self._full and share >= bounds.low)}
        transfers: List[Transfer] = []
        for source in sorted(self._full, key=lambda worker: (-load[worker], worker)):
            candidates = [vm for vm in vms if vm.node == source and self._may_move(vm)]
            for vm in sorted(candidates, key=lambda vm: (-vm.memory_gb, vm.vm_id)):
                if len(transfers) == bounds.moves_per_round or load[source] < bounds.low:
                    break
                target = min((w for w in workers if w != source), key=lambda w: (load[w], w), default=None)
                if target is None or load[target] + vm.memory_gb / workers[target].memory_gb >= bounds.low:
                    continue  # It would only make another worker full; a smaller VM may still fit.
                load[source] -= vm.memory_gb / workers[source].memory_gb
                load[target] += vm.memory_gb / workers[target].memory_gb
                transfers.append(Transfer(vm.vm_id, source, target))
        return transfers

    # endregion

    def run_round(self) -> List[Transfer]:
        """Plan a round, carry it out and wait for its end: the next one must see what this one has changed."""
        transfers = self.plan()
        for transfer in transfers:
            log.info("%s from %s to %s", transfer.vm_id, transfer.source, transfer.target)
            self._service.want(transfer.vm_id, transfer.target)
        self._service.run()
        for transfer in transfers:
            self._rested_at[transfer.vm_id] = self._clock.now() + self._thresholds.rest
        return transfers

    def _vms(self) -> Iterator[Vm]:
        for vm_id in self._vm_ids:
            try:
                yield self._api.vm(vm_id)
            except NotFoundError:
                log.warning("%s is not in the cluster", vm_id)

    def _may_move(self, vm: Vm) -> bool:
        # A placement rule names one region; which of its workers would do is for the controllers to say.
        return vm.status == "running" and vm.region is None and self._clock.now() >= self._rested_at.get(vm.vm_id, 0.0)
