"""The execution context of one session (runspace): host, streams, location, errors, preferences, limits.

Everything that is 'current' in a session hangs here and nowhere else, so that several sessions live in one process.
`current()` gives the context of the running thread, for .NET members that need one.
"""

import threading
from collections.abc import Callable
from typing import Any

from perdure.interpreter.errors import ErrorRecord
from perdure.interpreter.observers import Observers
from perdure.interpreter.scopes import Scope
from perdure.interpreter.values.base import NOTHING, NetObject

_thread = threading.local()

NEVER = 1 << 60
# rounds after which a loop is worth a generated function; `soon` (tests) changes over within a few rounds
HOT_AFTER = {"never": NEVER, "hot": 240, "soon": 14, "always": 0}


def current() -> "Context":
    """Gives the context that the running thread works for."""
    return _thread.context  # type: ignore[no-any-return]


def observe(text: str) -> None:
    """Tells the running thread's session of a text that it is about to run."""
    context = getattr(_thread, "context", None)
    if context is not None:
        context.observers.look(text)


def set_current(context: "Context | None") -> "Context | None":
    """Makes a context the running thread's; gives the one before, to be put back."""
    before = getattr(_thread, "context", None)
    _thread.context = context
    return before


class Streams:
    """Where a command's records go: one callable per stream, taking one record. Redirections make changed copies.

    `error` takes ErrorRecord; `warning`, `verbose`, `debug`, `information` take the record values of values/records.py;
    `progress` takes ProgressRecord.
    """

    __slots__ = ("error", "warning", "verbose", "debug", "information", "progress", "merged", "collect")

    def __init__(self, **sinks: Callable[[Any], None]) -> None:
        self.error = sinks.get("error", _drop)
        self.warning = sinks.get("warning", _drop)
        self.verbose = sinks.get("verbose", _drop)
        self.debug = sinks.get("debug", _drop)
        self.information = sinks.get("information", _drop)
        self.progress = sinks.get("progress", _drop)
        self.merged: frozenset[str] = frozenset()
        self.collect: tuple[dict[str, list[Any]], ...] = ()  # -ErrorVariable and its like: stream name -> list

    def note(self, stream: str, record: Any) -> None:
        """Adds a record to the variables that collect a stream (`error`, `warning`, `information`)."""
        for lists in self.collect:
            if stream in lists:
                lists[stream].append(record)

    def copy(self, **changed: Callable[[Any], None]) -> "Streams":
        made = Streams(
            error=self.error,
            warning=self.warning,
            verbose=self.verbose,
            debug=self.debug,
            information=self.information,
            progress=self.progress,
        )
        for name, sink in changed.items():
            setattr(made, name, sink)
        made.merged = self.merged | frozenset(changed)
        made.collect = self.collect
        return made


def _none(*_given: Any) -> Any:
    return None


def _drop(_record: Any) -> None:
    return None


class SessionState(NetObject):
    """A module, or the session's top level: a scope of its own that its functions see first after their own."""

    __slots__ = ("name", "scope", "path", "exported", "info")
    net = "System.Management.Automation.SessionState"

    def __init__(self, name: str, scope: Scope, path: str | None = None) -> None:
        self.name, self.scope, self.path = name, scope, path
        self.exported: Any = None
        self.info: Any = None  # the PSModuleInfo value


class Context:
    """One session. Made by runtime/session.py; everything here is touched by one thread at a time."""

    def __init__(self, host: Any) -> None:
        self.host = host
        self.shells: Any = None  # makes [powershell] instances and runspaces, once one is asked for
        self.make_shells: Callable[[Context], Any] = _none
        self.special: set[str] = set()  # names whose assignment is not plain: computed ones, AllScope ones
        self.computed: dict[str, Callable[[Scope], Any]] = {}  # variables that are worked out when read ($?, $PWD ...)
        self.setters: dict[str, Callable[[Scope, Any], None]] = {}  # what an assignment to such a variable does
        self.global_scope = Scope(None, self, None, "global")
        self.top = SessionState("", self.global_scope)
        self.global_scope.module = self.top
        self.scope: Scope = self.global_scope  # the scope of the code that runs now
        self.streams = Streams()
        self.location = "/"  # the session's current directory (FileSystem), absolute
        self.environment: dict[str, str] = {}  # the session's environment variables
        self.caught: Any = None  # the ScriptError that the running catch or trap handles
        self.trace = 0  # Set-PSDebug -Trace: 1 statements, 2 assignments and calls too
        self.check_stop = False  # loops ask the host at every round whether to stop
        self.hot_after = HOT_AFTER["hot"]  # rounds after which a body runs as a generated function (compile/hot.py)
        self.observers = Observers()
        self.entered = 0  # bodies that have begun to run, so that code can tell whether script code ran meanwhile
        self.strict_used = False  # Set-StrictMode was used somewhere, so undefined variables are looked at
        self.defaults_used = False  # $PSDefaultParameterValues was mentioned, so cmdlets look at it
        self.using_values: Any = None  # what $using: means in this session (a dict), None at the top
        self.errors: list[ErrorRecord] = []  # $Error, newest first (as an ArrayList's items)
        self.ok = True  # $?
        self.of_job = False  # what runs here belongs to a durable job: its programs die with the process
        self.should_exit: int | None = None  # $Host.SetShouldExit
        self.exit_code: Any = None  # $LASTEXITCODE (None = not set)
        self.depth = 0  # nested calls of functions, scripts and blocks
        # (command, parameter), lower case, "" = any -> the block that completes its argument on a prompt
        self.completers: dict[tuple[str, str], Any] = {}
        self.try_depth = 0  # > 0 while an enclosing try or trap wants the errors of statements
        self.frames: list[Any] = []  # the call stack, innermost last: CallFrame of compile/functions.py
        self.not_loaded: set[str] = set()  # modules that were looked into for a command already
        self.autoload: Callable[..., Any] = _none  # (context, command name, scope) -> command or None
        self.modules: dict[str, SessionState] = {}
        self.command_cache: dict[str, Any] = {}  # cmdlets found by name; functions and aliases are never cached here
        self.version = 0  # raised whenever a function, alias or module changes, so call sites look again
        self.type_data: dict[str, Any] = {}  # Update-TypeData's members by lower-case type name
        self.strict: Any = None
        self.usings: Any = None
        self.stubs: Any = None  # runtime/stubs.py: what answers for commands that are not there, None = nothing does
        self.engine: Any = None  # runtime's Engine: jobs, stores, workflows
        self.drives: Any = None  # runtime/drives.py: drives, current places, location stacks
        self.held: Any = None  # a value that an assignment's right side has come to (machine_assign.py)
        self.environment_before: dict[str, str] = {}  # a job's session: the variables that it began with
        self.runtime_variables: dict[str, Any] = {}  # a job's session: $JobName and the like, for its activities too
        self.out_default: Any = None  # what Out-Default does here; None = collect
        self.style: Any = None  # $PSStyle, made when it is first asked for

        self.find_cmdlet: Callable[[str], Any] = _none  # lower-case name -> Cmdlet class or None
        self.find_builtin_alias: Callable[[str], Any] = _none  # lower-case name -> the command's name or None
        self.find_external: Callable[..., Any] = _none  # (name, scope) -> script, program or None

        self.flush: Callable[[], Any] = _none  # writes out what has been shown so far
        self.resolve_saved: Callable[[str, str], Any] = _none  # (tag, name) -> what was saved by name only

    # The functions below are set by the layers that implement them (pipeline.py, compile/, streams.py): one place where
    # each is found, no import cycles. Their meaning is fixed here.

    error_list: Any
    """The ArrayList behind $Error; `errors` are its items."""

    bind_function: Callable[..., Any]
    """bind_function(scope, name, block): binds a function's name to a script block."""

    path_info: Callable[[], Any]
    """path_info() -> $PWD."""

    def strict_of(self, sc: Any) -> tuple[int, int]:
        """Gives the strict mode that holds in a scope, (0, 0) = off."""
        scope: Scope | None = sc
        while scope is not None:
            if scope.strict is not None:
                return scope.strict  # type: ignore[no-any-return]
            scope = scope.parent
        return (0, 0)

    full_path: Callable[..., str]
    """full_path(path, scope) -> the absolute file path that a script's path names."""

    cmdlet_value: Callable[[Any], Any]
    """cmdlet_value(stage) -> $PSCmdlet of a running advanced function."""

    using_module: Callable[..., None]
    """using_module(name, folder, scope): does a `using module` statement."""

    prepare_script: Callable[..., None]
    """prepare_script(tree, scope): does what comes before a script's first statement."""

    find_enum: Callable[[str], Any]
    """find_enum(full type name) -> the enum's type, None where it is unknown."""

    enum_value: Callable[[str, str], Any]
    """enum_value(full type name, name) -> an enum's value."""

    open_output: Callable[..., Any]
    """open_output(path, append, scope) -> what `>` writes to: write(object), close()."""

    call_block: Callable[..., list[Any]]
    """call_block(block, args, under=NOTHING, scope=None, local=False, input=None) -> list of outputs."""

    block_runner: Callable[..., Callable[..., None]]
    """block_runner(block, scope, local=False) -> run(under, emit, args=()): the quick way for many calls of one block."""

    make_native: Callable[..., Any]
    """make_native(info, arguments, scope, expects_input, source, span) -> Stage for a native program."""

    make_script: Callable[..., Any]
    """make_script(info, arguments, scope, expects_input, source, span, dot) -> Stage for a script file."""

    with_default_parameters: Callable[..., Any]
    """with_default_parameters(cmdlet class, signature, arguments, scope) -> arguments and $PSDefaultParameterValues."""

    make_enumerator: Callable[..., Any]
    """make_enumerator(items) -> what $foreach, $switch and $input are: an iterable with Current and MoveNext()."""

    read_lines: Callable[..., Any]
    """read_lines(path value, scope) -> lines of a file (switch -File)."""

    read_using: Callable[..., Any]
    read_drive: Callable[..., Any]
    write_drive: Callable[..., Any]

    write_error: Callable[..., None]
    """write_error(record, cmdlet=None): the non-terminating error's way by ErrorAction into $Error and the stream."""

    write_warning: Callable[..., None]
    write_verbose: Callable[..., None]
    write_debug: Callable[..., None]
    write_information: Callable[..., None]
    write_progress: Callable[..., None]
    should_process: Callable[..., bool]
    decide: Callable[..., bool]
    """decide(command, description, warning, caption): ShouldProcess with the texts that the command makes itself."""
    should_continue: Callable[..., bool]

    def variable(self, name: str, scope: Scope | None = None) -> Any:
        """Gives a variable's value (lower-case name), None where there is none."""
        found = (scope or self.scope).lookup(name)
        return None if found is NOTHING else found
