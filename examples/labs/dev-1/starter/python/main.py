"""A manager of VMs on the command line. It creates; listing, deleting and bad days are yours to write."""

import json
import os
import sys
import urllib.error
import urllib.request
from typing import Any

USAGE = """Usage: vm-manager create NAME
       vm-manager list
       vm-manager delete NAME
"""


class ApiError(Exception):
    """A refusal of the API. Programs decide by the code, people read the message."""

    def __init__(self, code: str, status: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class Api:
    """A login and single requests. Repeating what failed is yours to write."""

    def __init__(self) -> None:
        self._url = os.environ.get("DWCP_URL", "http://localhost:8080")
        self._token = ""

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send a request as an operator, once, and give the body of the answer."""
        if self._token == "":
            login = {
                "username": os.environ.get("DWCP_USERNAME", "operator"),
                "password": os.environ.get("DWCP_PASSWORD", "training-operator"),
            }
            self._token = str(self._send("POST", "/v3/auth/login", login)["token"])
        return self._send(method, path, body)

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        headers = {} if self._token == "" else {"Authorization": f"Bearer {self._token}"}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as response:
                answer: dict[str, Any] = json.load(response)
                return answer
        except urllib.error.HTTPError as refusal:
            error = json.load(refusal)["error"]
            raise ApiError(error["code"], refusal.code, error["message"]) from refusal


def create(api: Api, name: str) -> None:
    # What if the answer is lost, the cluster is busy, or somebody else has a VM of that name?
    resources = {"cpu": 2, "memory_gb": 2, "disk_gb": 20}
    answer = api.call("POST", "/v3/vms", {"name": name, "image": "ubuntu-22.04", "resources": resources})
    print(f"{name} is being created on {answer['node']}.")


def list_vms(api: Api) -> None:
    # The API has no list of all VMs. How does the manager know which are its own?
    raise NotImplementedError('"list" is not written yet.')


def delete(api: Api, name: str) -> None:
    # Which VMs may the manager delete?
    raise NotImplementedError(f'"delete {name}" is not written yet.')


def main(args: list[str]) -> int:
    api = Api()
    try:
        match args:
            case ["create", name, *_]:
                create(api, name)
            case ["list"]:
                list_vms(api)
            case ["delete", name]:
                delete(api, name)
            case _:
                print(USAGE, file=sys.stderr)
                return 2
    except ApiError as error:
        print(f"{error.code}: {error}", file=sys.stderr)
        return 1
    except NotImplementedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
