"""What the checks know of the place they look at: the function around it, the method, the loops and `finally` blocks.

Plain data, handed down; knows no rule. Serves the checks_ modules.
"""

from collections.abc import Callable
from typing import Any

Report = Callable[..., None]  # report(code, span, *values)


class Context:
    """One place's surroundings; never changed, only replaced."""

    __slots__ = ("workflow", "inline", "method", "static", "locals", "flow", "properties", "owner", "text")

    def __init__(self) -> None:
        self.text = ""  # the whole text
        self.workflow = False  # the nearest function around is a workflow
        self.inline = False  # inside the block of an InlineScript
        self.method: Any = None  # the class member whose own statements these are
        self.static = False  # that member is static
        self.locals: frozenset[str] | None = None  # its variables, None outside methods
        self.flow: Any = None  # ("loop", label, outer), ("finally", None, outer) or None at a body's top
        self.properties: dict[str, Any] | None = None  # those of the class around the method
        self.owner = ""  # that class's name

    def replaced(self, **changes: Any) -> "Context":
        """Gives the same surroundings but for some changes."""
        new = Context()
        for name in Context.__slots__:
            setattr(new, name, changes[name] if name in changes else getattr(self, name))
        return new
