"""Assignments, `+=` and its like, `++` and `--`."""

from perdure.grammar import ast
from perdure.interpreter import operators
from perdure.interpreter.compile.assignments import read_local
from perdure.interpreter.compile.indexing import EXACT, set_item
from perdure.interpreter.generated.assign_members import DONE, in_place, member, put_quickly
from perdure.interpreter.generated.pure import ANY, BOOL, FLOAT, INT, STR, Pure, Term, number_term
from perdure.interpreter.generated.pure_members import key_of, of_class, sample_of
from perdure.interpreter.generated.pure_operators import combine, updated
from perdure.interpreter.generated.region import STEPS, Region
from perdure.interpreter.generated.statements import again, statement_rule
from perdure.interpreter.generated.statements import pipeline as expression_statement
from perdure.interpreter.generated.support import UNSET
from perdure.interpreter.generated.values import called, changes, is_name, quick, value, values
from perdure.interpreter.values.collections import Hashtable, TypedArray

KIND_NAMES = {BOOL: "System.Boolean", INT: "System.Int32", FLOAT: "System.Double", STR: "System.String"}


@statement_rule(ast.Assignment)
def assignment(region: Region, node: ast.Assignment) -> bool:
    target = node.target
    if isinstance(target, ast.Variable) and target.name.lower() == "null" and target.drive is None:
        if node.operator != "=":
            return False
        value(region, node.value)
        region.line(DONE)
        return True
    if isinstance(target, ast.Variable) and region.is_local(target):
        return variable(region, node, target)
    if isinstance(target, ast.Index) and not target.null_conditional:
        return element(region, node, target)
    if isinstance(target, ast.Member) and not target.static and is_name(target.member):
        return member(region, node, target)
    return False


def variable(region: Region, node: ast.Assignment, target: ast.Variable) -> bool:
    name = target.name.lower()
    if node.operator == "??=":
        return False
    if node.operator == "=":
        pure = Pure(region)
        term = pure.term(node.value)
        if term is None:
            region.store(name, value(region, node.value).text)
            region.line(DONE)
            return True
        pure.settled(term)
    else:
        pure = Pure(region)
        given = pure.term(node.value)
        old = None if given is None else pure.term(target)
        term = None if given is None or old is None else combine(pure, node.operator[:-1], old, given)
        if term is None:
            return compound(region, node, target)
    region.gain += 1
    write(region, node, pure, name, term)
    return True


def write(region: Region, node: ast.Node, pure: Pure, name: str, term: Term) -> None:
    """Writes a variable's new value that is a pure expression."""

    def fast() -> None:
        region.store(name, term.text)
        region.line(DONE)

    quick(region, pure, fast, lambda: again(region, node))


def compound(region: Region, node: ast.Assignment, target: ast.Variable) -> bool:
    """`$x += ...` whose right side has effects: it comes first, then the variable is read."""
    name = target.name.lower()
    general = operators.BINARY[node.operator[:-1]]
    given = value(region, node.value)
    held = region.local(name)
    read = region.bind(read_local(region.unit, target))
    if name not in region.known:
        temp = region.temp()
        region.line(f"{temp} = {held} if {held} is not UNSET else {read}(sc)")
        held = temp
    right = given.text if given.kind != ANY else f"(None if {given.text} is NOTHING else {given.text})"
    pure = Pure(region)
    sample = region.peek(target)
    old = Term(held, ANY, atomic=True, sample=UNSET if sample is None else sample)
    term = combine(pure, node.operator[:-1], old, given)
    made = region.temp()
    code = f"{made} = {region.bind(general, 'op')}({held}, {right})"
    if term is None or pure.risky:
        called(region, code)
    else:

        def slow() -> None:
            region.line(code)
            region.reload()

        quick(region, pure, lambda: region.line(f"{made} = {term.text}"), slow)
    region.store(name, made)
    region.line(DONE)
    return True


# ---- elements ----------------------------------------------------------------------------------------------------------


def element(region: Region, node: ast.Assignment, target: ast.Index) -> bool:
    """`$a[i] = v`, `$a[i] += v`."""
    if node.operator == "??=":
        return False
    pure = Pure(region)
    given = pure.term(node.value)
    if given is not None:
        into = pure.term(target.target)
        at = None if into is None or into.kind != ANY else pure.term(target.index)
        if into is not None and at is not None:
            store = place(pure, into, at, given, node.operator[:-1])
            if store is not None:
                region.gain += 1
                return put_quickly(region, pure, store, node)
    if node.operator != "=":
        return False
    if changes(target):
        return False
    new = value(region, node.value)
    text = new.text if new.kind != ANY else f"(None if {new.text} is NOTHING else {new.text})"
    if text != new.text or new.text in region.names.values():
        temp = region.temp()
        region.line(f"{temp} = {text}")
        text = temp
    one, other = values(region, [target.target, target.index])
    called(region, f"{region.bind(set_item, 'set_item')}({one.text}, {other.text}, {text}, sc)")
    region.line(DONE)
    return True


def place(pure: Pure, into: Term, at: Term, given: Term, operator: str) -> str | None:
    """Gives the Python statement that stores an element, None without a rule."""
    cls = type(into.sample)
    if cls is list or cls is TypedArray:
        here = of_class(pure, into, cls)
        index = pure.whole(at)
        if index is None:
            return None
        slot = f"{here.text}[{pure.once(index).text if operator else index.text}]"
        new = changed(pure, Term(slot, ANY, sample=sample_of(into.sample, at.sample)), given, operator)
        text = None if new is None else fitting(pure, here, new)
        pure.risky = True
        return None if text is None else f"{slot} = {text}"
    return in_table(pure, into, at, given, operator) if cls is Hashtable else None


def in_table(pure: Pure, into: Term, at: Term, given: Term, operator: str) -> str | None:
    """The same for a Hashtable."""
    here = of_class(pure, into, Hashtable)
    slot = key_of(pure, here, at)
    if slot is None:
        return None
    pure.guard(f"{here.text}.meta is None")
    key = pure.exact(at, STR) if slot.endswith(".lower()") else pure.whole(at)
    if key is None:
        return None
    pair = pure.region.temp()
    first = next(iter(into.sample.data.values()), (None, UNSET))[1]
    if operator:
        pure.guards.append(f"({pair} := {here.text}.data.get({slot})) is not None")
    old = Term(f"{pair}[1]", ANY, sample=UNSET if first is None else first)
    new = changed(pure, old, given, operator)
    if new is None:
        return None
    if new.kind == ANY:
        new = pure.once(pure.settled(new))
        pure.guard(f"{new.text} is not NOTHING")
    return f"{here.text}.set({key.text}, {new.text})"


def changed(pure: Pure, old: Term, given: Term, operator: str) -> Term | None:
    return updated(pure, operator, old, given) if operator else given


def fitting(pure: Pure, array: Term, new: Term) -> str | None:
    """Gives a new element that the array takes as it is."""
    if type(array.sample) is list:
        if new.kind == ANY:
            new = pure.once(pure.settled(new))
            pure.guard(f"{new.text} is not NOTHING")
        return new.text
    wanted = EXACT.get(array.sample.element)
    kind = next((k for k, name in KIND_NAMES.items() if name == array.sample.element), None)
    if wanted is None or kind is None:
        return None
    pure.guard(f"{array.text}.element == {array.sample.element!r}")
    found = pure.exact(new, kind)
    return None if found is None else found.text


# ---- steps -------------------------------------------------------------------------------------------------------------


@statement_rule(ast.Pipeline)
def step(region: Region, node: ast.Pipeline) -> bool:
    """`$i++` as a statement; other expressions go on to their own rule."""
    only = node.elements[0]
    if len(node.elements) != 1 or not isinstance(only, ast.CommandExpression) or only.redirections or node.background:
        return False
    target = only.expression
    if not isinstance(target, (ast.Postfix, ast.Unary)) or target.operator not in STEPS:
        return bool(expression_statement(region, node))
    operator, operand = target.operator, target.operand
    pure = Pure(region)
    by = number_term(1)
    if isinstance(operand, ast.Variable) and region.is_local(operand):
        old = pure.term(operand)
        term = None if old is None else updated(pure, operator, old, by)
        if term is not None:
            region.gain += 1
            write(region, node, pure, operand.name.lower(), term)
            return True
    elif isinstance(operand, ast.Member) and in_place(region, node, operand, by, operator):
        return True
    elif isinstance(operand, ast.Index) and not operand.null_conditional:
        into = pure.term(operand.target)
        at = None if into is None or into.kind != ANY else pure.term(operand.index)
        store = None if into is None or at is None else place(pure, into, at, by, operator)
        if store is not None:
            region.gain += 1
            return put_quickly(region, pure, store, node)
    if any(isinstance(n, ast.Command) for n in node.walk()):
        return False
    again(region, node)
    return True
