"""Logs in to the training cluster and prints its state."""

from __future__ import annotations

import json
import os
from typing import Any, Mapping, Optional
from urllib.request import Request, urlopen

BASE = os.environ.get("DWCP_URL", "http://localhost:8080")


# region: first-call
def call(path: str, token: str = "", body: Optional[Mapping[str, str]] = None) -> Any:
    """One request and the JSON of its answer; a refusal is an HTTPError."""
    headers = {"content-type": "application/json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(BASE + path, data, headers), timeout=10) as answer:
        return json.load(answer)


login = {"username": os.environ["DWCP_USERNAME"], "password": os.environ["DWCP_PASSWORD"]}
token = call("/v3/auth/login", body=login)["token"]
cluster = call("/v3/cluster/status", token)
workers = cluster["workers"]
print(f"{cluster['cluster_id']} is {cluster['status']}: {workers['ready']} of {workers['total']} workers are ready.")
# endregion
