"""switch over a whole number or a text against constants; `if` that stands as a value."""

from perdure.grammar import ast
from perdure.interpreter import collation
from perdure.interpreter.generated.loops import Loop
from perdure.interpreter.generated.pure import ANY, INT, STR, Pure, Term, inner
from perdure.interpreter.generated.region import Region, State
from perdure.interpreter.generated.statements import again, block, statement_rule
from perdure.interpreter.generated.support import gathered
from perdure.interpreter.generated.values import DEPTH_MAX, changes, handler, test, value, value_rule
from perdure.interpreter.python_faults import script_error
from perdure.interpreter.reporting import locate

SEEN = ("_", "psitem", "switch")


class Choice(Loop):
    """A switch that is being written: to go on with its next element is to leave it, for it has one."""

    def __init__(self, region: Region, label: str | None) -> None:
        super().__init__(region, label, lambda: None)
        self.ends: list[State] = []  # what is at hand where it is left from the middle

    def leave(self, again: bool) -> None:
        self.region.unwind(len(self.region.loops))
        self.ends.append(self.region.state())
        self.region.line("break")


@statement_rule(ast.Switch)
def compile_switch(region: Region, node: ast.Switch) -> bool:
    kind = constants(node)
    if kind is None or region.depth > DEPTH_MAX - 1 or looks(node) or changes(node.condition):
        return False
    given = value(region, node.condition)
    pure = Pure(region)
    item = pure.exact(given, kind)
    if item is None:
        return False
    before = region.state()
    ends = []
    with region.block(f"if {' and '.join(pure.guards) or 'True'}:"):
        clauses(region, node, item, kind)
        ends.append(region.state())
    region.set_state(before)
    with region.block("else:"):
        again(region, node)
        ends.append(region.state())
    region.join(ends)
    return True


def constants(node: ast.Switch) -> str | None:
    """Gives the kind of all clauses' values where they are different constants of one kind."""
    if set(node.flags) - {"exact", "casesensitive"}:
        return None
    tests = [c for c, _ in node.clauses]
    if tests and all(isinstance(c, ast.Number) and c.kind == "int" and type(c.value) is int for c in tests):
        kind, keys = INT, [c.value for c in tests]  # type: ignore[attr-defined]
    elif tests and all(isinstance(c, ast.String) and c.value.isascii() and c.value.isprintable() for c in tests):
        kind, keys = STR, [c.value.lower() for c in tests]  # type: ignore[attr-defined]
    else:
        return None
    return kind if len(set(keys)) == len(keys) else None


def looks(node: ast.Switch) -> bool:
    """Tells whether something in the clauses may look at `$_` or `$switch`, or runs what may."""
    for body in [b for _, b in node.clauses] + [node.default]:
        for n in body.walk() if body is not None else ():
            if isinstance(n, (ast.Command, ast.ScriptBlockExpression)):
                return True
            if isinstance(n, ast.Variable) and n.name.lower() in SEEN:
                return True
    return False


def clauses(region: Region, node: ast.Switch, item: Term, kind: str) -> None:
    """Writes the clauses, of which at most one fits, in a loop of one round."""
    choice = Choice(region, node.label)
    region.loops.append(choice)
    same = region.bind(collation.equal, "same_text")
    before, ends = region.state(), []
    with region.block("while True:", True):
        with region.block("try:", True):
            word = "if"
            for test_node, body in node.clauses:
                constant = test_node.value  # type: ignore[attr-defined]
                fits = f"{item.text} == {constant!r}"
                if kind == STR:
                    fits = f"{same}({item.text}, {constant!r}, {'casesensitive' not in node.flags})"
                with region.block(f"{word} {fits}:"):
                    region.set_state(before)
                    block(region, body)
                    if not region.dead:
                        ends.append(region.state())
                    region.dead = False
                word = "elif"
            region.set_state(before)
            if node.default is not None:
                with region.block("else:"):
                    block(region, node.default)
            if not region.dead:
                ends.append(region.state())
            region.join(ends)
        region.meet(before)
        with region.block("except BreakFlow as flow:"):
            region.line(f"over(flow, {choice.label!r})")
            region.reload()
        region.line("break")
    region.loops.pop()
    region.join([region.state(), *choice.ends])


@value_rule(ast.If)
def chosen(region: Region, node: ast.If) -> Term | None:
    """`$x = if (...) { a } else { b }` where each block is a lone expression."""
    blocks = [b for _, b in node.clauses] + ([node.otherwise] if node.otherwise is not None else [])
    for body in blocks:
        if len(body.statements) != 1 or body.traps or region.depth > DEPTH_MAX:
            return None
        only = body.statements[0]
        if not isinstance(only, ast.Pipeline) or inner(only) is only or changes(only):
            return None
        if isinstance(inner(only), (ast.Paren, ast.ArrayExpression, ast.SubExpression)):
            return None
    temp = region.temp()
    region.line(f"{temp} = NOTHING")
    if len(node.clauses) == 1:
        branches(region, node, temp)
        return Term(temp, ANY, atomic=True)
    at = region.temp()
    before = region.state()
    with region.block("try:", True):
        branches(region, node, temp, at)
    region.meet(before)
    with region.block("except ENDED as raised:"):
        region.line(f"error = {region.bind(script_error, 'script_error')}(raised)")
        region.line(f"{region.bind(locate, 'locate')}(error.record, {source_of(region)}, {at}, cx)")
        region.line("raise error from None")
    return Term(temp, ANY, atomic=True)


def branches(region: Region, node: ast.If, temp: str, at: str = "") -> None:
    """Writes the clauses; `at` is the local that says which condition was looked at last."""
    ends, indents = [], 0
    for condition, body in node.clauses:
        if at:
            region.line(f"{at} = {region.bind(condition.span, 'span')}")
        text = test(region, condition)
        before = region.state()
        with region.block(f"if {text}:"):
            lone(region, body, temp)
            ends.append(region.state())
        region.set_state(before)
        region.line("else:")
        region.indent += 1
        indents += 1
    if node.otherwise is not None:
        lone(region, node.otherwise, temp)
    ends.append(region.state())
    region.line("pass")
    region.indent -= indents
    region.join(ends)


def source_of(region: Region) -> str:
    return region.bind(region.unit.source, "source")


def lone(region: Region, body: ast.StatementBlock, temp: str) -> None:
    """Writes a block's only expression as the value; an error in it is reported, and it gives nothing."""
    before = region.state()
    with region.block("try:", True):
        term = value(region, body.statements[0])
        text = term.text if term.kind != ANY else f"{region.bind(gathered, 'gathered')}({term.text})"
        region.line(f"{temp} = {text}")
        region.line("cx.ok = True")
    region.meet(before)
    handler(region, body.statements[0])
