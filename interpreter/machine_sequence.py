"""`ForEach-Object -Sequence` and `Where-Object -Sequence`: pipelines whose blocks hold workflow statements (spec 1.5).

Each such stage runs its block once for every object, as statements of the workflow; the stages before them are ordinary.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.convert import to_bool
from perdure.interpreter.frames import Branch, Frame
from perdure.interpreter.machine import PENDING, WAIT, Machine, handler, unwinder
from perdure.interpreter.machine_plan import command_name
from perdure.interpreter.machine_scopes import put_back
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.enumerate import as_list

EACH = frozenset({"foreach-object", "%", "foreach"})
WHERE = frozenset({"where-object", "?", "where"})


class Stage:
    """One stage: `begin`, `body`, `end` blocks (None without); `keeps` = Where-Object; `variable` of -PipelineVariable."""

    __slots__ = ("begin", "body", "end", "keeps", "variable")

    def __init__(self, node: ast.Command) -> None:
        self.keeps = (command_name(node) or "") in WHERE
        self.begin: Any = None
        self.body: Any = None
        self.end: Any = None
        self.variable: str | None = None
        elements = iter(node.elements)
        for element in elements:
            if not isinstance(element, ast.CommandParameter):
                continue
            argument = element.argument if element.argument is not None else next(elements, None)
            name = element.name.lower()
            if name in ("pipelinevariable", "pv", "displayname") and isinstance(argument, ast.String):
                self.variable = argument.value.lower()
            elif isinstance(argument, ast.ScriptBlockExpression):
                block = statements_of(argument)
                if "sequence".startswith(name):
                    self.body = block
                elif "begin".startswith(name):
                    self.begin = block
                elif "end".startswith(name):
                    self.end = block


def statements_of(node: ast.ScriptBlockExpression) -> ast.StatementBlock | None:
    """Gives the statements of a script block without named blocks."""
    return node.body.end.body if node.body.end is not None else None


def is_sequence(node: ast.Node) -> bool:
    """Tells whether a pipeline's element has -Sequence."""
    if not isinstance(node, ast.Command) or (command_name(node) or "") not in EACH | WHERE:
        return False
    return any(isinstance(e, ast.CommandParameter) and e.name.lower() == "sequence" for e in node.elements)


def is_iterative(node: ast.Pipeline) -> bool:
    return any(is_sequence(e) for e in node.elements)


def upstream(node: ast.Pipeline) -> ast.Pipeline | None:
    """Gives the ordinary stages in front, None where there are none."""
    first = next(i for i, e in enumerate(node.elements) if is_sequence(e))
    return ast.Pipeline(node.elements[:first], False, node.span) if first else None


def stages_of(f: Frame) -> tuple[ast.Pipeline | None, list[Stage]]:
    """Gives a pipeline's parts, made once for each node."""
    key = ("stages", id(f.node))
    found = f.definition.plans.get(hash(key))
    if found is None:
        stages = [Stage(e) for e in f.node.elements if is_sequence(e)]
        found = f.definition.plans[hash(key)] = (upstream(f.node), stages)
    return found


SOURCE, BEGIN, ITEMS, BODY, END, NEXT = range(6)


@handler("iterate")
def run_iterate(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    """data: `items` of the stage, `i`, `k` the stage, `out` what it has put out, `goes` where its output goes."""
    source, stages = stages_of(f)
    if f.pc == SOURCE:
        if got is PENDING:
            got = m.value(b, f, source) if source is not None else NOTHING
            if got is WAIT:
                return
        f.data = {"items": as_list(got), "i": 0, "k": 0, "goes": f.out, "old": f.scope.vars.get("_", NOTHING)}
        f.pc = BEGIN
    while True:
        data = f.data
        if f.pc == NEXT:
            if data["k"] + 1 >= len(stages):
                put_back(f.scope, "_", data["old"], NOTHING)
                put_back(f.scope, "psitem", data["old"], NOTHING)
                m.pop(b)
                return
            data["items"], data["i"] = data["out"], 0
            data["k"] += 1
            f.pc = BEGIN
        stage = stages[data["k"]]
        if f.pc == BEGIN:
            last = data["k"] + 1 >= len(stages)
            data["out"] = None if last else []
            f.out = data["goes"] if last else data["out"]
            f.pc = ITEMS
            if stage.begin is not None:
                m.push(b, "block", stage.begin, f)
                return
        elif f.pc == BODY:
            _kept(m, f, stage)
            f.pc = ITEMS
        if f.pc == ITEMS and data["i"] < len(data["items"]):
            _one(m, b, f, stage)
            return
        if f.pc == ITEMS:
            f.pc = NEXT
            if stage.end is not None:
                m.push(b, "block", stage.end, f)
                return


def _one(m: Machine, b: Branch, f: Frame, stage: Stage) -> None:
    """Runs the stage's block for the next object."""
    data = f.data
    item = data["items"][data["i"]]
    data["i"] += 1
    f.scope.vars["_"] = f.scope.vars["psitem"] = item
    if stage.variable is not None:
        f.scope.vars[stage.variable] = item
    f.pc = BODY
    if stage.body is not None:
        made = m.push(b, "block", stage.body, f)
        if stage.keeps:
            made.out = data["test"] = []


def _kept(m: Machine, f: Frame, stage: Stage) -> None:
    """Passes the object on where Where-Object's block says so."""
    if stage.keeps:
        out = f.data.pop("test", [])
        if to_bool(out[0] if len(out) == 1 else out):
            m.put(f, f.data["items"][f.data["i"] - 1])


@unwinder("iterate")
def leave_iterate(_m: Machine, _b: Branch, f: Frame, _leaving: Any) -> bool:
    if f.data is not None:
        put_back(f.scope, "_", f.data["old"], NOTHING)
        put_back(f.scope, "psitem", f.data["old"], NOTHING)
    return False
