"""The gRPC stubs, made from the proto files when the program starts, so that none lies about that is out of date."""

from __future__ import annotations

import importlib
import os
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import dwcp

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Stubs:
    """The generated modules. They have no types that mypy could read, hence Any."""

    messages: Any
    services: Any
    status: Any


@lru_cache(maxsize=None)
def load_stubs() -> Stubs:
    """Compile the proto files of DWCP_PROTO (examples/proto of the course) and import what comes out."""
    import grpc_tools
    from grpc_tools import protoc

    proto = Path(os.environ.get("DWCP_PROTO", _HERE.parents[1] / "proto"))
    well_known = Path(list(grpc_tools.__path__)[0]) / "_proto"
    with tempfile.TemporaryDirectory(prefix="dwcp-stubs-") as folder:
        sources = [f"-I{proto}", f"-I{_HERE / 'proto'}", f"-I{well_known}"]
        outputs = [f"--python_out={folder}", f"--grpc_python_out={folder}"]
        if protoc.main(["protoc", *sources, *outputs, "dwcp/v3/dwcp.proto", "rpc_status.proto"]) != 0:
            raise RuntimeError(f"protoc refused dwcp/v3/dwcp.proto in {proto}.")
        # The generated code imports dwcp.v3.dwcp_pb2, and dwcp is this package: it gets one more folder to look in.
        dwcp.__path__ = [*dwcp.__path__, f"{folder}/dwcp", folder]
        return Stubs(
            messages=importlib.import_module("dwcp.v3.dwcp_pb2"),
            services=importlib.import_module("dwcp.v3.dwcp_pb2_grpc"),
            status=importlib.import_module("dwcp.rpc_status_pb2"),
        )
