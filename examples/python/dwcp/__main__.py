"""The programs of this package: `python3 -m dwcp status`."""

from __future__ import annotations

import argparse

from dwcp.client import Client


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(prog="python3 -m dwcp", description="Programs of the DWCP v3 course.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("status", help="print the state of the cluster")
    parser.parse_args()
    status = Client.from_environment().cluster_status()
    print(f"{status.status}, leader {status.leader}, {status.workers_ready} of {status.workers_total} workers ready")


if __name__ == "__main__":
    main()
