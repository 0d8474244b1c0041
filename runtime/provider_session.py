"""The providers of what a session holds: Environment, Variable, Function and Alias. All are flat."""

from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.command import AliasInfo, FunctionInfo
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import make_error
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.scopes import written_name
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import DictionaryEntry
from perdure.interpreter.values.files import ProviderInfo
from perdure.interpreter.values.variable import PSVariable, variable_in
from perdure.runtime.cmdlets.finder import ALIASES
from perdure.runtime.provider import Place, Provider, not_found
from perdure.runtime.session_functions import own_function

SESSION_CAPABILITIES = "ShouldProcess"


class SessionProvider(Provider):
    """The base of the four: what New-Item, Copy-Item and so on mean is the same, only reading and storing differ."""

    kind = "Item"

    def store(self, name: str, value: Any, force: bool = False) -> None:
        raise NotImplementedError

    def drop(self, name: str, force: bool) -> None:
        raise NotImplementedError

    def value_of(self, inner: str) -> Any:
        """Gives what Get-Content gives."""
        raise NotImplementedError

    def new(self, cmdlet: Any, place: Place, kind: str, value: Any) -> None:
        if self.item(place.inner) is not None and not cmdlet.Force:
            raise make_error(
                f"The item '{place.inner}' already exists.",
                "Argument",
                "InvalidArgument",
                place.inner,
                "System.Management.Automation.PSArgumentException",
            )
        if cmdlet.should_process(f"Name: {place.inner} Value: {to_string(value)}", f"New {self.kind}"):
            self.store(place.inner, value, bool(cmdlet.Force))
            cmdlet.write(self.dress(place))

    def set(self, cmdlet: Any, place: Place, value: Any) -> None:
        if cmdlet.should_process(f"Name: {place.inner} Value: {to_string(value)}", f"Set {self.kind}"):
            self.store(place.inner, value, bool(cmdlet.Force))
            if cmdlet.PassThru:
                cmdlet.write(self.dress(place))

    def clear(self, cmdlet: Any, place: Place) -> None:
        if cmdlet.should_process(f"Name: {place.inner}", f"Clear {self.kind}"):
            self.store(place.inner, None, bool(cmdlet.Force))

    def remove(self, cmdlet: Any, place: Place, recurse: bool, force: bool) -> None:
        if cmdlet.should_process(f"Name: {place.inner}", f"Remove {self.kind}"):
            self.drop(place.inner, force)

    def rename(self, cmdlet: Any, place: Place, name: str) -> Place:
        target = place.at(name)
        if cmdlet.should_process(f"Name: {place.inner} NewName: {name}", f"Rename {self.kind}"):
            value = self.value_of(place.inner)
            self.drop(place.inner, True)
            self.store(name, value, True)
        return target

    def copy(self, cmdlet: Any, place: Place, target: Place, recurse: bool) -> None:
        name = target.inner or place.inner
        if cmdlet.should_process(f"Name: {place.inner} Destination: {name}", f"Copy {self.kind}"):
            self.store(name, self.value_of(place.inner), True)
            if cmdlet.PassThru:
                cmdlet.write(self.dress(place.at(name)))

    def content(self, inner: str) -> list[Any]:
        if self.item(inner) is None:
            raise not_found(self.shown(None, inner))
        value = self.value_of(inner)
        if value is None:
            return []
        return list(value) if isinstance(value, list) else [value]


class EnvironmentProvider(SessionProvider):
    """Env: the session's own environment variables; names keep their case and are told apart by it, as on Unix."""

    kind = "Item"

    def __init__(self, cx: Any) -> None:
        super().__init__(cx)
        self.info = ProviderInfo("Environment", SESSION_CAPABILITIES)

    def names(self, inner: str) -> list[str]:
        return sorted(self.cx.environment, key=str.lower)

    def item(self, inner: str) -> DictionaryEntry | None:
        value = self.cx.environment.get(inner)
        return None if value is None else DictionaryEntry(inner, value)

    def value_of(self, inner: str) -> Any:
        return self.cx.environment.get(inner)

    def store(self, name: str, value: Any, force: bool = False) -> None:
        if value is None:
            self.cx.environment.pop(name, None)
        else:
            self.cx.environment[name] = to_string(value)

    def drop(self, name: str, force: bool) -> None:
        self.cx.environment.pop(name, None)


class VariableProvider(SessionProvider):
    """Variable: what the current scope sees; assigning makes a variable of that scope."""

    kind = "Item"

    def __init__(self, cx: Any) -> None:
        super().__init__(cx)
        self.info = ProviderInfo("Variable", SESSION_CAPABILITIES)

    def names(self, inner: str) -> list[str]:
        return [v.name for v in visible_variables(self.cx.scope)]

    def item(self, inner: str) -> PSVariable | None:
        return find_variable(*scoped(self.cx.scope, inner))

    def value_of(self, inner: str) -> Any:
        found = self.item(inner)
        return None if found is None else found.get()

    def store(self, name: str, value: Any, force: bool = False) -> None:
        scope, plain = scoped(self.cx.scope, name)
        scope.assign(plain.lower(), value, plain)

    def drop(self, name: str, force: bool) -> None:
        scope, name = scoped(self.cx.scope, name)
        found = scope.find(name.lower())
        if found is not None:
            remove_variable(found, name.lower(), force)


class FunctionProvider(SessionProvider):
    """Function: what can be called as a function; Set-Item with a script block or a text defines one."""

    kind = "Item"

    def __init__(self, cx: Any) -> None:
        super().__init__(cx)
        self.info = ProviderInfo("Function", SESSION_CAPABILITIES)

    def names(self, inner: str) -> list[str]:
        seen: dict[str, str] = {}
        scope = self.cx.scope
        while scope is not None:
            for low, info in (scope.functions or {}).items():
                seen.setdefault(low, info.name)
            scope = scope.parent
        return [seen[low] for low in sorted(seen)]

    def item(self, inner: str) -> Any:
        if not inner:
            return None
        scope, name = scoped(self.cx.scope, inner)
        return scope.find_function(name.lower()) or own_function(self.cx, name.lower())

    def value_of(self, inner: str) -> Any:
        found = self.item(inner)
        return None if found is None else found.block

    def store(self, name: str, value: Any, force: bool = False) -> None:
        value = unwrap(value)
        if value is None:
            self.drop(name, force)
            return
        if isinstance(value, FunctionInfo):
            value = value.block
        if not isinstance(value, ScriptBlock):
            value = text_block(self.cx, to_string(value))
        scope, name = scoped(self.cx.scope, name)
        scope.set_function(name, FunctionInfo(name, value))

    def drop(self, name: str, force: bool) -> None:
        scope, name = scoped(self.cx.scope, name)
        while scope is not None:
            if scope.functions is not None and scope.functions.pop(name.lower(), None) is not None:
                self.cx.version += 1
                return
            scope = scope.parent


def text_block(cx: Any, text: str) -> ScriptBlock:
    """Gives a text as a script block of the session.

    Raises:
        ScriptError: it is no PowerShell.
    """
    try:
        tree = parse_source(Source(text))
    except ParseError as error:
        raise parse_script_error(error) from None
    block = ScriptBlock(tree.body, tree.source, cx.top)
    block.home = cx
    return block


class AliasProvider(SessionProvider):
    """Alias: names that stand for commands, the built-in ones included."""

    kind = "Item"

    def __init__(self, cx: Any) -> None:
        super().__init__(cx)
        self.info = ProviderInfo("Alias", SESSION_CAPABILITIES)

    def names(self, inner: str) -> list[str]:
        return [info.name for info in visible_aliases(self.cx.scope)]

    def item(self, inner: str) -> AliasInfo | None:
        return find_alias(self.cx.scope, inner)

    def value_of(self, inner: str) -> Any:
        found = self.item(inner)
        return None if found is None else found.definition

    def store(self, name: str, value: Any, force: bool = False) -> None:
        if value is None:
            self.drop(name, force)
        else:
            set_alias(self.cx, self.cx.scope, AliasInfo(name, to_string(value)))

    def drop(self, name: str, force: bool) -> None:
        drop_alias(self.cx, name)


# ---- variables and aliases as the cmdlets see them too ---------------------------------------------------------------


def scoped(scope: Any, name: str) -> tuple[Any, str]:
    """Gives the scope that `global:x`, `script:x` or `local:x` names and the plain name; others stay in the scope."""
    head, colon, tail = name.partition(":")
    if colon and tail:
        if head.lower() == "global":
            return scope.global_scope(), tail
        if head.lower() == "script":
            return scope.script_scope(), tail
        if head.lower() in ("local", "private"):
            return scope, tail
    return scope, name


def find_variable(scope: Any, name: str) -> PSVariable | None:
    """Gives the variable that a name reaches from a scope; computed ones ($PWD) too."""
    low = name.lower()
    home = scope.find(low)
    if home is not None:
        return variable_in(home, low, written_name(low))
    if low in scope.cx.computed:
        return variable_in(scope, low, written_name(low))
    return None


def visible_variables(scope: Any) -> list[PSVariable]:
    """Gives every variable that a scope sees, by name."""
    seen: dict[str, PSVariable] = {}
    here = scope
    while here is not None:
        for low in here.vars:
            info = here.infos.get(low) if here.infos is not None else None
            if low not in seen and (info is None or here is scope or "Private" not in info.options):
                seen[low] = variable_in(here, low, written_name(low))
        here = here.parent
    for low in scope.cx.computed:
        if low not in seen:
            seen[low] = variable_in(scope, low, written_name(low))
    return [seen[low] for low in sorted(seen)]


def remove_variable(scope: Any, low: str, force: bool) -> None:
    """Removes a variable from its scope.

    Raises:
        ScriptError: it is constant, or read-only and not forced.
    """
    info = scope.infos.get(low) if scope.infos is not None else None
    options = info.options if info is not None else frozenset()
    if "Constant" in options or ("ReadOnly" in options and not force):
        name = written_name(low)
        raise make_error(
            f"Cannot remove variable {name} because it is constant or read-only. If the variable is read-only, try the"
            " operation again specifying the Force option.",
            "VariableNotRemovable",
            "WriteError",
            name,
            "System.Management.Automation.SessionStateUnauthorizedAccessException",
        )
    scope.delete(low)


def find_alias(scope: Any, name: str) -> AliasInfo | None:
    """Gives the alias that a name means in a scope; one of the built-in ones where no scope has it."""
    low = name.lower()
    found = scope.find_alias(low)
    if found is not None:
        return found  # type: ignore[no-any-return]
    return built_in_alias(scope.cx, low)


def built_in_alias(cx: Any, low: str) -> AliasInfo | None:
    """Gives a default alias that the session has not taken away."""
    return built_in_aliases().get(low) if cx.find_builtin_alias(low) is not None else None


_BUILT_IN: dict[str, AliasInfo] = {}


def built_in_aliases() -> dict[str, AliasInfo]:
    """Gives the default aliases by lower-case name."""
    if not _BUILT_IN:
        for short, target in ALIASES.items():
            _BUILT_IN[short.lower()] = AliasInfo(short, target, frozenset(["AllScope"]))
    return _BUILT_IN


def visible_aliases(scope: Any) -> list[AliasInfo]:
    """Gives every alias that a scope sees, by name."""
    seen: dict[str, AliasInfo] = {}
    here = scope
    while here is not None:
        for low, info in (here.aliases or {}).items():
            seen.setdefault(low, info)
        here = here.parent
    for low, info in built_in_aliases().items():
        if low not in seen and built_in_alias(scope.cx, low) is not None:
            seen[low] = info
    return [seen[low] for low in sorted(seen)]


def set_alias(cx: Any, scope: Any, info: AliasInfo) -> None:
    """Enters an alias in a scope."""
    scope.set_alias(info.name, info)


def drop_alias(cx: Any, name: str) -> bool:
    """Takes an alias away where the current scope sees it; tells whether there was one."""
    low, scope = name.lower(), cx.scope
    while scope is not None:
        if scope.aliases is not None and low in scope.aliases:
            del scope.aliases[low]
            cx.version += 1
            return True
        scope = scope.parent
    if built_in_alias(cx, low) is not None:
        ask = cx.find_builtin_alias
        cx.find_builtin_alias = lambda asked: None if asked == low else ask(asked)
        cx.version += 1
        return True
    return False
