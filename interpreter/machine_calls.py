"""The frame of a called workflow: parameters and their defaults, begin, process and end."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.callparams import convert_default, default_of, parameter_converter
from perdure.interpreter.compile.variables import note_name
from perdure.interpreter.frames import Branch, Definition, Frame, Leaving
from perdure.interpreter.machine import ENTER, PENDING, WAIT, Machine, handler, unwinder
from perdure.interpreter.machine_scopes import workflow_scope
from perdure.interpreter.python_faults import ENDED
from perdure.interpreter.scopes import Scope
from perdure.interpreter.signature import Parameter
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.collections import Hashtable

PREFERENCES = (
    "erroractionpreference", "warningpreference", "informationpreference", "verbosepreference", "debugpreference",
    "progresspreference", "pspersistpreference",
)  # fmt: skip
STAGES = ("begin", "process", "end")


class Call:
    """A call of a workflow whose arguments are bound: `bound` by parameter name, `common` by lower-case name."""

    __slots__ = ("definition", "bound", "common", "input", "module")

    def __init__(self, definition: Definition, bound: dict[str, Any], common: dict[str, Any], given: list[Any]) -> None:
        self.definition, self.bound, self.common, self.input = definition, bound, common, given
        self.module: Any = None


def enter(m: Machine, b: Branch, f: Frame | None, call: Call) -> None:
    """Puts the frame of a called workflow on top; `f` is the caller's frame, None for the job's own workflow."""
    scope = workflow_scope(m.cx, call.module)
    out = None
    if f is not None:
        out = f.out
        for name in PREFERENCES:
            value = f.scope.lookup(name)
            if value is not NOTHING and value is not m.cx.global_scope.vars.get(name, NOTHING):
                scope.vars[name] = value
    for name, value in call.common.items():
        preference = COMMON.get(name)
        if preference is not None:
            scope.vars[preference] = (
                value if not isinstance(value, bool) else "Continue" if value else "SilentlyContinue"
            )
    if f is not None and "pscomputername" in call.common:
        scope.vars["pscomputername"] = call.common["pscomputername"]  # where its activities run (workflow_remote.py)
    made = Frame("call", call.definition, call.definition.node, scope, out)
    made.data = {"bound": {k.lower(): v for k, v in call.bound.items()}, "input": list(call.input), "i": 0}
    b.frames.append(made)
    scope.vars["workflowcommandname"] = call.definition.name
    scope.vars["input"] = m.cx.make_enumerator(call.input)
    scope.vars["psboundparameters"] = Hashtable(call.bound.items())
    scope.bound = call.bound


ENTER.append(enter)
COMMON = {
    "erroraction": "erroractionpreference", "warningaction": "warningpreference", "verbose": "verbosepreference",
    "debug": "debugpreference", "informationaction": "informationpreference", "progressaction": "progresspreference",
    "pspersist": "pspersistpreference",
}  # fmt: skip


def parameters_of(node: ast.FunctionDefinition) -> tuple[ast.Parameter, ...]:
    """Gives a definition's parameters, from behind its name or its param block."""
    if node.parameters is not None:
        return node.parameters
    return node.body.param.parameters if node.body.param is not None else ()


@handler("call")
def run_call(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    """pc: the parameters one by one, then the named blocks. data: `bound`, `input`, `i` next input object of process."""
    nodes = parameters_of(f.node)
    if f.pc < len(nodes) and not run_parameters(m, b, f, nodes, got):
        return
    stage = f.pc - len(nodes)
    while stage < len(STAGES):
        block = getattr(f.node.body, STAGES[stage])
        if STAGES[stage] == "process" and block is not None:
            if next_input(f):
                m.push(b, "block", block.body, f)
                return
            block = None
        f.pc += 1
        stage += 1
        if block is not None:
            m.push(b, "block", block.body, f)
            return
    m.pop(b)


def run_parameters(m: Machine, b: Branch, f: Frame, nodes: tuple[ast.Parameter, ...], got: Any) -> bool:
    """Makes the parameters' variables, evaluates defaults; False while one takes time or has failed."""
    own = f.definition.signature(f.scope).by_name
    while f.pc < len(nodes):
        node = nodes[f.pc]
        name = node.variable.name.lower()
        p = own[name]
        try:
            if name in f.data["bound"]:
                value = f.data["bound"][name]
            elif node.default is None:
                value = default_of(p)
            else:
                if got is PENDING:
                    got = m.value(b, f, node.default)
                    if got is WAIT:
                        return False
                value, got = convert_default(p, got, f.scope), PENDING
        except ENDED as error:
            m.fail(b, error, node)
            return False
        declare(f.scope, p, name, value)
        f.pc += 1
    return True


def waiting_parameters(f: Frame) -> dict[str, Parameter]:
    """Gives the parameters of a call that have no variable yet; their arguments stand in the frame's `bound`."""
    own = f.definition.signature(f.scope).by_name
    return {name: own[name] for node in parameters_of(f.node)[f.pc :] if (name := node.variable.name.lower())}


def set_argument(f: Frame, name: str, p: Parameter, value: Any) -> None:
    """Gives such a parameter another argument, as the call would have converted it."""
    f.data["bound"][name] = parameter_converter(p, f.scope.cx)(value)


def next_input(f: Frame) -> bool:
    """Sets `$_` for the next run of process: once for each input object, once without any input."""
    items, i = f.data["input"], f.data["i"]
    f.data["i"] = i + 1
    f.scope.vars["_"] = items[i] if i < len(items) else None
    return i < len(items) or (i == 0 and not items)


def declare(scope: Scope, p: Parameter, name: str, value: Any) -> None:
    """Makes a parameter's variable, which can be assigned from every scope of the workflow (SD-3)."""
    note_name(p.name)
    info = scope.info(name, p.name)
    info.options = frozenset(["AllScope"])
    if p.type is not None or p.steps:
        info.type = p.type
        info.convert = parameter_converter(p, scope.cx)
    scope.cx.special.add(name)
    scope.vars[name] = value


@unwinder("call")
def leave_call(m: Machine, b: Branch, _f: Frame, leaving: Leaving) -> bool:
    """return, exit and a stray break end the called workflow only; a throw in it escapes no caller's branch (4.4)."""
    if leaving.kind in ("return", "break", "continue"):
        m.pop(b)
        return True
    leaving.escapes = False
    return False
