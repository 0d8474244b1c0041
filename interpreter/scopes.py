"""Scopes: where variables, functions and aliases live, and how they are found.

Compiled code gets a Scope as its only argument. Names are lower case throughout. A variable's value stands bare in
`vars`; the few that have a type, attributes or options have a `VarInfo` in `infos` too, which only assignment looks at.
"""

from typing import Any

from perdure.interpreter.errors import make_error
from perdure.interpreter.values.base import NOTHING


class VarInfo:
    """What a variable has beyond its value: `options` among ReadOnly, Constant, Private, AllScope; `convert` a
    callable(value) -> value made from its type and attributes; `attributes` for Get-Variable; `name` case as written.
    """

    __slots__ = ("name", "options", "convert", "attributes", "type", "description", "getter", "setter")

    def __init__(self, name: str = "", options: frozenset[str] = frozenset()) -> None:
        self.name = name
        self.options = options
        self.convert: Any = None
        self.attributes: tuple[Any, ...] = ()
        self.type: Any = None
        self.description = ""
        self.getter: Any = None  # an engine variable that is computed ($?, $PID ...): callable(scope) -> value
        self.setter: Any = None


class Scope:
    """One scope. `parent` is the scope that is asked next (dynamic: the caller's, or the module's)."""

    __slots__ = (
        "vars", "infos", "parent", "cx", "module", "functions", "aliases", "kind", "is_script", "args", "bound",
        "cmdlet", "drives", "strict", "names",
    )  # fmt: skip

    def __init__(self, parent: "Scope | None", cx: Any, module: Any = None, kind: str = "function") -> None:
        self.vars: dict[str, Any] = {}
        self.infos: dict[str, VarInfo] | None = None
        self.parent = parent
        self.cx = cx
        self.module = module  # the SessionState that the code belongs to
        self.functions: dict[str, Any] | None = None
        self.aliases: dict[str, Any] | None = None
        self.kind = kind  # global, script, function, block, module, workflow
        self.is_script = kind in ("global", "script", "module")  # what `$script:` means
        self.args: Any = None
        self.bound: Any = None
        self.cmdlet: Any = None  # $PSCmdlet of an advanced function
        self.drives: Any = None
        self.strict: Any = None  # Set-StrictMode's version as (major, minor) set in this scope; None = ask the parent
        self.names: dict[str, str] | None = None  # names as first written, where they are not lower case

    # -- variables --------------------------------------------------------------------------------------------------

    def lookup(self, name: str) -> Any:
        """Gives a variable's value from the nearest scope that has it; NOTHING where there is none."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.vars
            if name in found:
                infos = scope.infos
                if infos is not None and name in infos:
                    info = infos[name]
                    if info.getter is not None:
                        return info.getter(self)
                    if "Private" in info.options and scope is not self:
                        scope = scope.parent
                        continue
                return found[name]
            scope = scope.parent
        return NOTHING

    def find(self, name: str) -> "Scope | None":
        """Gives the nearest scope that has the variable (private ones of other scopes passed over)."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.vars:
                info = scope.infos.get(name) if scope.infos is not None else None
                if info is None or scope is self or "Private" not in info.options:
                    return scope
            scope = scope.parent
        return None

    def assign(self, name: str, value: Any, written: str | None = None) -> None:
        """Sets a variable in this scope, by the rules of its type and options; AllScope ones where they live."""
        if self.infos is not None or name in self.cx.special:
            self.assign_slow(name, value, written)
            return
        if written is not None and written != name and name not in self.vars:
            if self.names is None:
                self.names = {}
            self.names[name] = written
        self.vars[name] = None if value is NOTHING else value

    def assign_slow(self, name: str, value: Any, written: str | None = None) -> None:
        """The general rule behind `assign`."""
        home: Scope = self
        if name in self.cx.special:
            found = self.find(name)
            if found is not None and found.infos is not None and name in found.infos:
                info = found.infos[name]
                if found is self or "AllScope" in info.options or "Constant" in info.options:
                    home = found
        info2 = home.infos.get(name) if home.infos is not None else None
        value = None if value is NOTHING else value
        if info2 is not None:
            if "ReadOnly" in info2.options or "Constant" in info2.options:
                raise make_error(
                    f"Cannot overwrite variable {info2.name or written or name} because it is read-only or constant.",
                    "VariableNotWritable",
                    "WriteError",
                    info2.name or name,
                    "System.Management.Automation.SessionStateUnauthorizedAccessException",
                )
            if info2.setter is not None:
                info2.setter(self, value)
                return
            if info2.convert is not None:
                value = info2.convert(value)
        elif written is not None and written != name and name not in home.vars:
            home.names = home.names or {}
            home.names[name] = written
        home.vars[name] = value

    def info(self, name: str, written: str = "") -> VarInfo:
        """Gives the variable's VarInfo in this scope, made when it has none."""
        if self.infos is None:
            self.infos = {}
        found = self.infos.get(name)
        if found is None:
            found = self.infos[name] = VarInfo(written or self.written(name))
        return found

    def written(self, name: str) -> str:
        """Gives a variable's name in the case in which it was first written in this scope."""
        return self.names.get(name, name) if self.names is not None else name

    def delete(self, name: str) -> bool:
        """Removes a variable of this scope; tells whether it was there."""
        if self.infos is not None:
            self.infos.pop(name, None)
        if self.names is not None:
            self.names.pop(name, None)
        return self.vars.pop(name, NOTHING) is not NOTHING

    # -- named scopes ------------------------------------------------------------------------------------------------

    def global_scope(self) -> "Scope":
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def script_scope(self) -> "Scope":
        """Gives what `$script:` means here: the file's (or module's) scope, the global one outside of files."""
        scope = self
        while scope.parent is not None and not scope.is_script:
            scope = scope.parent
        return scope

    def numbered(self, depth: int) -> "Scope | None":
        """Gives the scope `depth` levels up (0 = this one), as -Scope N means it."""
        scope: Scope | None = self
        while depth > 0 and scope is not None:
            scope, depth = scope.parent, depth - 1
        return scope

    # -- functions and aliases ---------------------------------------------------------------------------------------

    def find_function(self, name: str) -> Any:
        scope: Scope | None = self
        while scope is not None:
            if scope.functions is not None and name in scope.functions:
                return scope.functions[name]
            scope = scope.parent
        return None

    def find_alias(self, name: str) -> Any:
        scope: Scope | None = self
        while scope is not None:
            if scope.aliases is not None and name in scope.aliases:
                return scope.aliases[name]
            scope = scope.parent
        return None
