"""A manager of VMs on the command line: create, list, delete."""

import argparse
import json
import os
import re
import sys
from pathlib import Path

from api import Api, ApiError


class Ledger:
    """The names of the VMs that this manager has made, in a file, because the API has no list of all VMs."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def names(self) -> list[str]:
        return [str(name) for name in json.loads(self._file.read_text())] if self._file.exists() else []

    def add(self, name: str) -> None:
        self._write([*(each for each in self.names() if each != name), name])

    def remove(self, name: str) -> None:
        self._write([each for each in self.names() if each != name])

    def _write(self, names: list[str]) -> None:
        """Write it whole, then rename, so that a crash leaves the old list or the new one."""
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(names) + "\n")
        new.replace(self._file)


def create(api: Api, ledger: Ledger, options: argparse.Namespace) -> None:
    name = options.name
    is_known = name in ledger.names()
    # The name is written down first: a crash after the request must not leave a VM that nobody knows.
    ledger.add(name)
    resources = {"cpu": options.cpu, "memory_gb": options.memory, "disk_gb": options.disk}
    try:
        answer = api.call("POST", "/v3/vms", {"name": name, "image": options.image, "resources": resources})
        print(f"{name} is being created on {answer['node']}.")
    except ApiError as error:
        # An attempt without an answer has created it: what was wanted is there.
        if error.code == "VM_ALREADY_EXISTS" and error.may_be_done:
            print(f"{name} is being created.")
            return
        # Somebody else's VM of that name does not become ours. Without an answer nobody knows, and the name is kept.
        if not is_known and not error.may_be_done:
            ledger.remove(name)
        raise


def list_vms(api: Api, ledger: Ledger) -> None:
    for name in ledger.names():
        try:
            vm = api.call("GET", f"/v3/vms/{name}")
            print(name, vm["status"], vm["node"], sep="\t")
        except ApiError as error:
            if error.code != "VM_NOT_FOUND":
                raise
            print(name, "gone", "-", sep="\t")


def delete(api: Api, ledger: Ledger, name: str) -> None:
    try:
        api.call("DELETE", f"/v3/vms/{name}")
        print(f"{name} is deleted.")
    except ApiError as error:
        # It is not there, which is what was asked for.
        if error.code != "VM_NOT_FOUND":
            raise
        print(f"{name} was gone already.")
    ledger.remove(name)


def vm_name(text: str) -> str:
    if re.fullmatch(r"[a-z0-9-]{1,63}", text) is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no name; use small letters, digits and dashes")
    return text


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vm-manager", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    creation = commands.add_parser("create", help="make a VM")
    creation.add_argument("name", type=vm_name)
    creation.add_argument("--image", default="ubuntu-22.04")
    creation.add_argument("--cpu", type=int, default=2)
    creation.add_argument("--memory", type=float, default=2, help="in GB")
    creation.add_argument("--disk", type=float, default=20, help="in GB")
    commands.add_parser("list", help="show the VMs that this manager has made")
    deletion = commands.add_parser("delete", help="delete a VM that this manager has made")
    deletion.add_argument("name", type=vm_name)
    return parser


def main() -> int:
    parser = build_parser()
    # argparse ends the program with 2 and a sentence when the arguments are wrong.
    options = parser.parse_args()
    ledger = Ledger(Path("vm-manager.json"))
    api = Api(
        os.environ.get("DWCP_URL", "http://localhost:8080"),
        os.environ.get("DWCP_USERNAME", "operator"),
        os.environ.get("DWCP_PASSWORD", "training-operator"),
    )
    try:
        if options.command == "create":
            create(api, ledger, options)
        elif options.command == "list":
            list_vms(api, ledger)
        elif options.name not in ledger.names():
            parser.error(f"{options.name} was not created by this manager, so it is left alone")
        else:
            delete(api, ledger, options.name)
    except ApiError as error:
        print(f"{error.code}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
