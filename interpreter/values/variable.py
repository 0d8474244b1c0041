"""PSVariable: a variable as a value, bound to the scope that it lives in, or standing alone."""

from typing import Any

from perdure.interpreter.values.base import NOTHING, NetObject


class PSVariable(NetObject):
    """System.Management.Automation.PSVariable. `scope` None = not in any scope, the value is its own.

    Names in a scope are lower case; `name` is as written.
    """

    __slots__ = ("name", "scope", "own", "options", "description", "attributes")
    net = "System.Management.Automation.PSVariable"

    def __init__(self, name: str, value: Any = None, scope: Any = None) -> None:
        self.name = name
        self.scope = scope
        self.own = value
        self.options: frozenset[str] = frozenset()
        self.description = ""
        self.attributes: tuple[Any, ...] = ()

    def get(self) -> Any:
        """Gives the value, read now."""
        if self.scope is None:
            return self.own
        found = self.scope.lookup(self.name.lower())
        return None if found is NOTHING else found

    @property
    def value(self) -> Any:
        """Gives the value, read now."""
        return self.get()

    def put(self, value: Any) -> None:
        """Assigns, by the rules of the variable's type and options."""
        if self.scope is None:
            self.own = value
        else:
            self.scope.assign(self.name.lower(), value, self.name)


def variable_in(scope: Any, low: str, written: str) -> PSVariable:
    """Gives the variable of that lower-case name that lives in this scope, with its options."""
    made = PSVariable(written, None, scope)
    info = scope.infos.get(low) if scope.infos is not None else None
    if info is not None:
        made.options, made.description, made.attributes = info.options, info.description, info.attributes
    return made
