"""try, catch, finally: the body is written out; catch clauses, and finally off the usual way, are called as closures."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.trying import find_catch, run_catch, unwrapped
from perdure.interpreter.generated.region import Region
from perdure.interpreter.generated.statements import block, passed_on, statement_rule
from perdure.interpreter.generated.values import DEPTH_MAX
from perdure.interpreter.python_faults import script_error
from perdure.interpreter.reporting import locate


class Guard:
    """What is to be done when control leaves a try from its middle. `loops`: how many loops were around it."""

    def __init__(self, region: Region, depth: str, last: Any) -> None:
        self.region, self.depth, self.last = region, depth, last
        self.loops = len(region.loops)
        self.done = region.temp() if last is not None else ""

    def leave(self) -> None:
        """Writes it."""
        region = self.region
        if self.depth:
            region.line(f"cx.try_depth = {self.depth}")
        if self.last is not None:
            region.line(f"{self.done} = True")
            region.line(f"signal = {self.last}(sc, emit)")
            region.reload()
            outer, region.tries = region.tries, region.tries[: region.tries.index(self)]
            passed_on(region)
            region.tries = outer


@statement_rule(ast.Try)
def compile_try(region: Region, node: ast.Try) -> bool:
    if region.depth > DEPTH_MAX - 2 or node.body.traps:
        return False
    if node.finally_ is None:
        caught(region, node)
        return True
    last = region.bind(region.unit.block(node.finally_))
    guard = Guard(region, "", last)
    region.line(f"{guard.done} = False")
    region.tries.append(guard)
    before = region.state()
    with region.block("try:", True):
        caught(region, node)
    region.tries.pop()
    ended = region.dead
    region.meet(before)
    with region.block("except BaseException:"):
        with region.block(f"if not {guard.done}:"):
            region.line(f"signal = {last}(sc, emit)")
            passed_on(region)
        region.line("raise")
    if not ended:
        block(region, node.finally_)
    region.dead = region.dead or ended
    return True


def caught(region: Region, node: ast.Try) -> None:
    """Writes the part with the catch clauses."""
    if not node.catches:
        block(region, node.body)
        return
    depth, error = region.temp(), region.temp()
    region.line(f"{error} = None")
    region.line(f"{depth} = cx.try_depth")
    region.line(f"cx.try_depth = {depth} + 1")
    region.tries.append(Guard(region, depth, None))
    before = region.state()
    with region.block("try:", True):
        block(region, node.body)
        if not region.dead:
            region.line(f"cx.try_depth = {depth}")
    region.tries.pop()
    region.meet(before)
    with region.block("except ENDED as caught:"):
        region.line(f"cx.try_depth = {depth}")
        region.line(f"{error} = caught")
    with region.block("except BaseException:"):
        region.line(f"cx.try_depth = {depth}")
        region.line("raise")
    with region.block(f"if {error} is not None:"):
        clauses = region.bind([(c.types, region.unit.block(c.body)) for c in node.catches], "clauses")
        source, span = region.bind(region.unit.source, "source"), region.bind(node.body.span, "span")
        given = f"{error}, {clauses}, {source}, {span}, sc, emit"
        region.line(f"signal = {region.bind(handled, 'handled')}({given})")
        region.line(f"{error} = None")
        region.reload()
        passed_on(region)


def handled(caught: BaseException, clauses: Any, source: Any, span: Any, sc: Any, emit: Any) -> Any:
    """Runs the catch clause for an error; raises it again where there is none. Gives the clause's signal."""
    error = script_error(caught)
    locate(error.record, source, span, sc.cx)
    handler = find_catch(clauses, error.record.exception, sc)
    if handler is None:
        raise error
    return run_catch(handler[0], unwrapped(error, handler), sc, emit)
