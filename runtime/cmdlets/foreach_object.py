"""ForEach-Object: blocks for each pipeline object, or a member by its name.

Blocks run in the caller's scope. -Parallel is handed to the session's engine. Source: conformance/cmdlets/foreach-object.
"""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.members import MISSING
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import NOTHING, unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.psmembers import PSMethod
from perdure.runtime.globs import has_wildcard, matches
from perdure.runtime.objects import READ_FAILED

ARGUMENT = "System.Management.Automation.PSArgumentException"


def as_list(given: Any) -> list[Any]:
    """Gives a parameter's blocks as a list."""
    return given if isinstance(given, list) else [] if given is None else [given]


def name_error(command: Cmdlet, message: str, error_id: str, target: Any = None) -> ErrorRecord:
    """Makes the error of a member's name that leads nowhere."""
    return command.own(ErrorRecord(NetException(ARGUMENT, message), error_id, "InvalidArgument", target))


def ambiguous(command: Cmdlet, name: str, names: list[str], target: Any) -> ErrorRecord:
    """Makes the error of a pattern that fits several members."""
    text = "".join([" " + n for n in names])
    message = f'The input name "{name}" is ambiguous. Possible matches include:{text}.'
    return name_error(command, message, "AmbiguousPropertyOrMethodName", target)


@cmdlet(
    "ForEach-Object",
    aliases="% foreach",
    module="Microsoft.PowerShell.Core",
    default_set="ScriptBlockSet",
    should_process=True,
)
class ForEachObject(Cmdlet):
    """Runs script blocks, or reads or calls a member, for each pipeline object."""

    InputObject = P("object", pipe="value", null=True)
    Begin = P("scriptblock", sets="ScriptBlockSet", null=True)
    Process = P("scriptblock[]", pos=0, mandatory=True, sets="ScriptBlockSet", null=True, empty=True)
    End = P("scriptblock", sets="ScriptBlockSet", null=True)
    RemainingScripts = P("scriptblock[]", rest=True, sets="ScriptBlockSet", null=True, empty=True)
    MemberName = P("string", pos=0, mandatory=True, sets="PropertyAndMethodSet")
    ArgumentList = P("object[]", rest=True, alias="Args", sets="PropertyAndMethodSet", null=True)
    Parallel = P("scriptblock", mandatory=True, sets="ParallelParameterSet")
    ThrottleLimit = P("int", sets="ParallelParameterSet", default=5, validate=[validate_range(1, 2147483647)])
    TimeoutSeconds = P("int", sets="ParallelParameterSet", default=0, validate=[validate_range(0, 2147483)])
    AsJob = P("switch", sets="ParallelParameterSet")
    UseNewRunspace = P("switch", sets="ParallelParameterSet")

    def begin(self) -> None:
        if self.set_name == "PropertyAndMethodSet":
            return
        if self.set_name == "ParallelParameterSet":
            from perdure.runtime.cmdlets.foreach_parallel import ParallelRun

            self.parallel = ParallelRun(self)
            return
        blocks = [self.Begin] if self.has("Begin") else []
        blocks += as_list(self.Process)
        blocks += as_list(self.RemainingScripts)
        last = self.End
        if not self.has("End") and len(blocks) > 2:
            last = blocks.pop()
        runner = self.cx.block_runner
        self.last = None if last is None else runner(last, self.scope)
        if len(blocks) > 1:
            first = blocks.pop(0)
            if first is not None:
                runner(first, self.scope)(NOTHING, self.emit)
        self.runs = [runner(b, self.scope) for b in blocks if b is not None]
        if len(self.runs) == 1:
            self.run = self.runs[0]
            self.stage.process = self.process_one

    def process_one(self) -> None:
        """Does what `process` does where there is one block (the usual case)."""
        self.run(self.InputObject, self.emit)

    def process(self) -> None:
        if self.set_name == "PropertyAndMethodSet":
            self.member()
        elif self.set_name == "ParallelParameterSet":
            self.parallel.take(self.InputObject)
        else:
            for run in self.runs:
                run(self.InputObject, self.emit)

    def end(self) -> None:
        if self.set_name == "ParallelParameterSet":
            self.parallel.end()
        elif self.set_name == "ScriptBlockSet" and self.last is not None:
            self.last(NOTHING, self.emit)

    def stop(self) -> None:
        if self.set_name == "ParallelParameterSet" and hasattr(self, "parallel"):
            self.parallel.stop()

    # -- a member by its name ----------------------------------------------------------------------------------------

    def member(self) -> None:
        value, name, args = self.InputObject, self.MemberName, self.ArgumentList or []
        target = f"InputObject: {_shown(value)}"
        if value is None or unwrap(value) is None:
            if args:
                message = "You cannot call a method on a null-valued expression."
                self.write_error(name_error(self, message, "InvokeMethodOnNull", value))
            elif self.should_process(target, f"Retrieve the value for property '{name}'"):
                if members.strict_version(self.scope) >= 2:
                    message = "The input object cannot be null."
                    self.write_error(name_error(self, message, "InputObjectIsNull", value))
                else:
                    self.emit(None)
            return
        base = unwrap(value)
        if args:
            self.call_method(value, name, args, target)
        elif isinstance(base, Dictionary) and base.has(name):
            if self.should_process(target, f"Retrieve the value for key '{name}'"):
                self.put(base.get(name))
        else:
            self.read_or_call(value, name, target)

    def read_or_call(self, value: Any, name: str, target: str) -> None:
        if has_wildcard(name):
            fits = [e.name for e in members.entries_of(value, self.scope, True) if matches(e.name, name)]
            if len(fits) > 1:
                self.write_error(ambiguous(self, name, fits, value))
                return
            name = fits[0] if fits else name
        try:
            found = members.read_own(value, name, self.scope)
        except READ_FAILED:
            found = None
        if type(found) is PSMethod:
            if self.should_process(target, f"Invoke a method with no arguments: '{found.name}'"):
                self.put(members.invoke(value, found.name, [], self.scope))
            return
        if not self.should_process(target, f"Retrieve the value for property '{name}'"):
            return
        if found is not MISSING:
            self.put(found)
        elif members.strict_version(self.scope) >= 2:
            message = f'The input name "{name}" cannot be resolved to a member.'
            self.write_error(name_error(self, message, "PropertyOrMethodNotFound", value))
        else:
            self.emit(None)

    def call_method(self, value: Any, name: str, args: list[Any], target: str) -> None:
        names = [e.name for e in members.methods_of(value, self.scope) if matches(e.name, name)]
        if len(names) > 1:
            self.write_error(ambiguous(self, name, names, value))
            return
        if not names:
            if self.should_process(target, f"Invoke a method: '{name}'"):
                message = f'The input name "{name}" cannot be resolved to a method.'
                self.write_error(name_error(self, message, "MethodNotFound", value))
            return
        shown = ", ".join([_shown(a) for a in args])
        if self.should_process(target, f"Invoke a method with arguments: '{names[0]}' ({shown})"):
            self.put(members.invoke(value, names[0], args, self.scope))

    def put(self, found: Any) -> None:
        """Puts out a member's value, a collection taken apart."""
        items = enumerate_value(found)
        if items is None:
            self.write(found)
        else:
            self.write_each(items)


def _shown(value: Any) -> str:
    return "" if value is None else to_string(value)
