"""The programs of this package: `python3 -m dwcp --help` lists them."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import List

from dwcp.balancer import Balancer, Thresholds
from dwcp.client import Client
from dwcp.clock import SystemClock
from dwcp.errors import DwcpError
from dwcp.logs import log_to_stderr
from dwcp.migration_service import Journal, MigrationService
from dwcp.models import Node
from dwcp.recovery import Protected, Recovery, RegionWatch, metrics_observer, nodes_observer
from dwcp.telemetry import Meter, Telemetry
from dwcp.tracing import SpanBuffer, Tracer
from dwcp.transport import UrllibTransport


def parse(arguments: List[str]) -> argparse.Namespace:
    """The command line as values."""
    parser = argparse.ArgumentParser(prog="python3 -m dwcp", description="Programs of the DWCP v3 course.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("status", help="print the state of the cluster")

    stream = commands.add_parser("stream", help="migrate one VM over gRPC and print its progress")
    stream.add_argument("vm")
    stream.add_argument("target")
    stream.add_argument("--deadline", type=float, default=300.0, metavar="SECONDS")

    migrate = commands.add_parser("migrate", help="bring VMs to nodes, and go on where an earlier run has ended")
    migrate.add_argument("wishes", nargs="*", metavar="VM=NODE")
    migrate.add_argument("--journal", type=Path, default=Path("moves.json"))

    recover = commands.add_parser("recover", help="watch a region, and plan what to do when it is lost")
    recover.add_argument("region")
    recover.add_argument("vms", nargs="+", metavar="VM:PRIORITY")
    recover.add_argument("--hold-down", type=float, default=60.0, metavar="SECONDS")
    recover.add_argument("--metrics", default="http://localhost:8084", help="where nodes serve their metrics")
    recover.add_argument("--for-real", action="store_true", help="carry the plan out; without it nothing changes")
    recover.add_argument("--journal", type=Path, default=Path("recovery.json"))

    balance = commands.add_parser("balance", help="move VMs from full workers to empty ones, one round")
    balance.add_argument("vms", nargs="+", metavar="VM")
    balance.add_argument("--high", type=float, default=Thresholds.high)
    balance.add_argument("--low", type=float, default=Thresholds.low)
    balance.add_argument("--journal", type=Path, default=Path("balance.json"))
    return parser.parse_args(arguments)


def status(client: Client) -> bool:
    """Print one line on the cluster."""
    seen = client.cluster_status()
    print(f"{seen.status}, leader {seen.leader}, {seen.workers_ready} of {seen.workers_total} workers ready")
    return seen.status == "healthy"


def stream(client: Client, options: argparse.Namespace, tracer: Tracer) -> bool:
    """Print the progress of a migration as it comes."""
    # Only here, so that everything else runs where gRPC is not installed.
    from dwcp.grpc_client import GrpcClient

    grpc = GrpcClient(os.environ.get("DWCP_GRPC", "localhost:8081"), client.session, tracer=tracer)
    try:
        for progress in grpc.migrate(options.vm, options.target, options.deadline):
            rate = f"{progress.bandwidth_mbps:8.1f} Mbps"
            print(f"{progress.elapsed_seconds:6.1f} s  {progress.percent:5.1f} %  {rate}  {progress.status}")
    finally:
        grpc.close()
    return True


def migrate(client: Client, options: argparse.Namespace, meter: Meter) -> bool:
    """Carry out the wishes of the command line and those left in the journal."""
    service = MigrationService(client, SystemClock(), Journal(options.journal), meter=meter)
    for wish in options.wishes:
        vm_id, _, target = wish.partition("=")
        service.want(vm_id, target)
    succeeded = service.run()
    for move in service.moves:
        print(f"{move.vm_id} → {move.target}: {move.state} {move.reason}")
    return succeeded


def recover(
    client: Client, options: argparse.Namespace, meter: Meter, tracer: Tracer, telemetry: Telemetry
) -> bool:
    """Wait until the region is lost, then print the plan, and carry it out if that was asked for."""
    clock = SystemClock()
    inventory = [Protected(vm_id, int(priority)) for vm_id, _, priority in (v.rpartition(":") for v in options.vms)]
    workers: List[Node] = [node for node in client.nodes() if node.type == "worker" and node.region == options.region]
    observers = [
        nodes_observer(client),
        metrics_observer(UrllibTransport(), options.metrics, [node.id for node in workers]),
    ]
    watch = RegionWatch(options.region, observers, clock, quorum=2, hold_down=options.hold_down)
    is_lost = False
    while not is_lost:
        # A trace for each look: one for months of watching would have no end and too many spans.
        with tracer.span("look", {"region": options.region}):
            is_lost = watch.is_lost()
        telemetry.flush()
        if not is_lost:
            clock.sleep(5.0)
    with tracer.span("recover", {"region": options.region}):
        service = MigrationService(client, clock, Journal(options.journal), meter=meter)
        recovery = Recovery(client, service, inventory)
        steps = recovery.plan(options.region)
        for step in steps:
            print(f"{step.action:8} {step.vm.vm_id} {step.target or ''} ({step.reason})")
        return recovery.carry_out(steps, options.for_real)


def balance(client: Client, options: argparse.Namespace, meter: Meter) -> bool:
    """One round."""
    clock = SystemClock()
    service = MigrationService(client, clock, Journal(options.journal), meter=meter)
    thresholds = Thresholds(high=options.high, low=options.low)
    for transfer in Balancer(client, service, clock, options.vms, thresholds).run_round():
        print(f"{transfer.vm_id}: {transfer.source} → {transfer.target}")
    return all(move.state == "done" for move in service.moves)


def main() -> None:
    """Run what the command line names. Exit status: 0 when it succeeded, 1 when it did not, 2 for a wrong command."""
    options = parse(sys.argv[1:])
    clock, spans, meter = SystemClock(), SpanBuffer(), Meter()
    tracer = Tracer(clock, spans.add)
    log_to_stderr(f"dwcp-{options.command}", tracer)
    client = Client.from_environment(tracer)
    # Reports over a client of its own that is not traced.
    telemetry = Telemetry(f"dwcp-{options.command}", Client.from_environment(), clock, spans, meter)
    try:
        if options.command == "recover":
            succeeded = recover(client, options, meter, tracer, telemetry)
        else:
            with tracer.span(options.command):
                if options.command == "status":
                    succeeded = status(client)
                elif options.command == "stream":
                    succeeded = stream(client, options, tracer)
                elif options.command == "migrate":
                    succeeded = migrate(client, options, meter)
                else:
                    succeeded = balance(client, options, meter)
    except DwcpError as error:
        print(f"{error} [trace {error.trace_id}]", file=sys.stderr)
        succeeded = False
    finally:
        telemetry.flush()
    sys.exit(0 if succeeded else 1)


if __name__ == "__main__":
    main()
