"""Scopes: where variables, functions and aliases live, and how they are found.

Compiled code gets a Scope as its only argument. Names are lower case throughout. A variable's value stands bare in
`vars`; the few that have a type, attributes or options have a `VarInfo` in `infos` too, which only assignment looks at.
"""

from typing import Any

from perdure.interpreter.errors import make_error
from perdure.interpreter.values.base import NOTHING

WRITTEN: dict[str, str] = {}  # lower-case name -> the name as some text first wrote it, for Get-Variable and messages


KEPT: dict[str, str] = {}  # the names that every session has, as they are shown


def written_name(name: str) -> str:
    """Gives a variable's name in the case in which it was first written."""
    return WRITTEN.get(name) or KEPT.get(name, name)


def read_only(name: str) -> Exception:
    """Makes the error of writing to a read-only or constant variable."""
    return make_error(
        f"Cannot overwrite variable {name} because it is read-only or constant.",
        "VariableNotWritable",
        "WriteError",
        name,
        "System.Management.Automation.SessionStateUnauthorizedAccessException",
    )


class VarInfo:
    """What a variable has beyond its value: `options` among ReadOnly, Constant, Private, AllScope; `convert` a
    callable(value) -> value made from its type and attributes; `attributes` for Get-Variable; `name` case as written.
    """

    __slots__ = ("name", "options", "convert", "attributes", "type", "description", "shared")

    def __init__(self, name: str = "", options: frozenset[str] = frozenset()) -> None:
        self.name = name
        self.shared = False  # by all calls of a function: Scope.info gives a copy to whoever changes it
        self.options = options
        self.convert: Any = None
        self.attributes: tuple[Any, ...] = ()
        self.type: Any = None
        self.description = ""


class Scope:
    """One scope. `parent` is the scope that is asked next (dynamic: the caller's, or the module's)."""

    __slots__ = (
        "vars", "infos", "parent", "cx", "module", "functions", "aliases", "kind", "is_script", "args", "bound",
        "cmdlet", "drives", "strict", "types",
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
        self.types: dict[str, Any] | None = None  # classes and enums that scripts defined here
        self.strict: Any = None  # Set-StrictMode's version as (major, minor) set in this scope; None = ask the parent

    # -- variables --------------------------------------------------------------------------------------------------

    def lookup(self, name: str) -> Any:
        """Gives a variable's value from the nearest scope that has it; NOTHING where there is none."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.vars
            if name in found:
                if scope.infos is None or scope is self:
                    return found[name]
                info = scope.infos.get(name)
                if info is None or "Private" not in info.options:
                    return found[name]
            scope = scope.parent
        computed = self.cx.computed.get(name)
        return NOTHING if computed is None else computed(self)

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
        if written is not None and written != name and name not in WRITTEN:
            WRITTEN[name] = written
        infos = self.infos
        if (infos is None or name not in infos) and name not in self.cx.special:
            self.vars[name] = None if value is NOTHING else value
        else:
            self.assign_slow(name, value)

    def assign_slow(self, name: str, value: Any) -> None:
        """The general rule behind `assign`."""
        home: Scope = self
        if name in self.cx.special:
            setter = self.cx.setters.get(name)
            if setter is not None:
                setter(self, value)
                return
            if name not in self.vars:
                found = self.find(name)
                info = found.infos.get(name) if found is not None and found.infos is not None else None
                if found is not None and info is not None and "AllScope" in info.options:
                    home = found
        info = home.infos.get(name) if home.infos is not None else None
        if info is not None:
            if "ReadOnly" in info.options or "Constant" in info.options:
                raise read_only(info.name or written_name(name))
            if info.convert is not None:
                value = info.convert(value)
        home.vars[name] = value

    def info(self, name: str, written: str = "") -> VarInfo:
        """Gives the variable's VarInfo in this scope, to be changed; made when it has none."""
        if self.infos is None:
            self.infos = {}
        found = self.infos.get(name)
        if found is None:
            found = self.infos[name] = VarInfo(written or written_name(name))
        elif found.shared:
            made = VarInfo(found.name, found.options)
            made.convert, made.attributes, made.type = found.convert, found.attributes, found.type
            made.description = found.description
            found = self.infos[name] = made
        return found

    def delete(self, name: str) -> bool:
        """Removes a variable of this scope; tells whether it was there."""
        if self.infos is not None:
            self.infos.pop(name, None)
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

    def set_function(self, name: str, info: Any) -> None:
        """Binds a function's name in this scope."""
        if self.functions is None:
            self.functions = {}
        self.functions[name.lower()] = info
        self.cx.version += 1

    def set_alias(self, name: str, info: Any) -> None:
        """Binds an alias in this scope."""
        if self.aliases is None:
            self.aliases = {}
        self.aliases[name.lower()] = info
        self.cx.version += 1

    def find_alias(self, name: str) -> Any:
        scope: Scope | None = self
        while scope is not None:
            if scope.aliases is not None and name in scope.aliases:
                return scope.aliases[name]
            scope = scope.parent
        return None
