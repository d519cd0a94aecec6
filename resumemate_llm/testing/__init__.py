"""For tests of this package's users and of plugin authors: a server that misbehaves on demand, the
catalogue of its faults, and one invented person to try them with."""

from .example import EXAMPLE_JOB, EXAMPLE_RESUME, example_draft
from .fault_protocols import Protocol
from .fault_server import FaultServer, Recorded
from .faults import FAULTS, Fault, http_error, unresolvable_host

__all__ = [
    "EXAMPLE_JOB",
    "EXAMPLE_RESUME",
    "FAULTS",
    "Fault",
    "FaultServer",
    "Protocol",
    "Recorded",
    "example_draft",
    "http_error",
    "unresolvable_host",
]
