"""What the API answers with, as values. Fields that a later version adds are ignored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional

Json = Mapping[str, Any]


@dataclass(frozen=True)
class ClusterStatus:
    """State of the cluster as the answering controller sees it."""

    status: str
    leader: Optional[str]
    workers_ready: int
    workers_total: int
    workers_unreachable: int
    protocol: str

    @staticmethod
    def of(body: Json) -> ClusterStatus:
        workers = body["workers"]
        return ClusterStatus(
            status=body["status"],
            leader=body["controllers"]["leader"],
            workers_ready=workers["ready"],
            workers_total=workers["total"],
            workers_unreachable=workers["unreachable"],
            protocol=body["consensus"]["protocol"],
        )


@dataclass(frozen=True)
class Node:
    """A node, with what it offers in all. One GB is 2^30 bytes."""

    id: str
    type: str
    status: str
    region: str
    cpu: int
    memory_gb: float
    disk_gb: float
    vms: int

    @property
    def is_ready_worker(self) -> bool:
        return self.type == "worker" and self.status == "ready"

    @staticmethod
    def of(body: Json) -> Node:
        resources = body["resources"]
        return Node(
            id=body["id"],
            type=body["type"],
            status=body["status"],
            region=body["region"],
            cpu=resources["cpu"],
            memory_gb=resources["memory_gb"],
            disk_gb=resources["disk_gb"],
            vms=body["vms"],
        )


@dataclass(frozen=True)
class Vm:
    """A VM. `region` is the rule given at creation, not the place where it is."""

    vm_id: str
    name: str
    image: str
    status: str
    node: str
    cpu: int
    memory_gb: float
    disk_gb: float
    region: Optional[str]

    @staticmethod
    def of(body: Json) -> Vm:
        resources = body["resources"]
        return Vm(
            vm_id=body["vm_id"],
            name=body["name"],
            image=body["image"],
            status=body["status"],
            node=body["node"],
            cpu=resources["cpu"],
            memory_gb=resources["memory_gb"],
            disk_gb=resources["disk_gb"],
            region=body["placement"]["region"],
        )


@dataclass(frozen=True)
class Migration:
    """A migration and how far it has come. `error_code` is set when it has failed."""

    migration_id: str
    vm_id: str
    status: str
    phase: str
    progress: float
    source_node: str
    target_node: str
    elapsed_seconds: float
    downtime_ms: Optional[float]
    error_code: Optional[str]

    @staticmethod
    def of(body: Json) -> Migration:
        error = body["error"]
        return Migration(
            migration_id=body["migration_id"],
            vm_id=body["vm_id"],
            status=body["status"],
            phase=body["phase"],
            progress=body["progress"],
            source_node=body["source_node"],
            target_node=body["target_node"],
            elapsed_seconds=body["stats"]["elapsed_seconds"],
            downtime_ms=body["stats"]["downtime_ms"],
            error_code=None if error is None else error["code"],
        )


@dataclass(frozen=True)
class VmRequest:
    """What a new VM needs. One GB is 2^30 bytes."""

    name: str
    image: str = "ubuntu-22.04"
    cpu: int = 1
    memory_gb: float = 1
    disk_gb: float = 10
    region: Optional[str] = None

    def body(self) -> dict[str, Any]:
        """The request as the API wants it; a rule that is not set is left out."""
        body: dict[str, Any] = {
            "name": self.name,
            "image": self.image,
            "resources": {"cpu": self.cpu, "memory_gb": self.memory_gb, "disk_gb": self.disk_gb},
        }
        if self.region is not None:
            body["placement"] = {"region": self.region}
        return body

    def is_made_as(self, vm: Vm) -> bool:
        """Whether a VM is what this request asks for."""
        return (self.name, self.image, self.cpu, self.memory_gb, self.disk_gb, self.region) == (
            vm.name,
            vm.image,
            vm.cpu,
            vm.memory_gb,
            vm.disk_gb,
            vm.region,
        )
