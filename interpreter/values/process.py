"""System.Diagnostics.Process as a value: a number and a name; `live` is the runtime's hold on the real thing."""

from typing import Any

from perdure.interpreter.values.base import NetObject


class Process(NetObject):
    """A process. `live` answers alive(), wait(seconds), kill(), exit_code(), facts(); None = only the number is known."""

    __slots__ = ("id", "name", "live", "info", "doors")
    net = "System.Diagnostics.Process"

    def __init__(self, process_id: int, name: str, live: Any = None) -> None:
        self.id, self.name, self.live = process_id, name, live
        self.info: Any = None  # the ProcessStartInfo that it is started by
        self.doors: dict[str, Any] = {}  # readers and writers of its pipes, made at the first look
