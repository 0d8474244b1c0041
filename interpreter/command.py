"""Commands: how a cmdlet is declared, what a command is to scripts, and what a running cmdlet can do.

A cmdlet is one class in one file under `runtime/cmdlets/`:

    @cmdlet("Join-Path")
    class JoinPath(Cmdlet):
        '''Joins a path and a child path.'''
        Path = P("string[]", pos=0, mandatory=True, pipe="value name", alias="PSPath")
        ChildPath = P("string", pos=1, mandatory=True, pipe="name")

        def process(self) -> None:
            for path in self.Path:
                self.write(...)

While it runs, `self.Path` is the bound value (converted), or the default. Binding is binding.py's; nothing here does I/O.
"""

from collections.abc import Callable, Iterable
from typing import Any

from perdure.interpreter.errors import ErrorRecord, InvocationInfo, NetException, ScriptError, make_error
from perdure.interpreter.values.base import NOTHING, NetObject


class P:
    """A cmdlet's parameter: `type` as PowerShell writes it (`string[]`, `switch`, `scriptblock`, `object` ...).

    `pipe`: "value" (ValueFromPipeline), "name" (by property name) or both; `alias` names separated by blanks; `sets` the
    parameter sets it belongs to, separated by blanks ("" = all); `validate` callables(value) raising ValueError(text, id),
    see validation.py; `values` a ValidateSet; `default` what the attribute holds when nothing is bound; `null`, `empty`:
    AllowNull / AllowEmptyString and AllowEmptyCollection (they matter to mandatory ones); `rest`: ValueFromRemaining-
    Arguments; `spelled`: a number comes as the script spells it (1.50). `also(sets=..., pos=..., mandatory=..., pipe=...)` gives another meaning in other sets.
    """

    __slots__ = (
        "type", "pos", "mandatory", "pipe", "alias", "sets", "values", "validate", "default", "null", "empty", "rest",
        "others", "hidden", "spelled",
    )  # fmt: skip

    def __init__(
        self,
        type: str = "object",
        *,
        pos: int | None = None,
        mandatory: bool = False,
        pipe: str = "",
        alias: str = "",
        sets: str = "",
        values: Iterable[str] = (),
        validate: Iterable[Callable[[Any], None]] = (),
        default: Any = None,
        null: bool = False,
        empty: bool = False,
        rest: bool = False,
        hidden: bool = False,
        spelled: bool = False,
    ) -> None:
        self.type, self.pos, self.mandatory, self.pipe = type, pos, mandatory, pipe
        self.alias, self.sets, self.values, self.validate = alias, sets, tuple(values), tuple(validate)
        self.default, self.null, self.empty, self.rest, self.hidden = default, null, empty, rest, hidden
        self.spelled = spelled
        self.others: list[P] = []

    def also(self, *, sets: str, pos: int | None = None, mandatory: bool = False, pipe: str = "") -> "P":
        """Says what the parameter is in other parameter sets; gives itself, so that calls chain."""
        self.others.append(P(self.type, pos=pos, mandatory=mandatory, pipe=pipe, sets=sets))
        return self

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else self.default


class CommandInfo(NetObject):
    """What Get-Command gives: `name`, `kind` (Cmdlet Function Filter Alias Application ExternalScript Workflow)."""

    __slots__ = ("name", "kind", "module")
    net = "System.Management.Automation.CommandInfo"

    def __init__(self, name: str, kind: str, module: Any = None) -> None:
        self.name, self.kind, self.module = name, kind, module


class CmdletInfo(CommandInfo):
    __slots__ = ("cls",)
    net = "System.Management.Automation.CmdletInfo"

    def __init__(self, name: str, cls: "type[Cmdlet]") -> None:
        super().__init__(name, "Cmdlet", cls.module_name)
        self.cls = cls


class AliasInfo(CommandInfo):
    __slots__ = ("definition", "options", "description")
    net = "System.Management.Automation.AliasInfo"

    def __init__(self, name: str, definition: str, options: frozenset[str] = frozenset()) -> None:
        super().__init__(name, "Alias")
        self.definition = definition
        self.options = options
        self.description = ""


class ApplicationInfo(CommandInfo):
    """A native program; `path` is its absolute path."""

    __slots__ = ("path",)
    net = "System.Management.Automation.ApplicationInfo"

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, "Application")
        self.path = path


class ExternalScriptInfo(CommandInfo):
    """A script file; `path` is its absolute path."""

    __slots__ = ("path",)
    net = "System.Management.Automation.ExternalScriptInfo"

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, "ExternalScript")
        self.path = path


class ScriptInfo(CommandInfo):
    """A script block as a command: what `& { $MyInvocation.MyCommand }` gives."""

    __slots__ = ("block",)
    net = "System.Management.Automation.ScriptInfo"

    def __init__(self, block: Any) -> None:
        super().__init__("", "Script")
        self.block = block


class FunctionInfo(CommandInfo):
    """A function, filter or workflow: `block` is its ScriptBlock value; `definition` the tree's FunctionDefinition."""

    __slots__ = ("block", "definition", "options", "description", "compiled")
    net = "System.Management.Automation.FunctionInfo"

    def __init__(self, name: str, block: Any, kind: str = "Function", definition: Any = None) -> None:
        super().__init__(name, kind)
        self.block = block
        self.definition = definition
        self.options: frozenset[str] = frozenset()
        self.description = ""
        self.compiled: Any = None


class StubInfo(FunctionInfo):
    """A stand-in for a command that is not there: `answer` says what its calls give, None = its block runs.

    `unknown`: nobody told of it, its calls are only written down.
    """

    __slots__ = ("answer", "unknown")

    def __init__(self, name: str, block: Any, answer: Any = None, unknown: bool = False) -> None:
        super().__init__(name, block)
        self.answer, self.unknown = answer, unknown


class Cmdlet:
    """The base of cmdlets. One instance is one run in one pipeline.

    Before `begin` the pipeline sets: `cx` (Context), `scope` (the caller's Scope), `emit` (takes one output object),
    `invocation` (InvocationInfo), `bound` (names of parameters given by the caller or the pipeline -> value),
    `set_name` (the parameter set), and every parameter's value as an attribute.
    """

    name: str = ""
    module_name: str = "Microsoft.PowerShell.Utility"
    implementing_type: str = ""  # Microsoft.PowerShell.Commands.XCommand: the last part of error ids
    default_set: str = ""
    positional_binding = True
    should_process_support = False
    confirm_impact = "Medium"
    quick = False  # may run on the scheduler's thread: takes no time, calls no script code
    output_types: tuple[str, ...] = ()
    declared: dict[str, P] = {}  # its parameters in order, base classes' first
    signature: Any = None  # made by signature.py at the first use
    dynamic_parameters: Any = None  # a static function(bound, arguments, scope, expects_input) -> Bound, or None
    common: dict[str, Any] = {}  # the common parameters that were given, by lower-case name
    stage: Any = None

    cx: Any
    scope: Any
    emit: Callable[[Any], None]
    invocation: InvocationInfo
    bound: dict[str, Any]
    set_name: str

    # -- what a cmdlet defines -----------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Runs once before the first input object."""

    def process(self) -> None:
        """Runs for every input object, once without pipeline input."""

    def end(self) -> None:
        """Runs once behind the last input object."""

    def stop(self) -> None:
        """Runs when the pipeline ends before its time (an error, Select-Object -First upstream, Ctrl+C)."""

    # -- what a cmdlet uses ----------------------------------------------------------------------------------------------

    def write(self, value: Any) -> None:
        """Puts one object out, as it is (WriteObject)."""
        if value is not NOTHING:
            self.emit(value)

    def write_each(self, values: Iterable[Any]) -> None:
        """Puts every object of an iterable out (WriteObject with enumeration)."""
        emit = self.emit
        for value in values:
            emit(value)

    def has(self, name: str) -> bool:
        """Tells whether the parameter was given (by the caller or the pipeline)."""
        return name in self.bound

    def error(
        self,
        message: str,
        error_id: str,
        category: str = "NotSpecified",
        target: Any = None,
        exception: str = "System.Exception",
        **props: Any,
    ) -> ErrorRecord:
        """Makes an error record as the cmdlet would write it: the id gets `,Microsoft.PowerShell.Commands.X` behind it."""
        raised = NetException(exception, message, None, **props)
        return self.own(ErrorRecord(raised, error_id, category, target))

    def own(self, record: ErrorRecord) -> ErrorRecord:
        """Marks a record as this cmdlet's: the last part of the id, activity, invocation."""
        if self.implementing_type and "," not in record.error_id:
            record.error_id = f"{record.error_id},{self.implementing_type}"
        record.activity = self.name
        if record.invocation is None:
            record.invocation = self.invocation
        return record

    def write_error(self, record: ErrorRecord) -> None:
        """Writes a non-terminating error (a terminating one under -ErrorAction Stop)."""
        self.cx.write_error(record, self)

    def throw(self, record: ErrorRecord) -> ScriptError:
        """Makes the terminating error for a record; the cmdlet raises it (ThrowTerminatingError)."""
        return ScriptError(self.own(record))

    def warning(self, text: str) -> None:
        self.cx.write_warning(text, self)

    def verbose(self, text: str) -> None:
        self.cx.write_verbose(text, self)

    def debug(self, text: str) -> None:
        self.cx.write_debug(text, self)

    def information(self, data: Any, tags: Iterable[str] = ()) -> None:
        self.cx.write_information(data, tuple(tags), self)

    def progress(self, record: Any) -> None:
        self.cx.write_progress(record, self)

    def should_process(self, target: str, action: str = "") -> bool:
        """Asks -WhatIf and -Confirm; `action` defaults to the cmdlet's name."""
        return bool(self.cx.should_process(self, target, action or self.name))

    def runner(self, block: Any, local: bool = False) -> Callable[..., None]:
        """Gives run(under, emit, args=()) for a block that is run once per object (see Context.block_runner)."""
        return self.cx.block_runner(block, self.scope, local)  # type: ignore[no-any-return]

    def call(self, block: Any, *args: Any, under: Any = NOTHING, local: bool = False) -> list[Any]:
        """Runs a ScriptBlock and gives its output; `under` is `$_`; `local` = in a scope of its own."""
        return self.cx.call_block(block, list(args), under, self.scope, local)  # type: ignore[no-any-return]


def cmdlet(
    name: str,
    *,
    aliases: str = "",
    module: str = "Microsoft.PowerShell.Utility",
    type_name: str = "",
    default_set: str = "",
    should_process: bool = False,
    confirm_impact: str = "Medium",
    positional: bool = True,
    quick: bool = False,
    output: Iterable[str] = (),
) -> Callable[[type[Cmdlet]], type[Cmdlet]]:
    """Declares a class as the cmdlet of that name. `aliases` separated by blanks.

    `type_name`: the last part of error ids where it is not Microsoft.PowerShell.Commands.<Verb><Noun>Command.
    """

    def enter(cls: type[Cmdlet]) -> type[Cmdlet]:
        cls.name = name
        cls.module_name = module
        cls.implementing_type = type_name or "Microsoft.PowerShell.Commands." + name.replace("-", "") + "Command"
        cls.default_set = default_set
        cls.should_process_support = should_process
        cls.confirm_impact = confirm_impact
        cls.positional_binding = positional
        cls.quick = quick
        cls.output_types = tuple(output)
        cls.declared = {k: v for base in reversed(cls.__mro__) for k, v in vars(base).items() if type(v) is P}
        REGISTRY[name.lower()] = cls
        for alias in aliases.split():
            ALIASES[alias.lower()] = name
        return cls

    return enter


REGISTRY: dict[str, type[Cmdlet]] = {}  # lower-case name -> cmdlet, filled as families are imported
ALIASES: dict[str, str] = {}  # lower-case alias -> cmdlet's name

__all__ = [
    "ALIASES", "REGISTRY", "AliasInfo", "ApplicationInfo", "Cmdlet", "CmdletInfo", "CommandInfo", "ExternalScriptInfo",
    "FunctionInfo", "P", "StubInfo", "cmdlet", "make_error",
]  # fmt: skip
