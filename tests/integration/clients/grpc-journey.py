"""Walks through dwcp.v3 as a Python program would, and prints what it saw as JSON.

Usage: grpc-journey.py PROTO_FOLDER GRPC_ADDRESS TOKEN
"""

import importlib
import json
import sys
import tempfile

import grpc
from grpc_tools import protoc


def load_stubs(proto_folder):
    folder = tempfile.mkdtemp()
    arguments = ["", f"-I{proto_folder}", f"--python_out={folder}", f"--grpc_python_out={folder}"]
    import grpc_tools

    well_known = f"{list(grpc_tools.__path__)[0]}/_proto"
    result = protoc.main(arguments[:1] + [f"-I{well_known}"] + arguments[1:] + ["dwcp/v3/dwcp.proto"])
    if result != 0:
        raise SystemExit("protoc refused the proto file")
    sys.path.insert(0, folder)
    return importlib.import_module("dwcp.v3.dwcp_pb2"), importlib.import_module("dwcp.v3.dwcp_pb2_grpc")


def refusal(call):
    try:
        call()
    except grpc.RpcError as error:
        details = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
        return {"code": error.code().name, "message": error.details(), "details": details.decode("latin-1")}
    return None


def main():
    proto_folder, address, token = sys.argv[1:4]
    messages, stubs = load_stubs(proto_folder)
    credentials = [("authorization", f"Bearer {token}")]
    seen = {}
    with grpc.insecure_channel(address) as channel:
        clusters = stubs.ClusterServiceStub(channel)
        vms = stubs.VMServiceStub(channel)
        placements = stubs.PlacementServiceStub(channel)
        status = clusters.GetClusterStatus(messages.ClusterStatusRequest(), metadata=credentials, timeout=5)
        seen["status"] = [status.status, status.controllers.leader, status.workers.ready]
        nodes = clusters.ListNodes(messages.ListNodesRequest(limit=5, page=2), metadata=credentials, timeout=5)
        seen["nodes"] = [len(nodes.nodes), nodes.total, nodes.page, nodes.nodes[0].resources.memory_bytes]
        request = messages.CreateVMRequest(
            name="vm-grpc-1",
            image="ubuntu-22.04",
            resources=messages.Resources(cpu=2, memory_bytes=2 << 30, disk_bytes=20 << 30),
            placement=messages.PlacementConstraints(region="eu-west"),
        )
        created = vms.CreateVM(request, metadata=credentials, timeout=5)
        seen["created"] = [created.vm_id, created.status, created.node_id]
        vm = vms.GetVM(messages.GetVMRequest(vm_id=created.vm_id), metadata=credentials, timeout=5)
        seen["vm"] = [vm.status, vm.resources.memory_bytes, vm.placement.region, vm.created_at.seconds]
        # The VM must stay in its region, which holds workers 1 to 4.
        target = "worker-3" if created.node_id != "worker-3" else "worker-4"
        migrate = messages.MigrateVMRequest(vm_id=created.vm_id, target_node=target)
        progress = list(vms.MigrateVM(migrate, metadata=credentials, timeout=60))
        seen["progress"] = [[item.status, item.progress_percent] for item in progress]
        seen["plan"] = placements.OptimizePlacement(
            messages.PlacementRequest(), metadata=credentials, timeout=5
        ).status
        deleted = vms.DeleteVM(messages.DeleteVMRequest(vm_id=created.vm_id), metadata=credentials, timeout=5)
        seen["deleted"] = deleted.status
        seen["refusals"] = {
            "unknown": refusal(
                lambda: vms.GetVM(messages.GetVMRequest(vm_id="vm-x"), metadata=credentials, timeout=5)
            ),
            "missing_token": refusal(lambda: vms.GetVM(messages.GetVMRequest(vm_id="vm-x"), timeout=5)),
            "bad_argument": refusal(
                lambda: clusters.ListNodes(messages.ListNodesRequest(limit=201), metadata=credentials, timeout=5)
            ),
            "too_large": refusal(
                lambda: vms.GetVM(messages.GetVMRequest(vm_id="x" * 2_000_000), metadata=credentials, timeout=5)
            ),
        }
        again = vms.CreateVM(request, metadata=credentials, timeout=5)
        migrate.target_node = "worker-3" if again.node_id != "worker-3" else "worker-4"
        seen["refusals"]["deadline"] = refusal(
            lambda: list(vms.MigrateVM(migrate, metadata=credentials, timeout=0.3))
        )
        seen["services"] = reflect(channel)
    print(json.dumps(seen))


def reflect(channel):
    """Names of the services, through the reflection protocol alone.

    A ServerReflectionRequest with list_services = "*" is the bytes 3a 01 2a; names are read from the answer as text.
    """
    ask = channel.stream_stream("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo")
    answer = next(ask(iter([b"\x3a\x01\x2a"]), timeout=5))
    return [name for name in ("ClusterService", "VMService", "PlacementService") if b"dwcp.v3." + name.encode() in answer]


main()
