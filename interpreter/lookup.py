"""How a command's name finds its command: alias, function, stub, cmdlet, then files and programs (about_Command_Precedence).

Files and programs are the runtime's business, reached through the context's `find_external`.
"""

from typing import Any

from perdure.interpreter.command import AliasInfo, CmdletInfo, CommandInfo, FunctionInfo
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError

_cmdlets: dict[Any, CmdletInfo] = {}


def cmdlet_info(cls: Any) -> CmdletInfo:
    """Gives the CmdletInfo of a class, always the same one."""
    found = _cmdlets.get(cls)
    if found is None:
        found = _cmdlets[cls] = CmdletInfo(cls.name, cls)
    return found


def find_command(name: str, sc: Any) -> CommandInfo | None:
    """Gives the command that a name means in a scope; None where there is none. Aliases are followed."""
    low = name.lower()
    cx = sc.cx
    for _ in range(20):
        scope = sc
        alias = None
        while scope is not None:
            aliases = scope.aliases
            if aliases is not None and low in aliases:
                alias = aliases[low]
                break
            scope = scope.parent
        if alias is None:
            alias = cx.find_builtin_alias(low)
        if alias is None:
            break
        target = alias.definition if isinstance(alias, AliasInfo) else alias
        if target.lower() == low:
            break
        name, low = target, target.lower()
    return find_plain(name, low, sc)


def alias_target(name: str, sc: Any) -> str:
    """Gives the name that a chain of aliases ends in; the name itself where it is no alias."""
    for _ in range(20):
        alias = sc.find_alias(name.lower()) or sc.cx.find_builtin_alias(name.lower())
        if alias is None:
            return name
        name = alias.definition if isinstance(alias, AliasInfo) else alias
    return name


def find_plain(name: str, low: str, sc: Any) -> CommandInfo | None:
    """Looks a name up that is no alias: function, cmdlet, module-qualified name, file, program, `Get-` in front."""
    scope = sc
    while scope is not None:
        functions = scope.functions
        if functions is not None and low in functions:
            return functions[low]  # type: ignore[no-any-return]
        scope = scope.parent
    cx = sc.cx
    if cx.stubs is not None:
        stub = cx.stubs.find(low)
        if stub is not None:
            return stub  # type: ignore[no-any-return]
    cls = cx.find_cmdlet(low)
    if cls is not None:
        return cmdlet_info(cls)
    if "\\" in low and "/" not in low:
        qualified = find_qualified(low, sc)
        if qualified is not None:
            return qualified
    if ":" in low and low.partition(":")[0] in ("global", "script", "local"):
        return find_scoped(low, sc)
    found = cx.find_external(name, sc)
    if found is None and "-" not in low and low.isalpha():
        cls = cx.find_cmdlet("get-" + low)
        if cls is not None:
            return cmdlet_info(cls)
        function = sc.find_function("get-" + low)
        if function is not None:
            return function  # type: ignore[no-any-return]
    if found is None and "/" not in low:
        found = cx.autoload(cx, name, sc)
    return found  # type: ignore[no-any-return]


def find_qualified(low: str, sc: Any) -> CommandInfo | None:
    """Looks up `Module\\Name`."""
    module, _, name = low.rpartition("\\")
    state = sc.cx.modules.get(module)
    if state is not None and state.scope.functions and name in state.scope.functions:
        return state.scope.functions[name]  # type: ignore[no-any-return]
    cls = sc.cx.find_cmdlet(name)
    if cls is not None and cls.module_name.lower() == module:
        return cmdlet_info(cls)
    return None


def find_scoped(low: str, sc: Any) -> FunctionInfo | None:
    """Looks up `global:name` and `script:name`."""
    where, _, name = low.partition(":")
    home = sc.cx.global_scope if where == "global" else sc.script_scope() if where == "script" else sc
    return None if home.functions is None else home.functions.get(name)


def not_found(name: str) -> ScriptError:
    """Makes the error of a name that nothing answers to."""
    module, backslash, _ = name.rpartition("\\")
    if backslash and "/" not in name and "\\" not in module and module not in ("", ".", ".."):
        raised = NetException(
            "System.Management.Automation.CommandNotFoundException",
            f"The module '{module}' could not be loaded. For more information, run 'Import-Module {module}'.",
            None,
            CommandName=name,
        )
        record = ErrorRecord(raised, "CouldNotAutoLoadModule", "ObjectNotFound", name)
        raised.record = record
        return ScriptError(record)
    raised = NetException(
        "System.Management.Automation.CommandNotFoundException",
        f"The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n"
        "Check the spelling of the name, or if a path was included, verify that the path is correct and try again.",
        None,
        CommandName=name,
    )
    record = ErrorRecord(raised, "CommandNotFoundException", "ObjectNotFound", name)
    raised.record = record
    return ScriptError(record)
