/** The books on VMs: where each stands, and what it takes of a node. */
import type { Cluster, ClusterNode, Vm } from './cluster.ts';

/** Sets aside on a node what a VM takes, while the VM itself still stands elsewhere. */
export function reserve(node: ClusterNode, vm: Vm): void {
  node.cpuUsed += vm.cpu;
  node.memoryUsedBytes += vm.memoryBytes;
  node.diskUsedBytes += vm.diskBytes;
}

/** Gives back what was set aside. */
export function unreserve(node: ClusterNode, vm: Vm): void {
  node.cpuUsed -= vm.cpu;
  node.memoryUsedBytes -= vm.memoryBytes;
  node.diskUsedBytes -= vm.diskBytes;
}

/** Puts a VM on the books of a node. */
export function addVm(cluster: Cluster, node: ClusterNode, vm: Vm): void {
  vm.node = node.id;
  cluster.vms[vm.id] = vm;
  node.vms.push(vm.id);
  reserve(node, vm);
}

/** Takes a VM off the books of a node. */
export function releaseFrom(node: ClusterNode, vm: Vm): void {
  node.vms = node.vms.filter((id) => id !== vm.id);
  unreserve(node, vm);
}
