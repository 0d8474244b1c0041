"""How a pipeline begins: keywords of the workflow language, calls of workflows, activities with their own parameters."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.command import CmdletInfo, FunctionInfo
from perdure.interpreter.compile.core import unit_of
from perdure.interpreter.convert import to_double, to_string
from perdure.interpreter.frames import Branch, Definition, Frame
from perdure.interpreter.lookup import find_command
from perdure.interpreter.machine import WAIT, Machine, beginner
from perdure.interpreter.machine_plan import command_name, commands_of, is_quick, plan_of
from perdure.interpreter.machine_sequence import is_iterative
from perdure.interpreter.machine_settings import Declares, Stripped, read_settings, strip
from perdure.interpreter.python_faults import ENDED
from perdure.interpreter.steps import Activity, Checkpoint, Sleep, Suspend


class Shape:
    """What the text tells of a pipeline. `name`: that of its only command, None where there are more elements."""

    __slots__ = ("name", "command", "stripped", "iterative", "arguments", "statement")

    def __init__(self, node: ast.Pipeline, scope: Any) -> None:
        only = node.elements[0] if len(node.elements) == 1 else None
        self.command = only if isinstance(only, ast.Command) else None
        self.name = command_name(self.command) if self.command is not None else None
        self.stripped: Stripped = strip(node, declarer(scope))
        self.iterative = is_iterative(node)
        self.arguments = argument_commands(self.command) if self.command is not None else ()
        self.statement: Any = None  # the closure of the stripped pipeline


def argument_commands(node: ast.Command) -> tuple[str, ...] | None:
    """Gives the commands in a command's arguments; None where one is never quick."""
    names: list[str] = []
    for element in node.elements:
        inside = commands_of(element)
        if inside is None:
            return None
        names += inside
    return tuple(names)


def shape_of(definition: Definition, node: ast.Pipeline, scope: Any) -> Shape:
    """Gives a pipeline's shape, made once, by what its commands' names mean then."""
    found = definition.plans.get(-id(node))
    if found is None:
        found = definition.plans[-id(node)] = Shape(node, scope)
    return found


@beginner(ast.Pipeline)
def begin_pipeline(m: Machine, b: Branch, f: Frame, node: ast.Pipeline, next_pc: int) -> None:
    """Begins a pipeline by what its command is."""
    shape = shape_of(f.definition, node, f.scope)
    if shape.name is not None and shape.command is not None:
        keyword = KEYWORDS.get(shape.name) if m.cx.stubs is None or m.cx.stubs.find(shape.name) is None else None
        if keyword is not None and keyword(m, b, f, shape.command, next_pc):
            return
        found = f.scope.find_function(shape.name)
        if found is not None and found.kind == "Workflow":
            begin_call(m, b, f, node, next_pc, shape)
            return
    if shape.iterative:
        f.pc = next_pc
        m.push(b, "iterate", node, f)
    elif shape.stripped.plain:
        m.leaf(b, f, node, next_pc)
    else:
        begin_activity(m, b, f, node, next_pc, shape)


def declarer(scope: Any) -> Declares:
    """Gives what tells whether a command has a parameter itself; with `cmdlets_only` other commands keep theirs anyway."""

    def declares(node: ast.Command, parameter: str, cmdlets_only: bool) -> bool:
        name = command_name(node)
        found = find_command(name, scope) if name is not None else None
        if isinstance(found, CmdletInfo):
            return any(own.lower() == parameter for own in found.cls.declared)
        if not isinstance(found, FunctionInfo) or found.block is None:
            return cmdlets_only
        tree, definition = found.block.tree, found.block.definition
        nodes = getattr(definition, "parameters", None) or (tree.param.parameters if tree.param is not None else ())
        return cmdlets_only or any(p.variable.name.lower() == parameter for p in nodes)

    return declares


def begin_activity(m: Machine, b: Branch, f: Frame, node: ast.Pipeline, next_pc: int, shape: Shape) -> None:
    """Begins an activity that has parameters of its own."""
    m.cx.scope = f.scope
    try:
        settings = read_settings(f.definition, shape.stripped, f.scope)
    except ENDED as error:
        f.pc = next_pc
        m.fail(b, error, node)
        return
    if settings.append and f.kind == "assign":
        f.data = "append"
    if shape.statement is None:
        shape.statement = unit_of(f.definition.source).statement(shape.stripped.node)
    b.wait = Activity(shape.statement, False, f.scope, node, next_pc, settings)


def begin_call(m: Machine, b: Branch, f: Frame, node: ast.Pipeline, next_pc: int, shape: Shape) -> None:
    """Begins a call of a workflow: its arguments are bound first, here or by an activity (SD-31)."""
    plan = plan_of(f.definition, node)
    if shape.arguments is None or not all(is_quick(name, f.scope) for name in shape.arguments):
        activity = Activity(plan.statement, False, f.scope, node, next_pc)
        activity.captures = True
        b.wait = activity
        return
    f.pc = next_pc
    with m.cx.engine.capturing() as calls:
        ran = m.run(b, f, plan, node, m.port.put if f.out is None else f.out.append)
    if ran and calls:
        m.enter(b, f, calls[0])


# ---- keywords: True = begun; False = not this form, an ordinary command ------------------------------------------------


def begin_checkpoint(_m: Machine, b: Branch, f: Frame, _node: ast.Command, next_pc: int) -> bool:
    f.pc = next_pc
    b.wait = Checkpoint()
    return True


def begin_suspend(m: Machine, b: Branch, f: Frame, node: ast.Command, next_pc: int) -> bool:
    label = None
    if node.elements:
        argument = named_argument(node, ("label",))
        if argument is None or not plan_of(f.definition, argument[1]).quick(f.scope):
            return False
        f.pc = next_pc
        value = m.value(b, f, argument[1])
        if value is WAIT:
            return True
        label = to_string(value)
    f.pc = next_pc
    b.wait = Suspend(label)
    return True


SLEEP_UNITS = {"seconds": 1.0, "milliseconds": 0.001, "ms": 0.001}


def begin_sleep(m: Machine, b: Branch, f: Frame, node: ast.Command, next_pc: int) -> bool:
    """Start-Sleep with seconds or milliseconds is a timer that outlives the process; other forms are the cmdlet."""
    argument = named_argument(node, tuple(SLEEP_UNITS))
    if argument is None or not plan_of(f.definition, argument[1]).quick(f.scope):
        return False
    f.pc = next_pc
    value = m.value(b, f, argument[1])
    if value is WAIT:
        return True
    try:
        seconds = to_double(value) * SLEEP_UNITS[argument[0]]
    except ENDED as error:
        m.fail(b, error, node)
        return True
    if seconds > 0:
        b.wait = Sleep(seconds)
    return True


def named_argument(node: ast.Command, names: tuple[str, ...]) -> tuple[str, Any] | None:
    """Gives the one argument of a command as (parameter, expression): named by a prefix, or without name the first."""
    elements = node.elements
    if node.redirections:
        return None
    if len(elements) == 1 and not isinstance(elements[0], ast.CommandParameter):
        argument = elements[0]
        return None if isinstance(argument, ast.Variable) and argument.splatted else (names[0], argument)
    if not elements or not isinstance(elements[0], ast.CommandParameter):
        return None
    first = elements[0]
    hits = [name for name in names if name.startswith(first.name.lower())]
    if first.name.lower() in names:
        hits = [first.name.lower()]
    if len(hits) != 1:
        return None
    if first.argument is not None and len(elements) == 1:
        return hits[0], first.argument
    if len(elements) == 2 and not isinstance(elements[1], ast.CommandParameter):
        return hits[0], elements[1]
    return None


KEYWORDS: dict[str, Any] = {
    "checkpoint-workflow": begin_checkpoint,
    "persist": begin_checkpoint,
    "suspend-workflow": begin_suspend,
    "start-sleep": begin_sleep,
    "sleep": begin_sleep,
}
