"""Commands: the name is looked up at each call, arguments are evaluated in order, the fitting stage is made.

The quick way at the end is for plain functions that are called with positions only.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.binding import Argument
from perdure.interpreter.cmdlet_stage import CmdletStage
from perdure.interpreter.command import CmdletInfo, CommandInfo, FunctionInfo, ScriptInfo, StubInfo
from perdure.interpreter.compile.body import CallFrame, body_of, new_scope, run_part
from perdure.interpreter.compile.core import Emit, StatementCode, Unit
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.compile.literals import number_value
from perdure.interpreter.compile.redirections import redirected
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import InvocationInfo, ScriptError, make_error
from perdure.interpreter.lookup import alias_target, find_command, not_found
from perdure.interpreter.pipeline import Stage, run_stages
from perdure.interpreter.reporting import locate
from perdure.interpreter.scopes import Scope
from perdure.interpreter.values.base import NOTHING, PSObject, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.words import MARK


class CommandCode:
    """A command of the text, compiled: how its name and its arguments are worked out, and what stage it becomes."""

    __slots__ = ("unit", "node", "name", "name_code", "elements", "span", "source", "redirections")

    def __init__(self, unit: Unit, node: ast.Command) -> None:
        self.unit, self.node, self.source, self.span = unit, node, unit.source, node.span
        self.name = node.name.value if isinstance(node.name, ast.String) else None
        self.name_code = None if self.name is not None else unit.expression(node.name)
        self.elements = [element(unit, e) for e in node.elements]
        self.redirections = node.redirections

    def arguments(self, sc: Scope, native: bool = False) -> list[Argument]:
        """Evaluates the arguments, in order. `native`: a program gets the `--` too."""
        out: list[Argument] = []
        plain = False
        for kind, a, b, span in self.elements:
            if plain and kind == NAME:
                out.append(Argument(None, f"-{a}", True, False, span))
            elif kind == WORD and a == "--" and not plain:
                plain = True
                if native:
                    out.append(Argument(None, "--", True, False, span))
            elif kind == NUMBER:
                made = Argument(None, a, True, False, span)
                made.text = b
                out.append(made)
            elif kind == VALUE:
                value = a(sc)
                made = Argument(None, None if value is NOTHING else value, True, False, span)
                out.append(made)
            elif kind == WORD:
                made = Argument(None, a, True, False, span)
                made.bare = True
                out.append(made)
            elif kind == NAME:
                out.append(Argument(a, None, False, False, span))
            elif kind == NAME_VALUE:
                value = b(sc)
                out.append(Argument(a, None if value is NOTHING else value, True, True, span))
            else:
                splat(a(sc), out, span)
        return out

    def stage(self, sc: Scope, expects_input: bool, callee: Any = NOTHING) -> Stage:
        """Makes the command's stage: looked up, arguments evaluated and bound. `callee`: what `&` calls, if known."""
        made = self.bare_stage(sc, expects_input, callee)
        common = getattr(made, "common", None)
        if self.redirections or (common and COLLECTING & common.keys()):
            return redirected(self, made, sc, common or {})
        if common and ("outvariable" in common or "pipelinevariable" in common):
            return redirected(self, made, sc, common)
        return made

    def bare_stage(self, sc: Scope, expects_input: bool, callee: Any = NOTHING) -> Stage:
        name = self.name
        target: Any = None
        if name is None:
            assert self.name_code is not None
            target = unwrap(self.name_code(sc) if callee is NOTHING else callee)
            if not isinstance(target, (ScriptBlock, CommandInfo)):
                if target is None:
                    raise self.bad_target()
                module_call = getattr(target, "invoke_in_module", None)
                if module_call is not None:
                    return self.in_module(target, sc, expects_input)
                name = to_string(target)
                if not name.strip():
                    raise self.bad_target()
        if name is not None:
            target = find_command(name, sc)
            if sc.cx.strict_used and self.called_like_a_method() and sc.cx.strict_of(sc) >= (2, 0):
                raise make_error(
                    "The function or command was called as if it were a method. Parameters should be separated by spaces. For "
                    "information about parameters, see the about_Parameters Help topic.",
                    "StrictModeFunctionCallWithParens",
                    "InvalidOperation",
                )
            if target is None and sc.cx.stubs is not None:
                target = sc.cx.stubs.unknown(alias_target(name, sc))
            if target is None:
                self.fail(not_found(alias_target(name, sc)), sc, name)
        return self.make(
            target, name, sc, self.arguments(sc, getattr(target, "kind", "") == "Application"), expects_input
        )

    def called_like_a_method(self) -> bool:
        """Tells whether the call reads `name(a, b)`."""
        elements = self.node.elements
        return (
            len(elements) == 1
            and isinstance(elements[0], ast.Paren)
            and elements[0].span.start == self.node.name.span.end
            and isinstance(elements[0].pipeline, ast.Pipeline)
            and isinstance(elements[0].pipeline.elements[0], ast.CommandExpression)
            and isinstance(elements[0].pipeline.elements[0].expression, ast.ArrayLiteral)
        )

    def bad_target(self) -> ScriptError:
        return make_error(
            f"The expression after '{self.node.invocation or '&'}' in a pipeline element produced an object that was not "
            "valid. It must result in a command name, a script block, or a CommandInfo object.",
            "BadExpression",
            "InvalidOperation",
        )

    def in_module(self, module: Any, sc: Scope, expects_input: bool) -> Stage:
        """`& $module { ... }`: what follows runs in the module's scope."""
        arguments = self.arguments(sc)
        target = arguments.pop(0).value
        home = module.invoke_in_module()
        if isinstance(target, ScriptBlock):
            moved = ScriptBlock(target.tree, target.source, home, target.definition)
            return self.make(moved, None, sc, arguments, expects_input)
        found = find_command(to_string(target), home.scope)
        return self.make(found, to_string(target), sc, arguments, expects_input)

    def make(self, target: Any, name: str | None, sc: Scope, arguments: list[Argument], expects_input: bool) -> Stage:
        """Makes the stage of a command that has been found."""
        dot = self.node.invocation == "."
        try:
            if isinstance(target, CmdletInfo):
                return CmdletStage(target.cls, arguments, sc, expects_input, self.source, self.span, name)
            if isinstance(target, FunctionInfo):
                if type(target) is StubInfo:
                    stub: Stage = sc.cx.stubs.stage(target, arguments, sc, expects_input, self.source, self.span, name)
                    return stub
                if target.kind == "Workflow":
                    stage: Stage = sc.cx.engine.workflow_stage(
                        target, arguments, sc, expects_input, self.source, self.span
                    )
                    return stage
                return FunctionStage(
                    target.block, target.name, arguments, sc, expects_input, self.source, self.span, dot,
                    "function", target, self.node.invocation or name,
                )  # fmt: skip
            if isinstance(target, ScriptBlock):
                return FunctionStage(
                    target, "<ScriptBlock>", arguments, sc, expects_input, self.source, self.span, dot, "block",
                    ScriptInfo(target), self.node.invocation,
                )  # fmt: skip
            return external_stage(target, name, sc, arguments, expects_input, self, dot)
        except ScriptError as error:
            self.fail(error, sc, name, target)
            raise

    def fail(self, error: ScriptError, sc: Scope, name: str | None, target: Any = None) -> None:
        """Completes an error of looking up or binding, and raises it."""
        record = error.record
        if error.binding and "," not in record.error_id:
            label = getattr(getattr(target, "cls", None), "implementing_type", None)
            record.error_id = f"{record.error_id},{label or getattr(target, 'name', None) or name or ''}"
        if error.binding and not record.activity:
            record.activity = getattr(target, "name", None) or name or ""
        span = self.command_span(error)
        place = error.argument_span or span
        if record.invocation is None and record.category != "ParserError":  # that one points into the other file
            record.invocation = InvocationInfo(target, self.node.invocation or name or "", self.source, place)
        locate(record, self.source, place, sc.cx)
        raise error

    def command_span(self, error: ScriptError) -> Any:
        """Gives what an error about the command points at: its name where it was not found, else all of it."""
        if error.record.error_id.startswith("CommandNotFoundException"):
            return self.node.name.span
        return self.span


VALUE, WORD, NAME, NAME_VALUE, SPLAT, NUMBER = range(6)
COLLECTING = frozenset(["errorvariable", "warningvariable", "informationvariable"])


def element(unit: Unit, node: Any) -> tuple[int, Any, Any, Any]:
    """Gives an element's kind and what it takes to evaluate it."""
    if isinstance(node, ast.CommandParameter):
        if node.argument is None:
            return NAME, node.name, None, node.span
        return NAME_VALUE, node.name, unit.expression(node.argument), node.span
    if isinstance(node, ast.Variable) and node.splatted:
        plain = ast.Variable(node.name, node.drive, False, node.span)
        return SPLAT, unit.expression(plain), None, node.span
    if isinstance(node, ast.String) and node.quote in ("", "--%"):
        return WORD, node.value if node.quote == "" else node, None, node.span
    if isinstance(node, ast.Number):
        if node.text.startswith("-"):
            return WORD, node.text, None, node.span
        return NUMBER, number_value(node), node.text, node.span
    return VALUE, unit.expression(node), None, node.span


def splat(value: Any, out: list[Argument], span: Any) -> None:
    """Adds what `@value` stands for: names and values of a dictionary, the elements of anything else."""
    plain = unwrap(value)
    if isinstance(plain, Dictionary):
        for key, item in plain.items():
            made = Argument(to_string(key), item, True, True, span)
            made.splatted = True
            out.append(made)
        return
    if plain is None:
        out.append(Argument(None, None, True, False, span))
        return
    for item in as_list(plain):
        word = item.ext.get(MARK) if isinstance(item, PSObject) and item.ext else None
        if word is not None:
            name = to_string(word.value)
            out.append(Argument(name, None, False, to_string(item).endswith(":"), span))
        else:
            out.append(Argument(None, item, True, False, span))


def external_stage(
    target: Any, name: str | None, sc: Scope, arguments: list[Argument], expects_input: bool, code: Any, dot: bool
) -> Stage:
    """Makes the stage of a script file or a native program."""
    if target.kind == "ExternalScript":
        stage: Stage = sc.cx.make_script(target, arguments, sc, expects_input, code.source, code.span, dot)
        stage.frame.invocation.name = code.node.invocation or name or target.name  # type: ignore[attr-defined]  # a FunctionStage
        return stage
    native: Stage = sc.cx.make_native(target, arguments, sc, expects_input, code.source, code.span)
    return native


def compile_command(unit: Unit, node: ast.Command) -> StatementCode:
    """Makes the closure of a command that is a pipeline of its own."""
    code = CommandCode(unit, node)
    source, span = unit.source, node.span

    def run(sc: Any, emit: Emit) -> Signal | None:
        stage = code.stage(sc, False)
        run_stages([stage], None, emit)
        sc.cx.ok = not stage.failed
        return None

    if node.redirections or node.invocation == "." or (code.name is not None and node.invocation):
        return run
    if code.name is not None and code.called_like_a_method():
        return run
    if any(kind not in (VALUE, WORD, NUMBER) or a == "--" for kind, a, *_ in code.elements):
        return run
    if code.name is None:
        return quick_block(code, source, span)
    return quick(code, run, source, span)


def quick_block(code: CommandCode, source: Any, span: Any) -> StatementCode:
    """Makes the same quick way for `& $block`; what else stands behind the `&` is called by the general rule."""
    callee = code.name_code
    assert callee is not None
    values = [a if kind == VALUE else None for kind, a, _b, _s in code.elements]
    words = [a for _kind, a, _b, _s in code.elements]

    def run(sc: Any, emit: Emit) -> Signal | None:
        block = callee(sc)
        body = body_of(block) if type(block) is ScriptBlock else None
        if body is None or not body.plain:
            stage = code.stage(sc, False, None if block is NOTHING else block)
            run_stages([stage], None, emit)
            sc.cx.ok = not stage.failed
            return None
        inner = new_scope(block, sc, "block")
        fill(inner.vars, body.names, values, words, sc)
        if body.end is not None:
            run_part(body.end, inner, emit, CallFrame("<ScriptBlock>", source, span, inner, block, "block"))
        sc.cx.ok = True
        return None

    return run


def fill(variables: dict[str, Any], names: list[str], values: list[Any], words: list[Any], sc: Scope) -> None:
    """Evaluates a call's arguments, by position all, and sets them as variables; the others are $args."""
    given = []
    for i, code in enumerate(values):
        if code is None:
            given.append(words[i])
        else:
            value = code(sc)
            given.append(None if value is NOTHING else value)
    count = 0
    total = len(given)
    for parameter in names:
        variables[parameter] = given[count] if count < total else None
        count += 1
    variables["args"] = given[count:]


def quick(code: CommandCode, general: StatementCode, source: Any, span: Any) -> StatementCode:
    """Makes the quick way: a plain function called with positions only needs no binder and no stage."""
    name = code.name
    assert name is not None
    low = name.lower()
    values = [a if kind == VALUE else None for kind, a, _b, _s in code.elements]
    words = [a for _kind, a, _b, _s in code.elements]

    def run(sc: Any, emit: Emit) -> Signal | None:
        scope = sc
        info = None
        while scope is not None:
            aliases = scope.aliases
            if aliases is not None and low in aliases:
                return general(sc, emit)
            functions = scope.functions
            if functions is not None and low in functions:
                info = functions[low]
                scope = scope.parent
                while scope is not None:
                    if scope.aliases is not None and low in scope.aliases:
                        return general(sc, emit)
                    scope = scope.parent
                break
            scope = scope.parent
        if info is None or info.kind != "Function":
            return general(sc, emit)
        block = info.block
        body = body_of(block)
        if not body.plain:
            return general(sc, emit)
        inner = new_scope(block, sc)
        fill(inner.vars, body.names, values, words, sc)
        if body.end is not None:
            run_part(body.end, inner, emit, CallFrame(info.name, source, span, inner, block, "function", info))
        sc.cx.ok = True
        return None

    return run
