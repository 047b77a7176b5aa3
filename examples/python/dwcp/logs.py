"""Log lines as JSON, each with the trace that it belongs to."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timezone
from typing import Any, Dict, Optional

from dwcp.tracing import Tracer


# region: log
class JsonFormatter(logging.Formatter):
    """One object a line, with the field names of DWCP's own JSON logs: one query finds both."""

    def __init__(self, component: str, tracer: Optional[Tracer] = None) -> None:
        super().__init__()
        self._component = component
        self._tracer = tracer

    def format(self, record: logging.LogRecord) -> str:
        line: Dict[str, Any] = {
            "timestamp": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "component": self._component,
            "message": record.getMessage(),
        }
        trace_id = None if self._tracer is None else self._tracer.trace_id()
        if trace_id is not None:
            line["trace_id"] = trace_id
        if record.exc_info is not None and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


# endregion


def log_to_stderr(component: str, tracer: Optional[Tracer] = None) -> None:
    """Send all log lines of the program to its error output."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter(component, tracer))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
