"""The machine with all kinds of frames: importing this enters their handlers in the machine's tables."""

from perdure.interpreter import (
    machine_assign,
    machine_blocks,
    machine_calls,
    machine_commands,
    machine_loops,
    machine_parallel,
    machine_sequence,
    machine_switch,
    machine_try,
)
from perdure.interpreter.machine import Machine

__all__ = [
    "Machine", "machine_assign", "machine_blocks", "machine_calls", "machine_commands", "machine_loops",
    "machine_parallel", "machine_sequence", "machine_switch", "machine_try",
]  # fmt: skip
