"""Loops: the body between the safe point and the condition; variables stay at hand where nothing unseen changes them."""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.loops import iterate, walked, written_range
from perdure.interpreter.compile.targets import variable_setter
from perdure.interpreter.generated.region import Region
from perdure.interpreter.generated.statements import block, by_closure, lower, statement_rule
from perdure.interpreter.generated.values import called, changes, test, value


class Loop:
    """A loop that is being written: its label, and how its next round begins from the middle of its body."""

    def __init__(self, region: Region, label: str | None, turn: Callable[[], None]) -> None:
        self.region, self.turn = region, turn
        self.label = label.lower() if label else None

    def leave(self, again: bool) -> None:
        """Writes `continue` or `break`."""
        self.region.unwind(len(self.region.loops))
        if again:
            state = self.region.state()
            self.turn()
            self.region.set_state(state)
        self.region.line("continue" if again else "break")


def settled(region: Region, node: ast.Node, write: Callable[[], None]) -> None:
    """Writes a loop with its variables at hand; where something in it may change any of them, without."""
    region.place(node.span)
    verdict = region.verdicts.get(id(node))
    noise, lines, indent, depth = region.noise, len(region.lines), region.indent, region.depth
    state, loops, tries, leavy = region.state(), list(region.loops), list(region.tries), region.leavy
    if verdict is not False:
        region.noise = False
        for name in sorted(local_names(region, node)):
            region.local(name)
        inside = region.state()
        write()
        if not region.noise:
            region.verdicts[id(node)] = True
            region.noise = noise
            region.set_state(inside)
            region.dead = False
            return
        region.cut(lines)
        region.indent, region.depth, region.loops, region.tries, region.leavy = indent, depth, loops, tries, leavy
        region.set_state(state)
    region.verdicts[id(node)] = False
    region.fresh = set()
    write()
    region.dead = False
    region.set_state((frozenset(), state[1]))
    region.noise = True


def local_names(region: Region, node: ast.Node) -> set[str]:
    """Gives the variables below a node that may be kept at hand; those of script blocks in it are not its own."""
    names: set[str] = set()
    stack: list[ast.Node] = [node]
    while stack:
        here = stack.pop()
        if region.is_local(here):
            names.add(here.name.lower())  # type: ignore[attr-defined]
        if not isinstance(here, ast.ScriptBlockExpression):
            stack.extend(here.children())
    return names


def safe_point(region: Region) -> None:
    """Writes the place where Ctrl+C and time-outs end a loop."""
    with region.block("if cx.check_stop:"):
        region.line("cx.host.check_stop()")


def body(region: Region, node: Any, turn: Callable[[], None]) -> None:
    """Writes a loop's body; what leaves it from inside of a call is for this loop or for one around."""
    loop = Loop(region, node.label, turn)
    region.loops.append(loop)
    before = region.state()
    with region.block("try:", True):
        block(region, node.body)
    region.meet(before)
    with region.block("except BreakFlow as flow:"):
        with region.block(f"if over(flow, {loop.label!r}):"):
            region.line("break")
        region.reload()
    region.loops.pop()
    region.place(node.span)


@statement_rule(ast.While)
def compile_while(region: Region, node: ast.While) -> bool:
    settled(region, node, lambda: rounds(region, node, node.condition, None))
    return True


@statement_rule(ast.For)
def compile_for(region: Region, node: ast.For) -> bool:
    if node.initializer is not None:
        unseen(region, node.initializer)
    for_rounds(region, node)
    return True


def for_rounds(region: Region, node: ast.For) -> None:
    settled(region, node, lambda: rounds(region, node, node.condition, node.iterator))


def unseen(region: Region, node: ast.Node) -> None:
    """Writes a part of a `for` head: nothing of it is shown."""
    if isinstance(node, ast.Assignment) or (isinstance(node, ast.Pipeline) and changes(node) and one(node)):
        lower(region, node)
    else:
        by_closure(region, node, "swallow")


def one(node: ast.Pipeline) -> bool:
    element = node.elements[0]
    return isinstance(element, ast.CommandExpression) and isinstance(element.expression, (ast.Postfix, ast.Unary))


def rounds(region: Region, node: Any, condition: ast.Node | None, step: ast.Node | None) -> None:
    """Writes the rounds of while and for."""

    def turn() -> None:
        if step is not None:
            unseen(region, step)
        safe_point(region)

    with region.block("while True:", True):
        if condition is not None:
            with region.block(f"if not {test(region, condition)}:"):
                region.line("break")
        body(region, node, turn)
        turn()


@statement_rule(ast.DoWhile)
def compile_do(region: Region, node: ast.DoWhile) -> bool:
    def turn() -> None:
        text = test(region, node.condition)
        with region.block(f"if {text}:" if node.until else f"if not {text}:"):
            region.line("break")
        safe_point(region)

    def write() -> None:
        with region.block("while True:", True):
            body(region, node, turn)
            turn()

    settled(region, node, write)
    return True


@statement_rule(ast.ForEach)
def compile_foreach(region: Region, node: ast.ForEach) -> bool:
    if node.parallel or "$foreach" in region.unit.source.text.lower():
        return False
    if written_range(node.value) is not None and not changes(node.value):
        items = region.temp()
        called(region, f"{items} = {region.bind(walked(region.unit, node.value), 'walked')}(sc)")
    else:
        given = value(region, node.value)
        items = region.temp()
        region.line(f"{items} = {region.bind(iterate, 'iterate')}({given.text})")
    foreach_rounds(region, node, items)
    return True


def foreach_rounds(region: Region, node: ast.ForEach, items: str) -> None:
    """Writes the rounds of foreach over what a local holds."""

    def write() -> None:
        item = region.temp()
        state = region.state()
        with region.block(f"for {item} in {items}:", True):
            if region.is_local(node.variable):
                region.store(node.variable.name.lower(), item)
            else:
                region.line(f"{region.bind(variable_setter(node.variable))}(sc, {item})")
            body(region, node, lambda: safe_point(region))
            safe_point(region)
        region.known = set(state[1])

    settled(region, node, write)
