"""Get-Variable, Set-Variable, New-Variable, Clear-Variable and Remove-Variable."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, ScriptError
from perdure.interpreter.scopes import written_name
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.variable import PSVariable, variable_in
from perdure.runtime import globs
from perdure.runtime.cmdlet_scopes import scope_of
from perdure.runtime.provider_session import find_variable, remove_variable, visible_variables

SMA = "System.Management.Automation."
OPTIONS = ("None", "ReadOnly", "Constant", "Private", "AllScope", "Unspecified")


def options_of(value: Any) -> frozenset[str]:
    """Gives the names in a ScopedItemOptions argument."""
    if value is None:
        return frozenset()
    names = [part.strip().lower() for part in to_string(value).split(",")]
    return frozenset(o for o in OPTIONS if o.lower() in names and o not in ("None", "Unspecified"))


class VariableCmdlet(Cmdlet):
    """The base: which scope is meant, and the errors that all share."""

    Scope: Any = None
    Include: Any = None
    Exclude: Any = None

    def home(self) -> Any:
        """Gives the scope that -Scope names; None where the nearest that has a variable counts."""
        return None if self.Scope is None else scope_of(self, self.Scope)

    def all(self) -> list[PSVariable]:
        """Gives every variable that can be meant."""
        home = self.home()
        if home is None:
            return visible_variables(self.scope)
        return [variable_in(home, low, written_name(low)) for low in sorted(home.vars)]

    def named(self, name: str) -> list[PSVariable]:
        """Gives the variables of a name or pattern."""
        if globs.has_wildcard(name):
            return [v for v in self.all() if globs.matches(v.name, name)]
        plain = globs.unescape(name)
        home = self.home()
        if home is None:
            found = find_variable(self.scope, plain)
        else:
            found = (
                variable_in(home, plain.lower(), written_name(plain.lower())) if plain.lower() in home.vars else None
            )
        return [] if found is None else [found]

    def wanted(self, variable: PSVariable) -> bool:
        """Tells whether a variable passes -Include and -Exclude."""
        if self.Include and not globs.matches_any(variable.name, self.Include):
            return False
        return not globs.matches_any(variable.name, self.Exclude)

    def not_found(self, name: str) -> ErrorRecord:
        """Makes the error of a name that no variable has."""
        text = f"Cannot find a variable with the name '{name}'."
        return self.error(text, "VariableNotFound", "ObjectNotFound", name, SMA + "ItemNotFoundException")


@cmdlet("Get-Variable", aliases="gv")
class GetVariable(VariableCmdlet):
    """Gets variables."""

    Name = P("string[]", pos=0, pipe="value name", default=("*",))
    ValueOnly = P("switch")
    Include = P("string[]")
    Exclude = P("string[]")
    Scope = P("string")

    def process(self) -> None:
        for name in self.Name:
            found = [v for v in self.named(name) if self.wanted(v)]
            if not found and not globs.has_wildcard(name):
                self.write_error(self.not_found(name))
            for variable in sorted(found, key=lambda v: v.name.lower()):
                if self.ValueOnly:
                    self.write(variable.get())
                else:
                    self.write(variable)


@cmdlet("Set-Variable", aliases="set sv", should_process=True, confirm_impact="Low")
class SetVariable(VariableCmdlet):
    """Sets variables; makes those that are not there."""

    Name = P("string[]", pos=0, mandatory=True, pipe="name")
    Value = P("object", pos=1, pipe="value name", null=True)
    Include = P("string[]")
    Exclude = P("string[]")
    Description = P("string")
    Option = P(SMA + "ScopedItemOptions")
    Force = P("switch")
    Visibility = P("string", values=("Public", "Private"))
    PassThru = P("switch")
    Scope = P("string")
    Append = P("switch")

    def begin(self) -> None:
        self.gathered: list[Any] = []
        self.came = 0

    def process(self) -> None:
        if not self.invocation.expecting_input or not self.has("Value"):
            if not self.invocation.expecting_input:
                self.put(self.Value if self.has("Value") else None, self.has("Value"))
            return
        self.came += 1
        self.gathered.append(self.Value)

    def end(self) -> None:
        if self.came:
            values = self.gathered
            self.put(values[0] if len(values) == 1 else list(values), True)

    def put(self, value: Any, given: bool) -> None:
        """Sets every variable that is named."""
        for name in self.Name:
            targets: list[tuple[Any, str]] = []
            if globs.has_wildcard(name):
                targets = [(v.scope, v.name) for v in self.named(name) if self.wanted(v)]
            elif self.wanted(PSVariable(name)):
                targets = [(self.home() or self.scope, globs.unescape(name))]
            for scope, plain in targets:
                if self.should_process(f"Name: {plain} Value: {to_string(value)}", "Set variable"):
                    self.put_one(scope, plain, value, given)

    def put_one(self, scope: Any, name: str, value: Any, given: bool) -> None:
        """Sets one variable with its options."""
        low = name.lower()
        if self.Append:
            value = self.appended(scope, low, value)
        info = scope.infos.get(low) if scope.infos is not None else None
        before = info.options if info is not None else frozenset()
        try:
            if info is not None and "ReadOnly" in before and "Constant" not in before and self.Force:
                info.options = before - {"ReadOnly"}
            if given or low not in scope.vars or self.Append:
                scope.assign(low, value, name)
        except ScriptError as error:
            self.write_error(self.own(error.record))
            return
        finally:
            if info is not None:
                info.options = before  # forced once, it stays read-only
        if self.has("Option"):
            set_options(self.cx, scope, low, name, options_of(self.Option))
        if self.Description is not None:
            scope.info(low, name).description = self.Description
        if self.PassThru:
            self.write(variable_in(scope, low, name))

    def appended(self, scope: Any, low: str, value: Any) -> list[Any]:
        """Gives the variable's elements with the new ones behind them."""
        old = scope.vars.get(low)
        inside = enumerate_value(old)
        before = [] if old is None else [old] if inside is None else list(inside)
        more = list(value) if isinstance(value, list) else [value]
        return before + more


def set_options(cx: Any, scope: Any, low: str, name: str, options: frozenset[str]) -> None:
    """Gives a variable its options; assignments look at them from then on."""
    scope.info(low, name).options = options
    if options & {"AllScope", "Constant", "ReadOnly"}:
        cx.special.add(low)


@cmdlet("New-Variable", aliases="nv", should_process=True, confirm_impact="Low")
class NewVariable(VariableCmdlet):
    """Makes a new variable."""

    Name = P("string", pos=0, mandatory=True, pipe="name")
    Value = P("object", pos=1, pipe="value name", null=True)
    Description = P("string")
    Option = P(SMA + "ScopedItemOptions")
    Visibility = P("string", values=("Public", "Private"))
    Force = P("switch")
    PassThru = P("switch")
    Scope = P("string")

    def process(self) -> None:
        scope, low = self.home() or self.scope, self.Name.lower()
        if low in scope.vars and not self.Force:
            text = f"A variable with name '{self.Name}' already exists."
            self.write_error(
                self.error(text, "VariableAlreadyExists", "ResourceExists", self.Name, SMA + "SessionStateException")
            )
            return
        if not self.should_process(f"Name: {self.Name} Value: {to_string(self.Value)}", "New variable"):
            return
        try:
            info = scope.infos.get(low) if scope.infos is not None else None
            if info is not None and self.Force and "Constant" not in info.options:
                scope.delete(low)
            scope.assign(low, self.Value, self.Name)
        except ScriptError as error:
            self.write_error(self.own(error.record))
            return
        if self.has("Option"):
            set_options(self.cx, scope, low, self.Name, options_of(self.Option))
        if self.Description is not None:
            scope.info(low, self.Name).description = self.Description
        if self.PassThru:
            self.write(variable_in(scope, low, self.Name))


@cmdlet("Clear-Variable", aliases="clv", should_process=True, confirm_impact="Low")
class ClearVariable(VariableCmdlet):
    """Sets variables to $null."""

    Name = P("string[]", pos=0, mandatory=True, pipe="name")
    Include = P("string[]")
    Exclude = P("string[]")
    Force = P("switch")
    PassThru = P("switch")
    Scope = P("string")

    def process(self) -> None:
        for name in self.Name:
            found = [v for v in self.named(name) if self.wanted(v)]
            if not found and not globs.has_wildcard(name):
                self.write_error(self.not_found(name))
            for variable in found:
                if self.should_process(f"Name: {variable.name}", "Clear variable"):
                    self.clear(variable)

    def clear(self, variable: PSVariable) -> None:
        """Clears one variable."""
        scope, low = variable.scope, variable.name.lower()
        if "Constant" in variable.options or ("ReadOnly" in variable.options and not self.Force):
            text = f"Cannot overwrite variable {variable.name} because it is read-only or constant."
            self.write_error(
                self.error(text, "VariableNotWritable", "WriteError", variable.name, SMA + "SessionStateUnauthorizedAccessException")
            )  # fmt: skip
            return
        scope.vars[low] = None
        if self.PassThru:
            self.write(variable)


@cmdlet("Remove-Variable", aliases="rv", should_process=True, confirm_impact="Low")
class RemoveVariable(VariableCmdlet):
    """Removes variables."""

    Name = P("string[]", pos=0, mandatory=True, pipe="name")
    Include = P("string[]")
    Exclude = P("string[]")
    Force = P("switch")
    Scope = P("string")

    def process(self) -> None:
        for name in self.Name:
            found = [v for v in self.named(name) if self.wanted(v)]
            if not found and not globs.has_wildcard(name):
                self.write_error(self.not_found(name))
            for variable in found:
                if self.should_process(f"Name: {variable.name}", "Remove variable"):
                    self.remove(variable)

    def remove(self, variable: PSVariable) -> None:
        """Removes one variable."""
        try:
            remove_variable(variable.scope, variable.name.lower(), bool(self.Force))
        except ScriptError as error:
            self.write_error(self.own(error.record))
