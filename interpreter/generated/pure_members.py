"""Pure rules of elements and members of the common collections, and of objects with plain properties."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.generated.pure import ANY, HIGH, INT, STR, Pure, Term, rule
from perdure.interpreter.generated.support import UNSET
from perdure.interpreter.members_get import known_property
from perdure.interpreter.values.base import Member, PSCustomObject
from perdure.interpreter.values.collections import ArrayList, GenericList, Hashtable, OrderedDictionary, TypedArray
from perdure.interpreter.values.utf16 import length

ARRAYS = (list, TypedArray)
LISTS = (GenericList, ArrayList)
TABLES = (Hashtable, OrderedDictionary)


def of_class(pure: Pure, term: Term, cls: type) -> Term:
    """Gives the term as a name, guarded to be exactly of a class."""
    first, then = pure.name(term)
    kind = "list" if cls is list else pure.region.bind(cls, cls.__name__)
    pure.guard(f"type({first}) is {kind}")
    return Term(then, ANY, atomic=True, sample=term.sample)


def key_of(pure: Pure, table: Term, key: Term) -> str | None:
    """Gives the slot of a key in a table that folds text: text or a whole number."""
    if key.kind == STR or (key.kind == ANY and type(key.sample) is str):
        found = pure.exact(key, STR)
        if found is None:
            return None
        pure.guard(f"{table.text}.fold")
        return f"{found.text}.lower()"
    if type(table.sample) is OrderedDictionary or (key.sample is UNSET and key.kind != INT):
        return None
    found = pure.whole(key)
    return None if found is None else f"(int, {found.text})"


@rule(ast.Index)
def index(pure: Pure, node: ast.Index) -> Term | None:
    if node.null_conditional:
        return None
    target = pure.term(node.target)
    at = None if target is None or target.kind != ANY else pure.term(node.index)
    return None if target is None or at is None else element(pure, target, at)


def element(pure: Pure, target: Term, at: Term) -> Term | None:
    """Gives `target[at]`; raises LookupError outside."""
    held = target.sample
    cls = type(held)
    if cls in ARRAYS or cls in LISTS:
        here = of_class(pure, target, cls)
        place = pure.whole(at)
        if place is None:
            return None
        items = held if cls in ARRAYS else held.items
        pure.risky = True
        text = f"{here.text}[{place.text}]" if cls in ARRAYS else f"{here.text}.items[{place.text}]"
        return Term(text, ANY, sample=sample_of(items, at.sample))
    if cls in TABLES:
        here = of_class(pure, target, cls)
        slot = key_of(pure, here, at)
        if slot is None:
            return None
        pair = pure.region.temp()
        text = f"({pair}[1] if ({pair} := {here.text}.data.get({slot})) is not None else None)"
        first = next(iter(held.data.values()), (None, UNSET))[1]
        return Term(text, ANY, sample=UNSET if first is None else first)
    return None


def sample_of(items: Any, at: Any) -> Any:
    """Gives a likely element."""
    if type(at) is int and 0 <= at < len(items):
        found = items[at]
    else:
        found = items[0] if items else UNSET
    return UNSET if found is None else found


@rule(ast.Member)
def member(pure: Pure, node: ast.Member) -> Term | None:
    if node.static or node.null_conditional or not isinstance(node.member, ast.String):
        return None
    name = node.member.value
    low = name.lower()
    target = pure.term(node.target)
    if target is None or target.kind not in (ANY, STR):
        return None
    cls = str if target.kind == STR else type(target.sample)
    if cls is PSCustomObject:
        return prop(pure, target, name)
    if cls in TABLES and low in target.sample.data:
        return entry(pure, target, low)
    known = known_property(target.sample, name) if target.sample is not UNSET else None
    if known is not None and hasattr(known.get, "field"):
        return field(pure, target, known.get)
    if (
        low not in ("count", "length")
        or (low == "length" and cls in (*LISTS, *TABLES))
        or (low == "count" and cls is str)
    ):
        return None
    pure.guard("not cx.type_data")
    if cls is str:
        found = pure.exact(target, STR)
        return None if found is None else Term(f"{pure.region.bind(length, 'length')}({found.text})", INT, 0, HIGH)
    if cls in ARRAYS:
        return Term(f"len({of_class(pure, target, cls).text})", INT, 0, HIGH, sample=0)
    if cls not in LISTS and cls not in TABLES:
        return None
    here = of_class(pure, target, cls).text
    pure.guard(f"{here}.ext is None")
    if cls in LISTS:
        return Term(f"len({here}.items)", INT, 0, HIGH, sample=0)
    pure.guard(f"'count' not in {here}.data")
    return Term(f"len({here}.data)", INT, 0, HIGH, sample=0)


def entry(pure: Pure, target: Term, low: str) -> Term:
    """Gives a table's entry that is written as a property."""
    here = of_class(pure, target, type(target.sample))
    pure.guard(f"{here.text}.fold")
    pair = pure.region.temp()
    pure.guards.append(f"({pair} := {here.text}.data.get({low!r})) is not None")
    sample = target.sample.data[low][1]
    return Term(f"{pair}[1]", ANY, sample=UNSET if sample is None else sample)


def field(pure: Pure, target: Term, get: Any) -> Term:
    """Gives a property of a script's class that is a field and nothing more."""
    low = get.field
    here = of_class(pure, target, type(target.sample))
    pure.guard("not cx.type_data")
    pure.guard(f"{here.text}.ext is None")
    sample = target.sample.fields.get(low)
    return Term(f"{here.text}.fields.get({low!r})", ANY, sample=UNSET if sample is None else sample)


def prop(pure: Pure, target: Term, name: str) -> Term | None:
    """Gives a [pscustomobject]'s own property, under the name that the likely object has it by."""
    key = target.sample.key_of(name.lower())
    if key is None or type(target.sample.props[key]) is Member:
        return None
    here = of_class(pure, target, PSCustomObject)
    value = pure.region.temp()
    pure.guards.append(f"type({value} := {here.text}.props[{key!r}]) is not {pure.region.bind(Member, 'Member')}")
    pure.risky = True
    sample = target.sample.props[key]
    return Term(value, ANY, atomic=True, sample=UNSET if sample is None else sample)
