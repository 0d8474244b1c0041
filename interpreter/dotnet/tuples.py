"""System.Tuple, System.ValueTuple, Lazy, WeakReference."""

from typing import Any

from perdure.interpreter.dotnet._compare import compare, equal
from perdure.interpreter.dotnet._faults import argument
from perdure.interpreter.dotnet._items import meta_of
from perdure.interpreter.members_invoke import construct
from perdure.interpreter.typesys import NetType, Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.tuples import Tuple


def item(index: int) -> Any:
    return lambda t: t.items[index]


def order(a: Tuple, b: Any) -> int:
    if b is None:
        return 1
    if not isinstance(b, Tuple) or len(b.items) != len(a.items):
        raise argument("Argument is not of type System.Tuple.", "other")
    for x, y in zip(a.items, b.items, strict=True):
        found = compare(x, y)
        if found:
            return found
    return 0


def maker(value_type: bool) -> Any:
    def make(kind: NetType, *items: Any) -> Tuple:
        return Tuple(tuple(items), meta_of(kind), value_type)

    return make


def creator(value_type: bool) -> Any:
    def make(types: Any, *items: Any) -> Tuple:
        return Tuple(tuple(items), tuple([t.name for t in types]), value_type)

    return make


def _declare(word: str, value_type: bool) -> None:
    create: dict[str, Any] = {}
    for count in range(1, 8):
        names = [f"T{i + 1}" for i in range(count)]
        params = ", ".join([f"{t} item{i + 1}" for i, t in enumerate(names)])
        table: dict[str, Any] = {f"Item{i + 1} -> {t}": item(i) for i, t in enumerate(names)}
        table[f"new({params})"] = maker(value_type)
        table["CompareTo(object other) -> int"] = order
        table["Equals(object obj) -> bool"] = equal
        if not value_type:
            table["Length -> int"] = lambda t: len(t.items)
        table["ToString() -> string"] = str
        define(f"System.{word}`{count}", "System.ValueType" if value_type else "System.Object",
               kind="struct" if value_type else "class", parameters=" ".join(names), members=table,
               interfaces=["System.IComparable", "System.Runtime.CompilerServices.ITuple"])  # fmt: skip
        create[f"static Create<{', '.join(names)}>({params}) -> object"] = creator(value_type)
    define(f"System.{word}", kind="static", members=create)


_declare("Tuple", False)
_declare("ValueTuple", True)


class Lazy(NetObject):
    """System.Lazy`1: `make` a delegate or None, `value` once it was made."""

    __slots__ = ("make", "value", "made", "meta")
    net = "System.Lazy`1"

    def __init__(self, meta: Any, make: Any) -> None:
        self.meta, self.make, self.value, self.made = meta, make, None, False

    def get(self) -> Any:
        if not self.made:
            self.value = self.make()
            self.made = True
        return self.value


def lazy(kind: NetType, source: Any = None, *_more: Any) -> Lazy:
    inner = kind.args[0]
    make = (lambda: construct(inner, [])) if source is None or isinstance(source, bool) else source.call
    return Lazy(meta_of(kind), make)


define("System.Lazy`1", parameters="T", members={
    "new()": lazy,
    "new(Func[T] valueFactory)": lazy,
    "new(Func[T] valueFactory, bool isThreadSafe)": lazy,
    "IsValueCreated -> bool": lambda v: v.made,
    "Value -> T": lambda v: v.get(),
})  # fmt: skip


class WeakReference(NetObject):
    """System.WeakReference; it holds its target for good (a session's values are not collected behind its back)."""

    __slots__ = ("target",)
    net = "System.WeakReference"

    def __init__(self, target: Any, _long: bool = False) -> None:
        self.target = target


define("System.WeakReference", py=WeakReference, members={
    "new(object target)": WeakReference,
    "new(object target, bool trackResurrection)": WeakReference,
    "IsAlive -> bool": lambda w: w.target is not None,
    "Target -> object": Prop(lambda w: w.target, lambda w, v: setattr(w, "target", v)),
})  # fmt: skip
