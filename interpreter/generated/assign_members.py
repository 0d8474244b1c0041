"""Assignments to members: `$x.Name = v`, `$x.Name += v`, `$x.Name++`.

Plain properties of [pscustomobject] and typed fields of script classes are set in place; all else goes by set_member.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter import members, operators
from perdure.interpreter.generated.pure import ANY, PYTHON, Pure, Term
from perdure.interpreter.generated.pure_members import member as read
from perdure.interpreter.generated.pure_members import of_class
from perdure.interpreter.generated.pure_operators import combine, updated
from perdure.interpreter.generated.region import Region
from perdure.interpreter.generated.statements import again
from perdure.interpreter.generated.values import called, changes, is_name, quick, value
from perdure.interpreter.members_get import known_property
from perdure.interpreter.members_set import EXACT
from perdure.interpreter.values.base import PSCustomObject
from perdure.interpreter.values.collections import Hashtable

DONE = "cx.ok = True"


def put_quickly(region: Region, pure: Pure, store: str, node: ast.Node) -> bool:
    """Writes a store under its guards, and the statement's closure for where they fail; says that it is written."""

    def fast() -> None:
        region.line(store)
        region.line(DONE)

    quick(region, pure, fast, lambda: again(region, node))
    return True


def entry(pure: Pure, into: Term, target: ast.Member, name: str, given: Term, operator: str) -> str | None:
    """Gives the Python statement that sets a hashtable's entry written as a property."""
    old = read(pure, target) if operator else given
    new = updated(pure, operator, old, given) if operator and old is not None else old
    if new is None:
        return None
    here = of_class(pure, into, Hashtable).text
    pure.guard(f"{here}.meta is None")
    pure.guard(f"{here}.ext is None")
    if new.kind == ANY:
        new = pure.once(pure.settled(new))
        pure.guard(f"{new.text} is not NOTHING")
    return f"{here}.set({name!r}, {new.text})"


def in_place(region: Region, node: ast.Node, target: ast.Member, new: ast.Node | Term, operator: str) -> bool:
    """Writes an assignment whose target is found out to be a plain property; tells whether it did."""
    if target.static or target.null_conditional or not is_name(target.member):
        return False
    pure = Pure(region)
    given = new if isinstance(new, Term) else pure.term(new)
    into = None if given is None else pure.term(target.target)
    if given is None or into is None or into.kind != ANY:
        return False
    name: str = target.member.value  # type: ignore[attr-defined]
    store = stored(pure, into, target, name, given, operator)
    if store is None:
        return False
    region.gain += 1
    return put_quickly(region, pure, store, node)


def stored(pure: Pure, into: Term, target: ast.Member, name: str, given: Term, operator: str) -> str | None:
    """Gives the Python statement that sets the property, None without a rule."""
    cls = type(into.sample)
    if cls is Hashtable:
        return entry(pure, into, target, name, given, operator)
    known = known_property(into.sample, name) if cls is not PSCustomObject else None
    if cls is not PSCustomObject and (known is None or not hasattr(known.get, "field")):
        return None
    old = read(pure, target) if operator or cls is PSCustomObject else None
    if old is None and (operator or cls is PSCustomObject):
        return None
    new = updated(pure, operator, old, given) if operator and old is not None else given
    if new is None:
        return None
    here = of_class(pure, into, cls).text
    if cls is PSCustomObject:
        if new.kind == ANY:
            new = pure.once(pure.settled(new))
            pure.guard(f"{new.text} is not NOTHING")
        return f"{here}.props[{into.sample.key_of(name)!r}] = {new.text}"
    assert known is not None
    exact = EXACT.get(known.type_name)
    kind = next((k for k, python in PYTHON.items() if python is exact), None)
    found = None if kind is None else pure.exact(new, kind)
    if found is None:
        return None
    pure.guard("not cx.type_data")
    pure.guard(f"{here}.ext is None")
    return f"{here}.fields[{getattr(known.get, 'field', '')!r}] = {found.text}"


def member(region: Region, node: ast.Assignment, target: ast.Member) -> bool:
    """`$x.Name = v`, `$x.Name += v`."""
    if node.operator == "??=" or changes(target.target):
        return False
    if in_place(region, node, target, node.value, node.operator[:-1]):
        return True
    name: Any = target.member
    put = region.bind(members.set_member, "set_member")
    new = value(region, node.value)
    text = new.text if new.kind != ANY else f"(None if {new.text} is NOTHING else {new.text})"
    if text != new.text or new.text in region.names.values():
        temp = region.temp()
        region.line(f"{temp} = {text}")
        new, text = Term(temp, new.kind, new.low, new.high, True, new.sample), temp
    held = value(region, target.target)
    if node.operator != "=":
        old = region.temp()
        get = region.bind(members.get_member, "get_member")
        called(region, f"{old} = {get}({held.text}, {name.value!r}, sc)")
        pure = Pure(region)
        term = combine(pure, node.operator[:-1], Term(old, ANY, atomic=True, sample=new.sample), new)
        made = region.temp()
        code = f"{made} = {region.bind(operators.BINARY[node.operator[:-1]], 'op')}({old}, {text})"
        if term is None or pure.risky:
            called(region, code)
        else:
            quick(region, pure, lambda: region.line(f"{made} = {term.text}"), lambda: called(region, code))
        text = made
    if region.careful:
        region.line(f"{put}({held.text}, {name.value!r}, {text}, sc)")
        region.reload()
    else:
        called(region, f"{put}({held.text}, {name.value!r}, {text}, sc)")
    region.line(DONE)
    return True
