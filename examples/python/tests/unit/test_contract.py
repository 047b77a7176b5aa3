"""The client reads what the OpenAPI document promises and sends what it allows, and nothing else."""

from __future__ import annotations

import importlib.util
import json
import unittest
from pathlib import Path
from typing import Any, Callable, Dict

from dwcp.models import ClusterStatus, Migration, Node, Vm, VmRequest

DOCUMENT = json.loads((Path(__file__).parents[3] / "openapi/dwcp-v3.json").read_text("utf-8"))


def operation(method: str, path: str) -> Any:
    return DOCUMENT["paths"][path][method]


def answer_schema(path: str) -> Any:
    return operation("get", path)["responses"]["200"]["content"]["application/json"]["schema"]


# region: contract-sample
def smallest(schema: Any) -> Any:
    """A value that a schema allows, with nothing in it that may be left out."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return smallest(schema["anyOf"][0])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    kind = "null" if "null" in kinds else kinds[0]
    if kind == "object":
        return {name: smallest(schema["properties"][name]) for name in schema.get("required", [])}
    if kind == "array":
        return []
    return {"string": "text", "integer": 1, "number": 1.5, "boolean": True, "null": None}[kind]


# endregion


class ContractTest(unittest.TestCase):
    # region: contract
    def test_reads_only_what_every_answer_has(self) -> None:
        nodes = answer_schema("/v3/nodes")
        migrations = answer_schema("/v3/migrations")
        cases: Dict[Callable[[Any], Any], Any] = {
            ClusterStatus.of: answer_schema("/v3/cluster/status"),
            Vm.of: answer_schema("/v3/vms/{id}"),
            Migration.of: answer_schema("/v3/migrations/{id}"),
            Node.of: nodes["properties"]["nodes"]["items"],
        }
        for read, schema in cases.items():
            with self.subTest(read.__qualname__):
                read(smallest(schema))  # A field that need not be there raises KeyError.
        for page in (nodes, migrations):
            self.assertIn("total", page["required"])

    def test_sends_only_what_is_allowed(self) -> None:
        body = operation("post", "/v3/vms")["requestBody"]["content"]["application/json"]["schema"]
        sent = VmRequest("shop-1", region="eu-west").body()
        self.assertFalse(body["additionalProperties"])
        self.assertLessEqual(set(body["required"]), set(sent))
        self.assertLessEqual(set(sent), set(body["properties"]))

    # endregion

    def test_knows_how_a_refusal_looks(self) -> None:
        error = DOCUMENT["components"]["schemas"]["Error"]["properties"]["error"]
        self.assertLessEqual({"code", "message", "details", "request_id"}, set(error["required"]))

    @unittest.skipUnless(importlib.util.find_spec("grpc_tools"), "python3-grpc-tools is not installed")
    def test_reads_fields_that_the_proto_file_has(self) -> None:
        from dwcp.grpc_client import Progress
        from dwcp.stubs import load_stubs

        # An empty message has every field with its zero value; a field that does not exist raises AttributeError.
        empty = Progress.of(load_stubs().messages.MigrationProgress())
        self.assertEqual((empty.migration_id, empty.percent), ("", 0))


if __name__ == "__main__":
    unittest.main()
