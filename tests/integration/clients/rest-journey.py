"""Walks through /v3 with nothing but Python's standard library, and prints what it saw as JSON.

Usage: rest-journey.py BASE_URL
"""

import json
import sys
import time
import urllib.error
import urllib.request


def call(base, method, path, body=None, token=None):
    request = urllib.request.Request(base + path, method=method)
    if token is not None:
        request.add_header("Authorization", f"Bearer {token}")
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, data, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def main():
    base = sys.argv[1]
    login = {"username": "operator", "password": "training-operator"}
    token = call(base, "POST", "/v3/auth/login", login)[1]["token"]
    seen = {"status": call(base, "GET", "/v3/cluster/status", token=token)[1]["status"]}
    resources = {"cpu": 2, "memory_gb": 2, "disk_gb": 20}
    vm = {"name": "vm-py-1", "image": "ubuntu-22.04", "resources": resources}
    created = call(base, "POST", "/v3/vms", vm, token)[1]
    seen["created"] = created["status"]
    while call(base, "GET", "/v3/vms/vm-py-1", token=token)[1]["status"] != "running":
        time.sleep(0.1)
    target = "worker-9" if created["node"] != "worker-9" else "worker-8"
    wanted = {"vm_id": "vm-py-1", "target_node": target}
    migration = call(base, "POST", "/v3/migrations", wanted, token)[1]["migration_id"]
    for _ in range(200):
        state = call(base, "GET", f"/v3/migrations/{migration}", token=token)[1]
        if state["status"] != "in_progress":
            break
        time.sleep(0.1)
    seen["migration"] = [state["status"], state["phase"], state["progress"]]
    seen["moved"] = call(base, "GET", "/v3/vms/vm-py-1", token=token)[1]["node"] == target
    seen["again"] = call(base, "POST", "/v3/vms", vm, token)[0]
    seen["deleted"] = call(base, "DELETE", "/v3/vms/vm-py-1", token=token)[1]["status"]
    seen["gone"] = call(base, "GET", "/v3/vms/vm-py-1", token=token)[0]
    seen["forged"] = call(base, "GET", "/v3/nodes", token=token[:-4] + "AAAA")[0]
    print(json.dumps(seen))


main()
